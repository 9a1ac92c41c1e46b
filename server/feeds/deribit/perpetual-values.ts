import type { PerpetualValues } from '../../domain/market-events.js'
import { isWithinLimits, readQuote, tickerQuote } from './quote-values.js'
import {
  isBounded,
  isNotNegative,
  isPositive,
  put,
  readNumber,
  readRecord,
  zeroIsMissing,
  type Draft,
  type Ignore,
  type Json,
} from './readings.js'

type PerpetualDraft = Draft<PerpetualValues>

/**
 * Values of a perpetual's ticker. Amounts and open interest of an inverse perpetual are in USD; those of a linear one
 * are in the coin, which is not what our fields mean, so they are left out.
 */
export function readPerpetualTicker(ticker: Json, linear: boolean, ignore: Ignore): Partial<PerpetualValues> {
  const values: PerpetualDraft = {}
  putQuote(values, ticker, linear, ignore)
  const isMark = (price: number) => isPositive(price) && isWithinLimits(ticker, price)
  put(values, 'markPriceUsd', readNumber(ticker, 'mark_price', isMark, ignore))
  put(values, 'lastPriceUsd', zeroIsMissing(readNumber(ticker, 'last_price', isNotNegative, ignore)))
  if (!linear) put(values, 'openInterestUsd', readNumber(ticker, 'open_interest', isNotNegative, ignore))
  put(values, 'fundingRate8h', readNumber(ticker, 'current_funding', isFunding, ignore))
  put(values, 'fundingPaid8h', readNumber(ticker, 'funding_8h', isFunding, ignore))
  const stats = readRecord(ticker, 'stats', ignore)
  if (stats) putStats(values, stats, ignore)
  return values
}

const isFunding = (value: number) => Math.abs(value) < 1

function putQuote(values: PerpetualDraft, ticker: Json, linear: boolean, ignore: Ignore): void {
  const { bid, ask } = readQuote(ticker, tickerQuote, ignore)
  put(values, 'bidPriceUsd', bid.price)
  put(values, 'askPriceUsd', ask.price)
  if (linear) return
  put(values, 'bidAmountUsd', bid.amount)
  put(values, 'askAmountUsd', ask.amount)
}

/** `price_change` is in percent, and so is our `change24hPct`. */
function putStats(values: PerpetualDraft, stats: Json, ignore: Ignore): void {
  put(values, 'change24hPct', readNumber(stats, 'price_change', isBounded, ignore))
  put(values, 'high24hUsd', zeroIsMissing(readNumber(stats, 'high', isNotNegative, ignore)))
  put(values, 'low24hUsd', zeroIsMissing(readNumber(stats, 'low', isNotNegative, ignore)))
  put(values, 'volume24hCoin', readNumber(stats, 'volume', isNotNegative, ignore))
  put(values, 'volume24hUsd', readNumber(stats, 'volume_usd', isNotNegative, ignore))
}
