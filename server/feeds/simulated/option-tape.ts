import { msPerDay, type UnixMs } from '../../domain/units.js'
import { deviationsOf, type ExpiryMarket } from './expiry-market.js'
import { exchangeDay, exchangeDayStart, morningLookMs } from './expiry-calendar.js'
import { countAt, normalAt, uniformAt, type RandomKey } from './hashed-random.js'
import type { MarketSettings } from './market-settings.js'
import type { ListedContract } from './option-listing.js'

/**
 * The trades of one option on one of the exchange's days. They are spread over the day, and they bring its open
 * interest from where the morning found it to where the next morning will. Open interest in the mornings is a function
 * of time too: nothing at the listing, and more from day to day.
 */
export interface OptionTape {
  readonly startInterestLots: number
  readonly trades: readonly OptionTrade[]
}

export interface OptionTrade {
  readonly timeMs: UnixMs
  readonly lots: number
  readonly side: 'bid' | 'ask'
  readonly openInterestLots: number
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

/** The tape of a day on which the option is listed. */
export function optionTape(option: TradedOption, day: number): OptionTape {
  const startMs = exchangeDayStart(day)
  const startInterestLots = morningInterestLots(option, day)
  const change = morningInterestLots(option, day + 1) - startInterestLots
  const drawn = countAt(option.key, draws.count, day, expectedTrades(option, option.marketAt(morningLookMs(day))))
  const count = Math.min(mostTradesInDay, change === 0 ? drawn : Math.max(1, drawn))
  let openInterestLots = startInterestLots
  const trades = Array.from({ length: count }, (_, index): OptionTrade => {
    const number = day * mostTradesInDay + index
    const before = openInterestLots
    openInterestLots = startInterestLots + Math.round((change * (index + 1)) / count)
    return {
      timeMs: startMs + Math.floor(((index + uniformAt(option.key, draws.time, number)) / count) * msPerDay),
      lots: Math.max(drawLots(option, number), Math.abs(openInterestLots - before)),
      side: uniformAt(option.key, draws.side, number) < 0.5 ? 'bid' : 'ask',
      openInterestLots,
    }
  })
  return { startInterestLots, trades }
}

/** A month old, an expiry with typical interest has all of it. Shorter ones have less. */
const fullLifeDays = 30

function morningInterestLots({ instrument, listedMs, interest, key, settings, marketAt }: TradedOption, day: number) {
  const listedDay = exchangeDay(listedMs)
  if (day <= listedDay) return 0
  const lifeDays = exchangeDay(instrument.expiryMs) - listedDay
  const grown = 1 - (1 - (day - listedDay) / lifeDays) ** 2
  const size = Math.exp(0.9 * normalAt(key, draws.size, 0)) * Math.min(1, Math.sqrt(lifeDays / fullLifeDays))
  const wanted = liking(interest, deviationsOf(instrument.strikeUsd, marketAt(morningLookMs(listedDay))))
  const restless = 0.95 + 0.1 * uniformAt(key, draws.morning, day)
  return Math.round(settings.typicalOpenInterestLots * wanted * size * grown * restless)
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

function drawLots({ key, settings }: TradedOption, number: number): number {
  return Math.max(1, Math.round(settings.typicalTradeLots * Math.exp(1.1 * normalAt(key, draws.lots, number) - 0.6)))
}
