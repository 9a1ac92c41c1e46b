import type { PriceSeries } from '../../domain/candle.js'
import { parseOptionName } from '../../domain/instrument-name.js'
import type { UnixMs } from '../../domain/units.js'
import { exchangeDay, exchangeDayStart, listedExpiries } from './expiry-calendar.js'
import { rememberMany } from './remember.js'
import type { SimulatedCurrency } from './simulated-currency.js'
import type { TellingSettings } from './simulated-events.js'
import { simulatedWorld } from './simulated-world.js'

/** One value of the simulated market as its feed says it: at each multiple of `everyMs`. */
export interface KnownValues {
  readonly everyMs: number
  /** The first and the last time of which there is a value; the last is not included. */
  readonly fromMs: UnixMs
  readonly toMs: UnixMs
  valueAt(timeMs: UnixMs): number
}

/** Mornings of which the names of all options are kept: those of a month of candles. */
const keptMornings = 40

type Settings = Pick<TellingSettings, 'seed' | 'currencies' | 'tickMs' | 'chainMs'>

/**
 * The values of a simulated market at any time, also of options that have expired since. Null for a series that there was not
 * until `nowMs`. It has a world of its own, so that looks into the past do not make the feed forget the present.
 */
export function knownValues({ seed, currencies, tickMs, chainMs }: Settings) {
  const markets = new Map(
    simulatedWorld(seed, currencies).currencies.map((one) => [
      one.currency,
      { market: one, hasOption: optionNames(one) },
    ]),
  )
  const always = { fromMs: -Infinity, toMs: Infinity }
  return (series: PriceSeries, nowMs: UnixMs): KnownValues | null => {
    const known = markets.get(series.currency)
    if (!known) return null
    const { market, hasOption } = known
    const { perpetual } = market
    switch (series.value) {
      case 'INDEX':
        return { ...always, everyMs: tickMs, valueAt: (timeMs) => market.indexUsd(timeMs) }
      case 'VOLATILITY_INDEX':
        return { ...always, everyMs: chainMs, valueAt: (timeMs) => market.volatilityIndex(timeMs) }
      case 'LAST':
        if (series.symbol !== perpetual.instrument.symbol) return null
        return { ...always, everyMs: tickMs, valueAt: (timeMs) => perpetual.lastUsdAt(timeMs) }
      case 'MARK':
        if (series.symbol !== perpetual.instrument.symbol) {
          const aliveMs = aliveAt(market, series.symbol, nowMs)
          if (aliveMs === null || !hasOption(series.symbol, aliveMs)) return null
          return optionMarks(market, series.symbol, aliveMs, chainMs)
        }
        return { ...always, everyMs: tickMs, valueAt: (timeMs) => perpetual.markUsdAt(timeMs) }
    }
  }
}

/** Whether an option is listed at a time. The list of a day is long, so its names are kept. */
function optionNames(market: SimulatedCurrency) {
  const namesOn = rememberMany(
    keptMornings,
    (morningMs) => new Set(market.options(morningMs).map(({ instrument }) => instrument.symbol)),
  )
  return (symbol: string, timeMs: UnixMs) => namesOn(exchangeDayStart(exchangeDay(timeMs))).has(symbol)
}

/** The last time until `nowMs` at which an expiry is listed. Null when it never is. */
function aliveAt(market: SimulatedCurrency, symbol: string, nowMs: UnixMs): UnixMs | null {
  const option = parseOptionName(symbol)
  if (option?.currency !== market.currency) return null
  const aliveMs = Math.min(nowMs, option.expiryMs - 1)
  return listedExpiries(aliveMs).includes(option.expiryMs) ? aliveMs : null
}

function optionMarks(market: SimulatedCurrency, symbol: string, aliveMs: UnixMs, everyMs: number): KnownValues | null {
  const book = market.options(aliveMs).find(({ instrument }) => instrument.symbol === symbol)
  if (!book) return null
  const { listedMs, instrument } = book
  return { everyMs, fromMs: listedMs, toMs: instrument.expiryMs, valueAt: (timeMs) => book.markPriceAt(timeMs) }
}
