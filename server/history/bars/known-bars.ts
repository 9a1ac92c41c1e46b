import { LRUCache } from 'lru-cache'
import { expiryOf, seriesKey, type PriceSeries } from '../../domain/candle.js'
import { msPerMinute, startOf, type UnixMs } from '../../domain/units.js'
import { NobodyWaits, type Asker } from '../../lib/asker.js'
import { FairQueue } from '../../lib/fair-queue.js'
import { restOf, slicer } from '../../lib/in-slices.js'
import type { Logger } from '../../lib/logger.js'
import { BarBlock, placeOf, spanOf, type BlockPlace } from './bar-block.js'
import type { BarSource, SeriesExtent } from './bar-source.js'
import type { KeptBlocks } from './kept-blocks.js'
import { computedName } from './kept-series.js'

/** A series that is a function of time. It has a tick at each multiple of `everyMs`. */
export interface KnownValues {
  readonly everyMs: number
  /** The first and the last time of which there is a value; the last is not included. */
  readonly fromMs: UnixMs
  readonly toMs: UnixMs
  valueAt(timeMs: UnixMs): number
}

export interface KnownBarsParts {
  /** Null for a series that there is not. */
  valuesOf(series: PriceSeries, nowMs: UnixMs): KnownValues | null
  /** The newest time of which the market of a currency has spoken. Null before the first. Nothing later is told. */
  toldMs(currency: string): UnixMs | null
  /** Candles reach back to here. */
  oldestMs(toldMs: UnixMs): UnixMs
  /** Whether older minutes are computed while nobody waits. Left out: they are. */
  readonly looksAhead?: boolean
  /** Hours that are computed are kept here, those of options excepted. Left out: nowhere. */
  readonly kept?: KeptBlocks<BarBlock>
  /** Called for each block that is refused because too many wait. */
  readonly onRefused: () => void
  readonly log: Pick<Logger, 'error'>
}

/** About 35 MB: the indexes and perpetuals of two currencies for a month, and ten months of options. */
export const keptBlocks = 16_384
const keptSeries = 500
const maxWaitingBlocks = 2_000
const maxWaitingBlocksOfConnection = 20

/** A block, and up to where it has its ticks. */
interface Filling {
  readonly block: BarBlock
  nextMs: UnixMs
}

/** Half of the time for what somebody waits for, a fifth for what comes after it. Together never more than half. */
const restTimes = { asked: 1, ahead: 4 }

/**
 * Bars of a market that is a function of time. They are computed when somebody asks for them, and kept. Nothing is computed
 * beyond what the market has told. When somebody has asked for minutes of an index or a perpetual, the older ones are computed
 * too, newest first, while nobody waits.
 */
