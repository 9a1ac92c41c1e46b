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
  /** Whether the exchange lets nothing trade that is priced by the index. */
  indexLock: Heard<boolean>
  /** By symbol, of what is listed, and of what was spoken of since the listing. */
  states: Map<string, Heard<InstrumentState>>
  /** What the exchange told of deliveries, by expiry; another map when it told more. */
  deliveryPricesUsd: ReadonlyMap<UnixMs, number>
  /** What is listed, by symbol: perpetuals first, then options by expiry and strike. Another map when it changed. */
  instruments: ReadonlyMap<string, ListedInstrument>
  /** Of the newest listing, state or lock. */
  instrumentsAsOf: UnixMs | null
  /** When marks, and all values, of options that were heard since the feed is up were confirmed without being named. */
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

/** As an event is heard now. */
export function hearingOf({ clock }: CurrencyState, { eventTimeMs, receivedTimeMs }: EventTimes): Hearing {
  return { eventTimeMs, receivedTimeMs, marketMs: clock.nowMs }
}

/** The newest exchange time of index and perpetual, as far as the market's clock has come. */
export function marketDataAsOf({ index, perpetual, clock }: CurrencyState): UnixMs | null {
  const newestMs = later(index.asOf, perpetual && perpetualAsOf(perpetual))
  return newestMs === null ? null : Math.min(newestMs, clock.nowMs ?? newestMs)
}

/** Makes everything unheard: values stay, and are stale until they are heard again. */
export function silence(state: CurrencyState): void {
  state.index = silenced(state.index)
  state.volatility = silenced(state.volatility)
  state.perpetual = state.perpetual && silencedPerpetual(state.perpetual)
  state.marksConfirmedAtMs = state.allConfirmedAtMs = null
  for (const expiry of state.expiries.values()) silenceExpiry(expiry)
}
