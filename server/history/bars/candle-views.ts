import type { OpenBus } from '../../bus/event-bus.js'
import {
  candleIntervalsMs,
  seriesKey,
  unitOf,
  type Bar,
  type Candle,
  type CandleInterval,
  type CandleUnit,
  type PriceSeries,
} from '../../domain/candle.js'
import { parseOptionName } from '../../domain/instrument-name.js'
import type { Freshness, LiveHeader } from '../../domain/source.js'
import { msPerMinute, startOf, type UnixMs } from '../../domain/units.js'
import { NobodyWaits } from '../../lib/asker.js'
import { latestByKey } from '../../lib/buffers.js'
import { Kept } from '../../lib/kept.js'
import type { Logger } from '../../lib/logger.js'
import { PushIterator } from '../../lib/push-iterator.js'
import { sameFields } from '../../lib/same.js'
import type { Market } from '../../market/market.js'
import { readEach } from '../../market/read-each.js'
import { placeOf } from './bar-block.js'
import type { BarSource, SeriesExtent } from './bar-source.js'
import { CandleReader, partOf, placesOf, stepOf, ticksAtOnce } from './candle-reader.js'
import { joinBars } from './join-bars.js'
import { publishedCandle } from './published-candle.js'

/** Which candle somebody follows. */
export interface CandleChoice {
  readonly series: PriceSeries
  readonly interval: CandleInterval
}

/** The newest candle of a series, as it is published. */
export interface LiveCandle extends LiveHeader {
  readonly series: PriceSeries
  readonly unit: CandleUnit
  readonly candle: Candle | null
  readonly previous: Candle | null
}

/** What a running candle is made of: the bar of its earlier blocks, and the block that grows. */
interface Running {
  /** How often the views had started over. */
  readonly era: number
  readonly fromMs: UnixMs
  /** Everything before this time is in `before`. */
  readonly blockStartMs: UnixMs
  readonly before: Bar | null
  readonly previous: Candle | null
}

interface Known {
  /** Null while there is no tick, and while the bars of the candle are being computed. */
  readonly running: Running | null
  readonly view: LiveCandle
}

const keptUnfollowed = 100
/** How many candles are made ready before anybody asks. A day of an option takes long. */
export const mostPrepared = 20

/**
 * The newest candles as readers follow them. Each series and interval is a stream with its own `seq`. While somebody follows
 * it, `seq` counts every change; otherwise it grows by one when anything changed since the last read.
 */
