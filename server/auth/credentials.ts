/** What a caller sent to say who they are: a bearer token. Without one, `problem` says in words why. */
export type Credentials = { readonly token: string } | { readonly problem: string }

export const noCredentials: Credentials = { problem: 'A write needs a bearer token' }

/** Reads an `Authorization: Bearer …`. */
export function readCredentials(authorization: unknown): Credentials {
  if (authorization == null || authorization === '') return noCredentials
  if (typeof authorization !== 'string') return { problem: '"authorization" is not a text' }
  const [scheme = '', ...rest] = authorization.trim().split(/[ \t]+/)
  const token = rest.join(' ')
  if (/^Bearer$/i.test(scheme)) return isToken(token) ? { token } : { problem: 'What follows "Bearer" is no token' }
  const isRaw = rest.length === 0 && isToken(scheme)
  return {
    problem: isRaw ? 'The token came without "Bearer " before it' : 'The authorization is not of the form "Bearer …"',
  }
}

function isToken(text: string): boolean {
  return /^[\w.~+/=-]{1,512}$/.test(text)
}
