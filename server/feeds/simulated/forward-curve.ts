import type { Fraction, UnixMs } from '../../domain/units.js'
import { roundTo } from '../../lib/round.js'
import type { MeanReversion } from './bridged-path.js'
import { wanderingValue } from './wandering-value.js'

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
/** Rates have a node every eight seconds. */
const finestLevel = 13

/** The rates of a currency at any time. They move at random. */
export function carryPath(currency: string, seed: string): (timeMs: UnixMs) => Carry {
  const short = wanderingValue(`${seed}/${currency}/short-rate`, shortRate, finestLevel)
  const long = wanderingValue(`${seed}/${currency}/long-rate`, longRate, finestLevel)
  return (timeMs) => ({ shortRate: short(timeMs), longRate: long(timeMs) })
}
