import type { Greeks } from '../domain/greeks.js'
import type { InstrumentState, ListedInstrument } from '../domain/instrument.js'
import type { PricePoint } from '../domain/market-data.js'
import type { FeedState } from '../domain/market-events.js'
import type { UnixMs } from '../domain/units.js'
import type { Book } from './book.js'
import type { Heard } from './heard.js'
import type { MarketTime } from './market-clock.js'
import type { PerpetualState } from './perpetual-state.js'

/**
 * All that a `MarketState` holds, as plain values. A state that takes it over has the same views and goes on in the same
 * way. Events cannot say it: whether a value is doubted, and since when, depends on what else was known as it came.
 */
export interface KeyFrame {
  readonly feed: FeedFrame
  readonly currencies: readonly CurrencyFrame[]
}

interface FeedFrame {
  readonly state: FeedState
  readonly sinceMs: UnixMs
  readonly nextAttemptMs: UnixMs | null
  readonly detail: string | null
  readonly lastReceivedMs: UnixMs | null
}

export interface CurrencyFrame {
  readonly currency: string
  readonly index: Heard<number>
  readonly volatility: Heard<number>
  readonly perpetual: PerpetualState | null
  readonly time: MarketTime
  readonly indexLock: Heard<boolean>
  readonly states: readonly { readonly symbol: string; readonly state: Heard<InstrumentState> }[]
  readonly deliveries: readonly { readonly expiryMs: UnixMs; readonly priceUsd: number }[]
  readonly instruments: readonly ListedInstrument[]
  readonly instrumentsAsOf: UnixMs | null
  readonly marksConfirmedAtMs: UnixMs | null
  readonly allConfirmedAtMs: UnixMs | null
  readonly expiries: readonly ExpiryFrame[]
  readonly indexHistory: readonly PricePoint[]
}

export interface ExpiryFrame {
  readonly expiryMs: UnixMs
  readonly forward: Heard<number>
  readonly indexPriceUsd: number | null
  readonly asOf: UnixMs | null
  readonly options: readonly OptionFrame[]
}

/** An option of those that are listed. */
interface OptionFrame {
  readonly symbol: string
  readonly book: Book
  readonly markIv: Heard<number>
  readonly greeks: Heard<Greeks>
  readonly lastPrice: Heard<number>
  readonly openInterestCoin: Heard<number>
  readonly volume24hCoin: Heard<number>
  readonly asOf: UnixMs | null
}
