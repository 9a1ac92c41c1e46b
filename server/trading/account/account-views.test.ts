import { describe, expect, it } from 'vitest'
import {
  booksOf,
  inverse,
  inverseCall,
  linear,
  planWith,
  quotesOf,
} from '../../../tests/support/trading/ledger-builders.js'
import { msPerDay } from '../../domain/units.js'
import { noCalibration } from '../engine/calibration.js'
import { openLedger, type Ledger } from '../engine/ledger.js'
import { startDrawdown } from '../performance/drawdown.js'
import { noReturns } from '../performance/return-statistics.js'
import { noTimeFlat } from '../performance/time-flat.js'
import {
  heldPositions,
  performanceView,
  portfolioView,
  positionsView,
  totalReturnPct,
  type AccountMoment,
} from './account-views.js'
import { Books } from './books.js'
import type { SavedBooks } from './saved-books.js'

const header = { accountId: 'me', asOf: 36.5 * msPerDay, source: 'SIMULATED', freshness: 'LIVE' } as const

/** An account sampled once a day, whose books are marked at its age of a tenth of a year. */
function momentOf(saved: Partial<SavedBooks>, quotes: AccountMoment['quotes'] = quotesOf({})): AccountMoment {
  const ledger = saved.ledger ?? openLedger(10_000)
  const mark = { timeMs: header.asOf, accountValueUsd: 1 }
  const fresh = { ledger, drawdown: startDrawdown(10_000), timeFlat: noTimeFlat, firstMarkMs: 0, marks: [] }
  const curve = { intervalMs: msPerDay, nextGridMs: header.asOf, lastMark: mark, lastSample: null, returns: noReturns }
  const books = Books.restore({ ...fresh, curve, ...saved }, msPerDay, 'SIMULATED')
  books.value(header.asOf, quotes)
  return { header, books, quotes, sampleIntervalMs: msPerDay }
}

/** Daily returns of 1 % that differ by 2 %, a quarter of whose squares is lost. */
const curveOf = (count: number): SavedBooks['curve'] => ({
  intervalMs: msPerDay,
  nextGridMs: header.asOf,
  lastMark: { timeMs: header.asOf, accountValueUsd: 1 },
  lastSample: null,
  returns: { count, mean: 0.01, squaresAroundMean: 0.02 ** 2 * (count - 1), negativeSquares: 0.005 ** 2 * count },
})

/** 10 coins bought at 100, after four trades that made 1,000 USD, 25 of fees and 25 of funding. */
const traded: Ledger = {
  ...booksOf(10_000, { quantityCoin: 10 }),
  ...{ realizedPnlUsd: 1_000, feesUsd: 25, fundingUsd: 25 },
  trades: {
    ...{ closed: 4, won: 3, lost: 1, wonUsd: 300, lostUsd: 50 },
    long: { closed: 3, won: 2, pnlUsd: 150.004 },
    short: { closed: 1, won: 1, pnlUsd: 100 },
  },
  calibration: noCalibration.map((bucket, tenth) => (tenth === 7 ? { decided: 4, won: 3 } : bucket)),
}

const drawdown = { peakUsd: 12_500, currentPct: 0, maxPct: 20 }
const timeFlat = { observedMs: 1_000, flatMs: 400, last: { timeMs: header.asOf, isFlat: false } }

