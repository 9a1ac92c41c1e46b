import type { Quote } from '../../domain/quote.js'
import type { RefusalOf } from '../../domain/refusal.js'
import type { OrderTerms } from './step.js'

const exits = ['stopLossUsd', 'profitTargetUsd'] as const

/**
 * Why the exits of an order that arrives cannot be meant: the next mark would carry them out at once. They are compared
 * with where the order enters: the mark, or its limit where that is further away. An order that only reduces has none.
 */
export function wrongExit(terms: OrderTerms, quote: Quote): RefusalOf<'WrongExit'> | null {
  const entryUsd = entryPriceUsd(terms, quote)
  for (const field of exits) {
    const exitUsd = terms[field]
    if (exitUsd === null) continue
    if (terms.reduceOnly) {
      return { refused: 'WrongExit', field, priceUsd: null, message: `A reduce-only order has no ${field}` }
    }
    if (entryUsd === null) continue
    const isBelow = (terms.side === 'BUY') === (field === 'stopLossUsd')
    if (isBelow ? exitUsd < entryUsd : exitUsd > entryUsd) continue
    const message = `The ${field} of ${exitUsd} is not ${isBelow ? 'below' : 'above'} ${entryUsd}`
    return { refused: 'WrongExit', field, priceUsd: entryUsd, message }
  }
  return null
}

function entryPriceUsd({ side, limitPriceUsd, limitPriceCoin }: OrderTerms, quote: Quote): number | null {
  const { markPriceUsd, underlyingPriceUsd } = quote
  const limitUsd =
    limitPriceCoin === null || underlyingPriceUsd === null ? limitPriceUsd : limitPriceCoin * underlyingPriceUsd
  if (limitUsd === null || markPriceUsd === null) return limitUsd ?? markPriceUsd
  return side === 'BUY' ? Math.min(limitUsd, markPriceUsd) : Math.max(limitUsd, markPriceUsd)
}
