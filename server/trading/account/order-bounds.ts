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
 * Which number of an order is too large for the books. A reduce-only order may have any quantity: it trades no more than the
 * position, and a position that many orders entered may be larger than one order may be.
 */
export function outOfBounds(terms: Partial<OrderWish>): RefusalOf<'OutOfBounds'> | null {
  const { distanceUsd = null } = terms.trailingStop ?? {}
  if (distanceUsd !== null && distanceUsd > maxPriceUsd) return refusal('trailingStop.distanceUsd', maxPriceUsd)
  for (const field of Object.keys(most) as (keyof typeof most)[]) {
    const value = terms[field] ?? null
    if (value === null || value <= most[field] || (field.startsWith('quantity') && terms.reduceOnly)) continue
    return refusal(field, most[field])
  }
  return null
}

/** Whether an order is worth too much for the books, at its limit or at the market's price, whichever is higher. */
export function worthTooMuch(terms: OrderTerms, { lastUnderlyingPriceUsd }: Quote): RefusalOf<'OutOfBounds'> | null {
  const underlyingUsd = lastUnderlyingPriceUsd ?? 0
  const limitUsd = terms.limitPriceUsd ?? (terms.limitPriceCoin ?? 0) * underlyingUsd
  const coinUsd = Math.max(limitUsd, underlyingUsd)
  if (terms.reduceOnly || terms.quantityCoin * coinUsd <= maxOrderUsd) return null
  return refusal('quantityCoin', Number((maxOrderUsd / coinUsd).toPrecision(3)))
}

function refusal(field: string, most: number): RefusalOf<'OutOfBounds'> {
  return { refused: 'OutOfBounds', field, most, message: `The ${field} is more than ${sayNumber(most)}` }
}

/** Why no further order may wait. */
export function tooManyOrders(step: Step): RefusalOf<'TooManyOrders'> | null {
  if (step.openOrders().length < maxOpenOrders) return null
  return { refused: 'TooManyOrders', most: maxOpenOrders, message: `${maxOpenOrders} orders wait already` }
}
