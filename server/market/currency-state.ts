import type { InstrumentState, ListedInstrument, ListedOption } from '../domain/instrument.js'
import { isOption } from '../domain/instrument.js'
import type {
  DeliveryPriceEvent,
  IndexEvent,
  OptionsEvent,
  OptionUpdate,
  PerpetualEvent,
  PerpetualValues,
  VolatilityIndexEvent,
} from '../domain/market-events.js'
import type { Perpetual } from '../domain/market-data.js'
import type { UnixMs } from '../domain/units.js'
import { parsePerpetualName } from '../domain/instrument-name.js'
import { sameFields } from '../lib/same-fields.js'
import type { Belief } from './belief.js'
import { isNearPerpetualMark, isNearPrice, isNearVolatility, noBelief, weigh } from './belief.js'
import { isCrossed } from './crossed.js'
import { markWitness } from './mark-witness.js'
import { MarketClock } from './market-clock.js'
import { isOutdated, newerTime } from './order-in-time.js'
import type { Hearing, OptionState } from './option-state.js'
import { foldOption, newOptionState } from './option-state.js'

/** The options of one expiry, sorted by strike, call before put. */
export interface ExpiryState {
  readonly expiryMs: UnixMs
  readonly symbols: readonly string[]
  readonly options: Map<string, OptionState>
  underlyingPriceUsd: number | null
  underlying: Belief
  underlyingAsOf: UnixMs | null
  /** The index when the options last changed, so that a chain is one moment. */
  indexPriceUsd: number | null
  asOf: UnixMs | null
  /** When the forward was heard, by our clock; null while the feed is down. */
  underlyingHeardAtMs: UnixMs | null
}

/** Everything last heard of one currency. Mutable; only `MarketState` holds it. */
export interface CurrencyState {
  readonly currency: string
  indexPriceUsd: number | null
  index: Belief
  indexAsOf: UnixMs | null
  volatilityIndex: number | null
  volatility: Belief
  volatilityAsOf: UnixMs | null
  perpetual: Perpetual | null
  perpetualMark: Belief
  /** By our clock; null before the first event, and while the feed is down. */
  indexHeardAtMs: UnixMs | null
  perpetualHeardAtMs: UnixMs | null
  clock: MarketClock
  /** The exchange lets nothing trade that is priced by the index. */
  indexLocked: boolean
  perpetualState: InstrumentState | null
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
    indexPriceUsd: null,
    index: noBelief,
    indexAsOf: null,
    volatilityIndex: null,
    volatility: noBelief,
    volatilityAsOf: null,
    perpetual: null,
    perpetualMark: noBelief,
    indexHeardAtMs: null,
    perpetualHeardAtMs: null,
    clock: new MarketClock(),
    indexLocked: false,
    perpetualState: null,
    deliveryPricesUsd: new Map(),
    instruments: new Map(),
    instrumentsAsOf: null,
    marksConfirmedAtMs: null,
    allConfirmedAtMs: null,
    expiryOf: new Map(),
    expiries: new Map(),
  }
}

/**
 * Replaces the listing of the kinds that are in it; what is known of options that stay is kept. Answers the expiries
 * whose options changed.
 */
export function foldListing(state: CurrencyState, rows: readonly ListedInstrument[]): UnixMs[] {
  const instruments = [...new Map(rows.map((row) => [row.symbol, row])).values()]
  const kinds = new Set(instruments.map(({ kind }) => kind))
  const others = [...state.instruments.values()].filter(({ kind }) => !kinds.has(kind))
  const listed = [...others, ...instruments].sort(byKindAndContract)
  const known = state.instruments
  if (listed.length !== known.size || listed.some((one) => !sameListed(one, known.get(one.symbol)))) {
    state.instruments = new Map(listed.map((one) => [one.symbol, keptIfSame(one, known.get(one.symbol))]))
  }
  state.perpetualState = (state.perpetual && listedState(state, state.perpetual.symbol)) ?? state.perpetualState
  return kinds.has('OPTION') ? foldListedOptions(state, instruments.filter(isOption)) : []
}

function keptIfSame(one: ListedInstrument, known: ListedInstrument | undefined): ListedInstrument {
  return known && sameListed(one, known) ? known : one
}

function listedState({ instruments }: CurrencyState, symbol: string): InstrumentState | null {
  return instruments.get(symbol)?.state ?? null
}

/** Takes in whether an instrument trades; answers the expiries that this changed. */
export function foldState(state: CurrencyState, symbol: string, told: InstrumentState): UnixMs[] {
  const listed = state.instruments.get(symbol)
  if (listed && listed.state !== told) {
    state.instruments = new Map(state.instruments).set(symbol, { ...listed, state: told })
  }
  if (symbol === state.perpetual?.symbol || parsePerpetualName(symbol) === state.currency) state.perpetualState = told
  const expiry = state.expiries.get(state.expiryOf.get(symbol) ?? 0)
  const option = expiry?.options.get(symbol)
  if (!expiry || !option || option.instrument.state === told) return []
  expiry.options.set(symbol, { ...option, instrument: { ...option.instrument, state: told } })
  return [expiry.expiryMs]
}

