import type { Fraction } from '../../domain/units.js'
import type { MarketSettings } from './market-settings.js'
import { revert, type MeanReversion } from './mean-reversion.js'
import type { Random } from './random.js'

/** What moves all currencies in a step: a standard normal shock, and the sum of its jumps as a logarithm. */
export interface MarketShock {
  readonly normal: number
  readonly jump: number
}

/** An index price with stochastic volatility and rare jumps. */
export interface PricePath {
  priceUsd(): number
  /** Present volatility per year, without jumps. */
  volatility(): Fraction
  step(years: number, shock: MarketShock): void
}

const jumpsPerYear = 50
const jumpDeviation = 0.012

/** Shocks common to all currencies. */
export function marketShocks(random: Random): (years: number) => MarketShock {
  return (years) => {
    const normal = random.normal()
    const jumps = random.count(jumpsPerYear * years)
    return { normal, jump: jumps === 0 ? 0 : jumpDeviation * Math.sqrt(jumps) * random.normal() }
  }
}

/** Logarithm of the volatility over its long-run level. */
const logVol: MeanReversion = { mean: -0.05, halfLifeYears: 6 / 365, deviation: 0.22 }
/** Volatility tends to rise when the price falls. */
const returnToVol = -0.55
/** How much a jump of size one adds to the log volatility. */
const jumpToVol = 4

/** A path that starts near the currency's usual price, at a volatility drawn from its usual range. */
export function createPricePath(settings: MarketSettings, random: Random): PricePath {
  let priceUsd = settings.startUsd * Math.exp(0.04 * random.normal())
  let vol = logVol.mean + 0.5 * logVol.deviation * random.normal()
  const ownShare = Math.sqrt(1 - settings.marketShare ** 2)
  const volatility = () => settings.annualVol * Math.exp(vol)
  return {
    priceUsd: () => priceUsd,
    volatility,
    step(years, shock) {
      const move = settings.marketShare * shock.normal + ownShare * random.normal()
      const deviation = volatility() * Math.sqrt(years)
      const jump = settings.jumpFactor * shock.jump
      priceUsd *= Math.exp(deviation * move - (deviation * deviation) / 2 + jump)
      const volShock = returnToVol * move + Math.sqrt(1 - returnToVol ** 2) * random.normal()
      vol = revert(vol, logVol, years, volShock) + jumpToVol * Math.abs(jump)
    },
  }
}
