import { LRUCache } from 'lru-cache'
import { msPerDay, msPerHour, msPerYear, startOf, type Fraction, type UnixMs } from '../../domain/units.js'
import type { VolatilityChoice } from '../../domain/volatility.js'
import { realizedVolatility } from '../../pricing/realized-volatility.js'

/** The last index of an hour that is over. Null where nothing was heard in it. */
export type IndexClose = (currency: string, hourMs: UnixMs) => number | null

/** The closes of two currencies for two years. */
const keptCloses = 40_000
const keptAnswers = 5_000
/** How many closes that nobody asked for before are computed in one step. */
const closesInStep = 20

/** Volatility of the index over the days before a time, from its closes of whole hours. */
export class Realized {
  readonly #closeOf: IndexClose
  readonly #settledMs: (currency: string) => UnixMs
  readonly #closes = new LRUCache<string, number>({ max: keptCloses })
  readonly #answers = new LRUCache<string, number>({ max: keptAnswers })

  /** `settledMs`: no tick that comes later changes an hour that ended by then. Left out: none changes any. */
  constructor(closeOf: IndexClose, settledMs: (currency: string) => UnixMs = () => Infinity) {
    this.#closeOf = closeOf
    this.#settledMs = settledMs
  }

  /** Of the hours that are over at a time. It rests now and then. */
  *until({ currency, tenorDays }: VolatilityChoice, timeMs: UnixMs): Generator<undefined, Fraction | null> {
    const endMs = startOf(timeMs, msPerHour)
    const key = `${currency} ${tenorDays} ${endMs}`
    const known = this.#answers.get(key)
    if (known !== undefined) return known
    const closes: (number | null)[] = []
    let missing = 0
    for (let hourMs = endMs - tenorDays * msPerDay - msPerHour; hourMs < endMs; hourMs += msPerHour) {
      const before = this.#closes.get(`${currency} ${hourMs}`)
      if (before === undefined && ++missing % closesInStep === 0) yield undefined
      closes.push(before ?? this.#close(currency, hourMs))
    }
    const answer = realizedVolatility(closes, msPerYear / msPerHour)
    // Closes that are not known yet may come from the store.
    const isFinal = !closes.includes(null) && endMs <= this.#settledMs(currency)
    if (answer !== null && isFinal) this.#answers.set(key, answer)
    return answer
  }

  #close(currency: string, hourMs: UnixMs): number | null {
    const close = this.#closeOf(currency, hourMs)
    const isFinal = hourMs + msPerHour <= this.#settledMs(currency)
    if (close !== null && isFinal) this.#closes.set(`${currency} ${hourMs}`, close)
    return close
  }
}
