import type { InstrumentState, ListedInstrument } from '../domain/instrument.js'
import type {
  DeliveryPriceEvent,
  IndexEvent,
  OptionsEvent,
  OptionUpdate,
  PerpetualEvent,
  VolatilityIndexEvent,
} from '../domain/market-events.js'
import type { UnixMs } from '../domain/units.js'
import type { Reach, Witness } from './belief.js'
import { isNear, priceReach, volatilityReach } from './belief.js'
import { likePriceWitness } from './book.js'
import type { ExpiryState } from './expiry-state.js'
import { silenceExpiry } from './expiry-state.js'
import type { Heard, Hearing } from './heard.js'
import { believedNow, hearWeighed, isWitness, later, silenced, unheard } from './heard.js'
import { foldState, hearingOf } from './listed-instruments.js'
import { MarketClock } from './market-clock.js'
import { foldOption } from './option-state.js'
import { newerTime } from './order-in-time.js'
import type { PerpetualState } from './perpetual-state.js'
import { foldPerpetual, newPerpetualState, perpetualAsOf, silencedPerpetual } from './perpetual-state.js'

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

/** Of more than the last few, nobody holds anything any more. */
const keptDeliveries = 10

/** Takes in a delivery price; false when it was known. */
export function foldDeliveryPrice(state: CurrencyState, { expiryMs, priceUsd }: DeliveryPriceEvent): boolean {
  if (state.deliveryPricesUsd.get(expiryMs) === priceUsd) return false
  const told = [...new Map(state.deliveryPricesUsd).set(expiryMs, priceUsd)].sort(([a], [b]) => b - a)
  state.deliveryPricesUsd = new Map(told.slice(0, keptDeliveries))
  return true
}

/** Takes one of the currency's prices in; false when nothing of it is new. */
export function foldPrice(state: CurrencyState, event: IndexEvent | PerpetualEvent | VolatilityIndexEvent): boolean {
  const { index, volatility, perpetual } = state
  const hearing = hearingOf(state, event)
  switch (event.type) {
    case 'index':
      state.index = hearWeighed(index, event.priceUsd, hearing, priceReach, indexWitness(state, event))
      return state.index !== index
    case 'perpetual': {
      const known = perpetual ?? newPerpetualState(event.symbol)
      const next = foldPerpetual(known, event, hearing, isWitness(index, event) ? believedNow(index) : null)
      const isChanged = next !== known
      if (isChanged) state.perpetual = next
      const isNewState = event.state !== undefined && foldState(state, event.symbol, event.state, hearing) !== null
      return isChanged || isNewState
    }
    case 'volatility-index':
      state.volatility = hearWeighed(volatility, event.volatility, hearing, volatilityReach)
      return state.volatility !== volatility
  }
}

/** An index near the one before needs no witness; the mark of the perpetual, believed or not, is one for any other. */
function indexWitness({ index, perpetual }: CurrencyState, event: IndexEvent): Witness {
  const { priceUsd } = event
  if (priceUsd === null || !perpetual || !isWitness(perpetual.book.mark, event)) return null
  if (index.believed !== null && isNear(priceUsd, index.believed, priceReach)) return null
  return likePriceWitness(priceUsd, perpetual.book.mark.value, priceReach)
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

/** Adds what an event says of listed options; answers the expiries it touched. Unlisted options are ignored. */
export function foldOptions(state: CurrencyState, event: OptionsEvent): Set<UnixMs> {
  const { updates, receivedTimeMs, confirms } = event
  if (confirms) state.marksConfirmedAtMs = receivedTimeMs
  if (confirms === 'ALL') state.allConfirmedAtMs = receivedTimeMs
  const touched = new Set<UnixMs>()
  for (const update of updates) {
    const expiry = state.expiries.get(state.expiryOf.get(update.symbol) ?? 0)
    if (expiry && foldUpdate(state, expiry, update, receivedTimeMs)) touched.add(expiry.expiryMs)
  }
  return touched
}

/** Every option of an expiry may bring its forward. */
function foldUpdate(state: CurrencyState, expiry: ExpiryState, update: OptionUpdate, receivedTimeMs: UnixMs): boolean {
  const { symbol, eventTimeMs, values } = update
  const hearing = hearingOf(state, { eventTimeMs, receivedTimeMs })
  const isNewState = update.state !== undefined && foldState(state, symbol, update.state, hearing) !== null
  const { forward } = expiry
  const option = expiry.options.get(symbol)
  if (!option) return isNewState
  expiry.forward = hearForward(state.index, forward, values.underlyingPriceUsd, hearing)
  const next = foldOption(option, update, hearing, believedNow(expiry.forward) ?? expiry.forward.believed)
  if (next === option && forward === expiry.forward) return isNewState
  expiry.options.set(symbol, next)
  expiry.indexPriceUsd = believedNow(state.index)
  expiry.asOf = newerTime(eventTimeMs, expiry.asOf, hearing.marketMs)
  return true
}

/** No forward is twice or half of its index. */
const forwardReach: Reach = { factor: 2, slack: 0 }

/** The index witnesses for a forward near it, and against one far from it. */
function hearForward(
  index: Heard<number>,
  forward: Heard<number>,
  forwardUsd: number | null | undefined,
  hearing: Hearing,
): Heard<number> {
  const indexUsd = isWitness(index, hearing) ? believedNow(index) : null
  if (indexUsd === null || forwardUsd == null) return hearWeighed(forward, forwardUsd, hearing, priceReach)
  const isFar = !isNear(forwardUsd, indexUsd, forwardReach)
  const witness = isFar ? 'AGAINST' : isNear(forwardUsd, indexUsd, priceReach) ? 'FOR' : null
  return hearWeighed(forward, forwardUsd, hearing, priceReach, witness)
}
