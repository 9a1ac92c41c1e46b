import type { Account } from '../domain/account.js'
import type { EquityPoint, Performance } from '../domain/performance.js'
import type { Portfolio } from '../domain/portfolio.js'
import type { Positions } from '../domain/position.js'

/** The read side of trading: the present state of every account. An unknown id answers null. */
export interface AccountBook {
  /** In a fixed order; the first is the default. */
  accounts(): readonly Account[]
  performance(accountId: string): Performance | null
  positions(accountId: string): Positions | null
  portfolio(accountId: string): Portfolio | null
  /** The newest `points` equity samples, oldest first. */
  equityCurve(accountId: string, points: number): readonly EquityPoint[] | null
}
