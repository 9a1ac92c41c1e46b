import type { ListedOption } from '../../domain/instrument.js'
import { msPerYear, type UnixMs } from '../../domain/units.js'
import { normalCdf, normalPdf } from '../../pricing/normal.js'
import { deviationsOf, shortestYears, type ExpiryMarket } from './expiry-market.js'
import { rememberLast } from './remember.js'
import { reversionPerYear } from './surface-motion.js'

/**
 * When an option was priced last, as a function of time. Makers do not price every option all the time: those at the
 * money of near expiries several times a second, the others about as often as their price moves by half a tick. So
 * options far from the money, and expensive ones, change seldom. All are priced again after a jump of the market.
 *
 * How long a price stays is a power of two and is decided once a minute. Each option has its own place in that minute.
 */
export interface PricedOption {
  readonly instrument: ListedOption
  /** From 0 to 1. */
  readonly interest: number
  /** From 0 to 1: its place in the minute. */
  readonly phase: number
  readonly listedMs: UnixMs
  marketAt(timeMs: UnixMs): ExpiryMarket
}

/** All prices are made at multiples of it. So options share the market of their moment. */
const shortestMs = 2 ** 8
const longestMs = 2 ** 15
const minuteMs = 2 ** 16
const nearDeviations = 0.35
const nearYears = 10 / 365
/** Of the volatility, in units of itself, in the root of a year. */
const volOfVol = 2

/** The time of the price that holds at a time. `lastJumpMs` is that of the market's last jump before it. */
export function repricing(option: PricedOption): (timeMs: UnixMs, lastJumpMs: UnixMs | null) => UnixMs {
  const phaseMs = Math.floor((option.phase * minuteMs) / shortestMs) * shortestMs
  const lifeInMinute = rememberLast((minute) => {
    const startMs = Math.floor((minute * minuteMs - phaseMs) / minuteMs) * minuteMs
    return priceLifeMs(option, option.marketAt(Math.max(option.listedMs, startMs)))
  })
  return (timeMs, lastJumpMs) => {
    const ownMs = timeMs + phaseMs
    const lifeMs = lifeInMinute(Math.floor(ownMs / minuteMs))
    const regularMs = Math.floor(ownMs / lifeMs) * lifeMs - phaseMs
    const jumpMs = lastJumpMs === null ? -Infinity : Math.ceil(lastJumpMs / shortestMs) * shortestMs
    return Math.max(regularMs, option.listedMs, jumpMs <= timeMs ? jumpMs : -Infinity)
  }
}

/** How long a price takes, on average, to move by what its maker ignores. */
function priceLifeMs({ instrument, interest }: PricedOption, market: ExpiryMarket): number {
  const deviations = deviationsOf(instrument.strikeUsd, market)
  if (market.years < nearYears && Math.abs(deviations) < nearDeviations) return shortestMs
  const delta = normalCdf(instrument.optionKind === 'CALL' ? -deviations : deviations)
  const ignored = (5e-5 + 1.6e-4 * delta) * (0.6 + 0.8 * interest)
  const years = (ignored / moveInRootYear(deviations, delta, market)) ** 2
  const level = Math.round(Math.log2(years * msPerYear))
  return Math.min(longestMs, Math.max(shortestMs, 2 ** level))
}

/** How far a premium moves, in the coin: with the price, and with the volatility, which far expiries feel less. */
function moveInRootYear(deviations: number, delta: number, { atmVol, years }: ExpiryMarket): number {
  const time = Math.max(shortestYears, years)
  const felt = -Math.expm1(-reversionPerYear * time) / (reversionPerYear * time)
  const vega = normalPdf(deviations) * Math.sqrt(time)
  return Math.hypot(delta * atmVol, vega * volOfVol * atmVol * felt)
}
