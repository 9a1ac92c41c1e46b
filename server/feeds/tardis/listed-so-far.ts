import { listedByName } from '../../domain/instrument-name.js'
import { isOption, type ListedInstrument } from '../../domain/instrument.js'
import type { ListingEvent } from '../../domain/market-events.js'
import type { UnixMs } from '../../domain/units.js'

/**
 * The instruments that files without listings have named so far. An instrument is listed when it is first named, and no
 * sooner: nobody knew of it before.
 */
export class ListedSoFar {
  readonly #currencies = new Map<string, Map<string, ListedInstrument>>()
  readonly #known = new Map<string, string | null>()

  /** The currency of an instrument that was not named before. Null: it was, or is none that we know. */
  name(symbol: string): string | null {
    if (this.#known.has(symbol)) return null
    const instrument = listedByName(symbol)
    this.#known.set(symbol, instrument?.currency ?? null)
    if (instrument === null) return null
    const { currency } = instrument
    const listed = this.#currencies.get(currency) ?? new Map<string, ListedInstrument>()
    this.#currencies.set(currency, listed.set(symbol, instrument))
    return currency
  }

  /** All of a currency that has not expired. */
  listing(currency: string, timeMs: UnixMs): ListingEvent {
    const listed = this.#currencies.get(currency) ?? new Map<string, ListedInstrument>()
    for (const [symbol, one] of listed) if (isOption(one) && one.expiryMs <= timeMs) listed.delete(symbol)
    return { type: 'listing', currency, instruments: [...listed.values()], eventTimeMs: timeMs, receivedTimeMs: timeMs }
  }
}
