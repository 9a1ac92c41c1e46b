import { candleIntervalsMs } from '../../domain/candle.js'
import { longestPageMs } from '../../domain/limits.js'
import { precision } from '../../domain/precision.js'
import { msPerMinute, startOf, type UnixMs } from '../../domain/units.js'
import type {
  VolatilityChoice,
  VolatilityInterval,
  VolatilityPoint,
  VolatilitySample,
} from '../../domain/volatility.js'
import type { Asker } from '../../lib/asker.js'
import { restsFor } from '../../lib/rests.js'
import { roundOrNull } from '../../lib/round.js'
import type { SampleExtent, VolatilitySource } from './volatility-source.js'

/** Which points somebody asks for. Their intervals begin from `fromMs` on and before `beforeMs`; null is no bound. */
export interface PointsAsked extends VolatilityChoice {
  readonly interval: VolatilityInterval
  readonly fromMs: UnixMs | null
  readonly beforeMs: UnixMs | null
  readonly first: number
}

export interface PointPage {
  /** Newest first. */
  readonly points: readonly VolatilityPoint[]
  readonly hasMore: boolean
}

/** Reads the history of volatility for an asker. Left out: for the server itself. */
export class VolatilityReader {
  readonly #source: VolatilitySource
  readonly #asker: Asker | undefined
  readonly #now: () => number

  /** `now`: milliseconds that only grow. */
  constructor(source: VolatilitySource, asker?: Asker, now = () => performance.now()) {
    this.#source = source
    this.#asker = asker
    this.#now = now
  }

  async page({ interval, fromMs, beforeMs, first, ...choice }: PointsAsked): Promise<PointPage> {
    const lengthMs = candleIntervalsMs[interval]
    await this.#source.prepare(choice.currency)
    const extent = this.#source.extent(choice.currency)
    const points: VolatilityPoint[] = []
    if (!extent) return { points, hasMore: false }
    const oldestMs = Math.max(startOf(extent.fromMs, lengthMs), fromMs ?? -Infinity)
    const untilMs = this.#now() + longestPageMs
    const rest = restsFor(this.#asker, this.#now)
    let startMs = startOf(Math.min(extent.newestMs, (beforeMs ?? Infinity) - 1), lengthMs)
    for (; startMs >= oldestMs; startMs -= lengthMs) {
      await rest()
      const span = { fromMs: startMs, toMs: startMs + lengthMs }
      const known = this.#source.known(choice, span)
      const isFull = points.length === first
      const isLate = points.length > 0 && this.#now() > untilMs
      // A sample that is not computed yet is there.
      if (known === undefined && (isFull || isLate)) return { points, hasMore: true }
      const sample = known === undefined ? await this.#source.read(choice, span, this.#asker) : known
      if (sample && isFull) return { points, hasMore: true }
      if (sample) points.push(pointOf(sample, interval, extent))
    }
    return { points, hasMore: false }
  }
}

/** A sample as it is published, as the last one of its interval. */
export function pointOf(
  { minuteMs, ...sample }: VolatilitySample,
  interval: VolatilityInterval,
  { finalUntilMs }: Pick<SampleExtent, 'finalUntilMs'>,
): VolatilityPoint {
  const lengthMs = candleIntervalsMs[interval]
  const fromMs = startOf(minuteMs, lengthMs)
  const toMs = fromMs + lengthMs
  return {
    fromMs,
    toMs,
    timeMs: minuteMs + msPerMinute,
    atmIv: roundOrNull(sample.atmIv, precision.iv),
    riskReversal25Delta: roundOrNull(sample.riskReversal25Delta, precision.iv),
    butterfly25Delta: roundOrNull(sample.butterfly25Delta, precision.iv),
    realizedVolatility: roundOrNull(sample.realizedVolatility, precision.iv),
    putCallOpenInterest: roundOrNull(sample.putCallOpenInterest, precision.ratio),
    putCallVolume: roundOrNull(sample.putCallVolume, precision.ratio),
    final: toMs <= finalUntilMs,
  }
}
