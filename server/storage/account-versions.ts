import type { AccountSet } from '../domain/account-set.js'
import type { Account } from '../domain/account.js'
import type { Order } from '../domain/order.js'
import type { KeptPerformance, PublishedPositions } from '../domain/publication.js'
import type { UnixMs } from '../domain/units.js'
import type { Asker } from '../lib/asker.js'
import type { DoesNotFit } from '../lib/checked.js'
import type { Json, Records } from './journal.js'

/** Something of an account, from a commit on. */
interface Version<T> {
  readonly value: T
  /** The order of commits. */
  readonly position: number
  /** By our clock; never before that of an earlier position. */
  readonly recordedAtMs: UnixMs
}

/** An account as it was kept at a time. What it never had is null. */
export interface PastAccount {
  readonly account: Version<Account>
  /** As their owner wrote them, who checks them. */
  readonly books: Version<Json> | null
  readonly publishedPositions: Version<PublishedPositions> | null
  readonly publishedPerformance: Version<KeptPerformance> | null
  /** As they were then. */
  readonly openOrders: readonly Order[]
}

/** The accounts at a time, in the order in which they were opened. */
export interface PastAccounts {
  readonly accounts: readonly PastAccount[]
  /** When accounts were last opened anew before that time, as at a start of the server; null: that is not known. */
  readonly opened: Pick<Version<null>, 'position' | 'recordedAtMs'> | null
  /** Accounts that are left out, because a version of them does not have its shape. */
  readonly unreadable: readonly { readonly id: string; readonly fault: DoesNotFit }[]
}

/** One version of something of an account. */
export type AccountVersion = { readonly accountId: string } & (
  | ({ readonly kind: 'ACCOUNT' } & Version<Account>)
  | ({ readonly kind: 'BOOKS' } & Version<Json>)
  /** The ids of the orders that wait. */
  | ({ readonly kind: 'ORDERS' } & Version<readonly string[]>)
  | ({ readonly kind: 'POSITIONS' } & Version<PublishedPositions>)
  | ({ readonly kind: 'PERFORMANCE' } & Version<KeptPerformance>)
  /** All accounts were opened anew, as at a start of the server. It is of no account. */
  | ({ readonly kind: 'OPENING' } & Version<null>)
)

/** After a time, or after a version, until a time. */
interface VersionSpan {
  readonly afterMs: UnixMs
  readonly afterPosition?: number
  readonly untilMs: UnixMs
}

/** Versions that a time needs were removed. */
export class VersionsRemoved extends Error {
  override readonly name = 'VersionsRemoved'
  /** From then on all are kept. */
  readonly keptFromMs: UnixMs

  constructor(atMs: UnixMs, keptFromMs: UnixMs) {
    super(`What accounts were at ${new Date(atMs).toISOString()} is not kept any more`)
    this.keptFromMs = keptFromMs
  }
}

/** What accounts and their records were before. Reads are those of an asker, as by `Journal.recordsFor`. */
export interface AccountVersions {
  /**
   * All that was kept of the accounts of a set, and of the others who they were alone. Left out: all of all. Rejects with
   * `VersionsRemoved`.
   */
  at(atMs: UnixMs, whole?: AccountSet, asker?: Asker): Promise<PastAccounts>
  /**
   * What was kept after one time until another, in the order of commits. At most `limit` versions. Rejects with `VersionsRemoved`.
   */
  between(span: VersionSpan, limit: number, asker?: Asker): Promise<readonly AccountVersion[]>
  /** The records as they were: nothing that was recorded later is in them. */
  recordsAt(atMs: UnixMs, asker?: Asker): Records
  /** Notes that all accounts are opened anew, from what is kept. Rejects as `Journal.commit` does. */
  noteOpening(): Promise<void>
  /**
   * Removes versions that no time at or after `beforeMs` needs, and the oldest ones beyond the bytes, some at a time. What an
   * account was last stays. Answers whether there may be more to remove.
   */
  prune(bounds: { readonly beforeMs: UnixMs; readonly maxBytes: number }): Promise<boolean>
  /** Bytes of all versions that are kept, compressed. Null until `prune` has counted them. */
  keptBytes(): number | null
}
