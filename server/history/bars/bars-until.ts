import { expiryOf, type PriceSeries } from '../../domain/candle.js'
import { msPerMinute, type UnixMs } from '../../domain/units.js'
import type { Asker } from '../../lib/asker.js'
import { BarBlock, placeOf, type BlockPlace } from './bar-block.js'
import type { BarSource, SeriesExtent } from './bar-source.js'

export interface PastBarsParts {
  /** The bars as they are now. */
  readonly present: BarSource
  /** Bars of the ticks until then, of which all are known from `tickedFromMs` on. */
  readonly until: BarSource
  readonly tickedFromMs: UnixMs
  readonly atMs: UnixMs
  /** What the clock of the market of a currency showed then. */
  readonly marketMs: (currency: string) => UnixMs | null
}

/** Bars as they were at a moment of the past: those that were over then, and what there was of those that grew. */
export class BarsUntil implements BarSource {
  readonly #parts: PastBarsParts

  constructor(parts: PastBarsParts) {
    this.#parts = parts
  }

  async prepare(series: PriceSeries): Promise<void> {
    await Promise.all([this.#parts.present.prepare(series), this.#parts.until.prepare(series)])
  }

  extent(series: PriceSeries, stepMs: number): SeriesExtent | null {
    const { present, until, marketMs } = this.#parts
    const [now, then] = [present.extent(series, stepMs), until.extent(series, stepMs)]
    if (then) return { ...then, fromMs: Math.min(now?.fromMs ?? Infinity, then.fromMs) }
    const newestMs = now && this.#newestBefore(series, stepMs, now)
    if (now === null || newestMs === null) return null
    const timeMs = marketMs(series.currency) ?? -Infinity
    const expiryMs = expiryOf(series)
    const isOver = expiryMs !== null && timeMs >= expiryMs
    return { fromMs: now.fromMs, newestMs, finalUntilMs: isOver ? Infinity : Math.max(newestMs, timeMs - msPerMinute) }
  }

  /** Where the last bar began that has a tick before those that are known. */
  #newestBefore(series: PriceSeries, stepMs: number, { fromMs, newestMs }: SeriesExtent): UnixMs | null {
    const { present, tickedFromMs } = this.#parts
    const startMs = Math.min(newestMs, tickedFromMs - 1)
    let block: BarBlock | null = null
    for (let barMs = startMs - (startMs % stepMs); barMs > fromMs - stepMs; barMs -= stepMs) {
      const place = placeOf(stepMs, barMs)
      if (block?.startMs !== place.startMs) block = present.now(series, place)
      if (block?.bar(barMs)) return barMs
    }
    return null
  }

  now(series: PriceSeries, place: BlockPlace): BarBlock | null {
    if (!this.#isGrowing(place)) return this.#parts.present.now(series, place)
    return this.#grown(series, place, this.#parts.until.now(series, place))
  }

  read(
    series: PriceSeries,
    place: BlockPlace,
    ticksAtOnce: number,
    asker?: Asker,
  ): BarBlock | null | Promise<BarBlock | null> {
    if (!this.#isGrowing(place)) return this.#parts.present.read(series, place, ticksAtOnce, asker)
    const block = this.#parts.until.read(series, place, ticksAtOnce, asker)
    return block instanceof Promise
      ? block.then((computed) => this.#grown(series, place, computed))
      : this.#grown(series, place, block)
  }

  missingTicks(series: PriceSeries, place: BlockPlace): number {
    const { present, until } = this.#parts
    return (this.#isGrowing(place) ? until : present).missingTicks(series, place)
  }

  /** Whether the block was not over then. */
  #isGrowing({ stepMs, startMs }: BlockPlace): boolean {
    return startMs >= placeOf(stepMs, Math.min(this.#parts.atMs, this.#parts.tickedFromMs)).startMs
  }

  /** What came before the ticks that are known is over, so it is as it is now. */
  #grown(series: PriceSeries, place: BlockPlace, then: BarBlock | null): BarBlock | null {
    const { present, tickedFromMs, atMs } = this.#parts
    const barsTo = (ms: UnixMs) => (ms - place.startMs) / place.stepMs
    const over = Math.min(Math.ceil(barsTo(tickedFromMs)), Math.floor(barsTo(atMs)))
    const before = over > 0 ? present.now(series, place) : null
    if (!before) return then
    const block = new BarBlock(place)
    if (then) block.prepend(then.numbers())
    block.prepend(before.numbers(over))
    return block
  }
}