describe('the performance of an account', () => {
  it('is told whole, each figure as it is defined', () => {
    const moment = momentOf({ ledger: traded, drawdown, timeFlat, curve: curveOf(40) })
    const { calibration, ...figures } = performanceView(moment)
    expect(figures).toEqual({
      ...header,
      accountValueUsd: 11_000,
      cashUsd: 11_000,
      netDepositsUsd: 10_000,
      totalReturnPct: 10,
      realizedPnlUsd: 1_000,
      unrealizedPnlUsd: 0,
      feesUsd: 25,
      fundingUsd: 25,
      // 0.01 / 0.02 and 0.01 / 0.005, each times the root of 365.
      sharpe: 9.5525,
      sortino: 38.2099,
      sampleIntervalSeconds: 86_400,
      samples: 40,
      samplesNeeded: 30,
      maxDrawdownPct: 20,
      currentDrawdownPct: 12,
      // 1.1 to the power of ten; over a drawdown of 20 %.
      cagrPct: 159.3742,
      calmar: 7.9687,
      winRatePct: 75,
      profitFactor: 6,
      expectancyUsd: 62.5,
      averageWinUsd: 100,
      averageLossUsd: 50,
      exposurePct: 9.0909,
      timeFlatPct: 40,
      feeSharePct: 2.5,
      trades: 4,
      longTrades: { trades: 3, won: 2, pnlUsd: 150 },
      shortTrades: { trades: 1, won: 1, pnlUsd: 100 },
      openPositions: 1,
      doubts: [],
    })
    expect(calibration).toHaveLength(10)
    expect(calibration?.[7]).toEqual({ fromConfidence: 0.7, toConfidence: 0.8, decided: 4, won: 3, winRatePct: 75 })
    expect(calibration?.[9]).toEqual({ fromConfidence: 0.9, toConfidence: 1, decided: 0, won: 0, winRatePct: null })
    expect(totalReturnPct(moment.books)).toBe(10)
  })

  it('has no ratio before there are enough samples, though it has grown for a month', () => {
    const moment = (count: number) => performanceView(momentOf({ ledger: traded, drawdown, curve: curveOf(count) }))
    const none = { sharpe: null, sortino: null, calmar: null }
    expect(moment(29)).toMatchObject({ ...none, cagrPct: 159.3742, samples: 29 })
    expect(moment(30)).toMatchObject({ calmar: 7.9687, sharpe: 9.5525 })
  })

  it('of an account that did nothing is unknown where it would be of nothing', () => {
    expect(performanceView(momentOf({}))).toMatchObject({
      ...{ totalReturnPct: 0, cagrPct: 0, calmar: null, sharpe: null, sortino: null, maxDrawdownPct: 0 },
      ...{ winRatePct: null, profitFactor: null, expectancyUsd: null, averageWinUsd: null, averageLossUsd: null },
      ...{ exposurePct: 0, timeFlatPct: null, feeSharePct: null, trades: 0, openPositions: 0 },
      longTrades: { trades: 0, won: 0, pnlUsd: 0 },
    })
  })

  it('has no growth before its first mark', () => {
    const books = Books.open(10_000, msPerDay)
    const view = performanceView({ header, books, quotes: new Map(), sampleIntervalMs: msPerDay })
    expect(view).toMatchObject({ cagrPct: null, calmar: null })
  })

  it('has no growth after a restart, until the market is heard', () => {
    const saved = momentOf({ ledger: traded }).books.save(traded, quotesOf({}))
    const books = Books.restore(saved, msPerDay, 'SIMULATED')
    const moment = { header, books, quotes: books.lastQuotes, sampleIntervalMs: msPerDay }
    expect(performanceView(moment)).toMatchObject({ cagrPct: null, accountValueUsd: 11_000 })
  })
})

const greeks = { delta: 0.5, gamma: 0.01, vega: 0.1, theta: -0.2, rho: 0 }
const option = { symbol: inverseCall, markPriceUsd: 2, markPriceCoin: 0.02, greeks }

