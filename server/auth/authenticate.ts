import { BadCredentials, readBearer } from './credentials.js'
import { anonymousViewer, type Viewer } from './viewer.js'

/**
 * Finds out who sent an `Authorization`. Rejects with `BadCredentials` when it is not accepted, with `StoreUnavailable`
 * when the store that knows its token cannot be asked, and with `AuthenticationUnavailable` when the keys of its issuer are
 * not known.
 */
export type Authenticate = (authorization: unknown) => Viewer | Promise<Viewer>

/** One kind of bearer token. */
export interface TokenKind {
  /** Whether a token looks like one of this kind. */
  readonly isMine: (token: string) => boolean
  /** Rejects as `Authenticate` does. */
  readonly viewerOf: (token: string) => Promise<Viewer>
}

/** How much a caller may do without credentials: everything, read what is public, or nothing. */
export type AuthMode = 'off' | 'read-open' | 'required'

const withoutCredentials = {
  off: anonymousViewer(['admin']),
  'read-open': anonymousViewer(['market:read']),
  required: null,
}

/** The kinds are asked in order. In every mode, credentials that are sent must be good. */
export function authenticator(mode: AuthMode, kinds: readonly TokenKind[]): Authenticate {
  const anonymous = withoutCredentials[mode]
  return (authorization) => {
    const token = readBearer(authorization)
    if (token !== null) return viewerOfToken(kinds, token)
    if (anonymous === null) throw new BadCredentials('This server answers only to a bearer token, and none was sent')
    return anonymous
  }
}

function viewerOfToken(kinds: readonly TokenKind[], token: string): Promise<Viewer> {
  const kind = kinds.find(({ isMine }) => isMine(token))
  if (!kind) throw new BadCredentials('The bearer token is of no kind that this server accepts')
  return kind.viewerOf(token)
}
