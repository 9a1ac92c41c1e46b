import { candleIntervalsMs, type Bar, type Candle, type CandleInterval, type PriceSeries } from '../../domain/candle.js'
import { longestPageMs } from '../../domain/limits.js'
import { msPerMinute, startOf, type UnixMs } from '../../domain/units.js'
import type { Asker } from '../../lib/asker.js'
import { restsFor } from '../../lib/rests.js'
import { placeOf, spanOf, type BarBlock } from './bar-block.js'
import type { BarSource } from './bar-source.js'
import { joinBars, joinBlock } from './join-bars.js'
import { publishedCandle } from './published-candle.js'

/** Which candles somebody asks for. They begin from `fromMs` on and before `beforeMs`; null is no bound. */
export interface CandlesAsked {
  readonly series: PriceSeries
  readonly interval: CandleInterval
  readonly fromMs: UnixMs | null
  readonly beforeMs: UnixMs | null
  readonly first: number
}

export interface CandlePage {
  /** Newest first. */
  readonly candles: readonly Candle[]
  readonly hasMore: boolean
}

/** How many ticks of a page are computed without waiting for a turn. */
export const ticksAtOnce = 256

/** Seconds are made of seconds. All others are made of minutes. */
export function stepOf(interval: CandleInterval): number {
  return candleIntervalsMs[interval] < msPerMinute ? 1_000 : msPerMinute
}

/** Reads candles for an asker. Left out: for the server itself. */
export class CandleReader {
  readonly #source: BarSource
  readonly #asker: Asker | undefined
  readonly #now: () => number

  /** `now`: milliseconds that only grow. */
  constructor(source: BarSource, asker?: Asker, now = () => performance.now()) {
    this.#source = source
    this.#asker = asker
    this.#now = now
  }

  /** Whether there is or was a tick of the series. */
  async has(series: PriceSeries): Promise<boolean> {
    await this.#source.prepare(series)
    return this.#source.extent(series, msPerMinute) !== null
  }

  async page({ series, interval, fromMs, beforeMs, first }: CandlesAsked): Promise<CandlePage> {
    const lengthMs = candleIntervalsMs[interval]
    const stepMs = stepOf(interval)
    await this.#source.prepare(series)
    const extent = this.#source.extent(series, stepMs)
    const candles: Candle[] = []
    if (!extent) return { candles, hasMore: false }
    const oldestMs = Math.max(startOf(extent.fromMs, lengthMs), fromMs ?? -Infinity)
    const blocks = this.#blocks(series, stepMs, lengthMs)
    let startMs = startOf(Math.min(extent.newestMs, (beforeMs ?? Infinity) - 1), lengthMs)
    const untilMs = this.#now() + longestPageMs
    const rest = restsFor(this.#asker, this.#now)
    while (startMs >= oldestMs) {
      await rest()
      const places = placesOf(stepMs, startMs, lengthMs)
      const isFull = candles.length === first
      // Ticks that are not computed yet are there, so another candle is.
      const isMissing = places.some((place) => blocks.missingTicks(place.startMs) > 0)
      // Seconds may lie between ticks, minutes do not.
      const isMore = isFull && stepMs === msPerMinute
      if (isMissing && (isMore || (candles.length > 0 && this.#now() > untilMs))) return { candles, hasMore: true }
      let bar: Bar | null = null
      let isEmpty = true
      for (const place of places) {
        const known = blocks.known(place.startMs)
        const block = known === undefined ? await blocks.read(place.startMs) : known
        if (block) isEmpty = false
        bar = joinBars(startMs, bar, block && partOf(block, startMs, lengthMs))
      }
      if (bar && isFull) return { candles, hasMore: true }
      if (bar) candles.push(publishedCandle(bar, { series, interval }, extent.finalUntilMs))
      startMs = isEmpty ? startOf((places[0]?.startMs ?? startMs) - 1, lengthMs) : startMs - lengthMs
    }
    return { candles, hasMore: false }
  }

  /** One bar of all ticks in a span. Its ends are multiples of a step. */
  async bar(series: PriceSeries, stepMs: number, fromMs: UnixMs, toMs: UnixMs): Promise<Bar | null> {
    await this.#source.prepare(series)
    let bar: Bar | null = null
    for (const place of placesOf(stepMs, fromMs, toMs - fromMs)) {
      const block = await this.#source.read(series, place, 0, this.#asker)
      bar = joinBars(fromMs, bar, block && partOf(block, fromMs, toMs - fromMs))
    }
    return bar
  }

  /** The blocks of a series. The one read last is at hand, so that candles that share it wait for nothing. */
  #blocks(series: PriceSeries, stepMs: number, lengthMs: number) {
    const isShared = lengthMs < spanOf(stepMs)
    let last: { readonly startMs: UnixMs; readonly block: BarBlock | null } | null = null
    let ticksLeft = ticksAtOnce
    return {
      missingTicks: (startMs: UnixMs) =>
        last?.startMs === startMs ? 0 : this.#source.missingTicks(series, { stepMs, startMs }),
      known: (startMs: UnixMs) => (last?.startMs === startMs ? last.block : undefined),
      read: async (startMs: UnixMs) => {
        const place = { stepMs, startMs }
        const ticks = this.#source.missingTicks(series, place)
        const block = await this.#source.read(series, place, ticksLeft, this.#asker)
        if (ticks <= ticksLeft) ticksLeft -= ticks
        if (isShared) last = { startMs, block }
        return block
      },
    }
  }
}

/** The bar of the part of a span that is in a block. */
export function partOf(block: BarBlock, fromMs: UnixMs, lengthMs: number): Bar | null {
  const { startMs, stepMs } = block
  return joinBlock(block, Math.max(fromMs, startMs), Math.min(fromMs + lengthMs, startMs + spanOf(stepMs)))
}

/** The blocks that have the bars of a span, oldest first. */
export function placesOf(stepMs: number, fromMs: UnixMs, lengthMs: number) {
  const places = []
  for (let place = placeOf(stepMs, fromMs); place.startMs < fromMs + lengthMs;) {
    places.push(place)
    place = { stepMs, startMs: place.startMs + spanOf(stepMs) }
  }
  return places
}
