import { hold } from '../hold.js'
import { describeOffer, optionOffer, type OptionOffer } from '../options/option-offer.js'
import { sizePair } from '../options/size-pair.js'
import type { TradableChain } from '../options/tradable-chains.js'
import { roundToTick } from '../tick-and-lot.js'
import type { AgentDecision, AgentView, EnterDecision } from '../trading-agent.js'
import { perpetualSymbol } from '../view.js'
import { coin, percent, usd } from '../wording.js'
import type { Richness } from './richness.js'
import type { MeanReversionRules, SideRules } from './rules.js'

/** What is traded, and how sure of it the agent is. */
export interface StraddleIdea {
  /** 1 buys, −1 sells. */
  readonly direction: 1 | -1
  readonly confidence: number
}

/** Enters the call and the put at the money of the chain that was measured, in the same size; or says why not. */
export function enterStraddle(
  view: AgentView,
  richness: Richness,
  { direction, confidence }: StraddleIdea,
  rules: MeanReversionRules,
): readonly AgentDecision[] {
  const { chain, words } = richness
  const straddle = straddleOf(chain, direction, rules.maxSpread)
  if (!straddle)
    return [hold(perpetualSymbol(view), `${words} No straddle at the money has a narrow enough quote.`, confidence)]
  const size = sizePair(view, straddle, { direction, underlyingUsd: chain.underlyingPriceUsd }, rules.limits)
  const pair = straddle.map(describeOffer).join(' and ')
  if ('tooSmall' in size) return [hold(straddle[0].symbol, `${words} ${size.tooSmall}: ${pair}.`, confidence)]
  const side = direction === 1 ? rules.buy : rules.sell
  const action = direction === 1 ? 'Cheap: buying' : 'Rich: selling'
  const idea = `${words} ${action} ${coin(size.quantityCoin, chain.currency)} each of ${pair}, until the ratio is ${side.revertedRatio}.`
  return straddle.map((offer) => enterLeg(view, offer, size.quantityCoin, { direction, confidence, idea, side }))
}

function straddleOf(
  chain: TradableChain,
  direction: 1 | -1,
  maxSpread: number,
): readonly [OptionOffer, OptionOffer] | null {
  const offers = chain.contracts
    .filter(({ strikeUsd }) => strikeUsd === chain.atmStrikeUsd)
    .flatMap((contract) => optionOffer(contract, direction, maxSpread) ?? [])
  const call = offers.find(({ optionKind }) => optionKind === 'CALL')
  const put = offers.find(({ optionKind }) => optionKind === 'PUT')
  return call && put ? [call, put] : null
}

function enterLeg(
  view: AgentView,
  { symbol, priceUsd, markIv }: OptionOffer,
  quantityCoin: number,
  { direction, confidence, idea, side }: StraddleIdea & { readonly idea: string; readonly side: SideRules },
): EnterDecision {
  const stopLossUsd = roundToTick(view, symbol, priceUsd * side.stopMultiple)
  const profitTargetUsd = roundToTick(view, symbol, priceUsd * side.targetMultiple)
  const value = Number((markIv * side.invalidIvMultiple).toFixed(4))
  const comparison = direction === 1 ? 'BELOW' : 'ABOVE'
  return {
    action: direction === 1 ? 'BUY_TO_ENTER' : 'SELL_TO_ENTER',
    symbol,
    confidence,
    reasoning: `${idea} This leg: stop at ${usd(stopLossUsd)}, target at ${usd(profitTargetUsd)}.`,
    quantityCoin,
    leverage: 1,
    stopLossUsd,
    profitTargetUsd,
    invalidation: `The mark IV is ${comparison.toLowerCase()} ${percent(value)}, against ${percent(markIv)} at entry.`,
    invalidationRule: { measure: 'MARK_IV', comparison, value, untilMs: null },
  }
}
