import type { UnixMs } from '../../domain/units.js'
import { exchangeDay, exchangeDayStart } from './expiry-calendar.js'
import { optionBook, type BookSurroundings, type OptionBook } from './option-book.js'
import type { OptionListing } from './option-listing.js'
import { rememberLast } from './remember.js'

/**
 * The books of all options of a currency that are listed at a time, by expiry and strike. It is the same list all day. A
 * book stays while its option does.
 */
export function optionMarket(
  listedAt: OptionListing,
  surroundings: BookSurroundings,
): (timeMs: UnixMs) => readonly OptionBook[] {
  let books = new Map<string, OptionBook>()
  const booksOn = rememberLast((day) => {
    const listed = listedAt(exchangeDayStart(day))
    books = new Map(
      listed.map((contract) => {
        const { symbol } = contract.instrument
        return [symbol, books.get(symbol) ?? optionBook(contract, surroundings)]
      }),
    )
    return [...books.values()]
  })
  return (timeMs) => booksOn(exchangeDay(timeMs))
}
