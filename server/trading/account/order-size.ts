import { addCoin, exactCoin, finestCoin, subtractCoin } from '../../domain/coin.js'
import { isCountedInUsd } from '../../domain/instrument-name.js'
import type { ListedInstrument } from '../../domain/instrument.js'
import type { Order } from '../../domain/order.js'
import type { Quote } from '../../domain/quote.js'
import type { RefusalOf } from '../../domain/refusal.js'
import { withoutDust } from '../../lib/round.js'
import { offMultiple, offStep, type OffStep } from './off-step.js'
import type { OrderWish } from './step.js'

type Sizing = Pick<OrderWish, 'symbol' | 'side' | 'limitPriceUsd' | 'reduceOnly' | 'quantityCoin' | 'quantityUsd'>

/** What the size of an order depends on besides its wish. */
export interface SizeFacts {
  /** Null where no listing was heard. */
  readonly listed: ListedInstrument | null
  readonly quote: Pick<Quote, 'bidPriceUsd' | 'askPriceUsd'>
  /** What was filled of it before. */
  readonly filled: Pick<Order, 'filledCoin' | 'averageFillPriceUsd'>
  /** The position on the other side; 0 when there is none. */
  readonly againstCoin: number
}

/**
 * The size of an order in coins, what was filled of it before included; or why that is not a multiple of the lot. Where no lot
 * is listed, any quantity is good. A reduce-only order may have any quantity, because a position need not be whole lots.
 */
export function orderSize(wish: Sizing, facts: SizeFacts): number | OffStep | RefusalOf<'NoQuote'> {
  const lots = lotsOf(facts.listed)
  if (wish.quantityUsd != null) return sizeOfUsd({ ...wish, quantityUsd: wish.quantityUsd }, facts, lots)
  const quantityCoin = wish.quantityCoin ?? 0
  if (wish.reduceOnly) return quantityCoin
  if (isCountedInUsd(wish.symbol)) return sizeInLotsOfUsd(wish, quantityCoin, facts, lots)
  return offLot('quantityCoin', wish.symbol, quantityCoin, lots) ?? quantityCoin
}

/** In the unit of the instrument's amounts. */
interface Lots {
  readonly lot: number | null
  readonly least: number
  /** The lot, or the smallest order where only that is listed. Null where neither is. */
  readonly step: number | null
}

function lotsOf(listed: ListedInstrument | null): Lots {
  const [lot, least] = [listed?.lotSize || null, listed?.minOrderSize || null]
  return { lot, least: least ?? lot ?? 0, step: lot ?? least }
}

/** Why an amount is less than the smallest order, or between two lots. */
function offLot(field: OffStep['field'], symbol: string, amount: number, { lot, least, step }: Lots): OffStep | null {
  if (step === null) return null
  if (amount < least) return offStep(symbol, { field, step, below: null, above: least }, 'least')
  const off = lot === null ? null : offMultiple(field, amount, lot)
  return off && offStep(symbol, { ...off, below: (off.below ?? 0) < least ? null : off.below }, 'lot')
}

/** The coins of an order in USD: what was filled, and the rest of the USD at the limit or the quote. */
function sizeOfUsd(wish: Sizing & { readonly quantityUsd: number }, facts: SizeFacts, lots: Lots) {
  const { symbol, side, quantityUsd } = wish
  const { filledCoin, averageFillPriceUsd } = facts.filled
  const off = wish.reduceOnly ? null : offLot('quantityUsd', symbol, quantityUsd, lots)
  if (off) return off
  const priceUsd = priceOf(wish, facts)
  const message = `Nobody ${side === 'BUY' ? 'offers' : 'bids for'} ${symbol}, so no price says how many coins its quantityUsd is`
  if (priceUsd === null) return { refused: 'NoQuote', message } as const
  const restUsd = quantityUsd - filledCoin * (averageFillPriceUsd ?? 0)
  return addCoin(filledCoin, coinsOf(wish.reduceOnly ? restUsd : nearestLot(restUsd, lots), priceUsd))
}

/**
 * The coins of the whole lots that are nearest to the worth of the wanted coins. When a position on the other side is within
 * half a lot of them, exactly this position. What was filled before had other prices, so only the rest is in lots.
 */
function sizeInLotsOfUsd(wish: Sizing, quantityCoin: number, facts: SizeFacts, lots: Lots): number | OffStep {
  const { filledCoin } = facts.filled
  const priceUsd = priceOf(wish, facts)
  if (priceUsd === null) return quantityCoin
  const restCoin = subtractCoin(quantityCoin, filledCoin)
  const isAgainst = Math.abs(restCoin - facts.againstCoin) * priceUsd < (lots.lot ?? 0) / 2
  if (isAgainst && facts.againstCoin > 0) return addCoin(filledCoin, facts.againstCoin)
  const wholeUsd = nearestLot(restCoin * priceUsd, lots)
  // Without a listed lot the smallest order is not rounded to lots, and its coins may lack half of the finest coin.
  const slackUsd = lots.lot === null ? finestCoin * priceUsd : 0
  if (wholeUsd < lots.least - slackUsd) {
    const above = addCoin(filledCoin, coinsOf(lots.least, priceUsd))
    const step = withoutDust((lots.step ?? 0) / priceUsd)
    return offStep(wish.symbol, { field: 'quantityCoin', step, below: null, above }, 'least')
  }
  return lots.lot === null ? quantityCoin : addCoin(filledCoin, coinsOf(wholeUsd, priceUsd))
}

function priceOf({ side, limitPriceUsd }: Sizing, { quote }: SizeFacts): number | null {
  return limitPriceUsd ?? (side === 'BUY' ? quote.askPriceUsd : quote.bidPriceUsd)
}

function nearestLot(amountUsd: number, { lot }: Lots): number {
  return lot === null ? amountUsd : withoutDust(Math.round(amountUsd / lot) * lot)
}

/** Above 0 for every amount above 0. */
function coinsOf(amountUsd: number, priceUsd: number): number {
  return amountUsd > 0 ? Math.max(exactCoin(amountUsd / priceUsd), finestCoin) : 0
}
