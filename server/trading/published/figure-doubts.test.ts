import { describe, expect, it } from 'vitest'
import type { FigureDoubt } from '../../domain/performance.js'
import type { PublishedPerformance } from '../../domain/publication.js'
import { doubtsOf } from './figure-doubts.js'
import { unsaid } from './published-account.js'

type Said = Partial<PublishedPerformance['figures']>

/** Of an account that has gained a fifth. */
const gained = { accountValueUsd: 12_000, netDepositsUsd: 10_000, totalReturnPct: 20 }
/** Of an account that has lost a fifth. */
const lost = { accountValueUsd: 8_000, netDepositsUsd: 10_000, totalReturnPct: -20 }
/** Of an account whose every figure was said. */
const whole = {
  ...gained,
  cashUsd: 11_500,
  realizedPnlUsd: 1_600,
  unrealizedPnlUsd: 500,
  feesUsd: 120,
  fundingUsd: 20,
  sharpe: 1.8,
  sortino: 2.4,
  maxDrawdownPct: 12,
  currentDrawdownPct: 3,
  winRatePct: 57.1,
  profitFactor: 1.6,
  trades: 7,
}

describe('figures are believed', () => {
  it.each<Said>([
    {},
    { accountValueUsd: 1_000 },
    { accountValueUsd: 0, netDepositsUsd: 0 },
    whole,
    { ...whole, realizedPnlUsd: 1_500, feesUsd: null, fundingUsd: null },
    { ...whole, realizedPnlUsd: 1_500, feesUsd: 900 },
    { ...gained, totalReturnPct: 20.9 },
    { accountValueUsd: 110_000, netDepositsUsd: 10_000, totalReturnPct: 1_000, sharpe: 20, sortino: 20 },
    { ...lost, sharpe: -20, sortino: -20, maxDrawdownPct: 20, currentDrawdownPct: 20 },
    { ...lost, sharpe: 0.4, sortino: 0.5, maxDrawdownPct: 45, currentDrawdownPct: 30 },
    { accountValueUsd: 0, netDepositsUsd: 10_000, totalReturnPct: -100, maxDrawdownPct: 100, currentDrawdownPct: 100 },
    { accountValueUsd: 1e10, cashUsd: 1e10, netDepositsUsd: 1e10, totalReturnPct: 0 },
    { ...gained, maxDrawdownPct: 0, currentDrawdownPct: 0 },
    { ...gained, winRatePct: 0, profitFactor: 0, trades: 0 },
    { ...gained, winRatePct: 100, profitFactor: 999, trades: 3 },
    { ...gained, winRatePct: 100, profitFactor: 0, realizedPnlUsd: 100, trades: 3 },
    { ...gained, winRatePct: 33, trades: 3 },
    { ...gained, winRatePct: 53, trades: 151, profitFactor: 1.2, realizedPnlUsd: -20 },
  ])('%j', (figures) => {
    expect(doubtsOf({ ...unsaid, ...figures })).toEqual([])
  })
})

