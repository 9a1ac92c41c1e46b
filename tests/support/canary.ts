import { randomBytes } from 'node:crypto'

/** A text that stands nowhere by chance: letters and digits of both cases. */
export const canary = () => `Cn${randomBytes(20).toString('hex')}Zz`

/** Looks like a token of the server. */
export const unknownToken = () => `gct_${canary()}`

/** Of a secret, so many characters in a row are looked for. */
const partLength = 16
/** At every eighth place of a text. So a leak of 23 characters is always found. */
const step = 8

/** The forms of secrets that stand in a text, whole or in a long part. */
export function leaksIn(text: string, secrets: readonly string[]): string[] {
  const parts = new Map(secrets.flatMap((secret) => formsOf(secret).flatMap(partsOf)))
  const found = new Set<string>()
  for (let at = 0; at < text.length; at += step) {
    const form = parts.get(text.slice(at, at + partLength))
    if (form !== undefined) found.add(form)
  }
  return [...found]
}

function formsOf(secret: string): string[] {
  const coded = [0, 1, 2].map((before) =>
    Buffer.from(' '.repeat(before) + secret)
      .toString('base64')
      .slice(4, -4),
  )
  return [secret, secret.toLowerCase(), encodeURIComponent(secret), Buffer.from(secret).toString('hex'), ...coded]
}

/** Every part, with the form that it is of. */
function partsOf(form: string): [string, string][] {
  return Array.from({ length: form.length - partLength + 1 }, (_, at) => [form.slice(at, at + partLength), form])
}