function foldListedOptions(state: CurrencyState, instruments: readonly ListedOption[]): UnixMs[] {
  const byExpiry = groupByExpiry(instruments)
  const changed = [...state.expiries.keys()].filter((expiryMs) => !byExpiry.has(expiryMs))
  const next = new Map<UnixMs, ExpiryState>()
  for (const [expiryMs, listed] of byExpiry) {
    const old = state.expiries.get(expiryMs)
    const symbols = listed.sort(byStrikeThenKind).map(({ symbol }) => symbol)
    if (
      old &&
      listed.every((one) => sameListed(one, old.options.get(one.symbol)?.instrument)) &&
      old.options.size === listed.length
    ) {
      next.set(expiryMs, old)
      continue
    }
    changed.push(expiryMs)
    const options = new Map(listed.map((one) => [one.symbol, relisted(one, old?.options.get(one.symbol))]))
    next.set(expiryMs, { ...(old ?? newExpiry(expiryMs)), symbols, options })
  }
  state.expiries = new Map([...next].sort(([a], [b]) => a - b))
  state.expiryOf = new Map(instruments.map((one) => [one.symbol, one.expiryMs]))
  return changed
}

function sameListed(listed: ListedInstrument, known: ListedInstrument | undefined): boolean {
  if (!known || listed.kind !== known.kind || !sameFields(listed, known, ['tickSize'])) return false
  return JSON.stringify(listed.tickSize) === JSON.stringify(known.tickSize)
}

function byKindAndContract(a: ListedInstrument, b: ListedInstrument): number {
  if (isOption(a) && isOption(b)) return a.expiryMs - b.expiryMs || byStrikeThenKind(a, b)
  return a.kind === b.kind ? a.symbol.localeCompare(b.symbol, 'en') : isOption(a) ? 1 : -1
}

function relisted(instrument: ListedOption, known: OptionState | undefined): OptionState {
  return known ? { ...known, instrument } : newOptionState(instrument)
}

function groupByExpiry(instruments: readonly ListedOption[]): Map<UnixMs, ListedOption[]> {
  const groups = new Map<UnixMs, ListedOption[]>()
  for (const instrument of instruments) {
    const group = groups.get(instrument.expiryMs)
    if (group) group.push(instrument)
    else groups.set(instrument.expiryMs, [instrument])
  }
  return groups
}

function newExpiry(expiryMs: UnixMs) {
  return {
    expiryMs,
    underlyingPriceUsd: null,
    underlying: noBelief,
    underlyingAsOf: null,
    indexPriceUsd: null,
    asOf: null,
    underlyingHeardAtMs: null,
  }
}

function byStrikeThenKind(a: ListedOption, b: ListedOption): number {
  return a.strikeUsd - b.strikeUsd || a.optionKind.localeCompare(b.optionKind)
}

