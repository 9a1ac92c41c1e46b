import { hold } from '../hold.js'
import { describeOffer, type OptionOffer } from '../options/option-offer.js'
import { sizePair } from '../options/size-pair.js'
import { tradableChains } from '../options/tradable-chains.js'
import { roundToTick } from '../tick-and-lot.js'
import type { AgentDecision, AgentView, EnterDecision } from '../trading-agent.js'
import { perpetualSymbol } from '../view.js'
import { coin, days, percent, usd } from '../wording.js'
import type { VolSellerRules } from './rules.js'
import { chooseStrangle } from './strangle.js'

/** Two entries of the same size in the first expiry, in the order of preference, that offers both; or why not. */
export function sellStrangle(view: AgentView, rules: VolSellerRules): readonly AgentDecision[] {
  const chains = tradableChains(view, rules.expiry)
  const { minDays, maxDays } = rules.expiry
  for (const chain of chains) {
    const strangle = chooseStrangle(chain, rules)
    if (!strangle) continue
    const [call, put] = strangle
    const size = sizePair(view, strangle, { direction: -1, underlyingUsd: chain.underlyingPriceUsd }, rules.limits)
    const pair = `${describeOffer(call)} and ${describeOffer(put)}`
    if ('tooSmall' in size) return [hold(call.symbol, `${size.tooSmall}: ${pair}.`)]
    const idea = `Selling ${coin(size.quantityCoin, chain.currency)} each of ${pair}, ${days(chain.expiryMs - view.nowMs)} from expiry.`
    const confidence = Math.max(0, 1 - Math.abs(call.delta) - Math.abs(put.delta))
    return strangle.map((offer) => sellLeg(view, offer, size.quantityCoin, { idea, confidence, rules }))
  }
  const found = chains.length === 0 ? 'No live chain' : `None of ${chains.length} live chains`
  const sought = `has a call and a put of a delta from ${rules.delta.min} to ${rules.delta.max} with a narrow enough quote`
  return [hold(perpetualSymbol(view), `${found} from ${minDays} to ${maxDays} days out ${sought}.`)]
}

function sellLeg(
  view: AgentView,
  { symbol, optionKind, strikeUsd, priceUsd }: OptionOffer,
  quantityCoin: number,
  { idea, confidence, rules }: { readonly idea: string; readonly confidence: number; readonly rules: VolSellerRules },
): EnterDecision {
  const stopLossUsd = roundToTick(view, symbol, priceUsd * rules.stopMultiple)
  const profitTargetUsd = roundToTick(view, symbol, priceUsd * (1 - rules.captureShare))
  const comparison = optionKind === 'CALL' ? 'ABOVE' : 'BELOW'
  const exits = `stop at ${rules.stopMultiple} times the premium (${usd(stopLossUsd)}), target at ${percent(rules.captureShare)} of it earned (${usd(profitTargetUsd)})`
  return {
    action: 'SELL_TO_ENTER',
    symbol,
    confidence,
    reasoning: `${idea} This leg: ${exits}.`,
    quantityCoin,
    leverage: 1,
    stopLossUsd,
    profitTargetUsd,
    invalidation: `The index is ${comparison.toLowerCase()} the strike at ${usd(strikeUsd)}.`,
    invalidationRule: { measure: 'INDEX_PRICE_USD', comparison, value: strikeUsd, untilMs: null },
  }
}
