import type { Fraction, UnixMs } from '../../../domain/units.js'
import { tradableChains, type TradableChain } from '../options/tradable-chains.js'
import type { AgentView } from '../trading-agent.js'
import { volatilityPerYear, type RealizedVolatility } from '../volatility.js'
import { days, duration, percent } from '../wording.js'
import type { MeanReversionRules } from './rules.js'

/** Implied against realized volatility, both as fractions per year. */
export interface Richness {
  readonly chain: TradableChain
  readonly impliedIv: Fraction
  readonly realized: Fraction
  /** Implied over realized. */
  readonly ratio: number
  /** The numbers in one sentence. */
  readonly words: string
}

/**
 * Compares the IV at the money with what the index did; or says what is missing. `heldExpiryMs` is the expiry to measure;
 * null takes the preferred one that may be entered.
 */
export function measureRichness(
  view: AgentView,
  heard: RealizedVolatility | null,
  rules: MeanReversionRules,
  heldExpiryMs: UnixMs | null,
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
  const range = heldExpiryMs === null ? rules.expiry : { minDays: 0, maxDays: Infinity, preferredDays: 0 }
  const chain = tradableChains(view, range).find(
    ({ atmIv, expiryMs }) => (atmIv ?? 0) > 0 && expiryMs === (heldExpiryMs ?? expiryMs),
  )
  if (!chain?.atmIv) {
    const { minDays, maxDays } = rules.expiry
    const where = heldExpiryMs === null ? `No live chain from ${minDays} to ${maxDays} days out` : 'No live chain of it'
    return { missing: `${where} has an IV at the money.` }
  }
  const ratio = chain.atmIv / realized
  const implied = `The IV at the money in ${days(chain.expiryMs - view.nowMs)} is ${percent(chain.atmIv)}`
  const words = `${implied}, realized volatility of the index is ${percent(realized)} a year: a ratio of ${ratio.toFixed(2)}.`
  return { chain, impliedIv: chain.atmIv, realized, ratio, words }
}
