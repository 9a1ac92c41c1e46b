import type { Greeks } from '../../domain/greeks.js'
import type { OptionValues } from '../../domain/market-events.js'
import {
  anyNumber,
  isNotNegative,
  isPositive,
  isRecord,
  percent,
  put,
  readNumber,
  zeroIsMissing,
  type Draft,
  type Ignore,
  type Json,
} from './readings.js'

type OptionDraft = Draft<OptionValues>

/** Values of an option's ticker, whose missing quote is a price, an amount and a volatility of 0.0. */
export function readOptionTicker(ticker: Json, ignore: Ignore): Partial<OptionValues> {
  const values: OptionDraft = {}
  if (isUncrossed(ticker, 'best_bid_price', 'best_ask_price', ignore)) {
    putBid(values, ticker, ignore)
    putAsk(values, ticker, ignore)
  }
  putMark(values, ticker, ignore)
  put(values, 'lastPrice', zeroIsMissing(readNumber(ticker, 'last_price', isNotNegative, ignore)))
  put(values, 'greeks', readGreeks(ticker.greeks, ignore))
  if (isRecord(ticker.stats)) put(values, 'volume24hCoin', readNumber(ticker.stats, 'volume', isNotNegative, ignore))
  return values
}

/** Values of an option's row in a book summary, whose missing quote is null; it knows no amounts and no quote IV. */
export function readOptionSummary(row: Json, ignore: Ignore): Partial<OptionValues> {
  const values: OptionDraft = {}
  if (isUncrossed(row, 'bid_price', 'ask_price', ignore)) {
    put(values, 'bidPrice', zeroIsMissing(readNumber(row, 'bid_price', isNotNegative, ignore)))
    put(values, 'askPrice', zeroIsMissing(readNumber(row, 'ask_price', isNotNegative, ignore)))
  }
  putMark(values, row, ignore)
  put(values, 'lastPrice', zeroIsMissing(readNumber(row, 'last', isNotNegative, ignore)))
  put(values, 'volume24hCoin', readNumber(row, 'volume', isNotNegative, ignore))
  return values
}

/** Values of a row of `markprice.options`, whose `iv` is already a fraction. */
export function readMarkPriceRow(row: Json, ignore: Ignore): Partial<OptionValues> {
  const values: OptionDraft = {}
  put(values, 'markPrice', readNumber(row, 'mark_price', isNotNegative, ignore))
  put(values, 'markIv', zeroIsMissing(readNumber(row, 'iv', isNotNegative, ignore)))
  return values
}

/** A bid above the ask cannot be; neither is believed then. */
export function isUncrossed(source: Json, bidField: string, askField: string, ignore: Ignore): boolean {
  const bid = source[bidField]
  const ask = source[askField]
  if (typeof bid !== 'number' || typeof ask !== 'number' || ask <= 0 || bid <= ask) return true
  ignore('value', 'crossed quote')
  return false
}

/** `mark_price` of a ticker has four decimals: far from the money 0.0 is a price, not a missing one. */
function putMark(values: OptionDraft, source: Json, ignore: Ignore): void {
  put(values, 'markPrice', readNumber(source, 'mark_price', isNotNegative, ignore))
  put(values, 'markIv', readPercentIv(source, 'mark_iv', ignore))
  put(values, 'underlyingPriceUsd', readNumber(source, 'underlying_price', isPositive, ignore))
  put(values, 'openInterestCoin', readNumber(source, 'open_interest', isNotNegative, ignore))
}

function putBid(values: OptionDraft, ticker: Json, ignore: Ignore): void {
  const price = zeroIsMissing(readNumber(ticker, 'best_bid_price', isNotNegative, ignore))
  if (price === undefined) return
  values.bidPrice = price
  put(values, 'bidAmountCoin', price === null ? null : readAmount(ticker, 'best_bid_amount', ignore))
  put(values, 'bidIv', price === null ? null : readPercentIv(ticker, 'bid_iv', ignore))
}

function putAsk(values: OptionDraft, ticker: Json, ignore: Ignore): void {
  const price = zeroIsMissing(readNumber(ticker, 'best_ask_price', isNotNegative, ignore))
  if (price === undefined) return
  values.askPrice = price
  put(values, 'askAmountCoin', price === null ? null : readAmount(ticker, 'best_ask_amount', ignore))
  put(values, 'askIv', price === null ? null : readPercentIv(ticker, 'ask_iv', ignore))
}

function readAmount(ticker: Json, field: string, ignore: Ignore) {
  return zeroIsMissing(readNumber(ticker, field, isNotNegative, ignore))
}

/** A volatility of 0 beside a real quote means that no volatility gives that price. */
function readPercentIv(source: Json, field: string, ignore: Ignore) {
  return percent(zeroIsMissing(readNumber(source, field, isNotNegative, ignore)))
}

function readGreeks(raw: unknown, ignore: Ignore): Greeks | null | undefined {
  if (raw === undefined || raw === null) return raw
  if (!isRecord(raw)) return void ignore('value', 'greeks')
  const delta = readNumber(raw, 'delta', (value) => Math.abs(value) <= 1, ignore)
  const gamma = readNumber(raw, 'gamma', isNotNegative, ignore)
  const vega = readNumber(raw, 'vega', isNotNegative, ignore)
  const theta = readNumber(raw, 'theta', anyNumber, ignore)
  const rho = readNumber(raw, 'rho', anyNumber, ignore)
  if (delta == null || gamma == null || vega == null || theta == null || rho == null) return undefined
  return { delta, gamma, vega, theta, rho }
}
