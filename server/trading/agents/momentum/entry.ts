import type { PerpetualOffer } from '../perpetual-offer.js'
import { floorToLot, roundToTick } from '../tick-and-lot.js'
import type { AgentView } from '../trading-agent.js'
import { perpetualSymbol } from '../view.js'
import { moveIn } from '../volatility.js'
import type { MomentumRules } from './rules.js'

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
  view: AgentView,
  { priceUsd, sizeCoin }: PerpetualOffer,
  { direction, volatility }: { readonly direction: 1 | -1; readonly volatility: number },
): EntryPlan {
  const { account } = view
  const symbol = perpetualSymbol(view)
  const deviations = rules.stopDeviations * moveIn(volatility, rules.stopHorizonMs)
  const distanceUsd = priceUsd * Math.min(Math.max(deviations, rules.minStopDistance), rules.maxStopDistance)
  const byRisk = (rules.riskFraction * Math.max(account.accountValueUsd, 0)) / distanceUsd
  const byMargin = (account.marginAvailableUsd * rules.marginShare * rules.leverage) / priceUsd
  const wanted = Math.min(byRisk, byMargin)
  const byQuote = sizeCoin ?? Infinity
  const quantityCoin =
    byQuote < wanted * rules.minQuoteShare
      ? 0
      : floorToLot(view, { symbol, quantityCoin: Math.min(wanted, byQuote), priceUsd })
  return {
    priceUsd,
    stopLossUsd: roundToTick(view, symbol, priceUsd - direction * distanceUsd),
    profitTargetUsd: roundToTick(view, symbol, priceUsd + direction * distanceUsd * rules.rewardToRisk),
    quantityCoin,
    riskUsd: quantityCoin * distanceUsd,
  }
}
