import { candleDays, expiryOf, oldestCandleMs, type PriceSeries, type Tick } from '../../domain/candle.js'
import { msPerDay, msPerHour, msPerMinute, type UnixMs } from '../../domain/units.js'
import { BarBlock, placeOf, type BlockPlace } from './bar-block.js'
import type { BarSource, SeriesExtent } from './bar-source.js'
import type { KeptBlocks } from './kept-blocks.js'
import { heardName } from './kept-series.js'

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

/** A tick that is older than the clock of the market by more than this comes too late. */
const latestMs = msPerMinute

interface HeardSeries {
  readonly currency: string
  readonly expiryMs: UnixMs | null
  newestMs: UnixMs
  /** The hours that have what another process kept of them. Only the first one can lack it. */
  readonly joined: Set<UnixMs>
  /** The hours that changed since they were kept. */
  readonly changed: Set<UnixMs>
  /** By step, the blocks by their start, oldest first. */
  readonly blocks: ReadonlyMap<number, Map<UnixMs, BarBlock>>
}

/** Bars of what the feed says, as it comes. The newest are in memory. Those by minutes are kept besides, if they can be. */
export class HeardBars implements BarSource {
  readonly #marketMs: (currency: string) => UnixMs | null
  readonly #kept: KeptBlocks<BarBlock> | null
  readonly #series = new Map<string, HeardSeries>()

  /** `marketMs`: the clock of the market of a currency. */
  constructor(marketMs: (currency: string) => UnixMs | null, kept: KeptBlocks<BarBlock> | null = null) {
    this.#marketMs = marketMs
    this.#kept = kept
  }

  async prepare(series: PriceSeries): Promise<void> {
    await this.#kept?.hours(heardName(series))
  }

  /** Hands over what changed, to be kept: of options only hours that are over, or `all` at the end. */
  async keepChanged(all = false): Promise<void> {
    if (!this.#kept) return
    for (const [key, heard] of this.#series) {
      const openMs = placeOf(msPerMinute, this.#marketMs(heard.currency) ?? heard.newestMs).startMs
      for (const startMs of heard.changed) {
        const block = heard.blocks.get(msPerMinute)?.get(startMs)
        if (!all && heard.expiryMs !== null && startMs >= openMs) continue
        if (block && !heard.joined.has(startMs)) {
          await this.#kept.hours(key)
          this.#joined(key, heard, block)
          // What another process kept of this hour would be lost.
          if (!heard.joined.has(startMs)) continue
        }
        heard.changed.delete(startMs)
        if (block) this.#kept.keep(key, block)
      }
    }
  }

  add(ticks: readonly Tick[]): void {
    for (const { series, timeMs, value } of ticks) {
      const heard = this.#heard(series, timeMs)
      const marketMs = this.#marketMs(series.currency) ?? timeMs
      if (timeMs < heard.newestMs || timeMs < marketMs - latestMs) continue
      heard.newestMs = timeMs
      const hourMs = placeOf(msPerMinute, timeMs).startMs
      const hours = heard.blocks.get(msPerMinute)
      const isNewHour = hours !== undefined && !hours.has(hourMs)
      if (isNewHour && hours.size > 0) heard.joined.add(hourMs)
      if (this.#kept) heard.changed.add(hourMs)
      for (const [stepMs, blocks] of heard.blocks)
        blockOf(blocks, placeOf(stepMs, timeMs), keptOf(heard)).add(timeMs, value)
      if (!isNewHour) continue
      for (const startMs of heard.joined) if (!hours.has(startMs)) heard.joined.delete(startMs)
    }
  }

  /** What comes now is another history. */
  clear(): void {
    this.#series.clear()
  }

  extent(series: PriceSeries, stepMs: number): SeriesExtent | null {
    const key = heardName(series)
    const heard = this.#series.get(key)
    const [oldest] = heard?.blocks.get(stepMs)?.keys() ?? []
    const stored = stepMs === msPerMinute ? this.#kept?.extent(key) : null
    const newestMs = Math.max(heard?.newestMs ?? -Infinity, stored?.newestMs ?? -Infinity)
    const firstMs = Math.min(oldest ?? Infinity, stored?.fromMs ?? Infinity)
    if (!Number.isFinite(newestMs) || !Number.isFinite(firstMs)) return null
    const marketMs = this.#marketMs(series.currency) ?? newestMs
    const fromMs = Math.max(firstMs, oldestCandleMs(marketMs))
    if (newestMs < fromMs) return null
    const expiryMs = expiryOf(series)
    const isOver = expiryMs !== null && marketMs >= expiryMs
    return { fromMs, newestMs, finalUntilMs: isOver ? Infinity : Math.max(newestMs, marketMs - latestMs) }
  }

  now(series: PriceSeries, { stepMs, startMs }: BlockPlace): BarBlock | null {
    const key = heardName(series)
    const heard = this.#series.get(key)
    const block = heard?.blocks.get(stepMs)?.get(startMs)
    if (stepMs !== msPerMinute) return block ?? null
    return heard && block ? this.#joined(key, heard, block) : (this.#kept?.hour(key, startMs) ?? null)
  }

  /** The block, with what was kept of the same hour by another process. */
  #joined(key: string, { joined }: HeardSeries, block: BarBlock): BarBlock {
    if (joined.has(block.startMs) || !this.#kept?.isAtHand(key)) return block
    joined.add(block.startMs)
    const before = this.#kept.hour(key, block.startMs)
    if (before) block.prepend(before.numbers())
    return block
  }

  read(series: PriceSeries, place: BlockPlace): BarBlock | null {
    return this.now(series, place)
  }

  missingTicks(): number {
    return 0
  }

  #heard(series: PriceSeries, timeMs: UnixMs): HeardSeries {
    const key = heardName(series)
    const known = this.#series.get(key)
    if (known) return known
    this.#forgetOld(timeMs)
    const blocks = new Map([1_000, msPerMinute].map((stepMs) => [stepMs, new Map<UnixMs, BarBlock>()]))
    const heard: HeardSeries = {
      currency: series.currency,
      expiryMs: expiryOf(series),
      newestMs: -Infinity,
      joined: new Set(),
      changed: new Set(),
      blocks,
    }
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
