import type { Greeks } from '../../domain/greeks.js'
import type { OptionInstrument } from '../../domain/instrument.js'
import { daysPerYear, type UnixMs } from '../../domain/units.js'
import { yearsToExpiry } from '../../pricing/day-count.js'
import { bell, logarithm, probability } from './exact-math.js'

const inverseRootOfTwoPi = 0.3989422804014327

export interface GreeksTerms {
  readonly option: OptionInstrument
  readonly iv: number
  readonly forwardUsd: number
  readonly timeMs: UnixMs
}

/**
 * What greeks are expected to be, by the formulas of `server/pricing/greeks.ts`. The same on every machine for ever: what
 * is recorded are the differences from them. Null where there are none.
 */
export function expectedGreeks({ option, iv, forwardUsd, timeMs }: GreeksTerms): Greeks | null {
  const { strikeUsd, expiryMs, optionKind } = option
  const years = yearsToExpiry(expiryMs, timeMs)
  if (!(years > 0 && iv > 0 && forwardUsd > 0 && forwardUsd < Infinity)) return null
  const rootYears = Math.sqrt(years)
  const deviation = iv * rootYears
  const d1 = logarithm(forwardUsd / strikeUsd) / deviation + deviation / 2
  const sign = optionKind === 'CALL' ? 1 : -1
  const bell1 = bell(d1)
  const d2 = d1 - deviation
  const delta = sign * probability(sign * d1, bell1)
  const exercised = sign * probability(sign * d2, bell(d2))
  const near = bell1 * inverseRootOfTwoPi
  const decay = (forwardUsd * near * iv) / (2 * rootYears) / daysPerYear
  const premiumUsd = Math.max(0, sign * (forwardUsd - strikeUsd), forwardUsd * delta - strikeUsd * exercised)
  return {
    delta,
    gamma: near / (forwardUsd * deviation),
    vega: (forwardUsd * near * rootYears) / 100,
    theta: -Math.min(decay, decay * years * daysPerYear, premiumUsd),
    rho: (strikeUsd * years * exercised) / 100,
  }
}
