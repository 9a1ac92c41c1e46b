import type { HeardMarket, MarketData, Perpetual } from '../domain/market-data.js'
import type { PerpetualValues } from '../domain/market-events.js'
import { roundOrNull } from '../lib/round.js'
import { sameFields } from '../lib/same-fields.js'

/** Index, forward and perpetual prices at their published precision. */
export function publishedPrice(priceUsd: number | null): number | null {
  return roundOrNull(priceUsd, 4)
}

const perpetualDecimals: Readonly<Record<keyof PerpetualValues, number>> = {
  bidPriceUsd: 4,
  bidAmountUsd: 2,
  askPriceUsd: 4,
  askAmountUsd: 2,
  markPriceUsd: 4,
  lastPriceUsd: 4,
  change24hPct: 4,
  high24hUsd: 4,
  low24hUsd: 4,
  volume24hCoin: 8,
  volume24hUsd: 2,
  openInterestUsd: 2,
  fundingRate8h: 8,
  fundingPaid8h: 8,
}

/** A perpetual at its published precision. */
function publishedPerpetual(perpetual: Perpetual): Perpetual {
  const rounded: { -readonly [K in keyof Perpetual]: Perpetual[K] } = { ...perpetual }
  for (const field of Object.keys(perpetualDecimals) as (keyof PerpetualValues)[]) {
    rounded[field] = roundOrNull(perpetual[field], perpetualDecimals[field])
  }
  return rounded
}

/** One currency's market at its published precision; `seq` is that of `previous` when nothing but the time differs. */
export function publishedMarket(heard: HeardMarket, previous: MarketData): MarketData {
  const next: MarketData = {
    ...heard,
    indexPriceUsd: publishedPrice(heard.indexPriceUsd),
    perpetual: heard.perpetual && publishedPerpetual(heard.perpetual),
    volatilityIndex: roundOrNull(heard.volatilityIndex, 4),
    seq: previous.seq,
  }
  const same = sameFields(next, previous, ['asOf', 'perpetual']) && samePerpetual(next.perpetual, previous.perpetual)
  return same ? next : { ...next, seq: previous.seq + 1 }
}

function samePerpetual(a: Perpetual | null, b: Perpetual | null): boolean {
  return a === b || (a !== null && b !== null && sameFields(a, b, ['asOf']))
}
