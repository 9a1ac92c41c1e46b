import { msPerDay, type UnixMs } from '../../domain/units.js'
import type { MarketSettings } from './market-settings.js'
import type { OptionBook } from './option-book.js'
import type { Random } from './random.js'
import { ceilToTick, floorToTick, optionTickSize } from './tick-size.js'

interface Trade {
  readonly timeMs: UnixMs
  readonly book: OptionBook
  readonly lots: number
}

/** The trades in the options of one currency. */
export interface OptionTrades {
  /** Trades in books that just opened, as if they had been listed for a while. */
  seed(books: readonly OptionBook[], nowMs: UnixMs): void
  /** Lets time pass; the books whose numbers changed by trades, or by trades of a day ago. */
  step(books: readonly OptionBook[], nowMs: UnixMs, years: number): Set<OptionBook>
}

/** No trades yet. */
export function createOptionTrades({ options }: MarketSettings, random: Random): OptionTrades {
  let trades: Trade[] = []
  const drawLots = () => Math.max(1, Math.round(options.typicalTradeLots * Math.exp(1.1 * random.normal() - 0.6)))
  const add = (book: OptionBook, timeMs: UnixMs, lots: number) => {
    trades.push({ timeMs, book, lots })
    book.volumeLots += lots
  }
  return {
    seed(books, nowMs) {
      const share = options.tradesPerDay / Math.max(1, totalLiquidity(books))
      for (const book of books) {
        const liquidity = liquidityOf(book)
        book.openInterestLots = Math.round(
          options.typicalOpenInterestLots * liquidity * Math.exp(0.9 * random.normal()),
        )
        const count = random.count(share * liquidity)
        for (let index = 0; index < count; index++) add(book, nowMs - random.next() * msPerDay, drawLots())
        if (count > 0) book.lastPrice = pastPrice(book, random)
      }
      trades.sort((a, b) => a.timeMs - b.timeMs)
    },
    step(books, nowMs, years) {
      const touched = new Set<OptionBook>()
      const kept = trades.findIndex(({ timeMs }) => timeMs > nowMs - msPerDay)
      for (const { book, lots } of trades.splice(0, kept < 0 ? trades.length : kept)) {
        book.volumeLots -= lots
        touched.add(book)
      }
      for (let count = random.count(options.tradesPerDay * 365 * years); count > 0; count--) {
        const book = pickBook(books, random)
        const quote = book && (random.chance(0.5) ? book.quotes.bid : book.quotes.ask)
        if (!book || !quote) continue
        const lots = Math.min(drawLots(), Math.max(1, Math.round(quote.amountCoin / options.lotCoin)))
        book.lastPrice = quote.price
        book.openInterestLots = Math.max(0, book.openInterestLots + lots * (random.chance(0.55) ? 1 : -1))
        add(book, nowMs, lots)
        touched.add(book)
      }
      return touched
    },
  }
}

/** From 0 to 1: most at the money and in near expiries, least in the money. */
function liquidityOf({ basis, interest }: OptionBook): number {
  if (!basis) return 0
  const { deviations, delta } = basis
  const dear = Math.abs(delta) > 0.6 ? 0.25 : 1
  return dear * (0.3 + interest) * 0.77 * Math.exp(-0.35 * deviations * deviations) * Math.exp(-basis.years * 1.5)
}

function totalLiquidity(books: readonly OptionBook[]): number {
  return books.reduce((sum, book) => sum + liquidityOf(book), 0)
}

/** A book drawn by its liquidity; null when chance finds none. */
function pickBook(books: readonly OptionBook[], random: Random): OptionBook | null {
  for (let attempt = 0; attempt < 40; attempt++) {
    const book = books[Math.floor(random.next() * books.length)]
    if (book && random.chance(liquidityOf(book))) return book
  }
  return null
}

/** A trade some time ago, when the option was worth somewhat less or more. */
function pastPrice({ basis }: OptionBook, random: Random): number {
  const change = basis ? Math.exp(0.15 * (1 - Math.abs(basis.delta)) * random.normal()) : 1
  const premium = (basis?.premiumCoin ?? 0) * change
  const onTick = random.chance(0.5) ? floorToTick(premium, optionTickSize) : ceilToTick(premium, optionTickSize)
  return Math.max(optionTickSize.base, onTick)
}
