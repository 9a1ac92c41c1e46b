import { msPerDay } from '../../../server/domain/units.js'
import { scriptedOptions, truthAt, type MarketMoment, type ScriptedOption } from './market-truth.js'

/** A little market that moves in steps, and remembers everything that was ever true. */
export class ScriptedMarket {
  /** While true nobody quotes any option. */
  emptyBook = false
  readonly #moments = new Map<number, MarketMoment>()
  /** Every set of listed options there ever was, by currency. */
  readonly #listings: ScriptedOption[][] = []
  #options: ScriptedOption[]
  #expiries: number[]
  #step = 0
  #now: MarketMoment

  constructor(readonly currencies: readonly string[]) {
    const today = Math.floor(Date.now() / msPerDay) * msPerDay + msPerDay / 3
    this.#expiries = [today + 2 * msPerDay, today + 9 * msPerDay]
    this.#options = this.#listAll()
    this.#now = this.step()
  }

  get now(): MarketMoment {
    return this.#now
  }

  get options(): readonly ScriptedOption[] {
    return this.#options
  }

  get expiries(): readonly number[] {
    return this.#expiries
  }

  at(timeMs: number): MarketMoment | undefined {
    return this.#moments.get(timeMs)
  }

  wasListed(currency: string, symbols: readonly string[]): boolean {
    const asked = [...symbols].sort().join()
    return this.#listings.some((options) => {
      return (
        options
          .filter((option) => option.currency === currency)
          .map(({ symbol }) => symbol)
          .sort()
          .join() === asked
      )
    })
  }

  /** At what the index was delivered on the last days, the newest first. */
  deliveryPrices(currency: string): ReadonlyMap<number, number> {
    const today = Math.floor((Date.now() - msPerDay / 3) / msPerDay) * msPerDay + msPerDay / 3
    const base = currency === 'BTC' ? 64_000 : 2_700
    return new Map([0, 1, 2, 3].map((ago) => [today - ago * msPerDay, base + ago]))
  }

  step(): MarketMoment {
    this.#step += 1
    const timeMs = Math.max(Date.now(), (this.#now?.timeMs ?? 0) + 1)
    const of = (currency: string) => this.#options.filter((option) => option.currency === currency)
    const truths = this.currencies.map((currency) => {
      return [currency, truthAt(currency, of(currency), this.#step, this.emptyBook)] as const
    })
    this.#now = { timeMs, currencies: new Map(truths) }
    this.#moments.set(timeMs, this.#now)
    return this.#now
  }

  /** The nearest expiry is delivered and a new one is listed. Tells which options are gone and which are new. */
  roll(): { readonly gone: readonly ScriptedOption[]; readonly added: readonly ScriptedOption[] } {
    const [first = 0, ...rest] = this.#expiries
    const gone = this.#options.filter(({ expiryMs }) => expiryMs === first)
    const newest = Math.max(...this.#expiries) + 7 * msPerDay
    this.#expiries = [...rest, newest]
    this.#options = this.#listAll()
    this.step()
    return { gone, added: this.#options.filter(({ expiryMs }) => expiryMs === newest) }
  }

  #listAll(): ScriptedOption[] {
    const all = this.currencies.flatMap((currency) => {
      return this.#expiries.flatMap((expiryMs) => scriptedOptions(currency, expiryMs))
    })
    this.#listings.push(all)
    return all
  }
}
