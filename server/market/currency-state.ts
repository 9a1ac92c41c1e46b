import type { InstrumentState, ListedInstrument } from '../domain/instrument.js'
import type { EventTimes } from '../domain/market-events.js'
import type { UnixMs } from '../domain/units.js'
import { silenceExpiry, type ExpiryState } from './expiry-state.js'
import { later, silenced, unheard, type Heard, type Hearing } from './heard.js'
import { MarketClock } from './market-clock.js'
import { perpetualAsOf, silencedPerpetual, type PerpetualState } from './perpetual-state.js'

/** Everything last heard of one currency. Mutable; only `MarketState` holds it. */
export interface CurrencyState {
  readonly currency: string
  index: Heard<number>
  volatility: Heard<number>
  perpetual: PerpetualState | null
  clock: MarketClock
  /** Whether the exchange stops everything that is priced by the index. */
  indexLock: Heard<boolean>
  /** By symbol: of the listed instruments, and of others that the feed named since the listing. */
  states: Map<string, Heard<InstrumentState>>
  /** The delivery prices that the exchange told, by expiry. Another map when it told more. */
  deliveryPricesUsd: ReadonlyMap<UnixMs, number>
  /**
   * The listed instruments by symbol: perpetuals first, then options by expiry and strike. Another map when it changed.
   */
  instruments: ReadonlyMap<string, ListedInstrument>
  /** The time of the newest listing, state or lock. */
  instrumentsAsOf: UnixMs | null
  /**
   * When a message last confirmed all marks, and all values, of options without naming them. Null since the feed was
   * down.
   */
  marksConfirmedAtMs: UnixMs | null
  allConfirmedAtMs: UnixMs | null
  expiryOf: Map<string, UnixMs>
  expiries: Map<UnixMs, ExpiryState>
}

export function newCurrencyState(currency: string): CurrencyState {
  return {
    currency,
    index: unheard,
    volatility: unheard,
    perpetual: null,
    clock: new MarketClock(),
    indexLock: unheard,
    states: new Map(),
    deliveryPricesUsd: new Map(),
    instruments: new Map(),
    instrumentsAsOf: null,
    marksConfirmedAtMs: null,
    allConfirmedAtMs: null,
    expiryOf: new Map(),
    expiries: new Map(),
  }
}

/** The times with which we hear an event now. */
export function hearingOf({ clock }: CurrencyState, { eventTimeMs, receivedTimeMs }: EventTimes): Hearing {
  return { eventTimeMs, receivedTimeMs, marketMs: clock.nowMs }
}

/** The newest exchange time of index and perpetual, but not later than the market's clock. */
export function marketDataAsOf({ index, perpetual, clock }: CurrencyState): UnixMs | null {
  const newestMs = later(index.asOf, perpetual && perpetualAsOf(perpetual))
  return newestMs === null ? null : Math.min(newestMs, clock.nowMs ?? newestMs)
}

/** The feed is down: values stay, and are stale until the feed says them again. */
export function silence(state: CurrencyState): void {
  state.index = silenced(state.index)
  state.volatility = silenced(state.volatility)
  state.perpetual = state.perpetual && silencedPerpetual(state.perpetual)
  state.marksConfirmedAtMs = state.allConfirmedAtMs = null
  for (const expiry of state.expiries.values()) silenceExpiry(expiry)
}
