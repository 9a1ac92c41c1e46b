import type { Greeks } from '../../domain/greeks.js'
import type { OptionInstrument } from '../../domain/instrument.js'
import type { Fraction } from '../../domain/units.js'
import { roundTo } from '../../lib/round.js'
import { premiumUsd, type Black76Inputs } from '../../pricing/black76.js'
import { black76Greeks } from '../../pricing/greeks.js'
import { deviationsOf, shortestYears, type ExpiryMarket } from './expiry-market.js'
import { surfaceVol } from './vol-surface.js'

/** What an option is worth. Only its volatility is rounded. */
export interface FairValue {
  readonly inputs: Black76Inputs
  readonly premiumCoin: number
  readonly greeks: Greeks
  /** Distance of the strike from the forward in standard deviations. Positive: above it. */
  readonly deviations: number
}

/** Values an option on the surface of its expiry, with the volatility as the exchange publishes it. */
export function fairValue({ strikeUsd, optionKind }: OptionInstrument, market: ExpiryMarket): FairValue {
  const { forwardUsd, years } = market
  const iv = markIv({ strikeUsd }, market)
  const inputs: Black76Inputs = { forwardUsd, strikeUsd, yearsToExpiry: years, iv, optionKind }
  return {
    inputs,
    premiumCoin: premiumUsd(inputs) / forwardUsd,
    greeks: black76Greeks(inputs),
    deviations: deviationsOf(strikeUsd, market),
  }
}

/** The volatility of a strike on the surface of its expiry, as the exchange publishes it. */
export function markIv(
  { strikeUsd }: Pick<OptionInstrument, 'strikeUsd'>,
  { shape, years, forwardUsd }: ExpiryMarket,
): Fraction {
  return roundTo(surfaceVol(shape, Math.max(shortestYears, years), Math.log(strikeUsd / forwardUsd)), 4)
}

/** Greeks as published, with five decimals. The same object as before while none of them changed. */
export function publishedGreeks(greeks: Greeks, before: Greeks | null): Greeks {
  const rounded: Greeks = {
    delta: roundTo(greeks.delta, 5),
    gamma: roundTo(greeks.gamma, 5),
    vega: roundTo(greeks.vega, 5),
    theta: roundTo(greeks.theta, 5),
    rho: roundTo(greeks.rho, 5),
  }
  return before && sameGreeks(before, rounded) ? before : rounded
}

function sameGreeks(a: Greeks, b: Greeks): boolean {
  return a.delta === b.delta && a.gamma === b.gamma && a.vega === b.vega && a.theta === b.theta && a.rho === b.rho
}
