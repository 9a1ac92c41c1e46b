import type { ListedPerpetual } from '../../domain/instrument.js'
import type { Fraction, UnixMs } from '../../domain/units.js'
import { roundTo } from '../../lib/round.js'
import { yearsToExpiry } from '../../pricing/day-count.js'
import { expiryMarkets } from './expiry-market.js'
import { carryPath, forwardUsd } from './forward-curve.js'
import { marketJumps } from './market-jumps.js'
import type { MarketSettings } from './market-settings.js'
import type { OptionBook } from './option-book.js'
import { optionListing } from './option-listing.js'
import { optionMarket } from './option-market.js'
import { perpetual, type PerpetualMarket } from './perpetual.js'
import { pricePath } from './price-path.js'
import { rememberMany } from './remember.js'
import { surfaceMotion } from './surface-motion.js'
import { volatilityIndex, type SurfaceShape } from './vol-surface.js'

/** A currency as it is published, at any time and in any order of times. */
export interface SimulatedCurrency {
  readonly currency: string
  readonly perpetual: PerpetualMarket & { readonly instrument: ListedPerpetual }
  indexUsd(timeMs: UnixMs): number
  volatilityIndex(timeMs: UnixMs): Fraction
  /** The forward of an expiry. */
  forwardUsd(expiryMs: UnixMs, timeMs: UnixMs): number
  /** The options listed at a time, by expiry and strike. The same list from one 08:00 UTC to the next. */
  options(timeMs: UnixMs): readonly OptionBook[]
  /** What nobody publishes: the volatility per year that the index really has, and the surface of the options. */
  readonly hidden: { volatility(timeMs: UnixMs): Fraction; surface(timeMs: UnixMs): SurfaceShape }
}

/** The mornings since the listing of the farthest expiry. */
const keptMornings = 400

/** The currency of a seed. Its random numbers are its own: other currencies do not change it. */
export function simulatedCurrency(settings: MarketSettings, seed: string): SimulatedCurrency {
  const { currency } = settings
  const jumps = marketJumps(seed)
  const path = pricePath(settings, seed, jumps)
  const indexUsd = (timeMs: UnixMs) => roundTo(path.priceUsd(timeMs), 2)
  const surface = surfaceMotion(settings, seed, path.volatility)
  const carryAt = carryPath(currency, seed)
  const morningAt = rememberMany(keptMornings, (timeMs) => ({ indexUsd: indexUsd(timeMs), carry: carryAt(timeMs) }))
  const forwardAt = (expiryMs: UnixMs, timeMs: UnixMs) => {
    const morning = morningAt(timeMs)
    return forwardUsd(morning.indexUsd, morning.carry, yearsToExpiry(expiryMs, timeMs))
  }
  const conditionsAt = (timeMs: UnixMs) => ({
    indexUsd: indexUsd(timeMs),
    carry: carryAt(timeMs),
    shape: surface(timeMs),
  })
  const marketAt = expiryMarkets(conditionsAt)
  return {
    currency,
    perpetual: { instrument: listedPerpetual(settings), ...perpetual(settings, seed, indexUsd) },
    indexUsd,
    volatilityIndex: (timeMs) => roundTo(volatilityIndex(surface(timeMs)), 4),
    forwardUsd: (expiryMs, timeMs) => marketAt(expiryMs, timeMs).forwardUsd,
    options: optionMarket(optionListing(settings, forwardAt), {
      seed,
      settings,
      marketAt,
      jumps,
    }),
    hidden: { volatility: path.volatility, surface },
  }
}

function listedPerpetual({ currency, perpetual: { tickUsd, contractUsd } }: MarketSettings): ListedPerpetual {
  return {
    kind: 'PERPETUAL',
    symbol: `${currency}-PERPETUAL`,
    currency,
    tickSize: { base: tickUsd, steps: [] },
    amountUnit: 'USD',
    lotSize: contractUsd,
    minOrderSize: contractUsd,
    contractSize: contractUsd,
    makerCommission: null,
    takerCommission: null,
    state: 'OPEN',
  }
}
