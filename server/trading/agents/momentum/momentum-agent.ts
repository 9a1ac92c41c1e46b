import type { Position } from '../../../domain/position.js'
import { hold } from '../hold.js'
import { midPriceUsd, perpetualOffer } from '../perpetual-offer.js'
import type { AgentDecision, AgentView, TradingAgent } from '../trading-agent.js'
import { heldIn, perpetualSymbol } from '../view.js'
import { coin, duration, percent, usd } from '../wording.js'
import { planEntry, type EntryPlan } from './entry.js'
import { defaultMomentumRules, type MomentumRules } from './rules.js'
import { followTrend, readTrend, type Trend, type TrendReading } from './trend.js'

export interface MomentumOptions {
  /** Whose perpetual it trades. */
  readonly currency?: string
  readonly rules?: MomentumRules
}

/**
 * Follows the trend of the perpetual's mid price: enters when its fast mean has run further from the slow one than chance
 * explains at the present volatility, with a stop and a target for the engine, and leaves when the trend has turned.
 *
 * Its confidence comes from the score of the trend: `lean(s) = 1 / (1 + exp(−1.7 s))`, close to the chance that a
 * driftless walk shows less. Entries and held positions give the lean to their side, a turned trend the lean away from
 * the position, waiting `1 − |2 lean − 1|`.
 */
export function momentumAgent({ currency = 'BTC', rules = defaultMomentumRules }: MomentumOptions = {}): TradingAgent {
  let trend: Trend | null = null
  let calm = true
  return {
    name: 'Momentum',
    model: 'momentum-1',
    currency,
    decide(view) {
      const symbol = perpetualSymbol(view)
      const midUsd = midPriceUsd(view.market.perpetual)
      if (midUsd === null) return [hold(symbol, 'There is no bid and ask of the perpetual now.')]
      trend = followTrend(trend, view.nowMs, midUsd, rules.windows)
      const reading = readTrend(trend, rules.windows)
      const held = heldIn(view, symbol)
      calm = held === null && (calm || Math.abs(reading.score) <= rules.calmScore)
      if (held) return [manage(held, reading, rules)]
      if (calm) return [seek(view, symbol, reading, rules)]
      return [hold(symbol, `${describeTrend(reading)} Waiting for a new trend after the last trade.`, waiting(reading))]
    },
  }
}

function manage({ side, symbol }: Position, reading: TrendReading, rules: MomentumRules): AgentDecision {
  const direction = side === 'LONG' ? 1 : -1
  const trend = describeTrend(reading)
  const held = side.toLowerCase()
  if (direction * reading.score > -rules.exitScore) {
    return hold(symbol, `${trend} The ${held} position stays.`, lean(direction * reading.score))
  }
  const reasoning = `${trend} It has turned against the ${held} position, which is left at a score of ${rules.exitScore}.`
  return { action: 'CLOSE', symbol, quantityCoin: null, confidence: lean(-direction * reading.score), reasoning }
}

function seek(view: AgentView, symbol: string, reading: TrendReading, rules: MomentumRules): AgentDecision {
  const trend = describeTrend(reading)
  if (reading.ageMs < rules.warmUpMs) {
    const heard = `${Math.round(reading.ageMs / 1_000)} s of the ${duration(rules.warmUpMs)}`
    return hold(symbol, `${trend} Prices have been heard for ${heard} it takes to judge.`)
  }
  if (Math.abs(reading.score) < rules.entryScore) {
    return hold(symbol, `${trend} An entry takes ${rules.entryScore}.`, waiting(reading))
  }
  const direction = reading.score > 0 ? 1 : -1
  const offer = perpetualOffer(view.market.perpetual, direction)
  const plan = offer && planEntry(rules, view, offer, { direction, volatility: reading.volatility })
  if (plan === null || plan.quantityCoin <= 0) {
    return hold(symbol, `${trend} The free margin or the size at the quote is too small to enter.`, waiting(reading))
  }
  return {
    action: direction === 1 ? 'BUY_TO_ENTER' : 'SELL_TO_ENTER',
    symbol,
    confidence: lean(Math.abs(reading.score)),
    reasoning: `${trend} ${describeEntry(plan, direction, view.market.currency, rules)}`,
    quantityCoin: plan.quantityCoin,
    leverage: rules.leverage,
    stopLossUsd: plan.stopLossUsd,
    profitTargetUsd: plan.profitTargetUsd,
    invalidation: `The trend score passes ${-direction * rules.exitScore}.`,
    invalidationRule: null,
  }
}

function describeEntry(plan: EntryPlan, direction: 1 | -1, currency: string, { riskFraction }: MomentumRules): string {
  const trade = `${direction === 1 ? 'Buying' : 'Selling'} ${coin(plan.quantityCoin, currency)} at ${usd(plan.priceUsd)}`
  return `${trade} risks ${usd(plan.riskUsd)} up to the stop, at most ${percent(riskFraction)} of the account.`
}

function lean(score: number): number {
  return 1 / (1 + Math.exp(-1.7 * score))
}

function waiting({ score }: TrendReading): number {
  return 1 - Math.abs(2 * lean(score) - 1)
}

/** The numbers of a reading in one sentence. */
function describeTrend({ score, volatility, fastMeanUsd, slowMeanUsd }: TrendReading): string {
  const where = fastMeanUsd >= slowMeanUsd ? 'above' : 'below'
  return (
    `The fast mean ${usd(fastMeanUsd)} is ${percent(Math.abs(fastMeanUsd / slowMeanUsd - 1))} ${where} ` +
    `the slow mean ${usd(slowMeanUsd)}: a trend score of ${score.toFixed(2)} at a volatility of ${percent(volatility)} a year.`
  )
}
