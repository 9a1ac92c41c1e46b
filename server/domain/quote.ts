import type { Greeks } from './greeks.js'
import type { InstrumentState } from './instrument.js'
import type { DataSource, Freshness } from './source.js'
import type { Fraction, UnixMs } from './units.js'

/**
 * One instrument at one moment, as far as trading it needs: prices in USD for every kind, sizes in the coin. Null is
 * unknown or missing.
 */
export interface Quote {
  /** The exchange's name; `domain/instrument-name.ts` tells kind, currency, strike and expiry from it. */
  readonly symbol: string
  /** Anything but OPEN fills nothing; null where nobody says. */
  readonly state: InstrumentState | null
  readonly bidPriceUsd: number | null
  readonly bidQuantityCoin: number | null
  readonly askPriceUsd: number | null
  readonly askQuantityCoin: number | null
  /** Null while it is doubted, too: nothing acts on it. */
  readonly markPriceUsd: number | null
  /** The mark price, or while that is null the last one before: what a position counts at. */
  readonly lastMarkPriceUsd: number | null
  /** The coin's own prices of an inverse option; null for everything else. */
  readonly bidPriceCoin: number | null
  readonly askPriceCoin: number | null
  readonly markPriceCoin: number | null
  readonly markIv: Fraction | null
  readonly greeks: Greeks | null
  /** Forward of an option's expiry; the mark price of a perpetual. Null while it is doubted, too. */
  readonly underlyingPriceUsd: number | null
  /** As `lastMarkPriceUsd`: what margin is reckoned with. */
  readonly lastUnderlyingPriceUsd: number | null
  readonly indexPriceUsd: number | null
  /** Of a perpetual. */
  readonly fundingRate8h: Fraction | null
  readonly asOf: UnixMs
  readonly source: DataSource
  readonly freshness: Freshness
}
