import type { PerpetualValues } from '../../domain/market-events.js'
import { isUncrossed } from './option-values.js'
import {
  anyNumber,
  isNotNegative,
  isPositive,
  isRecord,
  put,
  readNumber,
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
  if (isUncrossed(ticker, 'best_bid_price', 'best_ask_price', ignore)) putQuote(values, ticker, linear, ignore)
  put(values, 'markPriceUsd', readNumber(ticker, 'mark_price', isPositive, ignore))
  put(values, 'lastPriceUsd', zeroIsMissing(readNumber(ticker, 'last_price', isNotNegative, ignore)))
  if (!linear) put(values, 'openInterestUsd', readNumber(ticker, 'open_interest', isNotNegative, ignore))
  put(values, 'fundingRate8h', readNumber(ticker, 'current_funding', isFunding, ignore))
  put(values, 'fundingPaid8h', readNumber(ticker, 'funding_8h', isFunding, ignore))
  if (isRecord(ticker.stats)) putStats(values, ticker.stats, ignore)
  return values
}

const isFunding = (value: number) => Math.abs(value) < 1

function putQuote(values: PerpetualDraft, ticker: Json, linear: boolean, ignore: Ignore): void {
  const bid = zeroIsMissing(readNumber(ticker, 'best_bid_price', isNotNegative, ignore))
  const ask = zeroIsMissing(readNumber(ticker, 'best_ask_price', isNotNegative, ignore))
  put(values, 'bidPriceUsd', bid)
  put(values, 'askPriceUsd', ask)
  if (linear) return
  if (bid !== undefined) put(values, 'bidAmountUsd', bid && readAmount(ticker, 'best_bid_amount', ignore))
  if (ask !== undefined) put(values, 'askAmountUsd', ask && readAmount(ticker, 'best_ask_amount', ignore))
}

function readAmount(ticker: Json, field: string, ignore: Ignore) {
  return zeroIsMissing(readNumber(ticker, field, isNotNegative, ignore))
}

/** `price_change` is in percent, and so is our `change24hPct`. */
function putStats(values: PerpetualDraft, stats: Json, ignore: Ignore): void {
  put(values, 'change24hPct', readNumber(stats, 'price_change', anyNumber, ignore))
  put(values, 'high24hUsd', zeroIsMissing(readNumber(stats, 'high', isNotNegative, ignore)))
  put(values, 'low24hUsd', zeroIsMissing(readNumber(stats, 'low', isNotNegative, ignore)))
  put(values, 'volume24hCoin', readNumber(stats, 'volume', isNotNegative, ignore))
  put(values, 'volume24hUsd', readNumber(stats, 'volume_usd', isNotNegative, ignore))
}