export class CandleViews {
  readonly #source: BarSource
  readonly #market: Pick<Market, 'marketData' | 'chain' | 'feedStatus'>
  readonly #known = new Kept<Known>(keptUnfollowed, ({ view }) => {
    this.#forgottenSeq = Math.max(this.#forgottenSeq, view.seq)
  })
  #forgottenSeq = 0
  #era = 0
  /** Candles that the server makes ready by itself. */
  readonly #preparing = new Set<string>()
  /** To be told when it is ready: a market that stands still tells nothing. */
  readonly #expecting = new Map<PushIterator<true>, CandleChoice>()
  readonly #log: Pick<Logger, 'error'>

  constructor(
    source: BarSource,
    market: Pick<Market, 'marketData' | 'chain' | 'feedStatus'>,
    log: Pick<Logger, 'error'>,
  ) {
    this.#source = source
    this.#log = log
    this.#market = market
  }

  /** Makes ready what takes long, in the turns of the reader. After that the view can be read at once. */
  async prepare(choice: CandleChoice, reader: CandleReader): Promise<void> {
    const { series, interval } = choice
    const era = this.#era
    await this.#source.prepare(series)
    const extent = this.#source.extent(series, stepOf(interval))
    if (!extent) return
    const lengthMs = candleIntervalsMs[interval]
    const fromMs = startOf(extent.newestMs, lengthMs)
    const blockStartMs = Math.max(fromMs, placeOf(stepOf(interval), extent.newestMs).startMs)
    if (this.#runningOf(choice)?.blockStartMs === blockStartMs) return
    const page = await reader.page({ series, interval, fromMs: null, beforeMs: fromMs, first: 1 })
    const before = await reader.bar(series, stepOf(interval), fromMs, blockStartMs)
    // The block that grows is computed in turns, too.
    await reader.bar(series, stepOf(interval), blockStartMs, blockStartMs + stepOf(interval))
    if (era !== this.#era) return
    const running = { era, fromMs, blockStartMs, before, previous: page.candles[0] ?? null }
    this.#update(choice, running, this.#source.extent(series, stepOf(interval)))
  }

  /** Counts every change of a view until the signal is aborted, however seldom its readers read. */
  follow(bus: OpenBus, choice: CandleChoice, signal: AbortSignal): void {
    const key = keyOf(choice)
    this.#known.hold(key)
    readEach(
      this.changes(bus, choice, signal),
      () => this.read(choice),
      () => this.#known.release(key),
    )
  }

  /** Every event of the currency may move the candle, or end its interval. */
  changes(bus: OpenBus, choice: CandleChoice, signal: AbortSignal): AsyncIterableIterator<true> {
    const changes = new PushIterator<true>(latestByKey(), () => this.#expecting.delete(changes))
    this.#expecting.set(changes, choice)
    const heard = bus.subscribe('heardMarket', { keys: [choice.series.currency], signal })
    readEach(
      heard,
      () => changes.push('', true),
      () => changes.end(),
    )
    return changes
  }

  /**
   * Makes ready, one after the other, what is followed, so that its readers have it at once. Those past a bound have it later. Nothing
   * more when the signal is aborted.
   */
  async prepareFollowed(signal: AbortSignal): Promise<void> {
    const followed = new Map(Array.from(this.#expecting.values(), (choice) => [keyOf(choice), choice]))
    for (const choice of [...followed.values()].slice(0, mostPrepared))
      if (!signal.aborted) await this.#prepareForAll(choice)
  }

  /** What was read of the source before is of another time. Counting goes on. */
  startOver(): void {
    this.#era += 1
  }

  /** Null when the option has expired and its last candle was told. */
  read(choice: CandleChoice): LiveCandle | null {
    const option = choice.series.symbol === null ? null : parseOptionName(choice.series.symbol)
    const marketMs = this.#market.marketData(choice.series.currency)?.asOf ?? 0
    if (option && marketMs >= option.expiryMs + msPerMinute) return null
    const before = this.#runningOf(choice)
    const extent = this.#source.extent(choice.series, stepOf(choice.interval))
    const isReady = before !== null || (extent && this.#isShort(choice, extent))
    if (extent && !isReady) this.#prepareAlone(choice)
    return this.#update(choice, extent && isReady ? this.#running(choice, extent, before) : null, extent)
  }

  #runningOf(choice: CandleChoice): Running | null {
    const running = this.#known.get(keyOf(choice))?.running
    return running?.era === this.#era ? running : null
  }

  /** Whether the candle can be computed at once. */
  #isShort({ series, interval }: CandleChoice, { newestMs }: SeriesExtent): boolean {
    const fromMs = startOf(newestMs, candleIntervalsMs[interval])
    const places = placesOf(stepOf(interval), fromMs, newestMs + 1 - fromMs)
    return places.reduce((sum, place) => sum + this.#source.missingTicks(series, place), 0) <= ticksAtOnce
  }

  /** For those who follow a candle since before the first tick. */
  #prepareAlone(choice: CandleChoice): void {
    const key = keyOf(choice)
    if (this.#preparing.has(key)) return
    this.#preparing.add(key)
    void this.#prepareForAll(choice).finally(() => {
      this.#preparing.delete(key)
      for (const [changes, of] of this.#expecting) if (keyOf(of) === key) changes.push('', true)
    })
  }

  async #prepareForAll(choice: CandleChoice): Promise<void> {
    try {
      await this.prepare(choice, new CandleReader(this.#source))
    } catch (error) {
      if (!(error instanceof NobodyWaits)) this.#log.error({ err: error, ...choice }, 'A candle cannot be computed')
    }
  }

  /** Goes on from what was running before. */
  #running({ series, interval }: CandleChoice, { newestMs }: SeriesExtent, before: Running | null): Running {
    const lengthMs = candleIntervalsMs[interval]
    const stepMs = stepOf(interval)
    const fromMs = startOf(newestMs, lengthMs)
    const blockStartMs = Math.max(fromMs, placeOf(stepMs, newestMs).startMs)
    if (before?.blockStartMs === blockStartMs) return before
    const isSame = before?.fromMs === fromMs
    const start = isSame ? before.blockStartMs : fromMs
    return {
      era: this.#era,
      fromMs,
      blockStartMs,
      before: joinBars(fromMs, isSame ? before.before : null, this.#barNow(series, stepMs, start, blockStartMs)),
      previous: isSame ? before.previous : before && this.#finished({ series, interval }, before),
    }
  }

  #finished(choice: CandleChoice, running: Running): Candle | null {
    const bar = this.#barOf(choice, running)
    return bar && publishedCandle(bar, choice, Infinity)
  }

  #barOf({ series, interval }: CandleChoice, { fromMs, blockStartMs, before }: Running): Bar | null {
    const stepMs = stepOf(interval)
    const toMs = fromMs + candleIntervalsMs[interval]
    return joinBars(fromMs, before, this.#barNow(series, stepMs, blockStartMs, toMs))
  }

  #barNow(series: PriceSeries, stepMs: number, fromMs: UnixMs, toMs: UnixMs): Bar | null {
    let bar: Bar | null = null
    for (const place of placesOf(stepMs, fromMs, toMs - fromMs)) {
      const block = this.#source.now(series, place)
      bar = joinBars(fromMs, bar, block && partOf(block, fromMs, toMs - fromMs))
    }
    return bar
  }

  #update(choice: CandleChoice, running: Running | null, extent: SeriesExtent | null): LiveCandle {
    const key = keyOf(choice)
    const { series } = choice
    const before = this.#known.get(key)?.view
    const bar = running && this.#barOf(choice, running)
    const candle = bar && extent ? publishedCandle(bar, choice, extent.finalUntilMs) : null
    const next: LiveCandle = {
      series,
      unit: unitOf(series),
      candle: sameOr(before?.candle, candle),
      previous: sameOr(before?.previous, running?.previous ?? null),
      asOf: extent?.newestMs ?? null,
      source: this.#market.feedStatus().source,
      freshness: freshnessOf(this.#market, series),
      seq: before?.seq ?? this.#forgottenSeq,
    }
    const view = before && sameFields(next, before, ['asOf', 'series']) ? next : { ...next, seq: next.seq + 1 }
    this.#known.set(key, { running, view })
    return view
  }
}

function keyOf({ series, interval }: CandleChoice): string {
  return `${interval}:${seriesKey(series)}`
}

/** The same object while the candle does not change. */
function sameOr(before: Candle | null | undefined, next: Candle | null): Candle | null {
  return before && next && sameFields(next, before) ? before : next
}

function freshnessOf(
  market: Pick<Market, 'marketData' | 'chain'>,
  { value, currency, symbol }: PriceSeries,
): Freshness {
  const data = market.marketData(currency)
  if (!data) return 'STALE'
  switch (value) {
    case 'INDEX':
      return data.indexFreshness
    case 'VOLATILITY_INDEX':
      return data.volatilityIndexFreshness
    case 'LAST':
      return data.perpetual?.quoteFreshness ?? 'STALE'
    case 'MARK': {
      const option = parseOptionName(symbol)
      if (!option) return data.perpetual?.markFreshness ?? 'STALE'
      const contracts = market.chain(currency, option.expiryMs)?.contracts ?? []
      return contracts.find((one) => one.symbol === symbol)?.markFreshness ?? 'STALE'
    }
  }
}
