import { msPerDay } from '../../../domain/units.js'
import type { HedgeRules } from './delta-hedge.js'
import type { PairLimits } from './size-pair.js'
import type { ExpiryRules } from './tradable-chains.js'

/** One to five weeks, where the decay is quick and the gamma not yet wild. */
export const defaultExpiryRules: ExpiryRules = { minDays: 5, maxDays: 35, preferredDays: 14 }

export const defaultPairLimits: PairLimits = {
  vegaShare: 0.002,
  marginShare: 0.4,
  shortMarginRate: 0.15,
  feeRate: 0.0003,
  minQuoteShare: 0.5,
  lotCoin: 0.01,
}

export const defaultHedgeRules: HedgeRules = { bandShare: 0.05, leverage: 5, marginShare: 0.8 }

/** Options are closed a day before they expire. */
export const defaultCloseBeforeMs = msPerDay
