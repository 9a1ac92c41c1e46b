import { subtractCoin } from '../../domain/coin.js'
import { isCountedInUsd } from '../../domain/instrument-name.js'
import type { Order, OrderAmendment } from '../../domain/order.js'
import type { AmendRefusal } from '../brokerage.js'
import { isQuotedInCoin } from '../engine/match-order.js'
import { checkedOrder, meetQuote } from './execute-order.js'
import type { Step } from './step.js'

/**
 * Gives an open order other terms. It keeps its id and what was filled of it, and then meets the market as an order that
 * arrives: a limit that reaches the quote takes it. A refusal leaves the order as it was.
 */
export function amendOrder(step: Step, order: Order, amendment: OrderAmendment): Order | AmendRefusal {
  const wrongUnit = unitRefusal(order, amendment)
  if (wrongUnit) return wrongUnit
  const { filledCoin, averageFillPriceUsd } = order
  const { quantityUsd, quantityCoin } = amendment
  const nothingLeft: AmendRefusal = {
    refused: 'NothingLeft',
    filledCoin,
    message: `${filledCoin} of the order were filled already; the quantity must be above that`,
  }
  if (quantityCoin !== null && quantityCoin <= filledCoin) return nothingLeft
  const limits = {
    limitPriceUsd: amendment.limitPriceUsd ?? order.limitPriceUsd,
    limitPriceCoin: amendment.limitPriceCoin ?? order.limitPriceCoin,
  }
  const quantity = quantityUsd === null ? { quantityCoin: quantityCoin ?? order.quantityCoin } : { quantityUsd }
  const { quantityCoin: _, ...others } = order
  const checked = checkedOrder(
    step,
    { ...others, ...limits, ...quantity },
    {
      limit: amendment.limitPriceUsd !== null || amendment.limitPriceCoin !== null,
      quantity: quantityUsd !== null || (quantityCoin !== null && quantityCoin !== order.quantityCoin),
      ...{ filledCoin, averageFillPriceUsd },
    },
  )
  if ('refused' in checked) return checked
  const amended: Order = { ...order, ...limits, quantityCoin: checked.terms.quantityCoin }
  const leftCoin = subtractCoin(amended.quantityCoin, filledCoin)
  if (leftCoin <= 0) return nothingLeft
  return meetQuote(step, { order: amended, quote: checked.quote, leftCoin }, (known) => step.amend(known))
}

function unitRefusal(
  order: Order,
  { limitPriceUsd, limitPriceCoin, quantityUsd }: OrderAmendment,
): AmendRefusal | null {
  if (quantityUsd !== null && !isCountedInUsd(order.symbol)) {
    const message = `The quantity of ${order.symbol} is in the coin: give quantityCoin in place of quantityUsd`
    return { refused: 'WrongUnit', field: 'quantityUsd', message }
  }
  const inCoin = isQuotedInCoin(order.symbol)
  const field = inCoin ? 'limitPriceUsd' : 'limitPriceCoin'
  if ((inCoin ? limitPriceUsd : limitPriceCoin) === null) return null
  const message = `${order.symbol} is quoted in ${inCoin ? 'the coin' : 'USD'}, so its limit is no ${field}`
  return { refused: 'WrongUnit', field, message }
}
