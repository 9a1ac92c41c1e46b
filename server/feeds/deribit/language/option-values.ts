import type { Greeks } from '../../../domain/greeks.js'
import type { OptionValues } from '../../../domain/market-events.js'
import { isBelowLimit, readQuote, summaryQuote, tickerQuote } from './quote-values.js'
import {
  isBounded,
  isNotNegative,
  isPositive,
  isRecord,
  percent,
  put,
  readNumber,
  readRecord,
  zeroIsMissing,
  type Draft,
  type Ignore,
  type Json,
} from './readings.js'

type OptionDraft = Draft<OptionValues>

/** Values of an option's ticker. There a missing quote has a price, an amount and a volatility of 0.0. */
export function readOptionTicker(ticker: Json, ignore: Ignore): Partial<OptionValues> {
  const values: OptionDraft = {}
  putOptionQuote(values, ticker, ignore)
  putMark(values, ticker, ignore)
  put(values, 'lastPrice', zeroIsMissing(readNumber(ticker, 'last_price', isNotNegative, ignore)))
  put(values, 'greeks', readGreeks(ticker.greeks, ignore))
  const stats = readRecord(ticker, 'stats', ignore)
  if (stats) put(values, 'volume24hCoin', readNumber(stats, 'volume', isNotNegative, ignore))
  return values
}

/** Values of an option's row in a book summary. There a missing quote is null. It has no amounts and no quote IV. */
export function readOptionSummary(row: Json, ignore: Ignore): Partial<OptionValues> {
  const values: OptionDraft = {}
  const { bid, ask } = readQuote(row, summaryQuote, ignore)
  put(values, 'bidPrice', bid.price)
  put(values, 'askPrice', ask.price)
  putMark(values, row, ignore)
  put(values, 'lastPrice', zeroIsMissing(readNumber(row, 'last', isNotNegative, ignore)))
  put(values, 'volume24hCoin', readNumber(row, 'volume', isNotNegative, ignore))
  return values
}

/** Values of a row of `markprice.options`, whose `iv` is already a fraction. */
export function readMarkPriceRow(row: Json, ignore: Ignore): Partial<OptionValues> {
  const values: OptionDraft = {}
  put(values, 'markPrice', readNumber(row, 'mark_price', isNotNegative, ignore))
  put(values, 'markIv', zeroIsMissing(readNumber(row, 'iv', isIv, ignore)))
  return values
}

/** `mark_price` of a ticker has four decimals. Far from the money 0.0 is a price, not a missing one. */
function putMark(values: OptionDraft, source: Json, ignore: Ignore): void {
  const isMark = (price: number) => isNotNegative(price) && isBelowLimit(source, price)
  put(values, 'markPrice', readNumber(source, 'mark_price', isMark, ignore))
  put(values, 'markIv', readPercentIv(source, 'mark_iv', ignore))
  put(values, 'underlyingPriceUsd', readNumber(source, 'underlying_price', isPositive, ignore))
  put(values, 'openInterestCoin', readNumber(source, 'open_interest', isNotNegative, ignore))
}

function putOptionQuote(values: OptionDraft, ticker: Json, ignore: Ignore): void {
  const { bid, ask } = readQuote(ticker, tickerQuote, ignore)
  if (bid.price !== undefined) {
    values.bidPrice = bid.price
    put(values, 'bidAmountCoin', bid.amount)
    put(values, 'bidIv', bid.price && readPercentIv(ticker, 'bid_iv', ignore))
  }
  if (ask.price !== undefined) {
    values.askPrice = ask.price
    put(values, 'askAmountCoin', ask.amount)
    put(values, 'askIv', ask.price && readPercentIv(ticker, 'ask_iv', ignore))
  }
}

/** 100 is 10,000 % a year. */
const isIv = (fraction: number) => fraction >= 0 && fraction <= 100

/** The exchange writes 0 when no volatility gives the price of the quote. */
function readPercentIv(source: Json, field: string, ignore: Ignore) {
  return percent(zeroIsMissing(readNumber(source, field, (points) => isIv(points / 100), ignore)))
}

/** When one of them is missing, none is known. */
function readGreeks(raw: unknown, ignore: Ignore): Greeks | null | undefined {
  if (raw === undefined || raw === null) return raw
  if (!isRecord(raw)) {
    ignore('value', 'greeks')
    return null
  }
  const delta = readNumber(raw, 'delta', (value) => Math.abs(value) <= 1, ignore)
  const gamma = readNumber(raw, 'gamma', isNotNegative, ignore)
  const vega = readNumber(raw, 'vega', isNotNegative, ignore)
  const theta = readNumber(raw, 'theta', isBounded, ignore)
  const rho = readNumber(raw, 'rho', isBounded, ignore)
  if (delta == null || gamma == null || vega == null || theta == null || rho == null) return null
  return { delta, gamma, vega, theta, rho }
}
