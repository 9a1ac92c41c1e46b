import { msPerMinute } from '../../../domain/units.js'
import type { TrendWindows } from './trend.js'

/** The rules of the momentum agent. */
export interface MomentumRules {
  readonly windows: TrendWindows
  /** No entry before prices have been heard for so long. */
  readonly warmUpMs: number
  /** Score from which on it enters in the direction of the trend. */
  readonly entryScore: number
  /** It leaves when the score is so far on the other side. */
  readonly exitScore: number
  /** After a trade the score must have come down to this before the next entry. */
  readonly calmScore: number
  /** The stop is so many standard deviations of the move in `stopHorizonMs` away... */
  readonly stopDeviations: number
  readonly stopHorizonMs: number
  /** ...but never nearer than this fraction of the price, so that fees stay small against the risk. */
  readonly minStopDistance: number
  /** ...and never further, so that a stop below the price exists at any volatility. */
  readonly maxStopDistance: number
  /** The target is so many stop distances away. */
  readonly rewardToRisk: number
  /** Share of the account's value lost when the stop is hit. */
  readonly riskFraction: number
  readonly leverage: number
  /** Share of the free margin it is willing to put up; the rest pays fees and gaps. */
  readonly marginShare: number
  /** It does not enter when the quote carries less than this share of what it wants. */
  readonly minQuoteShare: number
}

const minute = msPerMinute
/** What taking a quote is assumed to cost, as a fraction of the notional: Deribit's fee for the perpetual. */
const takerFeeRate = 0.0005

export const defaultMomentumRules: MomentumRules = {
  windows: { fastMs: 0.75 * minute, slowMs: 4 * minute, volatilityMs: 10 * minute },
  warmUpMs: 3 * minute,
  entryScore: 1.3,
  exitScore: 0.75,
  calmScore: 0.75,
  stopDeviations: 2,
  stopHorizonMs: 15 * minute,
  minStopDistance: 6 * takerFeeRate,
  maxStopDistance: 0.25,
  rewardToRisk: 1.5,
  riskFraction: 0.002,
  leverage: 3,
  marginShare: 0.9,
  minQuoteShare: 0.5,
}
