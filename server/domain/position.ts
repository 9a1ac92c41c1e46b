import type { InvalidationRule } from './decision.js'
import type { LiveHeader } from './source.js'
import type { UnixMs } from './units.js'

export interface ExitPlan {
  readonly profitTargetUsd: number | null
  readonly stopLossUsd: number | null
  readonly invalidation: string | null
  readonly invalidationRule: InvalidationRule | null
}

/** Other exits of a position: null removes one, what is left out stays. */
export interface ExitsChange {
  readonly stopLossUsd?: number | null
  readonly profitTargetUsd?: number | null
}

export interface PositionGreeks {
  readonly deltaCoin: number
  readonly gamma: number
  readonly vegaUsd: number
  readonly thetaUsd: number
}

/** One open position; every field is defined in `schema/positions.graphql`. */
export interface Position {
  readonly symbol: string
  readonly side: 'LONG' | 'SHORT'
  readonly quantityCoin: number
  readonly leverage: number | null
  readonly entryPriceUsd: number
  readonly markPriceUsd: number | null
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
