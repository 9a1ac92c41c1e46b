import { hold } from '../hold.js'
import { perpetualOffer } from '../perpetual-offer.js'
import { floorToLot } from '../tick-and-lot.js'
import type { AgentDecision, AgentView, TradingAgent } from '../trading-agent.js'
import { heldIn, perpetualSymbol } from '../view.js'
import { coin, percent, usd } from '../wording.js'

/** The rules of the benchmark. */
interface BuyAndHoldRules {
  /** Share of the account's value that is bought; the rest pays the fee, the spread and funding. */
  readonly accountShare: number
}

const defaultBuyAndHoldRules: BuyAndHoldRules = { accountShare: 0.99 }

export interface BuyAndHoldOptions {
  /** Whose perpetual it buys. */
  readonly currency?: string
  readonly rules?: BuyAndHoldRules
}

/**
 * The benchmark: buys the perpetual once without leverage, for nearly all the account is worth, and keeps it. It buys
 * again when it finds itself flat. It judges nothing, so its confidence is always null.
 */
export function buyAndHoldAgent({
  currency = 'BTC',
  rules = defaultBuyAndHoldRules,
}: BuyAndHoldOptions = {}): TradingAgent {
  return {
    name: 'Buy and hold',
    model: 'buy-and-hold-1',
    currency,
    decide: (view) => [buyOrHold(view, rules)],
  }
}

function buyOrHold(view: AgentView, rules: BuyAndHoldRules): AgentDecision {
  const symbol = perpetualSymbol(view)
  const { currency, perpetual } = view.market
  const held = heldIn(view, symbol)
  if (held) {
    const mark = held.markPriceUsd === null ? '' : `, marked at ${usd(held.markPriceUsd)}`
    return hold(symbol, `Holding ${coin(held.quantityCoin, currency)} entered at ${usd(held.entryPriceUsd)}${mark}.`)
  }
  const offer = perpetualOffer(perpetual, 1)
  if (offer === null) return hold(symbol, 'There is no ask of the perpetual to buy at.')
  const { accountValueUsd, marginAvailableUsd } = view.account
  const fundsUsd = rules.accountShare * Math.min(accountValueUsd, marginAvailableUsd)
  const { priceUsd } = offer
  const quantityCoin = floorToLot(view, { symbol, quantityCoin: fundsUsd / priceUsd, priceUsd })
  if (quantityCoin === 0)
    return hold(symbol, `The account has nothing to buy with: ${usd(marginAvailableUsd)} are free.`)
  const purchase = `${coin(quantityCoin, currency)} at ${usd(offer.priceUsd)}`
  if (offer.sizeCoin !== null && offer.sizeCoin < quantityCoin) {
    return hold(
      symbol,
      `Waiting for an ask that carries ${purchase}; this one carries ${coin(offer.sizeCoin, currency)}.`,
    )
  }
  return {
    action: 'BUY_TO_ENTER',
    symbol,
    confidence: null,
    reasoning: `Buying ${purchase} for ${percent(rules.accountShare)} of ${usd(Math.min(accountValueUsd, marginAvailableUsd))}, without leverage, to keep.`,
    quantityCoin,
    leverage: 1,
    stopLossUsd: null,
    profitTargetUsd: null,
    invalidation: null,
    invalidationRule: null,
  }
}