describe.each<[FigureDoubt, readonly Said[]]>([
  [
    'RETURN_DOES_NOT_FIT',
    [
      { ...gained, totalReturnPct: 18.9 },
      { ...gained, totalReturnPct: 900 },
      { ...gained, totalReturnPct: -20 },
      { accountValueUsd: 0, netDepositsUsd: 10_000, totalReturnPct: 998 },
      { accountValueUsd: -5_000, netDepositsUsd: 10_000, totalReturnPct: 900 },
      { accountValueUsd: 0, totalReturnPct: 998 },
      { accountValueUsd: -5_000, totalReturnPct: 900 },
      { accountValueUsd: -5_000, netDepositsUsd: 0, totalReturnPct: 5 },
      { accountValueUsd: 1_000, totalReturnPct: -100 },
      { accountValueUsd: 1e10, netDepositsUsd: 1e-308, totalReturnPct: -100 },
    ],
  ],
  [
    'RETURN_UNCONFIRMED',
    [
      { totalReturnPct: 3 },
      { accountValueUsd: 1_000, totalReturnPct: 996 },
      { accountValueUsd: 1_000, totalReturnPct: -0 },
      { accountValueUsd: 1_000, netDepositsUsd: 0, totalReturnPct: 996 },
      { accountValueUsd: 1_000, netDepositsUsd: -0, totalReturnPct: 996 },
      { accountValueUsd: 1_000, netDepositsUsd: -500, totalReturnPct: 997 },
      { accountValueUsd: 1_000, netDepositsUsd: 5e-324, totalReturnPct: 997 },
      { accountValueUsd: 1e-300, netDepositsUsd: 1e-300, totalReturnPct: 0 },
      { accountValueUsd: 9.9, netDepositsUsd: 0.99, totalReturnPct: 900 },
      { netDepositsUsd: 10_000, totalReturnPct: 20 },
    ],
  ],
  [
    'RETURN_OUT_OF_RANGE',
    [
      { accountValueUsd: 110_001, netDepositsUsd: 10_000, totalReturnPct: 1_000.01 },
      { accountValueUsd: -1, netDepositsUsd: 10_000, totalReturnPct: -100.01 },
      { totalReturnPct: 1e15 },
      { totalReturnPct: 1e308 },
    ],
  ],
  [
    'RATIO_OUT_OF_RANGE',
    [
      { ...gained, sharpe: 20.1 },
      { ...gained, sortino: 20.1 },
      { ...lost, sortino: -20.1 },
      { ...gained, profitFactor: 1_000.1 },
      { ...gained, profitFactor: 1e15 },
    ],
  ],
  [
    'RATIO_DOES_NOT_FIT',
    [
      { sharpe: 1, sortino: -1 },
      { sharpe: -0.1, sortino: 0.1 },
      { ...gained, sharpe: -0.1 },
      { ...gained, sortino: -2 },
      { ...lost, sharpe: 3.1 },
      { ...lost, sortino: 12 },
    ],
  ],
  [
    'VALUE_OUT_OF_RANGE',
    [
      { accountValueUsd: 1.1e10 },
      { accountValueUsd: -1.1e10 },
      { accountValueUsd: 1e10, cashUsd: 2e10 },
      { accountValueUsd: 1e10, netDepositsUsd: 2e10 },
      { accountValueUsd: 1e10, realizedPnlUsd: -2e10 },
      { accountValueUsd: 1e10, unrealizedPnlUsd: 2e10 },
      { accountValueUsd: 1e10, feesUsd: -2e10 },
      { accountValueUsd: 1e10, fundingUsd: 2e10 },
    ],
  ],
  [
    'AMOUNTS_DO_NOT_FIT',
    [
      { ...whole, realizedPnlUsd: 0, unrealizedPnlUsd: 0 },
      { ...whole, realizedPnlUsd: 2_600 },
      { ...whole, realizedPnlUsd: -1_600, unrealizedPnlUsd: -500 },
      { ...gained, realizedPnlUsd: 1e6, unrealizedPnlUsd: -1e6 },
      { ...gained, realizedPnlUsd: 1_210_000 },
      { ...gained, unrealizedPnlUsd: -1_210_000 },
      { ...gained, cashUsd: 1e9 },
      { ...gained, feesUsd: -1e9 },
      { ...gained, fundingUsd: 1e9 },
      { accountValueUsd: 0, cashUsd: 1_000 },
      { accountValueUsd: 0, unrealizedPnlUsd: 1_000 },
    ],
  ],
  [
    'DRAWDOWN_DOES_NOT_FIT',
    [
      { ...gained, maxDrawdownPct: 100 },
      { ...gained, maxDrawdownPct: 100, currentDrawdownPct: 100 },
      { ...gained, maxDrawdownPct: 1e15 },
      { ...gained, currentDrawdownPct: 100 },
      { ...gained, maxDrawdownPct: 5, currentDrawdownPct: 6 },
      { accountValueUsd: 1_000, maxDrawdownPct: 100 },
      { totalReturnPct: 993, maxDrawdownPct: 100 },
      { accountValueUsd: 0, maxDrawdownPct: 100, currentDrawdownPct: 40 },
      { accountValueUsd: -10, currentDrawdownPct: 0 },
      { ...lost, maxDrawdownPct: 0 },
      { ...lost, maxDrawdownPct: 25, currentDrawdownPct: 0 },
    ],
  ],
  [
    'TRADES_DO_NOT_FIT',
    [
      { ...gained, trades: 0, winRatePct: 60 },
      { ...gained, trades: 0, profitFactor: 3 },
      { ...gained, trades: 2_147_483_647 },
      { ...gained, trades: 1, winRatePct: 50 },
      { ...gained, trades: 3, winRatePct: 90 },
      { ...gained, trades: 4, winRatePct: 99 },
      { ...gained, trades: 5, winRatePct: 100, profitFactor: 0.5 },
      { ...gained, trades: 5, winRatePct: 0, profitFactor: 2 },
      { ...gained, trades: 5, winRatePct: 60, profitFactor: 0 },
      { ...gained, profitFactor: 2, realizedPnlUsd: -500 },
      { ...gained, profitFactor: 0.5, realizedPnlUsd: 500 },
      { ...gained, profitFactor: 0, winRatePct: 0, realizedPnlUsd: 500 },
    ],
  ],
])('%s is said of', (doubt, all) => {
  it.each(all)('%j', (figures) => {
    expect(doubtsOf({ ...unsaid, ...figures })).toContain(doubt)
  })
})

it('says all that is doubted, in the order of the schema', () => {
  expect(doubtsOf({ ...unsaid, totalReturnPct: 1e9, sharpe: 1e9, accountValueUsd: 1e15, netDepositsUsd: 1 })).toEqual([
    'RETURN_DOES_NOT_FIT',
    'RETURN_OUT_OF_RANGE',
    'RATIO_OUT_OF_RANGE',
    'VALUE_OUT_OF_RANGE',
  ])
})
