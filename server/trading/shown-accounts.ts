import type { Account } from '../domain/account.js'
import type { UnixMs } from '../domain/units.js'
import type { LiveAccount } from './account/live-account.js'

/** An account as far as readers see it. */
export interface ShownAccount {
  readonly account: Account
  readonly live: LiveAccount
  /** As it is ranked. */
  readonly totalReturnPct: number | null
  /** Whether only its owner says so, and nothing confirms it. */
  readonly isUnconfirmed?: boolean
  /** The first market time at which its books were valued after its last reset. Null or left out: it was never reset. */
  readonly anewSinceMs?: UnixMs | null
  /** For an account of the past, the time of its last sample then; null: it had none. Left out: all samples that are kept count. */
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
  /** Whether the stored data of this account cannot be read. */
  isUnreadable(id: string): boolean
  /** The ids of all accounts that there are, open or not. */
  ids(): readonly string[]
  /** The ids of accounts that are to be opened soon. */
  expected(): readonly string[]
}
