import { msPerHour, type Fraction } from '../../../domain/units.js'
import {
  defaultCloseBeforeMs,
  defaultExpiryRules,
  defaultHedgeRules,
  defaultPairLimits,
} from '../options/default-rules.js'
import type { HedgeRules } from '../options/delta-hedge.js'
import type { PairLimits } from '../options/size-pair.js'
import type { ExpiryRules } from '../options/tradable-chains.js'

/** When one side of the trade begins, ends and is given up. */
export interface SideRules {
  /** Implied over realized volatility at which it begins, and at which it has reverted. */
  readonly enterRatio: number
  readonly revertedRatio: number
  /** The stop and the target of an option, as multiples of its premium. */
  readonly stopMultiple: number
  readonly targetMultiple: number
  /** It is given up when an option's mark IV is beyond this multiple of that at entry. */
  readonly invalidIvMultiple: number
}

/** The rules of the agent that trades implied against realized volatility. */
export interface MeanReversionRules {
  /** How far realized volatility looks back: weights fall to 1/e in this time. */
  readonly windowMs: number
  /** No judgment before the index has been heard for so long. */
  readonly warmUpMs: number
  readonly expiry: ExpiryRules
  readonly maxSpread: Fraction
  readonly limits: PairLimits
  /** When implied volatility is rich, above what the index does. */
  readonly sell: SideRules
  /** When it is cheap. */
  readonly buy: SideRules
  readonly hedge: HedgeRules
  readonly closeBeforeMs: number
  readonly pauseMs: number
}

const hour = msPerHour

/** Implied volatility stands above realized most of the time, so what is fair lies at a ratio of about 1.1. */
export const defaultMeanReversionRules: MeanReversionRules = {
  windowMs: 3 * hour,
  warmUpMs: hour,
  expiry: defaultExpiryRules,
  maxSpread: 0.15,
  limits: defaultPairLimits,
  sell: { enterRatio: 1.2, revertedRatio: 1.08, stopMultiple: 1.6, targetMultiple: 0.6, invalidIvMultiple: 1.25 },
  buy: { enterRatio: 0.95, revertedRatio: 1.08, stopMultiple: 0.6, targetMultiple: 1.6, invalidIvMultiple: 0.8 },
  hedge: defaultHedgeRules,
  closeBeforeMs: defaultCloseBeforeMs,
  pauseMs: hour,
}