export class KnownBars implements BarSource, Disposable {
  readonly #parts: KnownBarsParts
  readonly #values = new LRUCache<string, KnownValues>({ max: keptSeries })
  readonly #fillings = new LRUCache<string, Filling>({ max: keptBlocks })
  readonly #queue: FairQueue
  /** Series of which all that is kept was read. */
  readonly #isPrepared = new Set<string>()
  readonly #stop = new AbortController()
  /** Series that are computed ahead, or were. */
  readonly #ahead = new Set<string>()
  #working: Promise<unknown> = Promise.resolve()
  /** Blocks that somebody waits for. */
  readonly #asked = new Set<Promise<unknown>>()
  readonly #runAsked = slicer(() => restOf(restTimes.asked))
  readonly #runAhead = slicer(async () => {
    await restOf(restTimes.ahead)
    while (this.#asked.size > 0) await Promise.allSettled(this.#asked)
  })

  constructor(parts: KnownBarsParts) {
    this.#parts = parts
    this.#queue = new FairQueue({
      atOnce: 1,
      maxWaiting: maxWaitingBlocks,
      maxWaitingOfConnection: maxWaitingBlocksOfConnection,
      onRefused: parts.onRefused,
    })
  }

  async prepare(series: PriceSeries): Promise<void> {
    const { kept } = this.#parts
    const key = isOfOption(series) ? null : this.#keptKey(series)
    if (!kept || key === null || this.#isPrepared.has(key)) return
    const hours = await kept.hours(key)
    if (!hours) return
    this.#isPrepared.add(key)
    for (const block of hours.values()) {
      const nextMs = block.startMs + spanOf(msPerMinute)
      const place = placeKey(series, block)
      if (!this.#fillings.has(place)) this.#fillings.set(place, { block, nextMs })
    }
  }

  extent(series: PriceSeries): SeriesExtent | null {
    const toldMs = this.#parts.toldMs(series.currency)
    const values = toldMs === null ? null : this.#valuesOf(series, toldMs)
    if (toldMs === null || values === null) return null
    const { everyMs, fromMs, toMs } = values
    const newestMs = startOf(Math.min(toldMs, toMs - 1), everyMs)
    const oldestMs = Math.max(this.#parts.oldestMs(toldMs), fromMs)
    if (newestMs < oldestMs) return null
    return { fromMs: oldestMs, newestMs, finalUntilMs: toldMs >= toMs ? Infinity : newestMs }
  }

  now(series: PriceSeries, place: BlockPlace): BarBlock | null {
    const work = this.#workOf(series, place)
    if (!work) return null
    for (const _ of this.#fill(series, work)) continue
    return work.filling.block
  }

  read(
    series: PriceSeries,
    place: BlockPlace,
    ticksAtOnce: number,
    asker?: Asker,
  ): BarBlock | null | Promise<BarBlock | null> {
    if (this.#parts.looksAhead !== false && place.stepMs === msPerMinute) this.#lookAhead(series)
    if (this.missingTicks(series, place) <= ticksAtOnce) return this.now(series, place)
    const compute = async () => {
      const work = this.#workOf(series, place)
      if (!work) return null
      const isDone = await this.#runAsked(this.#fill(series, work), asker?.signal ?? this.#stop.signal)
      if (!isDone) throw new NobodyWaits()
      return work.filling.block
    }
    const block = (asker ? this.#queue.run(asker, compute) : compute()).finally(() => this.#asked.delete(block))
    this.#asked.add(block)
    return block
  }

  [Symbol.dispose](): void {
    this.#stop.abort()
  }

  /** Options are too many. */
  #lookAhead(series: PriceSeries): void {
    const key = seriesKey(series)
    if (this.#ahead.has(key) || isOfOption(series)) return
    this.#ahead.add(key)
    this.#working = this.#working
      .then(() => this.#runAhead(this.#blocksOf(series), this.#stop.signal))
      .catch((error: unknown) => this.#parts.log.error({ err: error, series }, 'Bars cannot be computed ahead'))
  }

  /** Fills the blocks of a series, the newest first. */
  *#blocksOf(series: PriceSeries): Generator<undefined> {
    const stepMs = msPerMinute
    for (let startMs = Infinity; ; startMs -= spanOf(stepMs)) {
      const extent = this.extent(series)
      if (!extent) return
      startMs = Math.min(startMs, placeOf(stepMs, extent.newestMs).startMs)
      if (startMs < placeOf(stepMs, extent.fromMs).startMs) return
      const work = this.#workOf(series, { stepMs, startMs })
      if (work) yield* this.#fill(series, work)
    }
  }

  missingTicks(series: PriceSeries, place: BlockPlace): number {
    const work = this.#workOf(series, place)
    return work ? Math.max(0, Math.ceil((work.endMs - work.filling.nextMs) / work.values.everyMs)) : 0
  }

  /** Null when the block has no tick. */
  #workOf(series: PriceSeries, place: BlockPlace): Work | null {
    const extent = this.extent(series)
    const values = extent && this.#valuesOf(series, extent.newestMs)
    if (!extent || !values) return null
    const endMs = Math.min(place.startMs + spanOf(place.stepMs), extent.newestMs + 1)
    const beginMs = Math.max(place.startMs, values.fromMs)
    if (endMs <= beginMs) return null
    const key = placeKey(series, place)
    const { everyMs } = values
    const filling = this.#fillings.get(key) ?? {
      block: new BarBlock(place),
      nextMs: Math.ceil(beginMs / everyMs) * everyMs,
    }
    this.#fillings.set(key, filling)
    return { filling, values, endMs }
  }

  /** Fills a block. A whole hour is kept when it was not whole before. */
  *#fill(series: PriceSeries, work: Work): Generator<undefined> {
    const { filling } = work
    const { block } = filling
    const endMs = block.startMs + spanOf(block.stepMs)
    const wasWhole = filling.nextMs >= endMs
    yield* fill(work)
    if (wasWhole || filling.nextMs < endMs || block.stepMs !== msPerMinute || isOfOption(series)) return
    const key = this.#keptKey(series)
    if (key !== null) this.#parts.kept?.keep(key, block)
  }

  #keptKey(series: PriceSeries): string | null {
    const values = this.#valuesOf(series, this.#parts.toldMs(series.currency) ?? 0)
    return values && computedName(series, values.everyMs)
  }

  #valuesOf(series: PriceSeries, nowMs: UnixMs): KnownValues | null {
    const key = seriesKey(series)
    const known = this.#values.get(key)
    if (known) return known
    const expiryMs = expiryOf(series)
    if (expiryMs !== null && expiryMs <= this.#parts.oldestMs(nowMs)) return null
    const values = this.#parts.valuesOf(series, nowMs)
    if (values) this.#values.set(key, values)
    return values
  }
}

function isOfOption(series: PriceSeries): boolean {
  return expiryOf(series) !== null
}

function placeKey(series: PriceSeries, { stepMs, startMs }: BlockPlace): string {
  return `${stepMs}:${startMs}:${seriesKey(series)}`
}

interface Work {
  readonly filling: Filling
  readonly values: KnownValues
  readonly endMs: UnixMs
}

/**
 * Rests after each minute of a block, and after each bar below a minute. Two who fill the same block do not disturb each other.
 * There is no rest before the end: who finds a block that is whole believes that it is kept.
 */
function* fill({ filling, values, endMs }: Work): Generator<undefined> {
  const { block } = filling
  const restMs = Math.min(block.stepMs, msPerMinute)
  let nextRestMs = filling.nextMs + restMs
  while (filling.nextMs < endMs) {
    const timeMs = filling.nextMs
    block.add(timeMs, values.valueAt(timeMs))
    filling.nextMs = timeMs + values.everyMs
    if (filling.nextMs < nextRestMs || filling.nextMs >= endMs) continue
    nextRestMs = filling.nextMs + restMs
    yield undefined
  }
}
