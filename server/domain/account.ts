import type { DataSource, Sequenced } from './source.js'
import type { UnixMs } from './units.js'

export interface Account {
  /** 1 to 64 of a–z, 0–9, `-` and `_`. */
  readonly id: string
  readonly name: string
  readonly kind: 'PAPER' | 'PUBLISHED'
  readonly agent: string | null
  readonly source: DataSource
  /** By our clock. */
  readonly openedAtMs: UnixMs
  /** How often it was begun anew; left out: never. */
  readonly resets?: number
  /** When it was last begun anew, by our clock, oldest first; of the last hour before the newest. */
  readonly recentResetsMs?: readonly UnixMs[]
  /** When it was closed for good, by our clock; left out: it is open. */
  readonly closedAtMs?: UnixMs
  /** Whether it has held a position since it was opened or begun anew; left out: it has not. */
  readonly hasTraded?: boolean
  /** Left out: PUBLIC. */
  readonly visibility?: Visibility
}

/** Who sees an account: everybody, or those who may read it. */
export type Visibility = 'PUBLIC' | 'PRIVATE'

export function isPrivate({ visibility }: Account): boolean {
  return visibility === 'PRIVATE'
}

export function isClosed({ closedAtMs }: Account): boolean {
  return closedAtMs !== undefined
}

/** The same account, which has held a position. */
export function asTraded(account: Account): Account {
  return account.hasTraded ? account : { ...account, hasTraded: true }
}

/** All accounts that readers see, at one moment. */
export interface AccountList extends Sequenced {
  readonly accounts: readonly Account[]
}
