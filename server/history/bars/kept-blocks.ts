import { LRUCache } from 'lru-cache'
import { msPerMinute, type UnixMs } from '../../domain/units.js'
import type { Clock } from '../../lib/clock.js'
import type { Logger } from '../../lib/logger.js'
import { StoreUnavailable } from '../../storage/journal.js'
import type { RecordedMarket } from '../market-history.js'
import { blockOfBytes, bytesOfBlock, type BarBlock } from './bar-block.js'
import type { BarStore } from './bar-store.js'

export interface KeptBlocksParts {
  /** Opens the store when it is first needed. */
  readonly open: () => Promise<BarStore>
  readonly market: RecordedMarket
  readonly clock: Clock
  readonly log: Pick<Logger, 'error'>
}

const stepMs = msPerMinute
const keepIntervalMs = 5_000
/** So many wait while the store cannot be reached. The ones that came first are dropped then. */
const mostWaiting = 10_000
const hoursAtOnce = 200
/** A month of one is some 1.4 MB. */
const seriesAtHand = 30

type Hours = Map<UnixMs, BarBlock>

/** Hours of bars by minutes, which outlive the process. */
export class KeptBlocks {
  readonly #parts: KeptBlocksParts
  readonly #waiting = new Map<string, { readonly series: string; readonly block: BarBlock }>()
  #awayUntilMs: UnixMs = 0
  readonly #atHand = new LRUCache<string, Hours>({ max: seriesAtHand })

  constructor(parts: KeptBlocksParts) {
    this.#parts = parts
  }

  /** What was kept of a series when it was first asked for. Nothing while the store cannot be used: nobody waits for it again soon. */
  async hours(series: string): Promise<ReadonlyMap<UnixMs, BarBlock>> {
    const known = this.#atHand.get(series)
    if (known) return known
    if (this.#parts.clock.now() < this.#awayUntilMs) return new Map()
    try {
      const store = await this.#parts.open()
      const stored = await store.read(this.#parts.market, series, { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER })
      const blocks = stored.map(
        ({ fromMs, bytes }) => [fromMs, blockOfBytes({ stepMs, startMs: fromMs }, bytes)] as const,
      )
      const hours: Hours = new Map(blocks)
      this.#atHand.set(series, hours)
      return hours
    } catch (error) {
      this.#awayUntilMs = this.#parts.clock.now() + keepIntervalMs
      if (!(error instanceof StoreUnavailable)) this.#parts.log.error({ err: error, series }, 'Bars cannot be read')
      return new Map()
    }
  }

  /** What is at hand of a series. */
  hour(series: string, startMs: UnixMs): BarBlock | null {
    return this.#atHand.get(series)?.get(startMs) ?? null
  }

  isAtHand(series: string): boolean {
    return this.#atHand.has(series)
  }

  /** Of what is at hand: where the first hour begins, and the last minute. */
  extent(series: string): { readonly fromMs: UnixMs; readonly newestMs: UnixMs } | null {
    const hours = [...(this.#atHand.get(series) ?? [])]
    const [first, last] = [hours[0], hours.at(-1)]
    return first && last ? { fromMs: first[0], newestMs: last[1].lastMs() } : null
  }

  /** Keeps an hour, soon. */
  keep(series: string, block: BarBlock): void {
    this.#atHand.get(series)?.set(block.startMs, block)
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
          bytes: bytesOfBlock(block),
        }))
        await store.keep(this.#parts.market, hours)
        for (const [key, kept] of some) if (this.#waiting.get(key) === kept) this.#waiting.delete(key)
      }
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) this.#parts.log.error({ err: error }, 'Bars cannot be kept')
    }
  }
}
