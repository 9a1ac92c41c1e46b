import { withoutTokens } from './bearer-token.js'

/** Shorter ones are versions and the like, which stand in any text. */
const shortest = 8
/** Shorter parts of a path are words. */
const shortestOfPath = 20

/** What is to be said nowhere: these values, in the forms that addresses, headers and JSON give them, and bearer tokens. */
export class Secrets {
  /** The longest first, because one may be the beginning of another. */
  #forms: readonly string[] = []

  add(secrets: readonly string[]): void {
    const forms = secrets.filter(({ length }) => length >= shortest).flatMap(formsOf)
    this.#forms = [...new Set([...this.#forms, ...forms])].sort((a, b) => b.length - a.length)
  }

  /** The text without them. */
  readonly hide = (text: string): string => {
    let shown = text
    for (const form of this.#forms) shown = shown.replaceAll(form, '[secret]')
    return withoutTokens(shown)
  }
}

/**
 * What an address holds besides the place: a password, the values of its query and long parts of its path. As they stand
 * there, because each part of an address leaves other signs as they are, and as they are meant.
 */
export function secretsIn(address: string): string[] {
  const { password, search, searchParams, pathname } = new URL(address)
  const values = search.split('&').map((pair) => pair.slice(pair.indexOf('=') + 1))
  const parts = pathname.split('/').filter(({ length }) => length >= shortestOfPath)
  const standing = [password, ...values, ...parts].filter((text) => text !== '')
  return [...new Set([...standing, ...standing.map(decoded), ...searchParams.values()])]
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
