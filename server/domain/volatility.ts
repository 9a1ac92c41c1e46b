import { candleIntervalsMs, type CandleInterval } from './candle.js'
import { msPerMinute, type Fraction, type UnixMs } from './units.js'

/** Which volatility: that of the next `tenorDays` at each moment. */
export interface VolatilityChoice {
  readonly currency: string
  readonly tenorDays: number
}

/** What was implied of a currency's volatility at the end of a minute, and what was realized until then. */
export interface VolatilitySample {
  /** Where the minute begins. */
  readonly minuteMs: UnixMs
  readonly atmIv: Fraction | null
  readonly riskReversal25Delta: Fraction | null
  readonly butterfly25Delta: Fraction | null
  readonly realizedVolatility: Fraction | null
  /** Open interest, and volume, of puts over that of calls. */
  readonly putCallOpenInterest: number | null
  readonly putCallVolume: number | null
}

/** The last sample of an interval. */
export interface VolatilityPoint extends Omit<VolatilitySample, 'minuteMs'> {
  readonly fromMs: UnixMs
  readonly toMs: UnixMs
  /** The end of its minute. */
  readonly timeMs: UnixMs
  /** No sample can change it any more. */
  readonly final: boolean
}

export type VolatilityInterval = Exclude<CandleInterval, 'S1' | 'S5'>

/** There is a sample each minute, so no interval is shorter. */
export function isVolatilityInterval(interval: CandleInterval): interval is VolatilityInterval {
  return candleIntervalsMs[interval] >= msPerMinute
}

/** The intervals of volatility, the shortest first. */
export const volatilityIntervals: readonly VolatilityInterval[] = (
  Object.keys(candleIntervalsMs) as CandleInterval[]
).filter(isVolatilityInterval)
