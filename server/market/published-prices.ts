import type { HeardMarket, MarketData, Perpetual } from '../domain/market-data.js'
import type { PerpetualValues } from '../domain/market-events.js'
import { precision } from '../domain/precision.js'
import { roundOrNull, type Precision } from '../lib/round.js'
import { sameFields } from '../lib/same.js'

/** Index, forward and perpetual prices at their published precision. */
export function publishedPrice(priceUsd: number | null): number | null {
  return roundOrNull(priceUsd, precision.price)
}

const perpetualPrecision: Readonly<Record<keyof PerpetualValues, Precision>> = {
  bidPriceUsd: precision.price,
  bidAmountUsd: precision.usd,
  askPriceUsd: precision.price,
  askAmountUsd: precision.usd,
  markPriceUsd: precision.price,
  lastPriceUsd: precision.price,
  change24hPct: precision.percent,
  high24hUsd: precision.price,
  low24hUsd: precision.price,
  volume24hCoin: precision.coin,
  volume24hUsd: precision.usd,
  openInterestUsd: precision.usd,
  fundingRate8h: precision.funding,
  fundingPaid8h: precision.funding,
}

/** A perpetual at its published precision. */
function publishedPerpetual(perpetual: Perpetual): Perpetual {
  const rounded: { -readonly [K in keyof Perpetual]: Perpetual[K] } = { ...perpetual }
  for (const field of Object.keys(perpetualPrecision) as (keyof PerpetualValues)[]) {
    rounded[field] = roundOrNull(perpetual[field], perpetualPrecision[field])
  }
  return rounded
}

/** The market of one currency at its published precision. `seq` stays the same when only times differ. */
export function publishedMarket(
  { timeMs: _time, deliveryPricesUsd: _deliveries, ...heard }: HeardMarket,
  previous: MarketData | null,
): MarketData {
  const next: MarketData = {
    ...heard,
    indexPriceUsd: publishedPrice(heard.indexPriceUsd),
    perpetual: heard.perpetual && publishedPerpetual(heard.perpetual),
    volatilityIndex: roundOrNull(heard.volatilityIndex, precision.iv),
    seq: previous?.seq ?? 0,
  }
  if (!previous) return next
  const same =
    sameFields(next, previous, ['asOf', 'indexAsOf', 'volatilityIndexAsOf', 'perpetual']) &&
    samePerpetual(next.perpetual, previous.perpetual)
  return same ? next : { ...next, seq: previous.seq + 1 }
}

function samePerpetual(a: Perpetual | null, b: Perpetual | null): boolean {
  return a === b || (a !== null && b !== null && sameFields(a, b, ['asOf', 'quoteAsOf', 'markAsOf']))
}
