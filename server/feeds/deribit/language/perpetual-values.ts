import type { PerpetualValues } from '../../../domain/market-events.js'
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
  type Reading,
} from './readings.js'

type PerpetualDraft = Draft<PerpetualValues>

/**
 * Values of a perpetual's ticker. Amounts and open interest of an inverse perpetual are in USD. Those of a linear one
 * are in the coin. They become USD at the price that stands beside them.
 */
export function readPerpetualTicker(ticker: Json, linear: boolean, ignore: Ignore): Partial<PerpetualValues> {
  const values: PerpetualDraft = {}
  putPerpetualQuote(values, ticker, linear, ignore)
  const isMark = (price: number) => isPositive(price) && isWithinLimits(ticker, price)
  put(values, 'markPriceUsd', readNumber(ticker, 'mark_price', isMark, ignore))
  put(values, 'lastPriceUsd', zeroIsMissing(readNumber(ticker, 'last_price', isNotNegative, ignore)))
  const openInterest = readNumber(ticker, 'open_interest', isNotNegative, ignore)
  put(values, 'openInterestUsd', linear ? inUsd(openInterest, values.markPriceUsd) : openInterest)
  put(values, 'fundingRate8h', readNumber(ticker, 'current_funding', isFunding, ignore))
  put(values, 'fundingPaid8h', readNumber(ticker, 'funding_8h', isFunding, ignore))
  const stats = readRecord(ticker, 'stats', ignore)
  if (stats) putStats(values, stats, ignore)
  return values
}

/** For eight hours. The exchange allows less than this. */
const isFunding = (value: number) => Math.abs(value) <= 0.05

function putPerpetualQuote(values: PerpetualDraft, ticker: Json, linear: boolean, ignore: Ignore): void {
  const { bid, ask } = readQuote(ticker, tickerQuote, ignore)
  put(values, 'bidPriceUsd', bid.price)
  put(values, 'askPriceUsd', ask.price)
  put(values, 'bidAmountUsd', linear ? inUsd(bid.amount, bid.price) : bid.amount)
  put(values, 'askAmountUsd', linear ? inUsd(ask.amount, ask.price) : ask.amount)
}

/** What the coins are worth. Unknown when the frame has no price for them. */
function inUsd(amountCoin: Reading, priceUsd: Reading): Reading {
  if (amountCoin == null) return amountCoin
  return priceUsd == null ? null : amountCoin * priceUsd
}

/** `price_change` is in percent, and so is our `change24hPct`. */
function putStats(values: PerpetualDraft, stats: Json, ignore: Ignore): void {
  put(values, 'change24hPct', readNumber(stats, 'price_change', isBounded, ignore))
  put(values, 'high24hUsd', zeroIsMissing(readNumber(stats, 'high', isNotNegative, ignore)))
  put(values, 'low24hUsd', zeroIsMissing(readNumber(stats, 'low', isNotNegative, ignore)))
  put(values, 'volume24hCoin', readNumber(stats, 'volume', isNotNegative, ignore))
  const volumeUsd = readNumber(stats, 'volume_usd', isNotNegative, ignore)
  put(values, 'volume24hUsd', volumeUsd ?? readNumber(stats, 'volume_notional', isNotNegative, ignore) ?? volumeUsd)
}
