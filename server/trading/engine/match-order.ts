import type { MarketData } from '../../domain/market-data.js'
import { roundTo } from '../../lib/round.js'
import { perpetualTakerFeeRate } from './deribit-rules.js'

/** An order to trade at once, at the best quote. */
export interface Order {
  readonly symbol: string
  readonly side: 'BUY' | 'SELL'
  readonly quantityCoin: number
}

/** Why something was not done, in words for people. */
export interface Refusal {
  readonly refused: string
}

export interface Match {
  readonly priceUsd: number
  readonly feeUsd: number
}

/**
 * Fills an order in full at the live bid (to sell) or ask (to buy), or refuses it. No depth is made up: an order larger
 * than the size at the quote is refused. Where the exchange did not say the size, the quote is taken to carry the order.
 */
export function matchOrder(order: Order, market: MarketData): Match | Refusal {
  const { perpetual } = market
  if (market.freshness === 'STALE') return { refused: 'The market is stale' }
  if (perpetual?.symbol !== order.symbol) return { refused: `${order.symbol} is not in the market` }
  if (perpetual.markPriceUsd === null) return { refused: `${order.symbol} has no mark price to value it at` }
  const buying = order.side === 'BUY'
  const priceUsd = buying ? perpetual.askPriceUsd : perpetual.bidPriceUsd
  const amountUsd = buying ? perpetual.askAmountUsd : perpetual.bidAmountUsd
  if (priceUsd === null) return { refused: `Nobody ${buying ? 'offers' : 'bids for'} ${order.symbol}` }
  const notionalUsd = order.quantityCoin * priceUsd
  if (amountUsd !== null && roundTo(notionalUsd, 2) > amountUsd) {
    const place = buying ? 'offered at the best ask' : 'wanted at the best bid'
    return { refused: `Only ${amountUsd} USD ${place}, the order is for ${roundTo(notionalUsd, 2)} USD` }
  }
  return { priceUsd, feeUsd: notionalUsd * perpetualTakerFeeRate }
}
