import { msPerDay, type UnixMs } from '../../domain/units.js'
import { exchangeDay, exchangeDayStart, morningLookMs } from './expiry-calendar.js'
import { deviationsOf, type ExpiryMarket } from './expiry-market.js'
import { countAt, normalAt, uniformAt, type RandomKey } from './hashed-random.js'
import type { MarketSettings } from './market-settings.js'
import type { ListedContract } from './option-listing.js'

/**
 * The trades of one option on one of the exchange's days. They are spread over the day, and they bring its open
 * interest from where the morning found it to where the next morning will. Open interest in the mornings is a function
 * of time too: nothing at the listing, and more from day to day. Each trade is a function of its number.
 */
export interface OptionTape {
  readonly startMs: UnixMs
  readonly trades: number
  readonly startInterestLots: number
  readonly endInterestLots: number
  tradeMs(index: number): UnixMs
  lots(index: number): number
  side(index: number): 'bid' | 'ask'
  /** Open interest after the first `trades`. */
  openInterestLots(trades: number): number
}

export interface TradedOption extends ListedContract {
  /** From 0 to 1. */
  readonly interest: number
  readonly key: RandomKey
  readonly settings: MarketSettings['options']
  marketAt(timeMs: UnixMs): ExpiryMarket
}

const draws = { count: -1, time: -2, side: -3, lots: -4, size: -5, morning: -6 }
const mostTradesInDay = 2 ** 10

/** The tape of each day on which the option is listed. */
export type OptionTapes = (day: number) => OptionTape

export function optionTapes(option: TradedOption): OptionTapes {
  let fullLots: number | null = null
  return (day) => optionTape(option, day, (fullLots ??= fullInterestLots(option)))
}

function optionTape(option: TradedOption, day: number, fullLots: number): OptionTape {
  const { key, settings } = option
  const startMs = exchangeDayStart(day)
  const startInterestLots = morningInterestLots(option, day, fullLots)
  const endInterestLots = morningInterestLots(option, day + 1, fullLots)
  const drawn = countAt(key, draws.count, day, expectedTrades(option, option.marketAt(morningLookMs(day))))
  const trades = Math.min(mostTradesInDay, startInterestLots === endInterestLots ? drawn : Math.max(1, drawn))
  const number = (index: number) => day * mostTradesInDay + index
  const openInterestLots = (done: number) =>
    trades === 0
      ? startInterestLots
      : startInterestLots + Math.round(((endInterestLots - startInterestLots) * done) / trades)
  return {
    startMs,
    trades,
    startInterestLots,
    endInterestLots,
    openInterestLots,
    tradeMs: (index) => startMs + Math.floor(((index + uniformAt(key, draws.time, number(index))) / trades) * msPerDay),
    lots(index) {
      const drawnLots = settings.typicalTradeLots * Math.exp(1.1 * normalAt(key, draws.lots, number(index)) - 0.6)
      const change = openInterestLots(index + 1) - openInterestLots(index)
      return Math.max(1, Math.round(drawnLots), Math.abs(change))
    },
    side: (index) => (uniformAt(key, draws.side, number(index)) < 0.5 ? 'bid' : 'ask'),
  }
}

/** An expiry that lives for a month gets all the open interest that is typical. Shorter ones get less. */
const fullLifeDays = 30

/** What the open interest of an option grows to. */
function fullInterestLots({ instrument, listedMs, interest, key, settings, marketAt }: TradedOption): number {
  const listedDay = exchangeDay(listedMs)
  const lifeDays = exchangeDay(instrument.expiryMs) - listedDay
  const size = Math.exp(0.9 * normalAt(key, draws.size, 0)) * Math.min(1, Math.sqrt(lifeDays / fullLifeDays))
  const wanted = liking(interest, deviationsOf(instrument.strikeUsd, marketAt(morningLookMs(listedDay))))
  return settings.typicalOpenInterestLots * wanted * size
}

function morningInterestLots({ instrument, listedMs, key }: TradedOption, day: number, fullLots: number): number {
  const listedDay = exchangeDay(listedMs)
  if (day <= listedDay) return 0
  const lifeDays = exchangeDay(instrument.expiryMs) - listedDay
  const grown = 1 - (1 - (day - listedDay) / lifeDays) ** 2
  const restless = 0.95 + 0.1 * uniformAt(key, draws.morning, day)
  return Math.round(fullLots * grown * restless)
}

/** Most at the money and in near expiries, least in the money. */
function expectedTrades({ instrument, interest, settings }: TradedOption, market: ExpiryMarket): number {
  const deviations = deviationsOf(instrument.strikeUsd, market)
  const inTheMoney = instrument.optionKind === 'CALL' ? -deviations : deviations
  const dear = inTheMoney > 0.25 ? 0.25 : 1
  return settings.busiestTradesPerDay * dear * liking(interest, deviations) * Math.exp(-1.5 * market.years)
}

/** From 0 to 1. */
function liking(interest: number, deviations: number): number {
  return (0.3 + interest) * 0.77 * Math.exp(-0.35 * deviations * deviations)
}
