import type { Quote } from '../../domain/quote.js'
import type { RefusalOf } from '../../domain/refusal.js'
import { withoutDust } from '../../lib/round.js'
import { sideOf } from '../engine/ledger.js'
import { followMark, startTrailing } from '../engine/trailing-stop.js'
import type { OrderTerms } from './step.js'

const exits = ['stopLossUsd', 'profitTargetUsd'] as const

/**
 * Why the exits of an order that arrives cannot be meant: the next mark would carry them out at once. They are compared
 * with the mark, and those of an order that waits with its limit where that is further away. An order that only reduces
 * has none.
 */
export function wrongExit(
  terms: OrderTerms,
  quote: Quote,
  { fills }: { readonly fills: boolean },
): RefusalOf<'WrongExit'> | null {
  const entryUsd = fills ? (quote.markPriceUsd ?? limitUsd(terms, quote)) : waitingPriceUsd(terms, quote)
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
  return wrongTrailing(terms, entryUsd)
}

function wrongTrailing({ trailingStop, reduceOnly, side }: OrderTerms, entryUsd: number | null) {
  const wrong = { refused: 'WrongExit', field: 'trailingStop' } as const
  if (trailingStop === null) return null
  if (reduceOnly) return { ...wrong, priceUsd: null, message: 'A reduce-only order has no trailingStop' }
  if (entryUsd === null) return null
  const { stopPriceUsd } = followMark(startTrailing('', trailingStop), sideOf({ side }), entryUsd)
  const isBehind = stopPriceUsd !== null && (side === 'BUY' ? stopPriceUsd < entryUsd : stopPriceUsd > entryUsd)
  if (isBehind && stopPriceUsd > 0) return null
  const why = isBehind ? 'and would never be reached' : 'and would be reached at once'
  return { ...wrong, priceUsd: entryUsd, message: `The trailingStop lies at ${stopPriceUsd}, ${why}` }
}

function waitingPriceUsd(terms: OrderTerms, quote: Quote): number | null {
  const [limit, mark] = [limitUsd(terms, quote), quote.markPriceUsd]
  if (limit === null || mark === null) return limit ?? mark
  return terms.side === 'BUY' ? Math.min(limit, mark) : Math.max(limit, mark)
}

function limitUsd({ limitPriceUsd, limitPriceCoin }: OrderTerms, { underlyingPriceUsd }: Quote): number | null {
  return limitPriceCoin === null || underlyingPriceUsd === null
    ? limitPriceUsd
    : withoutDust(limitPriceCoin * underlyingPriceUsd)
}
