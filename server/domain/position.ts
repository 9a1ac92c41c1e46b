import type { InvalidationRule } from './decision.js'
import type { InstrumentState } from './instrument.js'
import type { LiveHeader } from './source.js'
import type { UnixMs } from './units.js'

/** How far a trailing stop stays behind the best mark price: one of the two. */
export interface TrailingDistance {
  readonly distanceUsd: number | null
  /** Of the best mark price, above 0 and below 100. */
  readonly distancePct: number | null
}

/** A stop that follows the mark price. */
export interface TrailingStop extends TrailingDistance {
  readonly id: string
  /** The best mark price since it was set; null before the first. */
  readonly bestPriceUsd: number | null
  /** Where it closes the position; null before the first mark price. */
  readonly stopPriceUsd: number | null
}

export interface ExitPlan {
  readonly profitTargetUsd: number | null
  readonly stopLossUsd: number | null
  readonly trailingStop: TrailingStop | null
  readonly invalidation: string | null
  readonly invalidationRule: InvalidationRule | null
}

/** Other exits of a position: null removes one, what is left out stays. */
export interface ExitsChange {
  readonly stopLossUsd?: number | null
  readonly profitTargetUsd?: number | null
  readonly trailingStop?: TrailingDistance | null
}

export interface PositionGreeks {
  readonly deltaCoin: number
  readonly gamma: number
  readonly vegaUsd: number
  readonly thetaUsd: number
}

export type PositionSide = 'LONG' | 'SHORT'

/** One open position; every field is defined in `schema/positions.graphql`. */
export interface Position {
  readonly symbol: string
  readonly state?: InstrumentState | null
  readonly side: PositionSide
  readonly quantityCoin: number
  readonly leverage: number | null
  readonly entryPriceUsd: number
  readonly markPriceUsd: number | null
  readonly markDoubted?: boolean
  readonly notionalUsd: number | null
  readonly marginUsd: number | null
  readonly pnlUsd: number | null
  readonly pnlPct: number | null
  readonly liquidationPriceUsd: number | null
  readonly greeks: PositionGreeks | null
  readonly exitPlan: ExitPlan | null
  readonly openedAtMs: UnixMs | null
}

export interface Positions extends LiveHeader {
  readonly accountId: string
  readonly positions: readonly Position[]
}
