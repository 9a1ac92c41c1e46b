import type { Account } from '../domain/account.js'
import type { ClosedTrade, NewClosedTrade } from '../domain/closed-trade.js'
import type { Decision, DecisionAction, DecisionOutcome, NewDecision } from '../domain/decision.js'
import type { Fill, NewFill } from '../domain/fill.js'
import type { NewOrderEvent, OrderEvent } from '../domain/order-event.js'
import type { Order, OrderStatus } from '../domain/order.js'
import type { KeptPerformance, PublishedPositions, PublishedSnapshot } from '../domain/publication.js'
import type { NewScoreEvent, ScoreEvent } from '../domain/score-event.js'
import type { UnixMs } from '../domain/units.js'
import type { Asker } from '../lib/asker.js'
import type { DoesNotFit } from '../lib/checked.js'

/** Any value that JSON carries unchanged. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** What one mutation or one step of the engine changes, all of it or nothing. Ids are given by the caller and unique. */
export interface Commit {
  readonly accountId: string
  /** Opens the account. A commit for an account that was never opened is refused. */
  readonly open?: Account
  /** The account as it is from now on. */
  readonly account?: Account
  readonly decisions?: readonly NewDecision[]
  /** What became of decisions, in order; of one of this commit as well. */
  readonly scores?: readonly NewScoreEvent[]
  /** New orders, and known ones as they are now. */
  readonly orders?: readonly Order[]
  /** What happened to them, in order. */
  readonly orderEvents?: readonly NewOrderEvent[]
  readonly fills?: readonly NewFill[]
  readonly closedTrades?: readonly NewClosedTrade[]
  /** The account's books from now on, as their owner wrote them; plain JSON. */
  readonly books?: object
  /** The ids of the orders that wait from now on, oldest first. Left out: the same as before. */
  readonly openOrderIds?: readonly string[]
  /** A published snapshot that replaces the one of its kind before. */
  readonly published?: PublishedSnapshot
  /**
   * The answer to keep under a key; plain JSON. Its `fills` and its `decision` are those of this commit: they are kept
   * with the places that the commit gives them, so that the same answer is given again after a crash.
   */
  readonly idempotency?: {
    readonly key: string
    /** Tells the same request from another one under the same key. */
    readonly fingerprint: string
    readonly answer: object
  }
}

/** A commit as it was made at a time, of which the store hears later. */
export interface PastCommit {
  readonly commit: Omit<Commit, 'idempotency' | 'published'>
  readonly atMs: UnixMs
}

/** Room behind all that was kept, for records of the time until then. What is kept afterward stands behind it. */
export interface PastPlace {
  /** When the last record before the place was kept. */
  readonly afterMs: UnixMs
  readonly untilMs: UnixMs
  /** How many records of each kind have room. */
  readonly room: number
  /** The first free position in each table. */
  readonly firstPositions: ReadonlyMap<string, number>
}

/** What was committed, with the places that the journal gave. */
export interface Committed {
  /** As they were made. */
  readonly decisions: readonly Decision[]
  readonly fills: readonly Fill[]
  readonly closedTrades: readonly ClosedTrade[]
  readonly orders: readonly Order[]
  readonly orderEvents: readonly OrderEvent[]
  readonly scoreEvents: readonly ScoreEvent[]
  /** Why score events were kept that nobody can be told of: their decisions cannot be read. Left out: there are none. */
  readonly untold?: readonly DoesNotFit[]
  /** As it is kept under the key of the commit; left out where the commit has none, and by `wasKept`. */
  readonly answer?: object
}

export interface KeptAnswer {
  readonly fingerprint: string
  readonly answer: Json
}

/**
 * The store cannot be written or read at present: a full disk, or a database that is not reached. Nothing was kept, with
 * one exception that `outcomeUnknown` tells.
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
  /**
   * Whether the connection was lost while the commit was being confirmed, so that it was kept as a whole or not at all,
   * and nobody can say which, as the database may still be at it. `wasKept` tells. A commit with a key may also be made
   * again under the same key: it is then made, or `KeyTaken`, and `answerTo` has its answer.
   */
  readonly outcomeUnknown: boolean
  /** Whether the database answered: this took too long for it, and it goes on with everything else. */
  readonly isReached: boolean

  constructor(
    message: string,
    options: ErrorOptions & Partial<Pick<StoreUnavailable, 'outcomeUnknown' | 'isReached'>> = {},
  ) {
    super(message, options)
    this.outcomeUnknown = options.outcomeUnknown ?? false
    this.isReached = options.isReached ?? false
  }
}

/** Somebody else committed under this key in the meantime. Nothing of this commit was kept. */
export class KeyTaken extends Error {
  override readonly name = 'KeyTaken'
}

/** Where a reader's cursor stands: an id that this store never gave out. */
export type CursorFault = 'UNKNOWN_CURSOR'

/** A record passes when each field has one of the values given. An empty list passes nothing. A field left out passes all. */
export interface LogFilter {
  readonly accountId?: readonly string[]
  /** Records of these accounts do not pass, and nobody may read on from one of them: for them it is as if it did not exist. */
  readonly exceptAccountId?: readonly string[]
  readonly symbol?: readonly string[]
  /** Recorded at or after, and before, by our clock. */
  readonly fromMs?: UnixMs
  readonly toMs?: UnixMs
}

