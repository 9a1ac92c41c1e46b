import type { OpenBus } from '../../bus/event-bus.js'
import { candleIntervalsMs } from '../../domain/candle.js'
import type { Freshness, LiveHeader } from '../../domain/source.js'
import { msPerMinute, startOf, type UnixMs } from '../../domain/units.js'
import type { VolatilityChoice, VolatilityInterval, VolatilityPoint } from '../../domain/volatility.js'
import { NobodyWaits } from '../../lib/asker.js'
import { Kept } from '../../lib/kept.js'
import type { Logger } from '../../lib/logger.js'
import { sameFields } from '../../lib/same.js'
import type { Market } from '../../market/market.js'
import { readEach } from '../../market/read-each.js'
import { pointOf, VolatilityReader } from './volatility-reader.js'
import type { SampleExtent, VolatilitySource } from './volatility-source.js'

/** Which point somebody follows. */
export interface FollowedVolatility extends VolatilityChoice {
  readonly interval: VolatilityInterval
}

/** The newest point of a volatility, as it is published. */
export interface LiveVolatility extends LiveHeader {
  readonly currency: string
  readonly tenorDays: number
  readonly point: VolatilityPoint | null
  readonly previous: VolatilityPoint | null
}

interface Known {
  /** How often the views had started over. */
  readonly era: number
  readonly view: LiveVolatility
}

const keptUnfollowed = 100
/** There is a sample each minute. One that is older than this is missed. */
const missedMs = 2 * msPerMinute

/**
 * The newest points as readers follow them. `seq` counts as in `CandleViews`. A point that has to be computed first is told with
 * the next event of the market.
 */
export class VolatilityViews {
  readonly #source: VolatilitySource
  readonly #market: Pick<Market, 'marketData' | 'feedStatus'>
  readonly #log: Pick<Logger, 'error'>
  readonly #known = new Kept<Known>(keptUnfollowed, ({ view }) => {
    this.#forgottenSeq = Math.max(this.#forgottenSeq, view.seq)
  })
  #forgottenSeq = 0
  #era = 0
  /** Points that the server makes ready by itself. */
  readonly #preparing = new Set<string>()

  constructor(source: VolatilitySource, market: Pick<Market, 'marketData' | 'feedStatus'>, log: Pick<Logger, 'error'>) {
    this.#source = source
    this.#market = market
    this.#log = log
  }

  /** Makes ready what takes long, in the turns of the reader. After that the view can be read at once. */
  async prepare(choice: FollowedVolatility, reader: VolatilityReader): Promise<void> {
    const era = this.#era
    // A page that takes long ends with its first point, so the one before is asked for by itself.
    const before = async (beforeMs: UnixMs | null) =>
      (await reader.page({ ...choice, fromMs: null, beforeMs, first: 1 })).points[0] ?? null
    const point = await before(null)
    const previous = point && (await before(point.fromMs))
    if (era !== this.#era) return
    this.#update(choice, { point, previous }, this.#source.extent(choice.currency))
  }

  /** Counts every change of a view until the signal is aborted, however seldom its readers read. */
  follow(bus: OpenBus, choice: FollowedVolatility, signal: AbortSignal): void {
    const key = keyOf(choice)
    this.#known.hold(key)
    readEach(
      this.changes(bus, choice, signal),
      () => this.read(choice),
      () => this.#known.release(key),
    )
  }

  /** Every event of the currency may end a minute. */
  changes(bus: OpenBus, { currency }: VolatilityChoice, signal: AbortSignal) {
    return bus.subscribe('heardMarket', { keys: [currency], signal })
  }

  /** As that of `CandleViews`. */
  startOver(): void {
    this.#era += 1
  }

  read(choice: FollowedVolatility): LiveVolatility {
    const extent = this.#source.extent(choice.currency)
    return this.#update(choice, this.#pointsNow(choice, extent), extent)
  }

  #pointsNow(choice: FollowedVolatility, extent: SampleExtent | null): Points {
    if (!extent) return { point: null, previous: null }
    const known = this.#known.get(keyOf(choice))
    const before: Points = known?.era === this.#era ? known.view : { point: null, previous: null }
    const lengthMs = candleIntervalsMs[choice.interval]
    const fromMs = startOf(extent.newestMs, lengthMs)
    const sample = this.#source.known(choice, { fromMs, toMs: fromMs + lengthMs })
    if (sample === undefined) {
      this.#prepareAlone(choice)
      return before
    }
    const point = sample && pointOf(sample, choice.interval, extent)
    if (!before.point || before.point.fromMs === point?.fromMs) return { point, previous: before.previous }
    return { point, previous: { ...before.point, final: true } }
  }

  #prepareAlone(choice: FollowedVolatility): void {
    const key = keyOf(choice)
    if (this.#preparing.has(key)) return
    this.#preparing.add(key)
    this.prepare(choice, new VolatilityReader(this.#source))
      .catch((error: unknown) => {
        if (!(error instanceof NobodyWaits))
          this.#log.error({ err: error, ...choice }, 'A point of volatility cannot be computed')
      })
      .finally(() => this.#preparing.delete(key))
  }

  #update(choice: FollowedVolatility, { point, previous }: Points, extent: SampleExtent | null): LiveVolatility {
    const key = keyOf(choice)
    const before = this.#known.get(key)?.view
    const next: LiveVolatility = {
      currency: choice.currency,
      tenorDays: choice.tenorDays,
      point: sameOr(before?.point, point),
      previous: sameOr(before?.previous, previous),
      asOf: point?.timeMs ?? null,
      source: this.#market.feedStatus().source,
      freshness: this.#freshness(choice.currency, extent),
      seq: before?.seq ?? this.#forgottenSeq,
    }
    const view = before && sameFields(next, before) ? before : { ...next, seq: next.seq + 1 }
    this.#known.set(key, { era: this.#era, view })
    return view
  }

  #freshness(currency: string, extent: SampleExtent | null): Freshness {
    const isMissed = !extent || extent.finalUntilMs - extent.newestMs > missedMs
    return isMissed ? 'STALE' : (this.#market.marketData(currency)?.indexFreshness ?? 'STALE')
  }
}

type Points = Pick<LiveVolatility, 'point' | 'previous'>

function keyOf({ currency, tenorDays, interval }: FollowedVolatility): string {
  return `${interval}:${tenorDays}:${currency}`
}

/** The same object while the point does not change. */
function sameOr(before: VolatilityPoint | null | undefined, next: VolatilityPoint | null): VolatilityPoint | null {
  return before && next && sameFields(next, before) ? before : next
}
