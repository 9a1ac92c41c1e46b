/** Credentials came that are not accepted. The message says why, for the caller. */
export class BadCredentials extends Error {
  override readonly name = 'BadCredentials'
}

/** Nobody can tell at present whether credentials are good. The message says why, for the caller. */
export class AuthenticationUnavailable extends Error {
  override readonly name = 'AuthenticationUnavailable'
}

/** Reads an `Authorization: Bearer …`. Null: none was sent. Throws `BadCredentials` if it is something else. */
export function readBearer(authorization: unknown): string | null {
  if (authorization == null || authorization === '') return null
  if (typeof authorization !== 'string') throw new BadCredentials('"authorization" is not a text')
  const [scheme = '', ...rest] = authorization.trim().split(/[ \t]+/)
  const token = rest.join(' ')
  if (/^Bearer$/i.test(scheme)) {
    if (isToken(token)) return token
    throw new BadCredentials('What follows "Bearer" is no token')
  }
  const isRaw = rest.length === 0 && isToken(scheme)
  throw new BadCredentials(
    isRaw ? 'The token came without "Bearer " before it' : 'The authorization is not of the form "Bearer …"',
  )
}

/** A JWT with a long list of scopes has some thousand characters. */
const longestToken = 8_192

function isToken(text: string): boolean {
  return text.length <= longestToken && /^[\w.~+/=-]+$/.test(text)
}
