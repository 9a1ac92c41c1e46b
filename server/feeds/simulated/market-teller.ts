import type { EventTimes, MarketEvent, OptionUpdate, OptionValues } from '../../domain/market-events.js'
import type { UnixMs } from '../../domain/units.js'
import { changedOptionValues } from './changed-values.js'
import type { OptionBook } from './option-book.js'
import type { SimulatedCurrency } from './simulated-currency.js'

/** Tells of a currency in events. It remembers what it said and then says what changed. Times must not go back. */
export interface MarketTeller {
  /** Index and perpetual. */
  prices(timeMs: UnixMs): MarketEvent[]
  /** The volatility index. */
  volatility(timeMs: UnixMs): MarketEvent[]
  /** The listing if it changed. */
  listing(timeMs: UnixMs): MarketEvent[]
  /** The options that changed. */
  options(timeMs: UnixMs): Iterable<MarketEvent>
}

/** A teller that has said nothing. An event of it names `optionsAtOnce` options at most. */
export function marketTeller(market: SimulatedCurrency, optionsAtOnce: number): MarketTeller {
  const { currency, perpetual } = market
  const { symbol } = perpetual.instrument
  let listed: readonly OptionBook[] = []
  let valuesSaid = new Map<OptionBook, OptionValues>()
  return {
    prices: (timeMs) => [
      { type: 'index', currency, priceUsd: market.indexUsd(timeMs), ...timesOf(timeMs) },
      { type: 'perpetual', currency, symbol, values: perpetual.valuesAt(timeMs), ...timesOf(timeMs) },
    ],
    volatility: (timeMs) => [
      { type: 'volatility-index', currency, volatility: market.volatilityIndex(timeMs), ...timesOf(timeMs) },
    ],
    listing(timeMs) {
      const books = market.options(timeMs)
      if (books === listed) return []
      listed = books
      valuesSaid = onlyOf(books, valuesSaid)
      const instruments = [perpetual.instrument, ...books.map(({ instrument }) => instrument)]
      return [{ type: 'listing', currency, instruments, ...timesOf(timeMs) }]
    },
    *options(timeMs) {
      const head = { type: 'options', currency, receivedTimeMs: timeMs } as const
      let updates: OptionUpdate[] = []
      for (const book of listed) {
        const update = updateOf(book, timeMs, valuesSaid)
        if (update && updates.length >= optionsAtOnce) {
          yield { ...head, updates }
          updates = []
        }
        if (update) updates.push(update)
      }
      // The last one tells that nothing else has changed.
      if (updates.length > 0) yield { ...head, updates, confirms: 'ALL' }
    },
  }
}

/** Null when nothing has changed. */
function updateOf(book: OptionBook, timeMs: UnixMs, said: Map<OptionBook, OptionValues>): OptionUpdate | null {
  const values = book.valuesAt(timeMs)
  const before = said.get(book)
  if (values === before) return null
  said.set(book, values)
  const changed = before ? changedOptionValues(before, values) : values
  return changed && { symbol: book.instrument.symbol, eventTimeMs: timeMs, values: changed }
}

function onlyOf(books: readonly OptionBook[], said: ReadonlyMap<OptionBook, OptionValues>) {
  return new Map(
    books.flatMap((book) => {
      const values = said.get(book)
      return values ? [[book, values] as const] : []
    }),
  )
}

function timesOf(timeMs: UnixMs): EventTimes {
  return { eventTimeMs: timeMs, receivedTimeMs: timeMs }
}
