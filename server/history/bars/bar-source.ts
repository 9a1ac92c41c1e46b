import type { PriceSeries } from '../../domain/candle.js'
import type { UnixMs } from '../../domain/units.js'
import type { Asker } from '../../lib/asker.js'
import type { BarBlock, BlockPlace } from './bar-block.js'

/** What there is of a series. */
export interface SeriesExtent {
  /** Nothing is known of earlier times. */
  readonly fromMs: UnixMs
  /** The newest tick. */
  readonly newestMs: UnixMs
  /** No tick before this time can come any more. */
  readonly finalUntilMs: UnixMs
}

/** The bars of series: heard from the feed, or known because the market is a function of time. */
export interface BarSource {
  /** Reads what is kept of a series, so that the other functions know it. */
  prepare(series: PriceSeries): Promise<void>
  /** Of bars of a step. Null while there is no tick, and for a series that there is not. */
  extent(series: PriceSeries, stepMs: number): SeriesExtent | null
  /** The block as it is now. At once, whatever it costs. Null when it has no bar. */
  now(series: PriceSeries, place: BlockPlace): BarBlock | null
  /** The same. When more than `ticksAtOnce` have to be computed, that is done in the turns of the asker, in small parts. */
  read(
    series: PriceSeries,
    place: BlockPlace,
    ticksAtOnce: number,
    asker?: Asker,
  ): BarBlock | null | Promise<BarBlock | null>
  /** How many ticks have to be computed before the block can be read. */
  missingTicks(series: PriceSeries, place: BlockPlace): number
}
