import type { AccountTopic, Topics } from '../bus/event-bus.js'
import type { Account, AccountList } from '../domain/account.js'
import type { OpenOrders } from '../domain/order.js'
import type { Equity, Leaderboard, LeaderboardEntry, Performance } from '../domain/performance.js'
import type { Portfolio } from '../domain/portfolio.js'
import type { Positions } from '../domain/position.js'
import type { UnixMs } from '../domain/units.js'
import type { Records } from '../storage/journal.js'

/** Those who see the same accounts. */
export interface AccountAudience {
  /** Equal for those who see the same, and different for others. */
  readonly name: string
  /** Whether they see the account even if it is private. */
  readonly mayRead: (accountId: string) => boolean
}

/** Topics with the id of an account as key. */
type TopicOfAccount = Exclude<AccountTopic, 'account' | 'leaderboard'>

interface EquitySpan {
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

interface ReadOptions {
  /** Left out: all accounts. */
  readonly keys?: readonly string[]
  readonly signal: AbortSignal
}

/**
 * The read side of trading for one audience: the present state of every account, what they did, and their changes. A private
 * account that the audience may not read is in all of it as if it did not exist. An unknown id answers null.
 */
export interface AccountReader {
  /** In the order in which they were opened, those of the configured agents first; the first is the default. */
  accounts(): readonly Account[]
  /** The same as a stream's state. `accountChanges` announces its changes. */
  accountList(): AccountList
  account(accountId: string): Account | null
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
  /** The same as a stream's state, ranked about once a second, for who has called `leaderboardChanges`. */
  liveLeaderboard(first: number): Leaderboard
  readonly records: Records
  /** What is published of accounts from now on, as on the bus. */
  subscribe<T extends TopicOfAccount>(topic: T, options: ReadOptions): AsyncIterableIterator<Topics[T]>
  accountChanges(signal: AbortSignal): AsyncIterator<unknown>
  leaderboardChanges(first: number, signal: AbortSignal): AsyncIterator<unknown>
  /** Calls `listener` at once whenever some audience sees less than before, until the signal is aborted. */
  onWithdrawal(listener: () => void, signal: AbortSignal): void
  sees(accountId: string): boolean
}
