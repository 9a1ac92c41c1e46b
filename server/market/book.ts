import type { UnixMs } from '../domain/units.js'
import { insistedAfterMs, isNear, type Reach, type Witness } from './belief.js'
import { hear, hearWeighed, isNews, isWitness, silenced, unheard, type Heard, type Hearing } from './heard.js'

/** One side of a quote. `iv` is undefined when the price came without one, as in book summaries. */
export interface Side {
  readonly price: number | null
  readonly amount: number | null
  readonly iv: number | null | undefined
}

/** The best bid and ask of an instrument, and its mark price. Quote and mark are witnesses for each other. */
export interface Book {
  readonly bid: Heard<Side>
  readonly ask: Heard<Side>
  readonly mark: Heard<number>
  /** Since when, by the exchange's clock, mark and quote contradict each other; null while they do not. */
  readonly disputedSinceMs: UnixMs | null
  /** Whether they contradict each other since so short a time that the quote may be wrong. Then nobody trades at it. */
  readonly isQuoteDoubted: boolean
}

export const unheardBook: Book = {
  bid: unheard,
  ask: unheard,
  mark: unheard,
  disputedSinceMs: null,
  isQuoteDoubted: false,
}

/** What a message says about a book. Undefined: nothing. A size or an IV counts only together with its price. */
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

/** How far apart mark and quote of an instrument may be. `factor` and `slack` also say how far a mark moves at once. */
export interface BookRules extends Reach {
  /** The book is a witness for a mark inside it when the ask is at most this many times the bid. */
  readonly narrow: number
  /** The ask may be this many times the mark, and the mark this many times the bid. */
  readonly farthest: number
}

/** What other sources say about the instrument. */
export interface Surroundings {
  /** The most that it can be worth, in the unit of its prices. */
  readonly most: number
  /** Another price that is nearly the same, such as the index of a perpetual. Null: there is none. */
  readonly likePrice: number | null
}

/** Adds what a message says, except where something newer is known. Answers the same book when nothing is new. */
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

/**
 * A price that comes again without a size keeps the size that we know. With an unknown size, the quote would fill any
 * order.
 */
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

/**
 * Each side may have come in its own message. When they cross, we cannot know which one is wrong, so we believe
 * neither.
 */
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

/**
 * Whether quote and surroundings confirm a mark. One that contradicts it is enough, and a quote confirms it only when
 * it is narrow.
 */
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

/** Prices that should be nearly the same differ by a fifth at most. */
const likeReach: Reach = { factor: 1.2, slack: 0 }

export function likePriceWitness(price: number, likePrice: number | null, reach: Reach): Witness {
  if (likePrice === null) return null
  return isNear(price, likePrice, reach) ? 'FOR' : isNear(price, likePrice, likeReach) ? null : 'AGAINST'
}

/**
 * Whether the quote moved and not the mark: the mark is near the one before, which the quote before did not contradict.
 */
function isMarkUnmoved(before: Book, mark: number, hearing: Hearing, rules: BookRules, around: Surroundings): boolean {
  const { believed, doubted } = before.mark
  if (believed === null || !isNear(mark, believed, rules)) return false
  if (before.disputedSinceMs !== null) return doubted === null
  return witnessOf(mark, before, hearing, rules, around) !== 'AGAINST'
}

/** We also believe a doubted mark, without hearing it again, when the quote has moved to it. */
function weighedAgain(mark: Heard<number>, says: Witness): Heard<number> {
  return mark.doubted !== null && says === 'FOR' ? { ...mark, believed: mark.value, doubted: null } : mark
}
