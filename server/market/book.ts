import type { UnixMs } from '../domain/units.js'
import { insistedAfterMs, isNear, type Reach, type Witness } from './belief.js'
import { hear, hearWeighed, isNews, isWitness, silenced, unheard, type Heard, type Hearing } from './heard.js'

/** One side of a quote. A price that came without its IV (book summaries) has it undefined: how old one is, nobody knows. */
export interface Side {
  readonly price: number | null
  readonly amount: number | null
  readonly iv: number | null | undefined
}

/** The best bid and ask of an instrument, and its mark price, which witness for each other. */
export interface Book {
  readonly bid: Heard<Side>
  readonly ask: Heard<Side>
  readonly mark: Heard<number>
  /** Since when, by the exchange's clock, mark and quote contradict each other; null while they do not. */
  readonly disputedSinceMs: UnixMs | null
  /** Whether that is so new that the quote may be at fault: nobody trades at it. */
  readonly isQuoteDoubted: boolean
}

export const unheardBook: Book = {
  bid: unheard,
  ask: unheard,
  mark: unheard,
  disputedSinceMs: null,
  isQuoteDoubted: false,
}

/** What is said of a book; undefined is nothing. A size or an IV says nothing without its price. */
export interface SaidBook {
  readonly bid: SaidSide
  readonly ask: SaidSide
  readonly mark: number | null | undefined
}

interface SaidSide {
  readonly price: number | null | undefined
  readonly amount: number | null | undefined
  readonly iv?: number | null | undefined
}

/** How far mark and quote of an instrument may be apart; `factor` and `slack` also say how far a mark moves at once. */
export interface BookRules extends Reach {
  /** How many hearing the bid an ask may be for the book to speak for a mark within it. */
  readonly narrow: number
  /** How many hearing the mark an ask may be, and how small a part of it a bid. */
  readonly farthest: number
}

/** What is known of the instrument from elsewhere. */
export interface Surroundings {
  /** What it is worth at most, in the unit of its prices. */
  readonly most: number
  /** A price that is nearly its own; null without one. */
  readonly likePrice: number | null
}

/** Adds what is said, except of what is known from later; the same book where that is nothing. */
export function foldBook(before: Book, said: SaidBook, hearing: Hearing, rules: BookRules, around: Surroundings): Book {
  const bid = foldSide(before.bid, said.bid, hearing, around)
  const ask = foldSide(before.ask, said.ask, hearing, around)
  const isMarkSaid = said.mark !== undefined && isNews(before.mark, hearing)
  if (bid === before.bid && ask === before.ask && !isMarkSaid) return before
  const sides = isCrossed(bid, ask) ? { bid: unquoted(bid), ask: unquoted(ask) } : { bid, ask }
  const mark = isMarkSaid ? bounded(said.mark ?? null, around) : before.mark.value
  const says = mark === null ? null : witnessOf(mark, sides, hearing, rules, around)
  const disputedSinceMs = says === 'AGAINST' ? (before.disputedSinceMs ?? hearing.eventTimeMs) : null
  const isSettled = disputedSinceMs !== null && hearing.eventTimeMs >= disputedSinceMs + insistedAfterMs
  const isUnmoved = says === 'AGAINST' && mark !== null && isMarkUnmoved(before, mark, hearing, rules, around)
  const witness = isSettled || isUnmoved ? null : says
  return {
    bid: sides.bid,
    ask: sides.ask,
    mark: isMarkSaid ? hearWeighed(before.mark, mark, hearing, rules, witness) : weighedAgain(before.mark, says),
    disputedSinceMs,
    isQuoteDoubted: disputedSinceMs !== null && !isSettled,
  }
}

export function silencedBook(book: Book): Book {
  return { ...book, bid: silenced(book.bid), ask: silenced(book.ask), mark: silenced(book.mark) }
}

type Sides = Pick<Book, 'bid' | 'ask'>

const noSide: Side = { price: null, amount: null, iv: null }

/** The size of a price that comes again without one is the one known of it: unknown, the quote would carry any order. */
function foldSide(
  side: Heard<Side>,
  { price, amount, iv }: SaidSide,
  hearing: Hearing,
  { most }: Surroundings,
): Heard<Side> {
  if (price === undefined) return side
  if (price === null || price > most) return hear(side, noSide, hearing)
  const known = side.value?.price === price ? side.value.amount : null
  return hear(side, { price, amount: amount === undefined ? known : amount, iv }, hearing)
}

/** Each side may have come in a frame of its own: which of two that cross is wrong nobody knows, so neither is known. */
function isCrossed(bid: Heard<Side>, ask: Heard<Side>): boolean {
  const [bidPrice, askPrice] = [bid.value?.price ?? null, ask.value?.price ?? null]
  return bidPrice !== null && askPrice !== null && bidPrice > askPrice
}

function unquoted(side: Heard<Side>): Heard<Side> {
  return { ...side, value: noSide }
}

function bounded(price: number | null, { most }: Surroundings): number | null {
  return price !== null && price <= most ? price : null
}

/** What book and surroundings say of a mark: against it speaks any of them, for it one. Of books only a narrow one. */
function witnessOf(
  mark: number,
  { bid, ask }: Sides,
  hearing: Hearing,
  rules: BookRules,
  around: Surroundings,
): Witness {
  const bidPrice = priceAt(bid, hearing)
  const askPrice = priceAt(ask, hearing)
  const { factor, slack, narrow, farthest } = rules
  if (bidPrice !== null && (mark < bidPrice / factor - slack || bidPrice < mark / farthest)) return 'AGAINST'
  if (askPrice !== null && (mark > askPrice * factor + slack || askPrice > mark * farthest)) return 'AGAINST'
  const others = likePriceWitness(mark, around.likePrice, rules)
  const isNarrow = bidPrice !== null && askPrice !== null && askPrice <= bidPrice * narrow + slack
  return isNarrow && others === null ? 'FOR' : others
}

function priceAt(side: Heard<Side>, hearing: Hearing): number | null {
  return isWitness(side, hearing) ? (side.value?.price ?? null) : null
}

/** Nearly the same price is never a fifth more or less. */
const likeReach: Reach = { factor: 1.2, slack: 0 }

export function likePriceWitness(price: number, likePrice: number | null, reach: Reach): Witness {
  if (likePrice === null) return null
  return isNear(price, likePrice, reach) ? 'FOR' : isNear(price, likePrice, likeReach) ? null : 'AGAINST'
}

/** Of mark and quote it was the quote that moved: the mark is near the one before, which the quote before did not contradict. */
function isMarkUnmoved(before: Book, mark: number, hearing: Hearing, rules: BookRules, around: Surroundings): boolean {
  const { believed, doubted } = before.mark
  if (believed === null || !isNear(mark, believed, rules)) return false
  if (before.disputedSinceMs !== null) return doubted === null
  return witnessOf(mark, before, hearing, rules, around) !== 'AGAINST'
}

/** A doubted mark that is not said again is believed when the book has come to it. */
function weighedAgain(mark: Heard<number>, says: Witness): Heard<number> {
  return mark.doubted !== null && says === 'FOR' ? { ...mark, believed: mark.value, doubted: null } : mark
}
