import type { Greeks } from '../domain/greeks.js'
import type { ListedOption } from '../domain/instrument.js'
import type { OptionUpdate } from '../domain/market-events.js'
import type { UnixMs } from '../domain/units.js'
import { volatilityReach } from './belief.js'
import { believableGreeks } from './believable-greeks.js'
import { foldBook, silencedBook, unheardBook, type Book, type BookRules } from './book.js'
import { hear, hearWeighed, silenced, unheard, type Heard, type Hearing } from './heard.js'
import { newerTime } from './order-in-time.js'

/** What the feed last said about one option. Each channel says only some of its values. */
export interface OptionState {
  readonly instrument: ListedOption
  readonly rules: BookRules
  readonly book: Book
  readonly markIv: Heard<number>
  readonly greeks: Heard<Greeks>
  readonly lastPrice: Heard<number>
  readonly openInterestCoin: Heard<number>
  readonly volume24hCoin: Heard<number>
  /** The newest time of any value. Greeks and quote IVs that are much older do not fit the other values. */
  readonly asOf: UnixMs | null
}

export function newOptionState(instrument: ListedOption): OptionState {
  return {
    instrument,
    rules: rulesOf(instrument),
    book: unheardBook,
    markIv: unheard,
    greeks: unheard,
    lastPrice: unheard,
    openInterestCoin: unheard,
    volume24hCoin: unheard,
    asOf: null,
  }
}

/** Adds what an update says, except where something newer is known. Answers the same state when nothing is new. */
export function foldOption(
  state: OptionState,
  { values }: OptionUpdate,
  hearing: Hearing,
  forwardUsd: number | null = null,
): OptionState {
  const { instrument, rules } = state
  const said = {
    bid: { price: values.bidPrice, amount: values.bidAmountCoin, iv: values.bidIv },
    ask: { price: values.askPrice, amount: values.askAmountCoin, iv: values.askIv },
    mark: values.markPrice,
  }
  const markIv = hearWeighed(state.markIv, values.markIv, hearing, volatilityReach)
  const next: OptionState = {
    instrument,
    rules,
    book: foldBook(state.book, said, hearing, rules, { most: mostWorth(instrument, forwardUsd), likePrice: null }),
    markIv,
    greeks: hear(
      state.greeks,
      values.greeks &&
        believableGreeks(values.greeks, instrument, {
          iv: markIv.value ?? markIv.believed,
          forwardUsd,
          timeMs: hearing.eventTimeMs,
        }),
      hearing,
    ),
    lastPrice: hear(state.lastPrice, values.lastPrice, hearing),
    openInterestCoin: hear(state.openInterestCoin, values.openInterestCoin, hearing),
    volume24hCoin: hear(state.volume24hCoin, values.volume24hCoin, hearing),
    asOf: newerTime(hearing.eventTimeMs, state.asOf, hearing.marketMs),
  }
  return isSame(next, state) ? state : next
}

function isSame(a: OptionState, b: OptionState): boolean {
  if (a.book !== b.book || a.markIv !== b.markIv || a.greeks !== b.greeks || a.lastPrice !== b.lastPrice) return false
  return a.openInterestCoin === b.openInterestCoin && a.volume24hCoin === b.volume24hCoin
}

export function silencedOption(option: OptionState): OptionState {
  return { ...option, book: silencedBook(option.book), markIv: silenced(option.markIv) }
}

/** The mark of an option may be twice its ask or half its bid, and a few ticks more or less. */
function rulesOf({ premiumUnit, strikeUsd }: ListedOption): BookRules {
  return { factor: 2, slack: 0.0005 * (premiumUnit === 'COIN' ? 1 : strikeUsd), narrow: 2, farthest: Infinity }
}

/** A call is worth at most its coin, a put its strike. */
function mostWorth({ optionKind, premiumUnit, strikeUsd }: ListedOption, forwardUsd: number | null): number {
  if (premiumUnit === 'COIN') return optionKind === 'CALL' ? 1 : forwardUsd === null ? Infinity : strikeUsd / forwardUsd
  return optionKind === 'PUT' ? strikeUsd : (forwardUsd ?? Infinity)
}
