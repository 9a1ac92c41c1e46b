import type { ListedOption } from '../../domain/instrument.js'
import type { OptionUpdate } from '../../domain/market-events.js'
import type { UnixMs } from '../../domain/units.js'
import { yearsToExpiry } from '../../pricing/day-count.js'
import { shortestYears, type ExpiryMarket } from './fair-value.js'
import { forwardUsd, type Carry } from './forward-curve.js'
import type { MarketSettings } from './market-settings.js'
import { createOptionBook, isDue, refresh, type OptionBook } from './option-book.js'
import { createOptionListing } from './option-listing.js'
import { createOptionTrades, type OptionTrades } from './option-trades.js'
import type { Random } from './random.js'
import { surfaceVol, type SurfaceShape } from './vol-surface.js'

/** What the prices of a currency's options depend on. */
export interface OptionConditions {
  readonly indexUsd: number
  readonly carry: Carry
  readonly shape: SurfaceShape
}

/** All listed options of one currency. */
export interface OptionMarket {
  /** Opens and closes contracts. Answers the whole new listing, or null when nothing changed. */
  list(nowMs: UnixMs, conditions: OptionConditions): readonly ListedOption[] | null
  /** Lets the options trade and quote up to now. Answers what changed. */
  step(nowMs: UnixMs, conditions: OptionConditions): OptionUpdate[]
}

/** A market without contracts until `list` is called. */
export function createOptionMarket(settings: MarketSettings, random: Random): OptionMarket {
  const listing = createOptionListing(settings)
  const trades = createOptionTrades(settings, random)
  let books: OptionBook[] = []
  let steppedMs: UnixMs | null = null
  return {
    list(nowMs, conditions) {
      const marketOf = marketCache(nowMs, conditions)
      const { changed, added, expiries } = listing.update(nowMs, (expiryMs) => marketOf(expiryMs).forwardUsd)
      if (!changed) return null
      const opened = added.map((instrument) => createOptionBook(instrument, random))
      const price = (book: OptionBook) => refresh(book, marketOf(book.instrument.expiryMs), nowMs, settings, random)
      if (books.length === 0) giveHistory(opened, trades, price, nowMs)
      books = [...books.filter(({ instrument }) => expiries.includes(instrument.expiryMs)), ...opened].sort(byContract)
      return books.map(({ instrument }) => instrument)
    },
    step(nowMs, conditions) {
      const marketOf = marketCache(nowMs, conditions)
      const gapMs = nowMs - (steppedMs ?? nowMs)
      steppedMs = nowMs
      const touched = trades.step(books, nowMs, gapMs)
      const updates: OptionUpdate[] = []
      for (const book of books) {
        const market = marketOf(book.instrument.expiryMs)
        if (!touched.has(book) && !isDue(book, market, nowMs)) continue
        const values = refresh(book, market, nowMs, settings, random)
        if (values) updates.push({ symbol: book.instrument.symbol, eventTimeMs: nowMs, values })
      }
      return updates
    },
  }
}

/** Gives the first contracts a day of trades. That needs their prices, but those still count as not sent. */
function giveHistory(
  books: readonly OptionBook[],
  trades: OptionTrades,
  price: (book: OptionBook) => unknown,
  nowMs: UnixMs,
): void {
  books.forEach(price)
  trades.seed(books, nowMs)
  for (const book of books) {
    book.published = null
    book.dueMs = 0
  }
}

type MarketOf = (expiryMs: UnixMs) => ExpiryMarket

/** The market of each expiry, computed once. It is fastest when asked in the order of expiries. */
function marketCache(nowMs: UnixMs, conditions: OptionConditions): MarketOf {
  const known = new Map<UnixMs, ExpiryMarket>()
  let latest: { expiryMs: UnixMs; market: ExpiryMarket } | null = null
  return (expiryMs) => {
    if (latest?.expiryMs === expiryMs) return latest.market
    const market = known.get(expiryMs) ?? expiryMarket(expiryMs, nowMs, conditions)
    known.set(expiryMs, market)
    latest = { expiryMs, market }
    return market
  }
}

function expiryMarket(expiryMs: UnixMs, nowMs: UnixMs, { indexUsd, carry, shape }: OptionConditions): ExpiryMarket {
  const years = yearsToExpiry(expiryMs, nowMs)
  const atmVol = surfaceVol(shape, Math.max(shortestYears, years), 0)
  return { forwardUsd: forwardUsd(indexUsd, carry, years), years, shape, atmVol }
}

function byContract(a: OptionBook, b: OptionBook): number {
  const one = a.instrument
  const other = b.instrument
  return (
    one.expiryMs - other.expiryMs ||
    one.strikeUsd - other.strikeUsd ||
    one.optionKind.localeCompare(other.optionKind, 'en')
  )
}
