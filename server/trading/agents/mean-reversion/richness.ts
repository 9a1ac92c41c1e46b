import type { Fraction } from '../../../domain/units.js'
import { tradableChains, type TradableChain } from '../options/tradable-chains.js'
import type { AgentView } from '../trading-agent.js'
import type { RealizedVolatility } from '../volatility.js'
import { volatilityPerYear } from '../volatility.js'
import { days, duration, percent } from '../wording.js'
import type { MeanReversionRules } from './rules.js'

/** Implied against realised volatility, both as fractions per year. */
export interface Richness {
  readonly chain: TradableChain
  readonly impliedIv: Fraction
  readonly realized: Fraction
  /** Implied over realised. */
  readonly ratio: number
  /** The numbers in one sentence. */
  readonly words: string
}

/** Compares the IV at the money of the preferred expiry with what the index did; or says what is missing. */
export function measureRichness(
  view: AgentView,
  heard: RealizedVolatility | null,
  rules: MeanReversionRules,
): Richness | { readonly missing: string } {
  if (heard === null) return { missing: 'The index has not been heard yet.' }
  const ageMs = heard.timeMs - heard.sinceMs
  if (ageMs < rules.warmUpMs) {
    return {
      missing: `The index has been heard for ${duration(ageMs)} of the ${duration(rules.warmUpMs)} it takes to judge.`,
    }
  }
  const realized = volatilityPerYear(heard)
  if (!(realized > 0)) return { missing: 'The index has not moved since it is heard.' }
  const chain = tradableChains(view, rules.expiry).find(({ atmIv }) => atmIv !== null && atmIv > 0)
  if (!chain?.atmIv) {
    const { minDays, maxDays } = rules.expiry
    return { missing: `No live chain from ${minDays} to ${maxDays} days out has an IV at the money.` }
  }
  const ratio = chain.atmIv / realized
  const implied = `The IV at the money in ${days(chain.expiryMs - view.nowMs)} is ${percent(chain.atmIv)}`
  const words = `${implied}, realised volatility of the index is ${percent(realized)} a year: a ratio of ${ratio.toFixed(2)}.`
  return { chain, impliedIv: chain.atmIv, realized, ratio, words }
}
