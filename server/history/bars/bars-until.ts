import { expiryOf, oldestCandleMs, type PriceSeries } from '../../domain/candle.js'
import type { UnixMs } from '../../domain/units.js'
import type { Asker } from '../../lib/asker.js'
import { BarBlock, placeOf, spanOf, type BlockPlace } from './bar-block.js'
import type { BarSource, SeriesExtent } from './bar-source.js'

export interface PastBarsParts {
  /** The bars as they are now. */
  readonly present: BarSource
  /** Bars of what was heard until then. They are others when the past is another one. */
  readonly until: () => BarSource
  /** Whether `until` has all ticks until then. Otherwise it has those of the bars that were not over. */
  readonly isWhole: boolean
  /** Bars of a currency that had ended by this time were over then: they are as they are now. */
  readonly overMs: (currency: string) => UnixMs
}

/** Bars as they were at a moment of the past: those that were over then, and what there was of those that grew. */
export class BarsUntil implements BarSource {
  readonly #parts: PastBarsParts

  constructor(parts: PastBarsParts) {
    this.#parts = parts
  }

  async prepare(series: PriceSeries): Promise<void> {
    await Promise.all([this.#parts.present.prepare(series), this.#parts.until().prepare(series)])
  }

  extent(series: PriceSeries, stepMs: number): SeriesExtent | null {
    const { present, until, overMs } = this.#parts
    const [now, then] = [present.extent(series, stepMs), until().extent(series, stepMs)]
    if (then) return { ...then, fromMs: Math.min(now?.fromMs ?? Infinity, then.fromMs) }
    const newestMs = now && this.#newestOver(series, stepMs, now)
    if (now === null || newestMs === null) return null
    const over = overMs(series.currency)
    const expiryMs = expiryOf(series)
    const isOver = expiryMs !== null && over >= expiryMs
    return { fromMs: now.fromMs, newestMs, finalUntilMs: isOver ? Infinity : Math.max(newestMs, over) }
  }

  /** Where the last bar began that was over. Null when the series was silent for as long as candles reach back. */
  #newestOver(series: PriceSeries, stepMs: number, { fromMs, newestMs }: SeriesExtent): UnixMs | null {
    const { present, overMs } = this.#parts
    const untilMs = Math.min(newestMs, overMs(series.currency) - stepMs)
    const oldestMs = Math.max(fromMs, oldestCandleMs(untilMs))
    for (let place = placeOf(stepMs, untilMs); place.startMs + spanOf(stepMs) > oldestMs; place = before(place)) {
      const barMs = present.now(series, place)?.lastUntil(untilMs) ?? null
      if (barMs !== null) return barMs > oldestMs - stepMs ? barMs : null
    }
    return null
  }

  now(series: PriceSeries, place: BlockPlace): BarBlock | null {
    if (this.#isOver(series, place)) return this.#parts.present.now(series, place)
    return this.#grown(series, place, this.#parts.until().now(series, place))
  }

  read(
    series: PriceSeries,
    place: BlockPlace,
    ticksAtOnce: number,
    asker?: Asker,
  ): BarBlock | null | Promise<BarBlock | null> {
    if (this.#isOver(series, place)) return this.#parts.present.read(series, place, ticksAtOnce, asker)
    const block = this.#parts.until().read(series, place, ticksAtOnce, asker)
    return block instanceof Promise
      ? block.then((computed) => this.#grown(series, place, computed))
      : this.#grown(series, place, block)
  }

  missingTicks(series: PriceSeries, place: BlockPlace): number {
    const { present, until } = this.#parts
    return (this.#isOver(series, place) ? present : until()).missingTicks(series, place)
  }

  #isOver({ currency }: PriceSeries, { stepMs, startMs }: BlockPlace): boolean {
    return startMs + spanOf(stepMs) <= this.#parts.overMs(currency)
  }

  /** The bars of a block that were over, and what there was of the others. */
  #grown(series: PriceSeries, place: BlockPlace, then: BarBlock | null): BarBlock | null {
    const { present, isWhole, overMs } = this.#parts
    const over = Math.floor((overMs(series.currency) - place.startMs) / place.stepMs)
    const before = isWhole || over <= 0 ? null : present.now(series, place)
    if (!before) return then
    const block = new BarBlock(place)
    if (then) block.prepend(then.numbers())
    block.prepend(before.numbers(over))
    return block
  }
}

function before({ stepMs, startMs }: BlockPlace): BlockPlace {
  return { stepMs, startMs: startMs - spanOf(stepMs) }
}
