import { LRUCache } from 'lru-cache'
import { oldestCandleMs } from '../../domain/candle.js'
import type { UnixMs } from '../../domain/units.js'
import type { Clock } from '../../lib/clock.js'
import { slicer } from '../../lib/in-slices.js'
import type { Logger } from '../../lib/logger.js'
import { ownTurn } from '../../lib/own-turn.js'
import { never } from '../../lib/stop.js'
import { StoreUnavailable } from '../../storage/journal.js'
import type { RecordedMarket } from '../market-history.js'
import type { BarStore, StoredBars } from './bar-store.js'

/** An hour of a series. */
export interface HourBlock {
  readonly startMs: UnixMs
  /** Where the last minute begins that has something. */
  lastMs(): UnixMs
}

/** How an hour becomes bytes, and bytes an hour. `ofBytes` throws when the bytes are not those of an hour. */
interface BlockFormat<B extends HourBlock> {
  bytes(block: B): Uint8Array
  ofBytes(startMs: UnixMs, bytes: Uint8Array): B
}

export interface KeptBlocksParts<B extends HourBlock> {
  readonly format: BlockFormat<B>
  /** Of how many series all hours are in memory. */
  readonly seriesAtHand: number
  /** Opens the store when it is first needed. */
  readonly open: () => Promise<Pick<BarStore, 'keep' | 'read'>>
  readonly market: RecordedMarket
  readonly clock: Clock
  readonly log: Pick<Logger, 'error'>
}

const keepIntervalMs = 5_000
/** How many hours may wait while the store cannot be reached. When there are more, the one that came first is dropped. */
const mostWaiting = 10_000
const hoursAtOnce = 200
/** How many series are remembered of which nothing is kept. */
const emptySeries = 2_000

type Hours<B> = Map<UnixMs, B>

interface Reading<B> {
  readonly hours: Promise<Hours<B> | null>
  /** What the store may not have had yet when it was read. */
  readonly newer: Hours<B>
}

/** Hours of series by minutes, which outlive the process. */
export class KeptBlocks<B extends HourBlock> {
  readonly #parts: KeptBlocksParts<B>
  readonly #waiting = new Map<string, { readonly series: string; readonly block: B }>()
  #awayUntilMs: UnixMs = 0
  readonly #atHand: LRUCache<string, Hours<B>>
  readonly #empty = new LRUCache<string, Hours<B>>({ max: emptySeries })
  readonly #reading = new Map<string, Reading<B>>()

  constructor(parts: KeptBlocksParts<B>) {
    this.#parts = parts
    this.#atHand = new LRUCache({ max: parts.seriesAtHand })
  }

  /** What is kept of a series, the oldest first. Null while the store cannot be used: nobody waits for it again soon. */
  hours(series: string): Promise<ReadonlyMap<UnixMs, B> | null> {
    const known = this.#atHand.get(series) ?? this.#empty.get(series)
    if (known) return Promise.resolve(known)
    const reading = this.#reading.get(series)
    if (reading) return reading.hours
    if (this.#parts.clock.now() < this.#awayUntilMs) return Promise.resolve(null)
    const newer: Hours<B> = new Map()
    for (const one of this.#waiting.values()) if (one.series === series) newer.set(one.block.startMs, one.block)
    const hours = this.#read(series, newer).finally(() => this.#reading.delete(series))
    this.#reading.set(series, { hours, newer })
    return hours
  }

  async #read(series: string, newer: Hours<B>): Promise<Hours<B> | null> {
    try {
      const store = await this.#parts.open()
      const span = { fromMs: oldestCandleMs(this.#parts.clock.now()), toMs: Number.MAX_SAFE_INTEGER }
      const stored = await store.read(this.#parts.market, series, span)
      const read: Hours<B> = new Map()
      await slicer(ownTurn)(this.#blocksOf(stored, read), never)
      const hours: Hours<B> = new Map([...read, ...newer].sort(([one], [other]) => one - other))
      const cache = hours.size === 0 ? this.#empty : this.#atHand
      cache.set(series, hours)
      return hours
    } catch (error) {
      this.#awayUntilMs = this.#parts.clock.now() + keepIntervalMs
      if (!(error instanceof StoreUnavailable))
        this.#parts.log.error({ err: error, series }, 'Hours of a series cannot be read')
      return null
    }
  }

  /** A damaged hour is left out. */
  *#blocksOf(stored: readonly StoredBars[], hours: Hours<B>): Generator<undefined> {
    for (const { series, fromMs, bytes } of stored) {
      try {
        hours.set(fromMs, this.#parts.format.ofBytes(fromMs, bytes))
      } catch (error) {
        this.#parts.log.error({ err: error, series, fromMs }, 'An hour of a series is damaged')
      }
      yield undefined
    }
  }

  /** What is at hand of a series. */
  hour(series: string, startMs: UnixMs): B | null {
    return this.#atHand.get(series)?.get(startMs) ?? null
  }

  isAtHand(series: string): boolean {
    return this.#atHand.has(series) || this.#empty.has(series)
  }

  /** Of what is at hand: where the first hour begins, and the last minute. */
  extent(series: string): { readonly fromMs: UnixMs; readonly newestMs: UnixMs } | null {
    let fromMs: UnixMs | null = null
    let last: B | null = null
    for (const block of this.#atHand.get(series)?.values() ?? []) {
      fromMs ??= block.startMs
      last = block
    }
    return fromMs === null || last === null ? null : { fromMs, newestMs: last.lastMs() }
  }

  /** Keeps an hour, soon. */
  keep(series: string, block: B): void {
    this.#empty.delete(series)
    this.#reading.get(series)?.newer.set(block.startMs, block)
    const hours = this.#atHand.get(series)
    if (hours) setHour(hours, block, oldestCandleMs(this.#parts.clock.now()))
    const key = `${series} ${block.startMs}`
    this.#waiting.delete(key)
    this.#waiting.set(key, { series, block })
    const [first] = this.#waiting.keys()
    if (this.#waiting.size > mostWaiting && first !== undefined) this.#waiting.delete(first)
  }

  /** Keeps what waits until the signal is aborted, and then all that is left. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#parts.clock.sleep(keepIntervalMs, signal)
      await this.flush()
    }
  }

  async flush(): Promise<void> {
    try {
      while (this.#waiting.size > 0) {
        const some = [...this.#waiting].slice(0, hoursAtOnce)
        const store = await this.#parts.open()
        const hours = some.map(([, { series, block }]) => ({
          series,
          fromMs: block.startMs,
          bytes: this.#parts.format.bytes(block),
        }))
        await store.keep(this.#parts.market, hours)
        for (const [key, kept] of some) if (this.#waiting.get(key) === kept) this.#waiting.delete(key)
      }
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) this.#parts.log.error({ err: error }, 'Hours cannot be kept')
    }
  }
}

/** What is older than candles may be is forgotten. */
function setHour<B extends HourBlock>(hours: Hours<B>, block: B, oldestMs: UnixMs): void {
  hours.set(block.startMs, block)
  for (const startMs of hours.keys()) if (startMs < oldestMs) hours.delete(startMs)
}
