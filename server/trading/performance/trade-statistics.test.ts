import { describe, expect, it } from 'vitest'
import { addTrade, noTrades, type TradeTally } from '../engine/trade-tally.js'
import {
  averageLossUsd,
  averageWinUsd,
  expectancyUsd,
  feeSharePct,
  profitFactor,
  winRatePct,
} from './trade-statistics.js'

const tally = (...trades: readonly (readonly ['LONG' | 'SHORT', number])[]): TradeTally =>
  trades.reduce((sums, [side, resultUsd]) => addTrade(sums, side, resultUsd), noTrades)

describe('trade statistics', () => {
  // Of 4 trades 2 won 30 in sum, 1 lost 12, 1 came out even.
  const trades = tally(['LONG', 10], ['SHORT', 20], ['LONG', -12], ['SHORT', 0])

  it('are the share of winners and what was won over what was lost', () => {
    expect(winRatePct(trades)).toBe(50)
    expect(profitFactor(trades)).toBe(2.5)
  })

  it('are what a trade made on average, and what a winner and a loser did', () => {
    // (30 − 12) / 4, 30 / 2, 12 / 1.
    expect(expectancyUsd(trades)).toBe(4.5)
    expect(averageWinUsd(trades)).toBe(15)
    expect(averageLossUsd(trades)).toBe(12)
  })

  it('are split by side', () => {
    expect(trades.long).toEqual({ closed: 2, won: 1, pnlUsd: -2 })
    expect(trades.short).toEqual({ closed: 2, won: 1, pnlUsd: 20 })
    expect(winRatePct(trades.long)).toBe(50)
  })

  it('are not given before there is something to divide by', () => {
    for (const metric of [winRatePct, profitFactor, expectancyUsd, averageWinUsd, averageLossUsd]) {
      expect(metric(noTrades)).toBeNull()
    }
    expect(profitFactor(tally(['LONG', 5]))).toBeNull()
    expect(averageLossUsd(tally(['LONG', 5]))).toBeNull()
    expect(averageWinUsd(tally(['LONG', -5]))).toBeNull()
  })
})

describe('feeSharePct', () => {
  it('is what fees took of what was made or lost before them', () => {
    expect(feeSharePct({ feesUsd: 5, realizedPnlUsd: 50 })).toBe(10)
    expect(feeSharePct({ feesUsd: 5, realizedPnlUsd: -4 })).toBe(125)
  })

  it('is not given before anything was realized', () => {
    expect(feeSharePct({ feesUsd: 5, realizedPnlUsd: 0 })).toBeNull()
    expect(feeSharePct({ feesUsd: 5, realizedPnlUsd: 0.1 + 0.2 - 0.3 })).toBeNull()
  })
})
