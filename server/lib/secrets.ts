import { withoutTokens } from './bearer-token.js'

/** Shorter ones are versions and the like, which stand in any text. */
const shortest = 8
/** Shorter parts of a path are words. */
const shortestOfPath = 20

/** What is to be said nowhere: these values, in the forms that addresses, headers and JSON give them, and bearer tokens. */
export class Secrets {
  readonly #forms = new Set<string>()

  add(secrets: readonly string[]): void {
    for (const secret of secrets)
      if (secret.length >= shortest) for (const form of formsOf(secret)) this.#forms.add(form)
  }

  /** The text without them. */
  readonly hide = (text: string): string => {
    let shown = text
    for (const form of this.#forms) shown = shown.replaceAll(form, '[secret]')
    return withoutTokens(shown)
  }
}

/** What an address holds besides the place: a password, the values of its query and long parts of its path. */
export function secretsIn(address: string): string[] {
  const { password, searchParams, pathname } = new URL(address)
  const parts = pathname.split('/').filter(({ length }) => length >= shortestOfPath)
  return [decoded(password), ...searchParams.values(), ...parts.map(decoded)]
}

/** A percent sign may stand for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function formsOf(secret: string): string[] {
  const percent = encodeURIComponent(secret)
  const inJson = JSON.stringify(secret).slice(1, -1)
  const plain = [secret, percent, percent.replace(/%../g, (code) => code.toLowerCase()), inJson]
  const coded = [0, 1, 2].map((before) => inBase64(secret, before))
  return [...plain, ...coded, ...coded.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))]
}

/** The characters of base64 that depend on the secret alone, when some bytes stand before it, as a name of a user. */
function inBase64(secret: string, before: number): string {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)])
  return bytes.toString('base64').slice(Math.ceil((before * 4) / 3), Math.floor((bytes.length * 4) / 3))
}
