import { isOption, type ListedInstrument, type ListedOption } from '../domain/instrument.js'
import { newCurrencyState, type CurrencyState } from './currency-state.js'
import type { ExpiryState } from './expiry-state.js'
import type { CurrencyFrame, ExpiryFrame } from './key-frame.js'
import { MarketClock } from './market-clock.js'
import { newOptionState, type OptionState } from './option-state.js'

/** What the state holds, without the history of its index. */
export function frameOfCurrency(state: CurrencyState): Omit<CurrencyFrame, 'indexHistory'> {
  const { clock, states, deliveryPricesUsd, instruments, expiryOf: _ofInstruments, expiries, ...plain } = state
  return {
    ...plain,
    time: clock.time,
    states: [...states].map(([symbol, heard]) => ({ symbol, state: heard })),
    deliveries: [...deliveryPricesUsd].map(([expiryMs, priceUsd]) => ({ expiryMs, priceUsd })),
    instruments: [...instruments.values()],
    expiries: [...expiries.values()].map(frameOfExpiry),
  }
}

/** The state that the frame was made of. */
export function currencyOfFrame(frame: Omit<CurrencyFrame, 'indexHistory'>): CurrencyState {
  const { time, states, deliveries, instruments, expiries, ...plain } = frame
  const listed = new Map(instruments.map((one) => [one.symbol, one]))
  return {
    ...newCurrencyState(frame.currency),
    ...plain,
    clock: new MarketClock(time),
    states: new Map(states.map(({ symbol, state }) => [symbol, state])),
    deliveryPricesUsd: new Map(deliveries.map(({ expiryMs, priceUsd }) => [expiryMs, priceUsd])),
    instruments: listed,
    expiryOf: new Map(instruments.filter(isOption).map(({ symbol, expiryMs }) => [symbol, expiryMs])),
    expiries: new Map(expiries.map((one) => [one.expiryMs, expiryOfFrame(one, listed)])),
  }
}

function frameOfExpiry({ options, ...plain }: ExpiryState): ExpiryFrame {
  return { ...plain, options: [...options.values()].map(frameOfOption) }
}

function frameOfOption({ instrument, rules: _ofInstrument, ...plain }: OptionState) {
  return { symbol: instrument.symbol, ...plain }
}

function expiryOfFrame({ options, ...plain }: ExpiryFrame, listed: ReadonlyMap<string, ListedInstrument>): ExpiryState {
  const states = options.map(({ symbol, ...heard }): [string, OptionState] => [
    symbol,
    { ...newOptionState(listedOption(symbol, listed)), ...heard },
  ])
  return { ...plain, options: new Map(states) }
}

function listedOption(symbol: string, listed: ReadonlyMap<string, ListedInstrument>): ListedOption {
  const instrument = listed.get(symbol)
  if (!instrument || !isOption(instrument)) throw new TypeError(`${symbol} is no listed option`)
  return instrument
}