export interface ClosedTradeFilter extends LogFilter {
  readonly outcome?: readonly DecisionOutcome[]
}

export interface DecisionFilter extends ClosedTradeFilter {
  readonly action?: readonly DecisionAction[]
}

export interface OrderFilter extends LogFilter {
  readonly status?: readonly OrderStatus[]
}

interface Page<T> {
  readonly items: readonly T[]
  readonly hasMore: boolean
}

/** Records in the order in which they were committed; an order keeps the place and the time of its first commit. */
export interface RecordLog<T, Filter extends LogFilter> {
  /** One record by its id; null when there is none. */
  get(id: string): Promise<T | null>
  /**
   * Going back in time, newest first, from before `after` (or from the newest). With times and one field, in one account
   * or in all, it reads only what the page holds. With more fields it also reads what passes the first field and not the
   * others. With several values it looks up the page of every combination, without the records.
   */
  newestFirst(filter: Filter, page: { readonly after?: string; readonly limit: number }): Promise<Page<T> | CursorFault>
  /**
   * Going forward in time, oldest first, from behind `after`. With `goesOn`, a page before this one ended with `after`. So that
   * is a place to go on from, even if the filter leaves out its account by now.
   */
  oldestFirst(
    filter: Filter,
    page: { readonly after: string; readonly limit: number; readonly goesOn?: boolean },
  ): Promise<readonly T[] | CursorFault>
  /** Whether reading with the filter would answer the record; times do not count. */
  passes(record: T, filter: Filter): boolean
}

/** The logs of a journal. */
export interface Records {
  /** As they are scored now. */
  readonly decisions: RecordLog<Decision, DecisionFilter>
  /** The same as they were made; filtered by the outcome of then. */
  readonly decisionsAsMade: RecordLog<Decision, DecisionFilter>
  readonly scoreEvents: RecordLog<ScoreEvent, DecisionFilter>
  readonly orders: RecordLog<Order, OrderFilter>
  /** Filtered by the status after the event. */
  readonly orderEvents: RecordLog<OrderEvent, OrderFilter>
  readonly fills: RecordLog<Fill, LogFilter>
  readonly closedTrades: RecordLog<ClosedTrade, ClosedTradeFilter>
}

/** An account as the journal knows it. */
export interface StoredAccount {
  readonly account: Account
  /** As their owner wrote them, who checks them. */
  readonly books: Json | null
  readonly publishedPositions: PublishedPositions | null
  readonly publishedPerformance: KeptPerformance | null
  readonly openOrders: readonly Order[]
}

/** An account of which something that is stored does not have its shape. */
export interface UnreadableAccount {
  readonly id: string
  /** Null when it is the account itself. */
  readonly account: Account | null
  /** Says what, and where. */
  readonly fault: DoesNotFit
}

/** All accounts, in the order in which they were opened. */
export interface StoredAccounts {
  readonly readable: readonly StoredAccount[]
  readonly unreadable: readonly UnreadableAccount[]
}

/**
 * Keeps what must not be lost. Whatever is read is checked: what does not have its shape rejects with `DoesNotFit`, which
 * names its table and its id. `commit` answers when its records survive the end of the process and of the machine;
 * until then nobody is told of them. Commits become visible in the order in which they were asked for.
 */
export interface Journal extends Records {
  /** Rejects with `StoreUnavailable` or `KeyTaken`; anything else is a fault of ours. */
  commit(commit: Commit): Promise<Committed>
  /**
   * What was kept of a commit that was rejected with `outcomeUnknown`, as it is stored. Null when nothing was kept, and
   * then nothing will be. Null also for a commit without records and without a key. Waits for the commit to be over, and
   * rejects with `StoreUnavailable` while it is not.
   */
  wasKept(commit: Commit): Promise<Committed | null>
  /**
   * Keeps what accounts did that it does not know yet, all of it or nothing. The commits are in the order of time. Those from
   * before everything that is kept stand before it, or with a place those from before its end in that place. They are recorded at
   * their own times, so nobody is to be told of them. The others are recorded as of now; it answers these. Rejects as `commit`
   * does, with the reason of the signal, and with a RangeError when the place has too little room.
   */
  keepPast(past: readonly PastCommit[], signal: AbortSignal, place?: PastPlace | null): Promise<readonly Committed[]>
  /** Holds a place for the past, until now. Rejects as `commit` does. */
  holdPlace(room: number): Promise<PastPlace>
  answerTo(accountId: string, key: string): Promise<KeptAnswer | null>
  /** All accounts with what a restart needs of them. */
  accounts(): Promise<StoredAccounts>
  /**
   * The records as they are read for a client. Clients take turns, and a search takes a turn for every 10,000 records. Reads
   * also reject with `NobodyWaits` once the client has left, and with `TooMuchWaits`. The journal's own logs wait for nobody.
   */
  recordsFor(asker: Asker): Records
}
