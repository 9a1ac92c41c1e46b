import type { Perpetual } from '../../../domain/market-data.js'
import { roundTo } from '../../../lib/round.js'
import type { AgentView } from '../trading-agent.js'
import type { MomentumRules } from './rules.js'
import { moveIn } from './trend.js'

/** A planned entry: `quantityCoin` is 0 when the account has nothing to put up or the quote carries too little. */
export interface EntryPlan {
  readonly priceUsd: number
  readonly stopLossUsd: number
  readonly profitTargetUsd: number
  readonly quantityCoin: number
  readonly riskUsd: number
}

/**
 * Sizes an entry at a quote so that the way to the stop costs `riskFraction` of the account, within the free margin and
 * the size offered. `direction` is 1 to buy, −1 to sell.
 */
export function planEntry(
  rules: MomentumRules,
  { account }: AgentView,
  quote: { readonly priceUsd: number; readonly amountUsd: number | null },
  { direction, volatility }: { readonly direction: 1 | -1; readonly volatility: number },
): EntryPlan {
  const { priceUsd } = quote
  const deviations = rules.stopDeviations * moveIn(volatility, rules.stopHorizonMs)
  const distanceUsd = priceUsd * Math.max(deviations, rules.minStopDistance)
  const byRisk = (rules.riskFraction * Math.max(account.accountValueUsd, 0)) / distanceUsd
  const byMargin = (account.marginAvailableUsd * rules.marginShare * rules.leverage) / priceUsd
  const byQuote = quote.amountUsd === null ? Infinity : quote.amountUsd / priceUsd
  const wanted = Math.min(byRisk, byMargin)
  const quantityCoin = byQuote < wanted * rules.minQuoteShare ? 0 : floorCoin(Math.min(wanted, byQuote))
  return {
    priceUsd,
    stopLossUsd: roundTo(priceUsd - direction * distanceUsd, 2),
    profitTargetUsd: roundTo(priceUsd + direction * distanceUsd * rules.rewardToRisk, 2),
    quantityCoin,
    riskUsd: quantityCoin * distanceUsd,
  }
}

/** The quote that an entry would trade at. Null when there is none. */
export function entryQuote(perpetual: Perpetual, direction: 1 | -1) {
  const { askPriceUsd, askAmountUsd, bidPriceUsd, bidAmountUsd } = perpetual
  const priceUsd = direction === 1 ? askPriceUsd : bidPriceUsd
  return priceUsd === null ? null : { priceUsd, amountUsd: direction === 1 ? askAmountUsd : bidAmountUsd }
}

function floorCoin(quantity: number): number {
  return Math.floor(quantity * 1e8) / 1e8
}
