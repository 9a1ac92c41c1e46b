import type { PerpetualValues } from './market-events.js'
import type { LiveHeader } from './source.js'
import type { Fraction } from './units.js'

export interface Perpetual extends PerpetualValues {
  readonly symbol: string
}

/** One currency's index, perpetual and volatility index, as published. */
export interface MarketData extends LiveHeader {
  readonly currency: string
  readonly indexPriceUsd: number | null
  readonly perpetual: Perpetual | null
  readonly volatilityIndex: Fraction | null
}

export interface PricePoint {
  readonly timeMs: number
  readonly priceUsd: number
}
