import type { InstrumentState } from './instrument.js'
import type { PerpetualValues } from './market-events.js'
import type { Freshness, LiveHeader, Unpublished } from './source.js'
import type { Fraction, UnixMs } from './units.js'

export interface Perpetual extends PerpetualValues {
  readonly symbol: string
  /** The exchange's time of what was heard of it last. */
  readonly asOf: UnixMs
  /** LOCKED also while its index is. */
  readonly state: InstrumentState | null
  /** As of an option. */
  readonly quoteDoubted: boolean
  readonly markDoubted: boolean
  readonly quoteAsOf: UnixMs | null
  readonly quoteFreshness: Freshness
  readonly markAsOf: UnixMs | null
  readonly markFreshness: Freshness
}

/** One currency's index, perpetual and volatility index, as published. `asOf` is the newest of index and perpetual. */
export interface MarketData extends LiveHeader {
  readonly currency: string
  readonly indexPriceUsd: number | null
  /** Ahead of the market's time while nothing confirms that it is so late. */
  readonly indexAsOf: UnixMs | null
  readonly indexFreshness: Freshness
  readonly perpetual: Perpetual | null
  readonly volatilityIndex: Fraction | null
  readonly volatilityIndexAsOf: UnixMs | null
  readonly volatilityIndexFreshness: Freshness
}

/** The same before it is published: what trading reads. */
export interface HeardMarket extends Unpublished<MarketData> {
  /** The market's own clock: it goes on with everything that is said of the currency. Null before `asOf` is known. */
  readonly timeMs: UnixMs | null
  /** What the exchange told of the last deliveries, by expiry. */
  readonly deliveryPricesUsd: ReadonlyMap<UnixMs, number>
}

export interface PricePoint {
  readonly timeMs: number
  readonly priceUsd: number
}
