import { expiryLabel } from '../../../server/domain/instrument.js'
import type { OptionValues, PerpetualValues } from '../../../server/domain/market-events.js'

/** What is true of one option at one moment, in our units. */
export interface OptionTruth extends OptionValues {
  /** The mark price before it is rounded to the four decimals of live channels. */
  readonly exactMarkPrice: number
}

export interface CurrencyTruth {
  readonly indexPriceUsd: number
  readonly volatilityIndex: number
  readonly perpetual: PerpetualValues
  readonly options: ReadonlyMap<string, OptionTruth>
}

/** What is true of the whole scripted market at one moment. */
export interface MarketMoment {
  readonly timeMs: number
  readonly currencies: ReadonlyMap<string, CurrencyTruth>
}

export interface ScriptedOption {
  readonly symbol: string
  readonly currency: string
  readonly expiryMs: number
  readonly strikeUsd: number
  readonly call: boolean
}

const spots: Readonly<Record<string, number>> = { BTC: 64_000, ETH: 2_700 }
const moneyness = [0.8, 0.95, 1, 1.05, 1.3]

/** The options of one expiry: five strikes around the money. */
export function scriptedOptions(currency: string, expiryMs: number): ScriptedOption[] {
  const step = currency === 'BTC' ? 1000 : 50
  return moneyness.flatMap((ratio) => {
    const strikeUsd = Math.round((spot(currency) * ratio) / step) * step
    return [true, false].map((call) => {
      const symbol = `${currency}-${expiryLabel(expiryMs)}-${strikeUsd}-${call ? 'C' : 'P'}`
      return { symbol, currency, expiryMs, strikeUsd, call }
    })
  })
}

/** The values of a currency at the `step`-th moment; `emptyBook` leaves every option without a quote. */
export function truthAt(currency: string, options: ScriptedOption[], step: number, emptyBook: boolean): CurrencyTruth {
  const indexPriceUsd = decimals(spot(currency) * (1 + 0.01 * Math.sin(step / 7)), 2)
  return {
    indexPriceUsd,
    volatilityIndex: decimals(0.45 + 0.05 * Math.sin(step / 11), 4),
    perpetual: perpetualTruth(indexPriceUsd, step),
    options: new Map(options.map((option, at) => [option.symbol, optionTruth(option, at, step, emptyBook)])),
  }
}

function perpetualTruth(indexPriceUsd: number, step: number): PerpetualValues {
  const noBid = step % 13 === 0
  return {
    bidPriceUsd: noBid ? null : decimals(indexPriceUsd - 0.5, 1),
    bidAmountUsd: noBid ? null : 1_000_200 + 10 * step,
    askPriceUsd: decimals(indexPriceUsd + 0.5, 1),
    askAmountUsd: 50 + 10 * (step % 9),
    markPriceUsd: decimals(indexPriceUsd + 0.13, 2),
    lastPriceUsd: decimals(indexPriceUsd + 0.5, 1),
    change24hPct: decimals(-1 + Math.sin(step), 4),
    high24hUsd: decimals(indexPriceUsd * 1.02, 1),
    low24hUsd: decimals(indexPriceUsd * 0.97, 1),
    volume24hCoin: decimals(9_000 + step / 8, 4),
    volume24hUsd: 781_497_780 + step,
    openInterestUsd: 797_578_130 + 10 * step,
    fundingRate8h: decimals(0.0002 * Math.cos(step / 5), 8),
    fundingPaid8h: decimals(-0.0000031 + step / 1e9, 9),
  }
}

function optionTruth(option: ScriptedOption, at: number, step: number, emptyBook: boolean): OptionTruth {
  const turn = (at + step) % 7
  const mark = 0.0011 + 0.002 * at + 0.0004 * ((step + at) % 5) + 0.00003127
  const farOut = at === 0 && !option.call
  const exactMarkPrice = decimals(farOut ? 0.00003421 : mark, 8)
  const bid = emptyBook || turn === 0 ? null : decimals(exactMarkPrice - 0.0005, 4)
  const ask = emptyBook || turn === 1 ? null : decimals(exactMarkPrice + 0.0005, 4)
  const hasBid = bid !== null && bid > 0
  const traded = at % 3 !== 0
  return {
    exactMarkPrice,
    markPrice: decimals(exactMarkPrice, 4),
    markIv: decimals(0.3 + at / 100 + (step % 50) / 1000, 4),
    bidPrice: hasBid ? bid : null,
    bidAmountCoin: hasBid ? 0.1 + (step % 40) : null,
    bidIv: hasBid && turn !== 2 ? decimals(0.28 + at / 100, 4) : null,
    askPrice: ask,
    askAmountCoin: ask === null ? null : 29.3,
    askIv: ask === null ? null : decimals(0.33 + at / 100, 4),
    lastPrice: traded ? decimals(mark, 4) : null,
    underlyingPriceUsd: decimals(spot(option.currency) * (1.01 + step / 1e5), 2),
    greeks: {
      delta: decimals((option.call ? 0.5 : -0.5) + (step % 100) / 1000, 5),
      gamma: decimals(0.00028 + (step % 3) / 1e5, 5),
      vega: decimals(18 + step / 1000, 5),
      theta: decimals(-217 + step / 1000, 5),
      rho: decimals(1.3 - step / 1000, 5),
    },
    openInterestCoin: decimals(step % 4 === 0 ? 0 : 534.4 + step, 1),
    volume24hCoin: traded ? 155 + step : 0,
  }
}

function spot(currency: string): number {
  return spots[currency] ?? 100
}

function decimals(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