const unknownPerpetual: PerpetualValues = {
  bidPriceUsd: null,
  bidAmountUsd: null,
  askPriceUsd: null,
  askAmountUsd: null,
  markPriceUsd: null,
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

/**
 * Takes one of the currency's prices in; false when something newer is known. The index also comes with the tickers of
 * a recording, and not always in order.
 */
export function foldPrice(state: CurrencyState, event: IndexEvent | PerpetualEvent | VolatilityIndexEvent): boolean {
  const isLate = (knownMs: UnixMs | null | undefined) => isOutdated(event.eventTimeMs, knownMs, state.clock.nowMs)
  switch (event.type) {
    case 'index':
      if (isLate(state.indexAsOf)) return false
      state.index = weighPrice(state.index, event.priceUsd, event.eventTimeMs)
      state.indexPriceUsd = state.index.doubted ? null : event.priceUsd
      state.indexAsOf = event.eventTimeMs
      state.indexHeardAtMs = event.receivedTimeMs
      return true
    case 'perpetual':
      if (isLate(state.perpetual?.asOf)) return false
      foldPerpetual(state, event)
      return true
    case 'volatility-index':
      if (isLate(state.volatilityAsOf)) return false
      state.volatility = weighPrice(state.volatility, event.volatility, event.eventTimeMs, isNearVolatility)
      state.volatilityIndex = state.volatility.doubted ? null : event.volatility
      state.volatilityAsOf = event.eventTimeMs
      return true
  }
}

/** A price that nothing else witnesses. */
function weighPrice(before: Belief, value: number | null, timeMs: UnixMs, isNear = isNearPrice): Belief {
  return value === null ? { ...before, doubted: null } : weigh(before, { value, timeMs, witness: null, isNear })
}

/** A perpetual can carry 50 times its margin, so its mark is held to 1 % around its book. */
function weighPerpetualMark(
  before: Belief,
  { bidPriceUsd, askPriceUsd, markPriceUsd }: PerpetualValues,
  timeMs: UnixMs,
) {
  if (markPriceUsd === null) return { ...before, doubted: null }
  const witness = markWitness(markPriceUsd, { bid: bidPriceUsd, ask: askPriceUsd }, { factor: 1.01, slack: 0 })
  return weigh(before, { value: markPriceUsd, timeMs, witness, isNear: isNearPerpetualMark })
}

const noPerpetualQuote = { bidPriceUsd: null, bidAmountUsd: null, askPriceUsd: null, askAmountUsd: null }

function foldPerpetual(state: CurrencyState, event: PerpetualEvent): void {
  const { symbol, values, eventTimeMs, receivedTimeMs } = event
  const isFirst = state.perpetual === null
  const before = { ...unknownPerpetual, ...state.perpetual }
  const next = {
    ...before,
    ...forgottenSizes(before, values),
    ...values,
    symbol,
    asOf: eventTimeMs,
    state: null,
    markDoubted: false,
  }
  const crossed = isCrossed(next.bidPriceUsd, next.askPriceUsd)
  const known = crossed ? { ...next, ...noPerpetualQuote } : next
  const isWeighed = values.markPriceUsd !== undefined || state.perpetualMark.doubted !== null
  if (isWeighed) state.perpetualMark = weighPerpetualMark(state.perpetualMark, known, eventTimeMs)
  state.perpetual = { ...known, markDoubted: state.perpetualMark.doubted !== null }
  state.perpetualHeardAtMs = receivedTimeMs
  if (isFirst) state.perpetualState ??= listedState(state, symbol)
  if (event.state && event.state !== state.perpetualState) foldState(state, symbol, event.state)
}

/** A size is of its price: beside another one it says nothing. */
function forgottenSizes(known: PerpetualValues, { bidPriceUsd, askPriceUsd }: Partial<PerpetualValues>) {
  return {
    ...(bidPriceUsd !== undefined && bidPriceUsd !== known.bidPriceUsd && { bidAmountUsd: null }),
    ...(askPriceUsd !== undefined && askPriceUsd !== known.askPriceUsd && { askAmountUsd: null }),
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

/** The newest exchange time of index and perpetual, as far as the market's clock has come. */
export function marketDataAsOf({ indexAsOf, perpetual, clock }: CurrencyState): UnixMs | null {
  const newestMs = Math.max(indexAsOf ?? -Infinity, perpetual?.asOf ?? -Infinity)
  return newestMs === -Infinity ? null : Math.min(newestMs, clock.nowMs ?? newestMs)
}

/** Makes everything unheard: values stay, and are stale until they are heard again. */
export function forgetHeard(state: CurrencyState): void {
  state.indexHeardAtMs = state.perpetualHeardAtMs = null
  state.marksConfirmedAtMs = state.allConfirmedAtMs = null
  for (const expiry of state.expiries.values()) {
    expiry.underlyingHeardAtMs = null
    for (const [symbol, option] of expiry.options) {
      expiry.options.set(symbol, { ...option, quoteHeardAtMs: null, markHeardAtMs: null })
    }
  }
}

/** Adds what an event says of listed options; answers the expiries it touched. Unlisted options are ignored. */
export function foldOptions(state: CurrencyState, event: OptionsEvent): Set<UnixMs> {
  const { updates, receivedTimeMs, confirms } = event
  if (confirms) state.marksConfirmedAtMs = receivedTimeMs
  if (confirms === 'ALL') state.allConfirmedAtMs = receivedTimeMs
  const touched = new Set<UnixMs>()
  for (const update of updates) {
    const expiry = state.expiries.get(state.expiryOf.get(update.symbol) ?? 0)
    const option = expiry?.options.get(update.symbol)
    if (!expiry || !option) continue
    if (update.state && update.state !== option.instrument.state) {
      for (const expiryMs of foldState(state, update.symbol, update.state)) touched.add(expiryMs)
    }
    const known = expiry.options.get(update.symbol) ?? option
    const next = foldOption(known, update, { heardAtMs: receivedTimeMs, marketMs: state.clock.nowMs })
    if (next === known) continue
    expiry.options.set(update.symbol, next)
    expiry.indexPriceUsd = state.indexPriceUsd
    expiry.asOf = newerTime(update.eventTimeMs, expiry.asOf, state.clock.nowMs)
    foldUnderlying(expiry, update, { heardAtMs: receivedTimeMs, marketMs: state.clock.nowMs })
    touched.add(expiry.expiryMs)
  }
  return touched
}

/** Every option of an expiry may bring its forward. */
function foldUnderlying(
  expiry: ExpiryState,
  { values, eventTimeMs }: OptionUpdate,
  { heardAtMs, marketMs }: Hearing,
): void {
  if (values.underlyingPriceUsd === undefined || isOutdated(eventTimeMs, expiry.underlyingAsOf, marketMs)) return
  expiry.underlying = weighPrice(expiry.underlying, values.underlyingPriceUsd, eventTimeMs)
  expiry.underlyingPriceUsd = expiry.underlying.doubted ? null : values.underlyingPriceUsd
  expiry.underlyingAsOf = eventTimeMs
  expiry.underlyingHeardAtMs = heardAtMs
}
