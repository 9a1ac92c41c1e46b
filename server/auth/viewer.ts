import type { UnixMs } from '../domain/units.js'
import { scopesOf, type Scopes } from './scopes.js'

/** Who asks. */
export interface Viewer {
  /** For limits and logs: `anonymous`, `token:<id>` or `jwt:<issuer>|<subject>`. It is never the secret. */
  readonly id: string
  readonly scopes: Scopes
  /** Null: the credentials do not expire. */
  readonly expiresAtMs: UnixMs | null
  /**
   * Equal for viewers who may see the same: `public`, `all`, or a text made of the private accounts that they may read.
   */
  readonly audience: string
}

export function viewerOf(id: string, granted: Iterable<string>, expiresAtMs: UnixMs | null = null): Viewer {
  const scopes = scopesOf(granted)
  return { id, scopes, expiresAtMs, audience: audienceOf(scopes) }
}

const anonymousId = 'anonymous'

/** Who sent no credentials. */
export function anonymousViewer(granted: Iterable<string>): Viewer {
  return viewerOf(anonymousId, granted)
}

export function isAnonymous({ id }: Viewer): boolean {
  return id === anonymousId
}

/** Somebody of the audience of the viewer, who does nothing but read. */
export function anyoneOf({ scopes: { readable } }: Viewer): Viewer {
  if (readable.length === 0) return everyone
  const accountIds = readable === 'ALL' ? ['*'] : readable
  return viewerOf('anyone', ['market:read', ...accountIds.map((accountId) => `account:read:${accountId}`)])
}

/** Somebody who reads the market and what is public. */
export const everyone: Viewer = viewerOf('everyone', ['market:read'])

/** Whether two viewers may read the same. */
export function readTheSame(one: Viewer, other: Viewer): boolean {
  return one.audience === other.audience && one.scopes.readMarket === other.scopes.readMarket
}

/** Ids have no quotes, so the text tells any two lists apart. */
function audienceOf({ readable }: Scopes): string {
  if (readable === 'ALL') return 'all'
  return readable.length === 0 ? 'public' : JSON.stringify(readable)
}
