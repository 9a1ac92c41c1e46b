import type { PriceSeries } from '../../domain/candle.js'
import { parseOptionName } from '../../domain/instrument-name.js'
import type { UnixMs } from '../../domain/units.js'
import { listedExpiries } from './expiry-calendar.js'
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

type Settings = Pick<TellingSettings, 'seed' | 'currencies' | 'tickMs' | 'chainMs'>

/**
 * The values of a simulated market at any time, also of options that have expired since. Null for a series that there was not
 * until `nowMs`. It has a world of its own, so that looks into the past do not make the feed forget the present.
 */
export function knownValues({ seed, currencies, tickMs, chainMs }: Settings) {
  const markets = new Map(simulatedWorld(seed, currencies).currencies.map((one) => [one.currency, one]))
  const always = { fromMs: -Infinity, toMs: Infinity }
  return (series: PriceSeries, nowMs: UnixMs): KnownValues | null => {
    const market = markets.get(series.currency)
    if (!market) return null
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
        if (series.symbol !== perpetual.instrument.symbol) return optionMarks(market, series.symbol, nowMs, chainMs)
        return { ...always, everyMs: tickMs, valueAt: (timeMs) => perpetual.markUsdAt(timeMs) }
    }
  }
}

function optionMarks(market: SimulatedCurrency, symbol: string, nowMs: UnixMs, everyMs: number): KnownValues | null {
  const option = parseOptionName(symbol)
  if (option?.currency !== market.currency) return null
  const { expiryMs } = option
  const aliveMs = Math.min(nowMs, expiryMs - 1)
  // The calendar is cheaper than the list of options.
  if (!listedExpiries(aliveMs).includes(expiryMs)) return null
  const book = market.options(aliveMs).find(({ instrument }) => instrument.symbol === symbol)
  if (!book) return null
  return { everyMs, fromMs: book.listedMs, toMs: expiryMs, valueAt: (timeMs) => book.markPriceAt(timeMs) }
}
