import type { UnixMs } from '../../domain/units.js'
import { instrumentOf } from '../engine/instrument-rules.js'

/** Has the feed watch the expiries of all options that somebody holds or has an order in. */
export class HeldExpiries {
  readonly #watch: (currency: string, expiryMs: UnixMs) => Disposable
  readonly #watched = new Map<string, Disposable>()

  constructor(watch: (currency: string, expiryMs: UnixMs) => Disposable) {
    this.#watch = watch
  }

  /** From now on watches the expiries of these instruments alone. Throws as `watch` does, and may then be called again. */
  follow(symbols: readonly string[]): void {
    const wanted = new Set<string>()
    for (const symbol of symbols) {
      const instrument = instrumentOf(symbol)
      if (instrument?.kind !== 'OPTION') continue
      const { currency, expiryMs } = instrument.option
      const key = `${currency}:${expiryMs}`
      wanted.add(key)
      if (!this.#watched.has(key)) this.#watched.set(key, this.#watch(currency, expiryMs))
    }
    for (const [key, watch] of this.#watched) {
      if (wanted.has(key)) continue
      this.#watched.delete(key)
      watch[Symbol.dispose]()
    }
  }
}
