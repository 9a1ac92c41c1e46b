/** What a client sends may hold objects and lists in each other so deep. What our inputs take is far flatter. */
export const maxNesting = 64

/** Whether objects and lists hold each other deeper than that. Reads no deeper itself. */
export function isNestedTooDeep(value: unknown, levels = maxNesting): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((inner) => isNestedTooDeep(inner, levels - 1))
}
