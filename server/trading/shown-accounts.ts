import type { Account } from '../domain/account.js'
import type { UnixMs } from '../domain/units.js'
import type { LiveAccount } from './account/live-account.js'

/** An account as far as readers see it. */
export interface ShownAccount {
  readonly account: Account
  readonly live: LiveAccount
  /** As it is ranked. */
  readonly totalReturnPct: number | null
  /** Whether nothing but its owner's word says so. */
  readonly isUnconfirmed?: boolean
  /** Market time at which its books began anew; null, or left out: they never did. */
  readonly anewSinceMs?: UnixMs | null
  /** The last sample of its value that there is at its time; null: none. Left out: all that are kept. */
  readonly lastSampleMs?: UnixMs | null
}

/** The accounts of a desk, as far as readers see them. */
export interface ShownAccounts {
  /** In the order in which they were opened, those of the configured agents first. */
  list(): readonly Account[]
  all(): Iterable<ShownAccount>
  get(id: string): ShownAccount | null
  /** Any account of this id, open or not. */
  known(id: string): Account | null
  /** What is stored of it cannot be read. */
  isUnreadable(id: string): boolean
  /** The ids of all accounts that there are, open or not. */
  ids(): readonly string[]
  /** The ids of accounts that are to be opened soon. */
  expected(): readonly string[]
}
