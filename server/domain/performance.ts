import type { LiveHeader } from './source.js'
import type { UnixMs } from './units.js'

export interface EquityPoint {
  readonly timeMs: UnixMs
  readonly accountValueUsd: number
}

/** How an account has done; every metric is defined in `schema/accounts.graphql`. */
export interface Performance extends LiveHeader {
  readonly accountId: string
  readonly accountValueUsd: number
  readonly cashUsd: number
  readonly netDepositsUsd: number
  readonly totalReturnPct: number
  readonly realizedPnlUsd: number
  readonly unrealizedPnlUsd: number
  readonly feesUsd: number
  readonly fundingUsd: number
  readonly sharpe: number | null
  readonly sortino: number | null
  readonly sampleIntervalSeconds: number
  readonly samples: number
  readonly minSamples: number
  readonly maxDrawdownPct: number
  readonly currentDrawdownPct: number
  readonly winRatePct: number | null
  readonly profitFactor: number | null
  readonly trades: number
  readonly openPositions: number
}
