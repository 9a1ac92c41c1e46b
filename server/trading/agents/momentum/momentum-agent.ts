import type { Perpetual } from '../../../domain/market-data.js'
import type { Position } from '../../../domain/position.js'
import type { AgentDecision, AgentView, TradingAgent } from '../trading-agent.js'
import type { EntryPlan } from './entry.js'
import { entryQuote, planEntry } from './entry.js'
import type { MomentumRules } from './rules.js'
import { defaultMomentumRules } from './rules.js'
import type { Trend, TrendReading } from './trend.js'
import { followTrend, readTrend } from './trend.js'
import { describeTrend, percent, usd } from './wording.js'

export interface MomentumOptions {
  /** Whose perpetual it trades. */
  readonly currency?: string
  readonly rules?: MomentumRules
}

/**
 * Follows the trend of the perpetual's mid price: enters when its fast mean has run further from the slow one than chance
 * explains at the present volatility, and leaves at its stop, its target, or when the trend has turned.
 *
 * Its confidence comes from the score of the trend: `lean(s) = 1 / (1 + exp(−1.7 s))`, close to the chance that a
 * driftless walk shows less. Entries and held positions give the lean to their side, a turned trend the lean away from
 * the position, waiting `1 − |2 lean − 1|`. Closing at a stop or target is no matter of confidence: null.
 */
export function momentumAgent({ currency = 'BTC', rules = defaultMomentumRules }: MomentumOptions = {}): TradingAgent {
  let trend: Trend | null = null
  let calm = true
  return {
    name: 'Momentum',
    model: 'momentum-1',
    currency,
    decide(view) {
      const { perpetual } = view.market
      const midUsd = perpetual && midPrice(perpetual)
      if (midUsd != null) trend = followTrend(trend, view.nowMs, midUsd, rules.windows)
      if (trend === null) return hold('No bid and ask have been heard yet.', null)
      const reading = readTrend(trend, rules.windows)
      calm = view.position === null && (calm || Math.abs(reading.score) <= rules.calmScore)
      if (view.position) return manage(view.position, reading, rules)
      if (perpetual === null || midUsd === null) return hold('There is no bid and ask now.', null)
      if (!calm)
        return hold(`${describeTrend(reading)} Waiting for a new trend after the last trade.`, waiting(reading))
      return seek(view, perpetual, reading, rules)
    },
  }
}

function manage(position: Position, reading: TrendReading, rules: MomentumRules): AgentDecision {
  const side = position.side === 'LONG' ? 1 : -1
  const reached = reachedExit(position, side)
  if (reached) return { action: 'CLOSE', confidence: null, reasoning: reached }
  const trend = describeTrend(reading)
  const held = position.side.toLowerCase()
  if (side * reading.score <= -rules.exitScore) {
    const reasoning = `${trend} It has turned against the ${held} position, which is left at a score of ${rules.exitScore}.`
    return { action: 'CLOSE', confidence: lean(-side * reading.score), reasoning }
  }
  return hold(`${trend} The ${held} position stays.`, lean(side * reading.score))
}

function reachedExit({ markPriceUsd, exitPlan }: Position, side: 1 | -1): string | null {
  if (markPriceUsd === null || exitPlan === null) return null
  const { stopLossUsd, profitTargetUsd } = exitPlan
  if (stopLossUsd !== null && side * (markPriceUsd - stopLossUsd) <= 0) {
    return `The mark price ${usd(markPriceUsd)} has reached the stop loss at ${usd(stopLossUsd)}.`
  }
  if (profitTargetUsd !== null && side * (markPriceUsd - profitTargetUsd) >= 0) {
    return `The mark price ${usd(markPriceUsd)} has reached the profit target at ${usd(profitTargetUsd)}.`
  }
  return null
}

function seek(view: AgentView, perpetual: Perpetual, reading: TrendReading, rules: MomentumRules): AgentDecision {
  const trend = describeTrend(reading)
  if (reading.ageMs < rules.warmUpMs) {
    const [heard, wanted] = [reading.ageMs, rules.warmUpMs].map((ms) => Math.round(ms / 1_000))
    return hold(`${trend} Prices have been heard for ${heard} s of the ${wanted} s it takes to judge.`, null)
  }
  if (Math.abs(reading.score) < rules.entryScore) {
    return hold(`${trend} An entry takes ${rules.entryScore}.`, waiting(reading))
  }
  const direction = reading.score > 0 ? 1 : -1
  const quote = entryQuote(perpetual, direction)
  if (!quote) return hold(`${trend} There is no quote to enter at.`, waiting(reading))
  const plan = planEntry(rules, view, quote, { direction, volatility: reading.volatility })
  if (plan.quantityCoin <= 0)
    return hold(`${trend} The free margin or the size at the quote is too small to enter.`, waiting(reading))
  return {
    action: direction === 1 ? 'BUY_TO_ENTER' : 'SELL_TO_ENTER',
    confidence: lean(Math.abs(reading.score)),
    reasoning: `${trend} ${describeEntry(plan, direction, view.market.currency, rules)}`,
    quantityCoin: plan.quantityCoin,
    leverage: rules.leverage,
    stopLossUsd: plan.stopLossUsd,
    profitTargetUsd: plan.profitTargetUsd,
    invalidation: `The trend score passes ${-direction * rules.exitScore}.`,
  }
}

function describeEntry(plan: EntryPlan, direction: 1 | -1, currency: string, { riskFraction }: MomentumRules): string {
  const trade = `${direction === 1 ? 'Buying' : 'Selling'} ${plan.quantityCoin} ${currency} at ${usd(plan.priceUsd)}`
  return `${trade} risks ${usd(plan.riskUsd)} up to the stop, at most ${percent(riskFraction)} of the account.`
}

function hold(reasoning: string, confidence: number | null): AgentDecision {
  return { action: 'HOLD', confidence, reasoning }
}

function midPrice({ bidPriceUsd, askPriceUsd }: Perpetual): number | null {
  return bidPriceUsd === null || askPriceUsd === null ? null : (bidPriceUsd + askPriceUsd) / 2
}

function lean(score: number): number {
  return 1 / (1 + Math.exp(-1.7 * score))
}

function waiting({ score }: TrendReading): number {
  return 1 - Math.abs(2 * lean(score) - 1)
}
