import type { Fraction } from '../../domain/units.js'
import { roundTo } from '../../lib/round.js'
import { revert, type MeanReversion } from './mean-reversion.js'
import type { Random } from './random.js'

/** Yearly premium of forwards over the index: of the nearest and of the farthest expiries. */
export interface Carry {
  readonly shortRate: Fraction
  readonly longRate: Fraction
}

/** After this time a forward is roughly halfway between the short and the long rate. */
const bendYears = 0.15

/** Forward price in USD, rounded to cents: the index, grown at the mean rate until the expiry. */
export function forwardUsd(indexUsd: number, carry: Carry, years: number): number {
  const bends = years / bendYears
  const shortShare = bends > 0 ? -Math.expm1(-bends) / bends : 1
  const rate = carry.longRate + (carry.shortRate - carry.longRate) * shortShare
  return roundTo(indexUsd * Math.exp(rate * years), 2)
}

const shortRate: MeanReversion = { mean: 0.035, halfLifeYears: 2 / 365, deviation: 0.03 }
const longRate: MeanReversion = { mean: 0.055, halfLifeYears: 30 / 365, deviation: 0.012 }

/** Rates that move at random. Each step draws two random numbers. */
export function createCarry(random: Random): { step(years: number): void; carry(): Carry } {
  let short = shortRate.mean
  let long = longRate.mean
  return {
    step(years) {
      short = revert(short, shortRate, years, random.normal())
      long = revert(long, longRate, years, random.normal())
    },
    carry: () => ({ shortRate: short, longRate: long }),
  }
}
