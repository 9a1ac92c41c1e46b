import { isNotNegative, readNumber, zeroIsMissing, type Ignore, type Json, type Reading } from './readings.js'

/** The names of a quote's fields in a frame. A book summary has no amounts. */
export interface QuoteFields {
  readonly bid: string
  readonly ask: string
  readonly bidAmount: string | null
  readonly askAmount: string | null
}

export const tickerQuote: QuoteFields = {
  bid: 'best_bid_price',
  ask: 'best_ask_price',
  bidAmount: 'best_bid_amount',
  askAmount: 'best_ask_amount',
}

export const summaryQuote: QuoteFields = { bid: 'bid_price', ask: 'ask_price', bidAmount: null, askAmount: null }

/** One side of a quote. A side without a price has no amount. */
interface QuoteSide {
  readonly price: Reading
  readonly amount: Reading
}

export interface ReadQuote {
  readonly bid: QuoteSide
  readonly ask: QuoteSide
}

const unknownSide: QuoteSide = { price: null, amount: null }

/**
 * Reads both sides of a quote. 0.0 means that there is no price. We do not believe a price outside the frame's own
 * `min_price` and `max_price`. We do not believe a price without a believable amount either, because a quote of unknown
 * size would fill any order. When bid and ask cross, we believe neither.
 */
export function readQuote(source: Json, fields: QuoteFields, ignore: Ignore): ReadQuote {
  const bid = readSide(source, fields.bid, fields.bidAmount, ignore)
  const ask = readSide(source, fields.ask, fields.askAmount, ignore)
  if (bid.price == null || ask.price == null || bid.price <= ask.price) return { bid, ask }
  ignore('value', 'crossed quote')
  return { bid: unknownSide, ask: unknownSide }
}

/** Whether the price is at most the frame's own `max_price`. True when it names none. */
export function isBelowLimit(source: Json, price: number): boolean {
  const most = source.max_price
  return typeof most !== 'number' || !(most > 0) || price <= most
}

/** As `isBelowLimit`, and at least its `min_price`. Quotes are never below that; marks of options often are. */
export function isWithinLimits(source: Json, price: number): boolean {
  const least = source.min_price
  return isBelowLimit(source, price) && (typeof least !== 'number' || price >= least)
}

function readSide(source: Json, field: string, amountField: string | null, ignore: Ignore): QuoteSide {
  const price = zeroIsMissing(readNumber(source, field, isNotNegative, ignore))
  if (price == null) return { price, amount: price }
  if (!isWithinLimits(source, price)) {
    ignore('value', field)
    return unknownSide
  }
  if (amountField === null) return { price, amount: undefined }
  const amount = readNumber(source, amountField, isNotNegative, ignore)
  return amount === 0 || amount === null ? unknownSide : { price, amount }
}
