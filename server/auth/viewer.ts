import { accountSetKey } from '../domain/account-set.js'
import type { UnixMs } from '../domain/units.js'
import { scopesOf, type Scopes } from './scopes.js'

/** Who asks. */
export interface Viewer {
  /** For limits and logs: `anonymous`, `token:<id>` or `jwt:<issuer>|<subject>`. It is never the secret. */
  readonly id: string
  readonly scopes: Scopes
  /** Null: the credentials do not expire. */
  readonly expiresAtMs: UnixMs | null
  /** What is revoked to end these credentials, see `Sessions.revoke`. */
  readonly revokedAs: string
}

export function viewerOf(
  id: string,
  granted: Iterable<string>,
  expiresAtMs: UnixMs | null = null,
  revokedAs = id,
): Viewer {
  return { id, scopes: scopesOf(granted), expiresAtMs, revokedAs }
}

const anonymousId = 'anonymous'

/** Who sent no credentials. */
export function anonymousViewer(granted: Iterable<string>): Viewer {
  return viewerOf(anonymousId, granted)
}

export function isAnonymous({ id }: Viewer): boolean {
  return id === anonymousId
}

/** Somebody who reads the market and what is public. */
export const everyone: Viewer = viewerOf('everyone', ['market:read'])

/** Whether two viewers may read the same, whatever accounts there will be. */
export function readTheSame({ scopes: one }: Viewer, { scopes: other }: Viewer): boolean {
  return accountSetKey(one.readable) === accountSetKey(other.readable) && one.readMarket === other.readMarket
}
