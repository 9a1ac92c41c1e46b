/** `W/` of a weak tag, then what is between quotes; a comma may be among it. */
const tags = /(?:W\/)?("[^"]*")|\*/g

/** Whether `If-None-Match` names the tag of what would be sent, both taken as weak (RFC 9110, 13.1.2). */
export function isTagKnown(ifNoneMatch: string | undefined, tag: unknown): boolean {
  if (ifNoneMatch === undefined || typeof tag !== 'string') return false
  const opaque = tag.replace(/^W\//, '')
  return [...ifNoneMatch.matchAll(tags)].some(([whole, known]) => whole === '*' || known === opaque)
}
