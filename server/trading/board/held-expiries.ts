import type { UnixMs } from '../../domain/units.js'
import { instrumentOf } from '../engine/instrument-rules.js'

/** Has the feed watch the expiries of all options that somebody holds or has an order in. */
export class HeldExpiries {
  readonly #watch: (currency: string, expiryMs: UnixMs) => Disposable
  #watched = new Map<string, Disposable>()

  constructor(watch: (currency: string, expiryMs: UnixMs) => Disposable) {
    this.#watch = watch
  }

  /** These are the instruments that matter from now on. */
  follow(symbols: readonly string[]): void {
    const before = this.#watched
    this.#watched = new Map()
    for (const symbol of symbols) {
      const instrument = instrumentOf(symbol)
      if (instrument?.kind !== 'OPTION') continue
      const { currency, expiryMs } = instrument.option
      const key = `${currency}:${expiryMs}`
      if (!this.#watched.has(key)) this.#watched.set(key, before.get(key) ?? this.#watch(currency, expiryMs))
    }
    for (const [key, watch] of before) if (!this.#watched.has(key)) watch[Symbol.dispose]()
  }
}
