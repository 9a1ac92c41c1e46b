import { candleDays, seriesKey, type PriceSeries } from '../../domain/candle.js'
import { parseOptionName } from '../../domain/instrument-name.js'
import { msPerDay, msPerHour, msPerMinute, type UnixMs } from '../../domain/units.js'
import { BarBlock, placeOf, type BlockPlace } from './bar-block.js'
import type { BarSource, SeriesExtent } from './bar-source.js'

export interface HeardTick {
  readonly series: PriceSeries
  readonly timeMs: UnixMs
  readonly value: number
}

/** How long bars are kept, by their step. Options are many. */
const keptMs = {
  option: new Map([
    [1_000, 5 * msPerMinute],
    [msPerMinute, 6 * msPerHour],
  ]),
  other: new Map([
    [1_000, 2 * msPerHour],
    [msPerMinute, (candleDays + 1) * msPerDay],
  ]),
}

/** A tick that is so much older than the clock of the market comes too late. */
const latestMs = msPerMinute

interface HeardSeries {
  readonly expiryMs: UnixMs | null
  newestMs: UnixMs
  /** By step, the blocks by their start, oldest first. */
  readonly blocks: ReadonlyMap<number, Map<UnixMs, BarBlock>>
}

/** Bars of what the feed says, as it comes. They are kept in memory. */
export class HeardBars implements BarSource {
  readonly #marketMs: (currency: string) => UnixMs | null
  readonly #series = new Map<string, HeardSeries>()

  /** `marketMs`: the clock of the market of a currency. */
  constructor(marketMs: (currency: string) => UnixMs | null) {
    this.#marketMs = marketMs
  }

  add(ticks: readonly HeardTick[]): void {
    for (const { series, timeMs, value } of ticks) {
      const heard = this.#heard(series, timeMs)
      const marketMs = this.#marketMs(series.currency) ?? timeMs
      if (timeMs < heard.newestMs || timeMs < marketMs - latestMs) continue
      heard.newestMs = timeMs
      for (const [stepMs, blocks] of heard.blocks)
        blockOf(blocks, placeOf(stepMs, timeMs), keptOf(heard)).add(timeMs, value)
    }
  }

  /** What comes now is another history. */
  clear(): void {
    this.#series.clear()
  }

  extent(series: PriceSeries, stepMs: number): SeriesExtent | null {
    const heard = this.#series.get(seriesKey(series))
    const [oldest] = heard?.blocks.get(stepMs)?.keys() ?? []
    if (!heard || oldest === undefined) return null
    const marketMs = this.#marketMs(series.currency) ?? heard.newestMs
    const isOver = heard.expiryMs !== null && marketMs >= heard.expiryMs
    const { newestMs } = heard
    return { fromMs: oldest, newestMs, finalUntilMs: isOver ? Infinity : Math.max(newestMs, marketMs - latestMs) }
  }

  now(series: PriceSeries, { stepMs, startMs }: BlockPlace): BarBlock | null {
    return this.#series.get(seriesKey(series))?.blocks.get(stepMs)?.get(startMs) ?? null
  }

  read(series: PriceSeries, place: BlockPlace): BarBlock | null {
    return this.now(series, place)
  }

  missingTicks(): number {
    return 0
  }

  #heard(series: PriceSeries, timeMs: UnixMs): HeardSeries {
    const key = seriesKey(series)
    const known = this.#series.get(key)
    if (known) return known
    this.#forgetOld(timeMs)
    const option = series.symbol === null ? null : parseOptionName(series.symbol)
    const blocks = new Map([1_000, msPerMinute].map((stepMs) => [stepMs, new Map<UnixMs, BarBlock>()]))
    const heard: HeardSeries = { expiryMs: option?.expiryMs ?? null, newestMs: -Infinity, blocks }
    this.#series.set(key, heard)
    return heard
  }

  /** Options that have expired say nothing more. */
  #forgetOld(timeMs: UnixMs): void {
    for (const [key, heard] of this.#series) {
      if (heard.newestMs < timeMs - (keptOf(heard).get(msPerMinute) ?? 0)) this.#series.delete(key)
    }
  }
}

function keptOf({ expiryMs }: HeardSeries): ReadonlyMap<number, number> {
  return expiryMs === null ? keptMs.other : keptMs.option
}

/** The block of a place. A new one makes old ones go. */
function blockOf(blocks: Map<UnixMs, BarBlock>, place: BlockPlace, kept: ReadonlyMap<number, number>): BarBlock {
  const known = blocks.get(place.startMs)
  if (known) return known
  const block = new BarBlock(place)
  blocks.set(place.startMs, block)
  for (const startMs of blocks.keys()) {
    if (startMs >= place.startMs - (kept.get(place.stepMs) ?? 0)) break
    blocks.delete(startMs)
  }
  return block
}
