import type { UnixMs } from '../../domain/units.js'
import type { VolatilityChoice, VolatilitySample } from '../../domain/volatility.js'
import type { Asker } from '../../lib/asker.js'

/** Of which minutes there are samples. */
export interface SampleExtent {
  /** Nothing is known of earlier minutes. */
  readonly fromMs: UnixMs
  /** Where the newest minute begins. */
  readonly newestMs: UnixMs
  /** No sample of a minute that begins before this time can come any more. */
  readonly finalUntilMs: UnixMs
}

/** Minutes that begin from one time on and before another. */
export interface MinuteSpan {
  readonly fromMs: UnixMs
  readonly toMs: UnixMs
}

/** Samples of volatility: gathered from the feed, or known because the market is a function of time. */
export interface VolatilitySource {
  /** Reads what is kept of a currency, so that the other functions know it. */
  prepare(currency: string): Promise<void>
  /** Null while there is no sample. */
  extent(currency: string): SampleExtent | null
  /** The last sample in a span. Null when there is none, undefined when it has to be computed first. */
  known(choice: VolatilityChoice, span: MinuteSpan): VolatilitySample | null | undefined
  /** The same, computed in the turns of the asker, in small parts. */
  read(choice: VolatilityChoice, span: MinuteSpan, asker?: Asker): Promise<VolatilitySample | null>
}
