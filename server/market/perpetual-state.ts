import { maxLeverage } from '../domain/limits.js'
import type { PerpetualEvent, PerpetualValues } from '../domain/market-events.js'
import { foldBook, silencedBook, unheardBook, type Book, type BookRules } from './book.js'
import { hear, newestTime, unheard, type Heard, type Hearing } from './heard.js'

type QuoteAndMark = 'bidPriceUsd' | 'bidAmountUsd' | 'askPriceUsd' | 'askAmountUsd' | 'markPriceUsd'
type OtherValues = Omit<PerpetualValues, QuoteAndMark>

/** What the feed last said about a perpetual. */
export interface PerpetualState {
  readonly symbol: string
  readonly book: Book
  readonly others: Heard<OtherValues>
}

const noOthers: OtherValues = {
  lastPriceUsd: null,
  change24hPct: null,
  high24hUsd: null,
  low24hUsd: null,
  volume24hCoin: null,
  volume24hUsd: null,
  openInterestUsd: null,
  fundingRate8h: null,
  fundingPaid8h: null,
}

export function newPerpetualState(symbol: string): PerpetualState {
  return { symbol, book: unheardBook, others: unheard }
}

/** Adds what an event says, except where something newer is known. Answers the same state when nothing is new. */
export function foldPerpetual(
  state: PerpetualState,
  event: PerpetualEvent,
  hearing: Hearing,
  indexPriceUsd: number | null,
): PerpetualState {
  const { bidPriceUsd, bidAmountUsd, askPriceUsd, askAmountUsd, markPriceUsd, ...others } = event.values
  const said = {
    bid: { price: bidPriceUsd, amount: bidAmountUsd },
    ask: { price: askPriceUsd, amount: askAmountUsd },
    mark: markPriceUsd,
  }
  const book = foldBook(state.book, said, hearing, rules, { most: Infinity, likePrice: indexPriceUsd })
  const isOtherSaid = Object.keys(others).length > 0
  const known = state.others.value ?? noOthers
  const heardOthers = hear(state.others, isOtherSaid ? { ...known, ...others } : undefined, hearing)
  if (book === state.book && heardOthers === state.others) return state
  return { symbol: event.symbol, book, others: heardOthers }
}

/** A move of 1 / `maxLeverage` costs the whole margin. The mark may be half of that away from its book. */
const rules: BookRules = { factor: 1 + 1 / (2 * maxLeverage), slack: 0, narrow: 1.02, farthest: 2 }

export function valuesOf({ book: { bid, ask, mark }, others }: PerpetualState): PerpetualValues {
  // Behind other fields, fields of another object would make a slow dictionary of it.
  return {
    ...(others.value ?? noOthers),
    bidPriceUsd: bid.value?.price ?? null,
    bidAmountUsd: bid.value?.amount ?? null,
    askPriceUsd: ask.value?.price ?? null,
    askAmountUsd: ask.value?.amount ?? null,
    markPriceUsd: mark.value,
  }
}

export function perpetualAsOf({ book: { bid, ask, mark }, others }: PerpetualState): number | null {
  return newestTime([bid, ask, mark, others])
}

export function silencedPerpetual(state: PerpetualState): PerpetualState {
  return { ...state, book: silencedBook(state.book) }
}
