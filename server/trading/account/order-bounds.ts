import { maxOpenOrders, maxOrderUsd, maxPriceCoin, maxPriceUsd, maxQuantityCoin } from '../../domain/limits.js'
import type { Quote } from '../../domain/quote.js'
import type { RefusalOf } from '../../domain/refusal.js'
import { sayNumber } from '../../lib/say-number.js'
import type { OrderTerms, OrderWish, Step } from './step.js'

const most = {
  quantityCoin: maxQuantityCoin,
  quantityUsd: maxOrderUsd,
  limitPriceUsd: maxPriceUsd,
  limitPriceCoin: maxPriceCoin,
  stopLossUsd: maxPriceUsd,
  profitTargetUsd: maxPriceUsd,
} as const

/**
 * Which number of an order is too large for the books. With a quote, a quantity in coins is told with the most that it may be
 * worth. A reduce-only order may have any quantity: it trades no more than the position, and a position that many orders
 * entered may be larger than one order may be.
 */
export function outOfBounds(terms: Partial<OrderWish>, quote?: Quote): RefusalOf<'OutOfBounds'> | null {
  const { distanceUsd = null } = terms.trailingStop ?? {}
  if (distanceUsd !== null && distanceUsd > maxPriceUsd) return refusal('trailingStop.distanceUsd', maxPriceUsd)
  for (const field of Object.keys(most) as (keyof typeof most)[]) {
    const value = terms[field] ?? null
    if (value === null || value <= most[field] || (field.startsWith('quantity') && terms.reduceOnly)) continue
    const mostWorth = field === 'quantityCoin' && quote ? mostCoins(coinUsd(terms, quote)) : Infinity
    return refusal(field, Math.min(most[field], mostWorth))
  }
  return null
}

/** Whether an order is worth too much for the books, at its limit or at the market's price, whichever is higher. */
export function worthTooMuch(terms: OrderTerms, quote: Quote): RefusalOf<'OutOfBounds'> | null {
  const priceUsd = coinUsd(terms, quote)
  if (terms.reduceOnly || terms.quantityCoin * priceUsd <= maxOrderUsd) return null
  return refusal('quantityCoin', mostCoins(priceUsd))
}

/** What a coin of an order is worth at most; 0 while nothing says it. */
function coinUsd({ limitPriceUsd, limitPriceCoin }: Partial<OrderWish>, { lastUnderlyingPriceUsd }: Quote): number {
  const underlyingUsd = lastUnderlyingPriceUsd ?? 0
  return Math.max(limitPriceUsd ?? (limitPriceCoin ?? 0) * underlyingUsd, underlyingUsd)
}

/** How many coins an order may be for, in three digits, rounded down. */
function mostCoins(priceUsd: number): number {
  const coins = maxOrderUsd / priceUsd
  if (coins === Infinity) return coins
  const rounded = Number(coins.toPrecision(3))
  return rounded <= coins ? rounded : Number((rounded - 10 ** (Math.floor(Math.log10(coins)) - 2)).toPrecision(3))
}

function refusal(field: string, most: number): RefusalOf<'OutOfBounds'> {
  return { refused: 'OutOfBounds', field, most, message: `The ${field} is more than ${sayNumber(most)}` }
}

/** Why no further order may wait. */
export function tooManyOrders(step: Step): RefusalOf<'TooManyOrders'> | null {
  if (step.openOrders().length < maxOpenOrders) return null
  return { refused: 'TooManyOrders', most: maxOpenOrders, message: `${maxOpenOrders} orders wait already` }
}
