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
}

export function isClosed({ closedAtMs }: Account): boolean {
  return closedAtMs !== undefined
}

/** All accounts at one moment. */
export interface AccountList extends Sequenced {
  readonly accounts: readonly Account[]
}
