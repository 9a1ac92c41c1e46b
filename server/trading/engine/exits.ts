import type { InvalidationRule } from '../../domain/decision.js'
import type { FillReason } from '../../domain/fill.js'
import type { Quote } from '../../domain/quote.js'
import type { Fraction, UnixMs } from '../../domain/units.js'
import { direction, type OpenPosition } from './ledger.js'

/** What exits watch besides the instrument itself; null is unknown. */
export interface ExitContext {
  readonly indexPriceUsd: number | null
  readonly volatilityIndex: Fraction | null
  /** By the clock of the instrument's own market. */
  readonly timeMs: UnixMs | null
}

export type ExitReason = Extract<FillReason, 'STOP' | 'TARGET' | 'INVALIDATED'>

/**
 * Why the exit plan closes the position now; null when it does not. Stop and target are compared with the mark price of the
 * instrument. The stop counts before the target, and the target before the invalidation. An unknown value closes nothing.
 */
export function dueExit(position: OpenPosition, quote: Quote, context: ExitContext): ExitReason | null {
  const { side, exitPlan: plan } = position
  if (!plan) return null
  const toward = direction(side)
  const markUsd = quote.markPriceUsd
  const stops = [plan.stopLossUsd, plan.trailingStop?.stopPriceUsd ?? null]
  if (stops.some((stopUsd) => isPast(markUsd, stopUsd, toward === 1 ? 'BELOW' : 'ABOVE'))) return 'STOP'
  if (isPast(markUsd, plan.profitTargetUsd, toward === 1 ? 'ABOVE' : 'BELOW')) return 'TARGET'
  return plan.invalidationRule && isOver(plan.invalidationRule, quote, context) ? 'INVALIDATED' : null
}

function isOver(rule: InvalidationRule, quote: Quote, context: ExitContext): boolean {
  if (rule.untilMs !== null && context.timeMs !== null && context.timeMs >= rule.untilMs) return true
  if (rule.measure === null || rule.comparison === null) return false
  return isPast(measured(rule.measure, quote, context), rule.value, rule.comparison)
}

function measured(measure: NonNullable<InvalidationRule['measure']>, quote: Quote, context: ExitContext) {
  switch (measure) {
    case 'MARK_PRICE_USD':
      return quote.markPriceUsd
    case 'INDEX_PRICE_USD':
      return context.indexPriceUsd
    case 'MARK_IV':
      return quote.markIv
    case 'VOLATILITY_INDEX':
      return context.volatilityIndex
  }
}

/** Reaching the level is enough. */
function isPast(value: number | null, level: number | null, comparison: 'ABOVE' | 'BELOW'): boolean {
  if (value === null || level === null) return false
  return comparison === 'ABOVE' ? value >= level : value <= level
}
