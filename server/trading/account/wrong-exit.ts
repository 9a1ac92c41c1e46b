import type { ExitsChange, PositionSide } from '../../domain/position.js'
import type { Quote } from '../../domain/quote.js'
import type { RefusalOf } from '../../domain/refusal.js'
import { withoutDust } from '../../lib/round.js'
import { sideOf } from '../engine/ledger.js'
import { followMark, startTrailing } from '../engine/trailing-stop.js'
import type { OrderTerms } from './step.js'

const levels = ['stopLossUsd', 'profitTargetUsd'] as const

type WrongExit = RefusalOf<'WrongExit'>

/**
 * Which exit of an arriving order is wrong, because the next mark would carry it out at once. Exits are compared with the
 * mark. When the order waits, they are compared with its limit or the mark: a buy with the lower one, a sell with the
 * higher one. A reduce-only order may have no exits.
 */
export function wrongOrderExit(
  order: OrderTerms,
  quote: Quote,
  { isFilled }: { readonly isFilled: boolean },
): WrongExit | null {
  if (order.reduceOnly) return needlessExit(order)
  const entry = entryOf(order, quote, isFilled)
  return entry && wrongExit(order, sideOf(order), entry)
}

/** What exits are compared with: a price in USD, and what it is. */
export interface Entry {
  readonly priceUsd: number
  readonly is: 'the mark price' | 'the limit'
}

/** The same for a position on a side. */
export function wrongExit(exits: ExitsChange, side: PositionSide, entry: Entry): WrongExit | null {
  const { priceUsd: entryUsd } = entry
  for (const field of levels) {
    const exitUsd = exits[field] ?? null
    if (exitUsd === null) continue
    const isBelow = (side === 'LONG') === (field === 'stopLossUsd')
    if (isBelow ? exitUsd < entryUsd : exitUsd > entryUsd) continue
    const message = `The ${field} of ${exitUsd} is not ${isBelow ? 'below' : 'above'} ${entry.is}, ${entryUsd} USD`
    return { refused: 'WrongExit', field, priceUsd: entryUsd, message }
  }
  return exits.trailingStop ? wrongTrailing(exits.trailingStop, side, entry) : null
}

function wrongTrailing(
  trailingStop: NonNullable<ExitsChange['trailingStop']>,
  side: PositionSide,
  { priceUsd: entryUsd, is }: Entry,
) {
  const { stopPriceUsd } = followMark(startTrailing('', trailingStop), side, entryUsd)
  const isBehind = stopPriceUsd !== null && (side === 'LONG' ? stopPriceUsd < entryUsd : stopPriceUsd > entryUsd)
  if (isBehind && stopPriceUsd > 0) return null
  const why = isBehind ? 'could never be reached' : 'would be reached at once'
  const message = `The trailingStop would lie at ${stopPriceUsd} USD, which ${why}: ${is} is ${entryUsd} USD`
  return { refused: 'WrongExit', field: 'trailingStop', priceUsd: entryUsd, message } as const
}

function needlessExit(order: OrderTerms): WrongExit | null {
  const field = ([...levels, 'trailingStop'] as const).find((exit) => order[exit] !== null)
  if (!field) return null
  return { refused: 'WrongExit', field, priceUsd: null, message: `A reduce-only order takes no ${field}` }
}

function entryOf(order: OrderTerms, quote: Quote, isFilled: boolean): Entry | null {
  const [limit, mark] = [limitUsd(order, quote), quote.markPriceUsd]
  if (mark === null) return limit === null ? null : { priceUsd: limit, is: 'the limit' }
  const isLimitFarther = limit !== null && (order.side === 'BUY' ? limit < mark : limit > mark)
  return !isFilled && isLimitFarther ? { priceUsd: limit, is: 'the limit' } : { priceUsd: mark, is: 'the mark price' }
}

function limitUsd({ limitPriceUsd, limitPriceCoin }: OrderTerms, { underlyingPriceUsd }: Quote): number | null {
  return limitPriceCoin === null || underlyingPriceUsd === null
    ? limitPriceUsd
    : withoutDust(limitPriceCoin * underlyingPriceUsd)
}
