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

/** The rules of the agent that sells volatility. */
export interface VolSellerRules {
  readonly expiry: ExpiryRules
  /** Absolute delta of the options sold: the one nearest to `preferred`, within the range. */
  readonly delta: { readonly min: number; readonly max: number; readonly preferred: number }
  /** A premium below this share of the underlying is not worth selling. */
  readonly minPremium: Fraction
  /** Bid and ask may be so far apart, of their middle. */
  readonly maxSpread: Fraction
  readonly limits: PairLimits
  /** The stop of an option is so many times the premium received. */
  readonly stopMultiple: number
  /** The target is reached when this share of the premium is earned. */
  readonly captureShare: Fraction
  readonly hedge: HedgeRules
  readonly closeBeforeMs: number
  /** How long it waits after its last option is gone, or after an attempt that came to nothing. */
  readonly pauseMs: number
}

export const defaultVolSellerRules: VolSellerRules = {
  expiry: defaultExpiryRules,
  delta: { min: 0.12, max: 0.4, preferred: 0.25 },
  minPremium: 0.001,
  maxSpread: 0.2,
  limits: defaultPairLimits,
  stopMultiple: 2.5,
  captureShare: 0.6,
  hedge: defaultHedgeRules,
  closeBeforeMs: defaultCloseBeforeMs,
  pauseMs: msPerHour,
}
