import type { Account, AccountList } from '../domain/account.js'
import type { OpenOrders } from '../domain/order.js'
import type { Equity, Leaderboard, LeaderboardEntry, Performance } from '../domain/performance.js'
import type { Portfolio } from '../domain/portfolio.js'
import type { Positions } from '../domain/position.js'
import type { UnixMs } from '../domain/units.js'

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

/** The read side of trading: the present state of every account. An unknown id answers null. */
export interface AccountReader {
  /** In the order in which they were opened, those of the configured agents first; the first is the default. */
  accounts(): readonly Account[]
  /** The same as a stream's state: each that was opened, begun anew or closed, or held its first position, is announced by `account` on the
   * bus. */
  accountList(): AccountList
  account(accountId: string): Account | null
  /** As `account`, also of one that waits in the store for the prices of another feed. */
  known(accountId: string): Account | null
  performance(accountId: string): Performance | null
  positions(accountId: string): Positions | null
  portfolio(accountId: string): Portfolio | null
  openOrders(accountId: string): OpenOrders | null
  /** Account value over a span, with every low and high of it. */
  equity(accountId: string, span: EquitySpan): Promise<Equity>
  /** By total return, best first; unknown returns last. Closed accounts have no place. */
  leaderboard(first: number): readonly LeaderboardEntry[]
  /** The same as a stream's state, ranked at most once a second, for who has subscribed to `leaderboard` on the bus. */
  liveLeaderboard(first: number): Leaderboard
}
