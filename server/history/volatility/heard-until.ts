import { msPerMinute, startOf, type UnixMs } from '../../domain/units.js'
import type { VolatilityChoice, VolatilitySample } from '../../domain/volatility.js'
import { realizedOf, sampleOf, type HeardIndex, type HeardVolatility } from './heard-volatility.js'
import type { Realized } from './realized.js'
import type { MinuteSpan, SampleExtent, VolatilitySource } from './volatility-source.js'

export interface HeardUntilParts {
  /** What is known now. */
  readonly present: HeardVolatility
  /** The clock of the market of a currency as it was then. Null: nothing had been heard. */
  marketMs(currency: string): UnixMs | null
  /** The index as it was known then. */
  readonly index: HeardIndex
}

/** Samples as they were at a moment of the past: those of the minutes that had ended by then. */
export class HeardUntil implements VolatilitySource {
  readonly #parts: HeardUntilParts
  readonly #realized: Realized

  constructor(parts: HeardUntilParts) {
    this.#parts = parts
    this.#realized = realizedOf(parts.index)
  }

  async prepare(currency: string): Promise<void> {
    await Promise.all([this.#parts.present.prepare(currency), this.#parts.index.prepare(currency)])
  }

  extent(currency: string): SampleExtent | null {
    const now = this.#parts.present.extent(currency)
    const finalUntilMs = this.#endMs(currency)
    const last = now && this.#parts.present.last(currency, { fromMs: now.fromMs, toMs: finalUntilMs })
    return last && { fromMs: now.fromMs, newestMs: last.minuteMs, finalUntilMs }
  }

  known(choice: VolatilityChoice, { fromMs, toMs }: MinuteSpan): VolatilitySample | null {
    const untilMs = Math.min(toMs, this.#endMs(choice.currency))
    const last = this.#parts.present.last(choice.currency, { fromMs, toMs: untilMs })
    return last && sampleOf(choice, last, this.#realized)
  }

  read(choice: VolatilityChoice, span: MinuteSpan): Promise<VolatilitySample | null> {
    return Promise.resolve(this.known(choice, span))
  }

  /** Minutes had a sample that had ended by then. */
  #endMs(currency: string): UnixMs {
    return startOf(this.#parts.marketMs(currency) ?? -Infinity, msPerMinute)
  }
}
