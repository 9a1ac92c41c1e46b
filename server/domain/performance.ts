import type { Account } from './account.js'
import type { LiveHeader, Sequenced } from './source.js'
import type { UnixMs } from './units.js'

export interface EquityPoint {
  readonly timeMs: UnixMs
  readonly accountValueUsd: number
}

/** A point of a curve, and how far it is below the running peak. */
export interface DrawnPoint extends EquityPoint {
  readonly drawdownPct: number | null
}

/** Account value over a span, as asked for. */
export interface Equity {
  readonly accountId: string
  readonly points: readonly DrawnPoint[]
  readonly maxDrawdownPct: number | null
}

/** Closed trades of one side. */
export interface SideSplit {
  readonly trades: number
  readonly won: number
  readonly pnlUsd: number
}

/** Decisions of one tenth of confidence. */
interface CalibrationBucket {
  readonly fromConfidence: number
  readonly toConfidence: number
  readonly decided: number
  readonly won: number
  readonly winRatePct: number | null
}

/** Why published figures are hard to believe; every kind is defined in `schema/accounts.graphql`. */
export type FigureDoubt =
  | 'RETURN_DOES_NOT_FIT'
  | 'RETURN_UNCONFIRMED'
  | 'RETURN_OUT_OF_RANGE'
  | 'RETURN_TOO_FAST'
  | 'RATIO_OUT_OF_RANGE'
  | 'RATIO_DOES_NOT_FIT'
  | 'VALUE_OUT_OF_RANGE'
  | 'AMOUNTS_DO_NOT_FIT'
  | 'DRAWDOWN_DOES_NOT_FIT'
  | 'TRADES_DO_NOT_FIT'
  | 'POSITIONS_DO_NOT_FIT'

/** How an account has done; every metric is defined in `schema/accounts.graphql`. */
export interface Performance extends LiveHeader {
  readonly accountId: string
  readonly accountValueUsd: number | null
  readonly cashUsd: number | null
  readonly netDepositsUsd: number | null
  readonly totalReturnPct: number | null
  readonly realizedPnlUsd: number | null
  readonly unrealizedPnlUsd: number | null
  readonly feesUsd: number | null
  readonly fundingUsd: number | null
  readonly sharpe: number | null
  readonly sortino: number | null
  readonly sampleIntervalSeconds: number | null
  readonly samples: number | null
  readonly samplesNeeded: number | null
  readonly maxDrawdownPct: number | null
  readonly currentDrawdownPct: number | null
  readonly cagrPct: number | null
  readonly calmar: number | null
  readonly winRatePct: number | null
  readonly profitFactor: number | null
  readonly expectancyUsd: number | null
  readonly averageWinUsd: number | null
  readonly averageLossUsd: number | null
  readonly exposurePct: number | null
  readonly timeFlatPct: number | null
  readonly feeSharePct: number | null
  readonly trades: number | null
  readonly longTrades: SideSplit | null
  readonly shortTrades: SideSplit | null
  readonly openPositions: number | null
  readonly calibration: readonly CalibrationBucket[] | null
  readonly doubts: readonly FigureDoubt[]
}

/** One account among the others, by total return. */
export interface LeaderboardEntry {
  readonly rank: number
  readonly account: Account
  readonly performance: Performance
}

/** The best accounts at one moment. */
export interface Leaderboard extends Sequenced {
  /** The newest of the entries; null while none has a time. */
  readonly asOf: UnixMs | null
  readonly entries: readonly LeaderboardEntry[]
}
