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
  /** Gives new books a day of past trades. */
  seed(books: readonly OptionBook[], nowMs: UnixMs): void
  /**
   * Lets `gapMs` pass, up to now, and spreads its trades evenly over it. Of a pause longer than a day only the last day
   * counts. Answers the books whose numbers changed: they traded, or a trade of theirs became a day old.
   */
  step(books: readonly OptionBook[], nowMs: UnixMs, gapMs: number): Set<OptionBook>
}

/** The trades of the last day, the oldest first, and what new trades are drawn from. */
interface Tape {
  readonly options: MarketSettings['options']
  readonly random: Random
  readonly trades: Trade[]
}

/** No trades yet. */
export function createOptionTrades({ options }: MarketSettings, random: Random): OptionTrades {
  const tape: Tape = { options, random, trades: [] }
  return {
    seed(books, nowMs) {
      const share = options.tradesPerDay / Math.max(1, totalLiquidity(books))
      for (const book of books) seedBook(tape, book, share * liquidityOf(book), nowMs)
      tape.trades.sort((a, b) => a.timeMs - b.timeMs)
    },
    step(books, nowMs, gapMs) {
      const spanMs = Math.min(gapMs, msPerDay)
      const touched = new Set<OptionBook>()
      forgetOld(tape, nowMs, touched)
      const count = random.count((options.tradesPerDay * spanMs) / msPerDay)
      for (let left = count - 1; left >= 0; left--) {
        const book = pickBook(books, random)
        if (book && tradeAtQuote(tape, book, nowMs - (spanMs * left) / count)) touched.add(book)
      }
      return touched
    },
  }
}

function seedBook(tape: Tape, book: OptionBook, expectedTrades: number, nowMs: UnixMs): void {
  const { options, random } = tape
  const interest = options.typicalOpenInterestLots * liquidityOf(book) * Math.exp(0.9 * random.normal())
  book.openInterestLots = Math.round(interest)
  const count = random.count(expectedTrades)
  for (let index = 0; index < count; index++) record(tape, book, nowMs - random.next() * msPerDay, drawLots(tape))
  if (count > 0) book.lastPrice = pastPrice(book, random)
}

function forgetOld({ trades }: Tape, nowMs: UnixMs, touched: Set<OptionBook>): void {
  const kept = trades.findIndex(({ timeMs }) => timeMs > nowMs - msPerDay)
  if (kept === 0) return
  for (const { book, lots } of trades.splice(0, kept < 0 ? trades.length : kept)) {
    book.volumeLots -= lots
    touched.add(book)
  }
}

/** Somebody takes the bid or the ask. False when that side is empty. */
function tradeAtQuote(tape: Tape, book: OptionBook, timeMs: UnixMs): boolean {
  const { options, random } = tape
  const quote = random.chance(0.5) ? book.quotes.bid : book.quotes.ask
  if (!quote) return false
  const lots = Math.min(drawLots(tape), Math.max(1, Math.round(quote.amountCoin / options.lotCoin)))
  book.lastPrice = quote.price
  book.openInterestLots = Math.max(0, book.openInterestLots + lots * (random.chance(0.55) ? 1 : -1))
  record(tape, book, timeMs, lots)
  return true
}

function record({ trades }: Tape, book: OptionBook, timeMs: UnixMs, lots: number): void {
  trades.push({ timeMs, book, lots })
  book.volumeLots += lots
}

function drawLots({ options, random }: Tape): number {
  return Math.max(1, Math.round(options.typicalTradeLots * Math.exp(1.1 * random.normal() - 0.6)))
}

/** From 0 to 1. It is highest at the money and in near expiries, and lowest in the money. */
function liquidityOf({ basis, interest }: OptionBook): number {
  if (!basis) return 0
  const { deviations, delta } = basis
  const dear = Math.abs(delta) > 0.6 ? 0.25 : 1
  return dear * (0.3 + interest) * 0.77 * Math.exp(-0.35 * deviations * deviations) * Math.exp(-basis.years * 1.5)
}

function totalLiquidity(books: readonly OptionBook[]): number {
  return books.reduce((sum, book) => sum + liquidityOf(book), 0)
}

/** Draws a book by its liquidity. Null when chance finds none. */
function pickBook(books: readonly OptionBook[], random: Random): OptionBook | null {
  for (let attempt = 0; attempt < 40; attempt++) {
    const book = books[Math.floor(random.next() * books.length)]
    if (book && random.chance(liquidityOf(book))) return book
  }
  return null
}

/** The price of a trade some time ago, when the option was worth a little less or more. */
function pastPrice({ basis }: OptionBook, random: Random): number {
  const change = basis ? Math.exp(0.15 * (1 - Math.abs(basis.delta)) * random.normal()) : 1
  const premium = (basis?.premiumCoin ?? 0) * change
  const onTick = random.chance(0.5) ? floorToTick(premium, optionTickSize) : ceilToTick(premium, optionTickSize)
  return Math.max(optionTickSize.base, onTick)
}
