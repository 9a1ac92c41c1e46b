import type { Topics } from '../bus/event-bus.js'
import type { Account, AccountList } from '../domain/account.js'
import type { OpenOrders } from '../domain/order.js'
import type { Equity, Leaderboard, LeaderboardEntry, Performance } from '../domain/performance.js'
import type { Portfolio } from '../domain/portfolio.js'
import type { Positions } from '../domain/position.js'
import type { UnixMs } from '../domain/units.js'
import type { Records } from '../storage/journal.js'

/** Readers who share a stream, because they may see the same accounts. */
export interface AccountAudience {
  /** Equal for equal audiences, and different for others. */
  readonly name: string
  /** The accounts as everybody in the audience sees them, and nothing more. */
  readonly accounts: AccountReader
}

/** Topics of what accounts do. */
export type EventTopic = 'decision' | 'scoreEvent' | 'fill' | 'orderEvent' | 'closedTrade'

export interface EquitySpan {
  /** Null: the oldest kept, of an account that was reset since then. */
  readonly fromMs: UnixMs | null
  /** Null: the newest. */
  readonly toMs: UnixMs | null
  /** At most how many points. */
  readonly points: number
}

/** What is streamed of one account. */
export interface AccountStates {
  readonly performance: Performance
  readonly positions: Positions
  readonly portfolio: Portfolio
  readonly openOrders: OpenOrders
}

export interface ReadOptions {
  readonly accountId: string
  readonly signal: AbortSignal
}

export interface NewsOptions {
  /** Left out: all accounts. */
  readonly accountIds?: readonly string[]
  /** Whether any of the readers who share the news sees the account. */
  readonly isRead: (accountId: string) => boolean
  readonly signal: AbortSignal
}

/**
 * The read side of trading for one reader: the present state of every account, what they did, and their changes. A private
 * account that the reader may not read is in all of it as if it did not exist. An unknown id answers null.
 */
export interface AccountReader {
  /** In the order in which they were opened, those of the configured agents first; the first is the default. */
  accounts(): readonly Account[]
  /** The state of the stream `accounts`. `accountChanges` announces its changes. */
  accountList(): AccountList
  account(accountId: string): Account | null
  /** The ids of accounts that are to be opened soon: their past is being made. */
  expected(): readonly string[]
  /** The time of the past at which the accounts are; null: they are of the present. */
  readonly pastMs: UnixMs | null
  /** The account of something that was read here. It may also be one that waits in the store for the prices of another feed. */
  accountOf(read: { readonly accountId: string }): Account | null
  performance(accountId: string): Performance | null
  positions(accountId: string): Positions | null
  portfolio(accountId: string): Portfolio | null
  openOrders(accountId: string): OpenOrders | null
  /** Account value over a span, with every low and high of it. */
  equity(accountId: string, span: EquitySpan): Promise<Equity>
  /** By total return, best first; unknown returns last. Closed accounts have no place. */
  leaderboard(first: number): readonly LeaderboardEntry[]
  /**
   * The state of the stream `leaderboard`, ranked about once a second. Call `leaderboardChanges` first. If nobody follows it
   * yet, it goes on from `before`.
   */
  liveLeaderboard(first: number, before?: Leaderboard): Leaderboard
  readonly records: Records
  /** The states of an account that are published from now on, as on the bus. */
  subscribe<T extends keyof AccountStates>(topic: T, options: ReadOptions): AsyncIterableIterator<Topics[T]>
  /** What accounts do from now on, for readers who share it. Ask `sees` of each reader before it gets an event. */
  news<T extends EventTopic>(topic: T, options: NewsOptions): AsyncIterableIterator<Topics[T]>
  accountChanges(signal: AbortSignal): AsyncIterator<unknown>
  leaderboardChanges(first: number, signal: AbortSignal): AsyncIterator<unknown>
  /** The present audience of this reader for streams of all accounts. After a division the reader has another one. */
  audience(): AccountAudience
  /** The audience of one account: everybody who may read it. This reader must see the account. */
  readersOf(accountId: string): AccountAudience
  /** Calls `listener` at once before an audience comes to see different things, until the signal is aborted. */
  onDivision(listener: () => void, signal: AbortSignal): void
  /** Calls `listener` at once whenever some audience sees less than before, until the signal is aborted. */
  onWithdrawal(listener: () => void, signal: AbortSignal): void
  sees(accountId: string): boolean
}
