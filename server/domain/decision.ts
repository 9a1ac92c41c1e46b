import type { LiveHeader } from './source.js'
import type { UnixMs } from './units.js'

export type DecisionAction = 'BUY_TO_ENTER' | 'SELL_TO_ENTER' | 'CLOSE' | 'HOLD'

/** How what a decision entered came to its end. */
export type DecisionOutcome = 'TARGET' | 'STOP' | 'INVALIDATED' | 'CLOSED' | 'EXPIRED' | 'OPEN'

/** What the engine watches: a measure of the instrument or of its underlying. */
export type InvalidationMeasure = 'MARK_PRICE_USD' | 'INDEX_PRICE_USD' | 'MARK_IV' | 'VOLATILITY_INDEX'

/**
 * A condition that the engine checks at every mark; when it holds the idea is over and the position is closed. Without a
 * comparison it is over at `untilMs`, by the clock of the market.
 */
export interface InvalidationRule {
  readonly measure: InvalidationMeasure | null
  readonly comparison: 'ABOVE' | 'BELOW' | null
  readonly value: number | null
  readonly untilMs: UnixMs | null
}

/** What became of a decision that entered a position. */
export interface DecisionScore {
  /** Null for decisions that entered nothing. */
  readonly outcome: DecisionOutcome | null
  /** Realized so far, after fees and funding. Null for decisions that entered nothing, or of which nothing was closed yet. */
  readonly pnlUsd: number | null
  /** `pnlUsd` over what the way to the stop would have cost. Null without a stop, and while open. */
  readonly rMultiple: number | null
  readonly closedAtMs: UnixMs | null
}

/** What an agent decided and what became of it; every field is defined in `schema/decisions.graphql`. */
export interface Decision extends LiveHeader, DecisionScore {
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
  readonly invalidationRule: InvalidationRule | null
  readonly executed: boolean
  readonly fillPriceUsd: number | null
  readonly feeUsd: number | null
  readonly error: string | null
  /** When it was committed, by our clock. */
  readonly recordedAtMs: UnixMs
}

/** A decision before the journal gave it its place. */
export type NewDecision = Omit<Decision, 'seq' | 'recordedAtMs'>
