import { msPerMinute, type UnixMs } from '../../domain/units.js'
import { yearsToExpiry } from '../../pricing/day-count.js'
import type { Smile } from '../../pricing/smile.js'
import { exchangeDay, exchangeDayStart } from './expiry-calendar.js'
import type { OptionBook } from './option-book.js'
import { putCallDay, type PutCallDay } from './put-call-day.js'
import { rememberMany } from './remember.js'
import type { SimulatedCurrency } from './simulated-currency.js'
import type { TellingSettings } from './simulated-events.js'
import { simulatedWorld } from './simulated-world.js'

/** What is known of the options of a currency, as the feed last said it before a time. */
export interface KnownSurface {
  /** Makes ready which options there were on the days of a span. The oldest day comes first, because the others go on from it. */
  listed(fromMs: UnixMs, toMs: UnixMs): Generator<undefined, void>
  /** The listed expiries that have not passed, the nearest first. */
  smilesBefore(timeMs: UnixMs): readonly Smile[]
  /** Puts over calls of the minute that ends at a time. It takes long for a day that was not asked for before. */
  putCallBefore(timeMs: UnixMs): Generator<undefined, { readonly openInterest: number; readonly volume: number }>
  /** The last index before a time, in USD. */
  indexBefore(timeMs: UnixMs): number
}

/** Days of which the options are kept: those of a month of candles. */
const keptDays = 40

type Settings = Pick<TellingSettings, 'seed' | 'currencies' | 'tickMs' | 'chainMs'>

/** The surfaces of a simulated market at any time. They have a world of their own, as `knownValues` do. */
export function knownSurfaces({ seed, currencies, tickMs, chainMs }: Settings) {
  const surfaces = new Map(
    simulatedWorld(seed, currencies).currencies.map((one) => [one.currency, surfaceOf(one, { tickMs, chainMs })]),
  )
  return (currency: string): KnownSurface | null => surfaces.get(currency) ?? null
}

interface ListedDay {
  readonly books: readonly OptionBook[]
  readonly ladders: readonly StrikeBooks[]
  putCall: PutCallDay | null
}

/** The strikes of an expiry, ascending, and a book of each: calls and puts have the same volatility. */
interface StrikeBooks {
  readonly expiryMs: UnixMs
  readonly strikesUsd: readonly number[]
  readonly books: readonly OptionBook[]
}

function surfaceOf(market: SimulatedCurrency, { tickMs, chainMs }: Pick<Settings, 'tickMs' | 'chainMs'>): KnownSurface {
  const dayAt = rememberMany<ListedDay>(keptDays, (day) => {
    const books = market.options(exchangeDayStart(day))
    return { books, ladders: laddersOf(books), putCall: null }
  })
  return {
    *listed(fromMs, toMs) {
      for (let day = exchangeDay(fromMs); day <= exchangeDay(toMs); day++) {
        dayAt(day)
        yield undefined
      }
    },
    smilesBefore(timeMs) {
      const toldMs = lastBefore(timeMs, chainMs)
      return dayAt(exchangeDay(toldMs))
        .ladders.filter(({ expiryMs }) => expiryMs > timeMs)
        .map(({ expiryMs, strikesUsd, books }) => ({
          forwardUsd: market.forwardUsd(expiryMs, toldMs),
          yearsToExpiry: yearsToExpiry(expiryMs, timeMs),
          strikesUsd,
          ivAt: (index) => books[index]?.markIvAt(toldMs) ?? null,
        }))
    },
    *putCallBefore(timeMs) {
      const day = exchangeDay(timeMs - 1)
      const listed = dayAt(day)
      listed.putCall ??= yield* putCallDay(listed.books, day)
      const minute = Math.floor((timeMs - 1 - exchangeDayStart(day)) / msPerMinute)
      const { openInterest, volume } = listed.putCall
      return { openInterest: openInterest[minute] ?? Number.NaN, volume: volume[minute] ?? Number.NaN }
    },
    indexBefore: (timeMs) => market.indexUsd(lastBefore(timeMs, tickMs)),
  }
}

/** The last multiple of a step before a time. */
function lastBefore(timeMs: UnixMs, stepMs: number): UnixMs {
  return (Math.ceil(timeMs / stepMs) - 1) * stepMs
}

/** Books come by expiry and strike, the call before the put. */
function laddersOf(books: readonly OptionBook[]): readonly StrikeBooks[] {
  const calls = new Map<UnixMs, OptionBook[]>()
  for (const book of books) {
    const { optionKind, expiryMs } = book.instrument
    if (optionKind !== 'CALL') continue
    const own = calls.get(expiryMs)
    if (own) own.push(book)
    else calls.set(expiryMs, [book])
  }
  return [...calls].map(([expiryMs, own]) => ({
    expiryMs,
    strikesUsd: own.map(({ instrument }) => instrument.strikeUsd),
    books: own,
  }))
}