describe('the positions of an account', () => {
  const trailingStop = { id: 't', distanceUsd: 5, distancePct: null, bestPriceUsd: 110, stopPriceUsd: 105 }
  const exitPlan = planWith({ stopLossUsd: 90, profitTargetUsd: 120, trailingStop, invalidation: 'It falls.' })
  const ledger = booksOf(
    10_000,
    { quantityCoin: 10, leverage: 4, exitPlan },
    { symbol: inverseCall, side: 'SELL', quantityCoin: 3, priceUsd: 4 },
  )

  it('are told with what they are worth, and a short earns what its price falls', () => {
    const quotes = quotesOf({ markPriceUsd: 110.123456 }, { ...option, state: 'LOCKED' })
    const { positions, ...rest } = positionsView(momentOf({ ledger }, quotes))
    expect(rest).toEqual(header)
    expect(positions).toMatchObject([
      {
        ...{ symbol: inverseCall, state: 'LOCKED', side: 'SHORT', quantityCoin: 3, leverage: 1, entryPriceUsd: 4 },
        ...{ markPriceUsd: 2, markDoubted: false, notionalUsd: 6, marginUsd: 45, pnlUsd: 6, pnlPct: 50 },
        ...{ liquidationPriceUsd: null, exitPlan: null, openedAtMs: 1_000_000 },
        greeks: { deltaCoin: -1.5, gamma: -0.03, vegaUsd: -0.3, thetaUsd: 0.6 },
      },
      {
        ...{ symbol: inverse, state: 'OPEN', side: 'LONG', quantityCoin: 10, leverage: 4, entryPriceUsd: 100 },
        ...{ markPriceUsd: 110.123, notionalUsd: 1_000, marginUsd: 250, pnlUsd: 101.23, pnlPct: 10.1235 },
        ...{ liquidationPriceUsd: null, greeks: { deltaCoin: 10, gamma: 0, vegaUsd: 0, thetaUsd: 0 }, exitPlan },
      },
    ])
  })

  it('are told to agents unrounded', () => {
    const moment = momentOf({ ledger }, quotesOf({ markPriceUsd: 110.123456 }, option))
    const [, held] = heldPositions(moment)
    expect(held?.markPriceUsd).toBe(110.123456)
    expect(held?.pnlUsd).toBeCloseTo(101.23456, 10)
    expect(held?.pnlPct).toBeCloseTo(10.123456, 10)
  })

  it('are unknown where nothing is heard, but for what they cost', () => {
    const held = booksOf(10_000, { symbol: linear, quantityCoin: 2, leverage: 2 }, { symbol: inverseCall, priceUsd: 4 })
    const unknown = { markPriceUsd: null, notionalUsd: null, pnlUsd: null, pnlPct: null, state: null }
    expect(positionsView(momentOf({ ledger: held }, new Map())).positions).toMatchObject([
      { ...unknown, symbol: inverseCall, greeks: null, markDoubted: false },
      { ...unknown, symbol: linear, marginUsd: 100 },
    ])
  })

  it('earn nothing where the mark is as the entry, but for what binary fractions add', () => {
    const dusty = booksOf(1e9, { quantityCoin: 1e6, priceUsd: 0.3 })
    const quotes = quotesOf({ markPriceUsd: 0.1 + 0.2 })
    expect(positionsView(momentOf({ ledger: dusty }, quotes)).positions).toMatchObject([{ pnlUsd: 0, pnlPct: 0 }])
  })

  it('have the price at which they are liquidated', () => {
    const bold = booksOf(1_000, { symbol: linear, quantityCoin: 100, leverage: 50 })
    const [held] = positionsView(momentOf({ ledger: bold }, quotesOf({ symbol: linear }))).positions
    // 1,000 + 100 × (x − 100) is 1 % of 100 × x at 9,000 / 99.
    expect(held?.liquidationPriceUsd).toBe(90.9091)
  })
})

describe('the portfolio of an account', () => {
  const ledger = booksOf(
    10_000,
    { quantityCoin: 10, leverage: 4 },
    { symbol: inverseCall, quantityCoin: 3, priceUsd: 4 },
  )

  it('adds up money, margin and greeks', () => {
    expect(portfolioView(momentOf({ ledger }, quotesOf({ markPriceUsd: 101 }, option)))).toEqual({
      ...header,
      totalValueUsd: 10_004,
      cashUsd: 10_000,
      // 10 coins at 101, and 1.5 at the forward of 100.
      totalDeltaUsd: 1_160,
      // 0.03 × 100² × 0.01.
      totalGammaUsd: 3,
      totalVegaUsd: 0.3,
      totalThetaUsd: -0.6,
      // A quarter of 1,000 contracts, and what the calls are worth.
      marginUsedUsd: 256,
      marginAvailableUsd: 9_748,
      maintenanceMarginUsd: 16,
    })
  })

  it('knows no greeks while those of a position are not known', () => {
    const unknown = { totalDeltaUsd: null, totalGammaUsd: null, totalVegaUsd: null, totalThetaUsd: null }
    expect(portfolioView(momentOf({ ledger }, quotesOf({}, { ...option, greeks: null })))).toMatchObject(unknown)
  })
})
