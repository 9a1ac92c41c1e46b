import { isSeenWhole } from '../domain/account-name.js'
import type { UnixMs } from '../domain/units.js'
import { isOneLine } from '../lib/one-line.js'

/** What is kept of a bearer token, of which only the SHA-256 is kept. */
export interface TokenRecord {
  /** Names the token without giving it away. */
  readonly id: string
  /** For people. */
  readonly name: string
  readonly scopes: readonly string[]
  /** Null: it was made by an early release, which did not keep the time. */
  readonly createdAtMs: UnixMs | null
  /** Null: it does not expire. */
  readonly expiresAtMs: UnixMs | null
}

export interface StoredToken extends TokenRecord {
  /** To the minute. Null: it was never used, as far as the store knows. */
  readonly lastUsedAtMs: UnixMs | null
  /** Null: it was not revoked. */
  readonly revokedAtMs: UnixMs | null
}

interface TokenPage {
  readonly first: number
  /** The page begins after the token with this id. */
  readonly after: string | null
}

/** Revocations are counted from 1, in the order of their commits. */
interface Revocations {
  readonly ids: readonly string[]
  /** The count of the last one. */
  readonly last: number
}

const jwtPrefix = 'jwt:'

/** The id under which a JWT with this `jti` is revoked. Null: no `jti` that people could name it by. */
export function idOfJwt(jti: unknown): string | null {
  const canBeNamed = typeof jti === 'string' && jti.length <= 255 && isOneLine(jti) && isSeenWhole(jti)
  return canBeNamed ? `${jwtPrefix}${jti}` : null
}

export function isIdOfJwt(id: string): boolean {
  return id.startsWith(jwtPrefix) && idOfJwt(id.slice(jwtPrefix.length)) !== null
}

/** Bearer tokens, and JWTs that were revoked: ids as `idOfJwt` makes them. Several processes may use them at a time. */
export interface TokenStore {
  add(hash: string, token: TokenRecord): Promise<void>
  /** Null when there is none. */
  find(hash: string): Promise<StoredToken | null>
  /** The newest first. Null when there is no token with the id `after`. */
  list(page: TokenPage): Promise<readonly StoredToken[] | null>
  /**
   * From now on the token is of no use. Null when there is none with this id. A second time changes nothing. A JWT need not be
   * known; from now on it is listed.
   */
  revoke(id: string, nowMs: UnixMs): Promise<StoredToken | null>
  /** When the token with this id was revoked. Null: it was not, or there is none. */
  revocationOf(id: string): Promise<UnixMs | null>
  /** Those after the one with this count, at most 1,000. */
  revocationsAfter(count: number): Promise<Revocations>
  /** Keeps when tokens were used last, by their ids. */
  used(lastUseMs: ReadonlyMap<string, UnixMs>): Promise<void>
}
