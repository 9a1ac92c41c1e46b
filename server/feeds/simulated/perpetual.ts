import type { PerpetualValues } from '../../domain/market-events.js'
import { msPerMinute, msPerYear, type Fraction, type UnixMs } from '../../domain/units.js'
import { roundTo } from '../../lib/round.js'
import { createDayWindow, type DayWindow } from './day-window.js'
import type { MarketSettings } from './market-settings.js'
import { revert, type MeanReversion } from './mean-reversion.js'
import { quotePerpetual, type PerpetualQuote } from './perpetual-quote.js'
import type { Random } from './random.js'

/** A perpetual that follows an index at a changing distance. */
export interface Perpetual {
  step(nowMs: UnixMs, years: number, indexUsd: number): void
  values(nowMs: UnixMs): PerpetualValues
}

const basis: MeanReversion = { mean: 1.5e-4, halfLifeYears: (25 * msPerMinute) / msPerYear, deviation: 2.5e-4 }
const openInterest: MeanReversion = { mean: 0, halfLifeYears: 3 / 365, deviation: 0.06 }
const tradesPerDay = 150_000
const tradesPerYear = tradesPerDay * 365
const eightHoursPerYear = 1095

/** A perpetual without history. Read its values after the first step. */
export function createPerpetual(settings: MarketSettings, random: Random): Perpetual {
  const window = createDayWindow()
  const state: State = { basis: basis.mean, logInterest: 0, markUsd: 0, indexUsd: 0, quote: null, lastUsd: null }
  return {
    step(nowMs, years, indexUsd) {
      state.basis = revert(state.basis, basis, years, random.normal())
      state.indexUsd = indexUsd
      const fairUsd = indexUsd * (1 + state.basis)
      state.markUsd = roundTo(fairUsd, 2)
      state.quote = quotePerpetual(fairUsd, state.quote, settings, random)
      window.funding(nowMs, fundingRate8h(state.markUsd, indexUsd) * years * eightHoursPerYear)
      trade(state, window, nowMs, years, settings, random)
    },
    values: (nowMs) => valuesOf(state, window, nowMs, settings),
  }
}

interface State {
  basis: number
  logInterest: number
  markUsd: number
  indexUsd: number
  quote: PerpetualQuote | null
  lastUsd: number | null
}

function trade(
  state: State,
  window: DayWindow,
  nowMs: UnixMs,
  years: number,
  { perpetual }: MarketSettings,
  random: Random,
): void {
  const { quote } = state
  const trades = random.count(tradesPerYear * years)
  if (trades === 0 || !quote) return
  const typicalContracts = perpetual.dailyVolumeUsd / tradesPerDay / perpetual.contractUsd
  const contracts = Math.max(trades, Math.round(trades * typicalContracts * Math.exp(0.8 * random.normal() - 0.32)))
  state.lastUsd = random.chance(0.5) ? quote.bidUsd : quote.askUsd
  state.logInterest = revert(state.logInterest, openInterest, years, random.normal())
  window.trade(nowMs, state.lastUsd, contracts * perpetual.contractUsd)
}

function valuesOf(state: State, window: DayWindow, nowMs: UnixMs, { perpetual }: MarketSettings): PerpetualValues {
  const { quote, lastUsd } = state
  const day = window.stats(nowMs)
  const interest = (perpetual.openInterestUsd * Math.exp(state.logInterest)) / perpetual.contractUsd
  return {
    bidPriceUsd: quote?.bidUsd ?? null,
    bidAmountUsd: quote?.bidAmountUsd ?? null,
    askPriceUsd: quote?.askUsd ?? null,
    askAmountUsd: quote?.askAmountUsd ?? null,
    markPriceUsd: state.markUsd,
    lastPriceUsd: lastUsd,
    change24hPct: day && lastUsd !== null ? roundTo((lastUsd / day.openUsd - 1) * 100, 4) : null,
    high24hUsd: day?.highUsd ?? null,
    low24hUsd: day?.lowUsd ?? null,
    volume24hCoin: day ? roundTo(day.volumeCoin, 4) : null,
    volume24hUsd: day ? roundTo(day.volumeUsd, 0) : null,
    openInterestUsd: Math.round(interest) * perpetual.contractUsd,
    fundingRate8h: roundTo(fundingRate8h(state.markUsd, state.indexUsd), 8),
    fundingPaid8h: roundTo(window.fundingPaid8h(nowMs), 8),
  }
}

const dampingBand = 0.00025
const cap = 0.005

/**
 * Deribit's funding rate per eight hours. It is the premium of the mark price over the index, less a band of ±0.025 %
 * in which nobody pays. It is at most ±0.5 %.
 */
export function fundingRate8h(markUsd: number, indexUsd: number): Fraction {
  const premium = (markUsd - indexUsd) / indexUsd
  const damped = Math.max(dampingBand, premium) + Math.min(-dampingBand, premium)
  return Math.max(-cap, Math.min(cap, damped))
}
