import type { OptionKind } from '../domain/instrument.js'
import type { Fraction } from '../domain/units.js'
import { intrinsicUsd } from './black76.js'
import { normalCdf, normalPdf } from './normal.js'

/** A premium and everything else it depends on but the volatility. */
export interface ImpliedVolInputs {
  readonly premiumUsd: number
  readonly forwardUsd: number
  readonly strikeUsd: number
  readonly yearsToExpiry: number
  readonly optionKind: OptionKind
}

/** A step so small, relative to where it leads, is the last: the error after it is of the order of its cube. */
const lastStep = 1e-6
/** Largest total deviation looked for; the premium is at its upper bound there to the last digit. */
const maxDeviation = 40
/** What of a premium's time value is rounding, relative to its intrinsic value. */
const roundingNoise = 1e-14

/**
 * The volatility, as a fraction per year, at which Black-76 gives this premium. Null when none does: at or below
 * intrinsic value, at or above the most the option can be worth (the forward for a call, the strike for a put),
 * expired, or when an input is not a finite number. An option near the money takes 5 steps, what trades 9 at most.
 */
export function impliedVol(inputs: ImpliedVolInputs, maxSteps = 16): Fraction | null {
  const { forwardUsd, strikeUsd, yearsToExpiry, optionKind } = inputs
  if (!(inputs.premiumUsd < (optionKind === 'CALL' ? forwardUsd : strikeUsd))) return null
  const intrinsic = intrinsicUsd(inputs)
  const timeValueUsd = inputs.premiumUsd - intrinsic
  if (timeValueUsd <= intrinsic * roundingNoise) return null
  const scaleUsd = Math.sqrt(forwardUsd * strikeUsd)
  const target = timeValueUsd / scaleUsd
  if (!(target > 0 && yearsToExpiry > 0)) return null
  const distance = Math.abs(Math.log(forwardUsd / strikeUsd))
  if (!(Number.isFinite(distance) && Number.isFinite(yearsToExpiry))) return null
  const deviation = solveDeviation(distance, target, maxSteps)
  return deviation === null ? null : deviation / Math.sqrt(yearsToExpiry)
}

/**
 * The total deviation σ√T at which an out-of-the-money option `distance` (in log moneyness) away is worth `target`, a
 * share of √(FK). By put-call symmetry every option comes down to this one. Halley's method inside a bracket: the
 * price is convex below the inflection at √(2·distance) and concave above, so from there it walks straight to the root.
 */
function solveDeviation(distance: number, target: number, maxSteps: number): number | null {
  const inflection = Math.sqrt(2 * distance)
  const small = inflection > 0 && target < timeValue(distance, inflection)
  const residual = small ? logResidual : plainResidual
  let [low, high] = small ? [0, inflection] : [inflection, maxDeviation]
  let deviation = firstGuess(distance, target, small)
  for (let step = 0; step < maxSteps; step++) {
    const { value, slope, bend } = residual(distance, deviation, target)
    if (value === 0) return deviation
    if (value > 0) high = deviation
    else low = deviation
    const next = halley(deviation, value, slope, bend)
    // At the root itself, rounding may put it outside the bracket.
    if (Math.abs(next - deviation) <= lastStep * deviation) return next
    deviation = next > low && next < high ? next : (low + high) / 2
  }
  return high < maxDeviation ? deviation : null
}

/** At the money the price is almost σ√T·φ(0); far out its logarithm is almost −distance²/(2σ²T). */
function firstGuess(distance: number, target: number, small: boolean): number {
  const inflection = Math.sqrt(2 * distance)
  if (!small) return Math.max(inflection, Math.min(maxDeviation / 2, 2.5 * target))
  const guess = distance / Math.sqrt(-2 * Math.log(target))
  return Math.min(inflection, Math.max(guess, inflection * 1e-6))
}

function halley(at: number, value: number, slope: number, bend: number): number {
  const newton = value / slope
  const correction = 1 - 0.5 * newton * bend
  return at - newton / Math.min(2, Math.max(0.5, correction))
}

interface Residual {
  readonly value: number
  readonly slope: number
  /** Second derivative over the first. */
  readonly bend: number
}

function plainResidual(distance: number, deviation: number, target: number): Residual {
  return {
    value: timeValue(distance, deviation) - target,
    slope: timeValueSlope(distance, deviation),
    bend: bendOf(distance, deviation),
  }
}

/** In logarithms, which keeps premiums of any smallness apart. */
function logResidual(distance: number, deviation: number, target: number): Residual {
  const price = timeValue(distance, deviation)
  if (!(price > 0)) return { value: -1, slope: Number.NaN, bend: 0 }
  const slope = timeValueSlope(distance, deviation) / price
  return { value: Math.log(price / target), slope, bend: bendOf(distance, deviation) - slope }
}

function bendOf(distance: number, deviation: number): number {
  return (distance * distance) / (deviation * deviation * deviation) - deviation / 4
}

/** Price of an out-of-the-money option over √(FK). */
function timeValue(distance: number, deviation: number): number {
  const middle = -distance / deviation
  const half = deviation / 2
  const weight = Math.exp(-distance / 2)
  return weight * normalCdf(middle + half) - normalCdf(middle - half) / weight
}

/** Its derivative by the deviation. */
function timeValueSlope(distance: number, deviation: number): number {
  return Math.exp(-distance / 2) * normalPdf(-distance / deviation + deviation / 2)
}
