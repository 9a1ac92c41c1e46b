import type { PerpetualValues } from '../../domain/market-events.js'
import { msPerDay, msPerMinute, msPerYear, type UnixMs } from '../../domain/units.js'
import { roundTo } from '../../lib/round.js'
import type { MeanReversion } from './bridged-path.js'
import { fundingRate8h } from './funding-rate.js'
import { keyOf, normalAt, uniformAt, type RandomKey } from './hashed-random.js'
import type { MarketSettings } from './market-settings.js'
import { perpetualPrices, quotedAmountUsd } from './perpetual-quote.js'
import { dayOfTrades, tradeEveryMs, type PerpetualTrade } from './perpetual-trades.js'
import { finestPriceLevel } from './price-path.js'
import { rememberLast } from './remember.js'
import { wanderingValue } from './wandering-value.js'

const basis: MeanReversion = { mean: 1.5e-4, halfLifeYears: (25 * msPerMinute) / msPerYear, deviation: 2.5e-4 }
const openInterest: MeanReversion = { mean: 0, halfLifeYears: 3 / 365, deviation: 0.06 }
/** Open interest has a node every 4 s. */
const finestInterestLevel = 12
const eightHoursMs = msPerDay / 3

const draws = { side: 1, amount: 2 }

/** A perpetual at any time. */
export interface PerpetualMarket {
  valuesAt(timeMs: UnixMs): PerpetualValues
  /** The mark price of `valuesAt` alone. */
  markUsdAt(timeMs: UnixMs): number
  /** The price of the last trade of `valuesAt` alone. */
  lastUsdAt(timeMs: UnixMs): number
}

/** A perpetual that follows an index at a changing distance. */
export function perpetual(
  settings: MarketSettings,
  seed: string,
  indexUsdAt: (timeMs: UnixMs) => number,
): PerpetualMarket {
  const name = `${seed}/${settings.currency}`
  const basisAt = wanderingValue(`${name}/basis`, basis, finestPriceLevel)
  const logInterestAt = wanderingValue(`${name}/perpetual-interest`, openInterest, finestInterestLevel)
  const quoteKey = keyOf(`${name}/perpetual-quote`)
  const tradeKey = keyOf(`${name}/perpetual-trades`)
  const ownTradeAt = (timeMs: UnixMs) => tradeAt(timeMs, indexUsdAt(timeMs), basisAt(timeMs), settings, tradeKey)
  const tradesUntil = dayOfTrades(ownTradeAt)
  const priceOfTrade = rememberLast((trade) => ownTradeAt(trade * tradeEveryMs).priceUsd)
  const fairUsdAt = (timeMs: UnixMs) => indexUsdAt(timeMs) * (1 + basisAt(timeMs))
  const valuesAt = (timeMs: UnixMs): PerpetualValues => {
    const { contractUsd, openInterestUsd } = settings.perpetual
    const indexUsd = indexUsdAt(timeMs)
    const fairUsd = fairUsdAt(timeMs)
    const markPriceUsd = markOf(fairUsd)
    const { bidUsd, askUsd } = perpetualPrices(fairUsd, settings)
    const { day, fundingPaid8h } = tradesUntil(timeMs)
    return {
      bidPriceUsd: bidUsd,
      bidAmountUsd: quotedAmountUsd('bid', bidUsd, timeMs, settings, quoteKey),
      askPriceUsd: askUsd,
      askAmountUsd: quotedAmountUsd('ask', askUsd, timeMs, settings, quoteKey),
      markPriceUsd,
      lastPriceUsd: day.lastUsd,
      change24hPct: roundTo((day.lastUsd / day.openUsd - 1) * 100, 4),
      high24hUsd: day.highUsd,
      low24hUsd: day.lowUsd,
      volume24hCoin: roundTo(day.volumeCoin, 4),
      volume24hUsd: roundTo(day.volumeUsd, 0),
      openInterestUsd: Math.round((openInterestUsd * Math.exp(logInterestAt(timeMs))) / contractUsd) * contractUsd,
      fundingRate8h: roundTo(fundingRate8h(markPriceUsd, indexUsd), 8),
      fundingPaid8h: roundTo(fundingPaid8h, 8),
    }
  }
  return {
    valuesAt,
    markUsdAt: (timeMs) => markOf(fairUsdAt(timeMs)),
    lastUsdAt: (timeMs) => priceOfTrade(Math.floor(timeMs / tradeEveryMs)),
  }
}

function markOf(fairUsd: number): number {
  return roundTo(fairUsd, 2)
}

/** Somebody takes the bid or the ask. */
function tradeAt(
  timeMs: UnixMs,
  indexUsd: number,
  basisNow: number,
  settings: MarketSettings,
  key: RandomKey,
): PerpetualTrade {
  const { contractUsd, dailyVolumeUsd } = settings.perpetual
  const trade = timeMs / tradeEveryMs
  const fairUsd = indexUsd * (1 + basisNow)
  const { bidUsd, askUsd } = perpetualPrices(fairUsd, settings)
  const typicalContracts = (dailyVolumeUsd * tradeEveryMs) / msPerDay / contractUsd
  const size = Math.exp(0.8 * normalAt(key, draws.amount, trade) - 0.32)
  return {
    priceUsd: uniformAt(key, draws.side, trade) < 0.5 ? bidUsd : askUsd,
    amountUsd: Math.max(1, Math.round(typicalContracts * size)) * contractUsd,
    funding: (fundingRate8h(roundTo(fairUsd, 2), indexUsd) * tradeEveryMs) / eightHoursMs,
  }
}
