import { subtractCoin } from '../../domain/coin.js'
import type { Order, OrderAmendment } from '../../domain/order.js'
import type { Quote } from '../../domain/quote.js'
import type { AmendRefusal } from '../brokerage.js'
import { isQuotedInCoin } from '../engine/match-order.js'
import { carryOut, checkedQuote } from './execute-order.js'
import type { Step } from './step.js'

/**
 * Gives an open order other terms. It keeps its id and what was filled of it, and then meets the market as an order that
 * arrives: a limit that reaches the quote takes it. A refusal leaves the order as it was.
 */
export function amendOrder(step: Step, order: Order, amendment: OrderAmendment): Order | AmendRefusal {
  const wrongUnit = unitRefusal(order, amendment)
  if (wrongUnit) return wrongUnit
  const amended: Order = {
    ...order,
    quantityCoin: amendment.quantityCoin ?? order.quantityCoin,
    limitPriceUsd: amendment.limitPriceUsd ?? order.limitPriceUsd,
    limitPriceCoin: amendment.limitPriceCoin ?? order.limitPriceCoin,
  }
  const { filledCoin } = order
  const leftCoin = subtractCoin(amended.quantityCoin, filledCoin)
  if (leftCoin <= 0) {
    const message = `${filledCoin} of the order were filled already; the quantity must be above that`
    return { refused: 'NothingLeft', filledCoin, message }
  }
  const { quantityCoin, ...limits } = amendment
  const given = { limit: Object.values(limits).some((limit) => limit !== null), quantity: quantityCoin !== null }
  const quote: Quote | AmendRefusal = checkedQuote(step, amended, { ...given, filledCoin })
  if ('refused' in quote) return quote
  return carryOut(step, { order: amended, quote, leftCoin }, (known) => step.amend(known))
}

function unitRefusal(order: Order, { limitPriceUsd, limitPriceCoin }: OrderAmendment): AmendRefusal | null {
  const inCoin = isQuotedInCoin(order.symbol)
  const field = inCoin ? 'limitPriceUsd' : 'limitPriceCoin'
  if ((inCoin ? limitPriceUsd : limitPriceCoin) === null) return null
  const message = `${order.symbol} is quoted in ${inCoin ? 'the coin' : 'USD'}, so its limit is no ${field}`
  return { refused: 'WrongUnit', field, message }
}
