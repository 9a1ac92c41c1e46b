import type { LiveHeader } from './source.js'
import type { UnixMs } from './units.js'

export type DecisionAction = 'BUY_TO_ENTER' | 'SELL_TO_ENTER' | 'CLOSE' | 'HOLD'

/** What an agent decided and what became of it; every field is defined in `schema/decisions.graphql`. */
export interface Decision extends LiveHeader {
  readonly id: string
  readonly accountId: string
  /** When it was decided, by the clock of the market. */
  readonly asOf: UnixMs
  readonly symbol: string
  readonly action: DecisionAction
  readonly confidence: number | null
  readonly reasoning: string
  readonly model: string
  readonly quantityCoin: number | null
  readonly leverage: number | null
  readonly stopLossUsd: number | null
  readonly profitTargetUsd: number | null
  readonly invalidation: string | null
  readonly executed: boolean
  readonly fillPriceUsd: number | null
  readonly feeUsd: number | null
  readonly error: string | null
}

/** A decision before the journal gave it its id and place. */
export type NewDecision = Omit<Decision, 'id' | 'seq'>
