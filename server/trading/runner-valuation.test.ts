import { describe, expect, it } from 'vitest'
import { ManualClock } from '../../tests/support/manual-clock.js'
import { memoryBus } from '../bus/memory/memory-bus.js'
import { memoryDecisionJournal } from '../storage/memory/memory-decision-journal.js'
import type { TradingOptions } from './runner.js'
import type { Script } from '../../tests/support/trading/desk.js'
import { buying, closing, deskUnderTest, startMs } from '../../tests/support/trading/desk.js'

const hour = 3_600_000

const journalOfARun = () => memoryDecisionJournal({ runId: 'run' })
const start = (clock: ManualClock, script: Script = [], options: Partial<TradingOptions> = {}) =>
  deskUnderTest({ bus: memoryBus(), journal: journalOfARun(), clock, ...options }, script)

describe('startTrading, valuing accounts', () => {
  it('answers with the deposit before any market data, and with null for unknown accounts', async () => {
    await using desk = start(new ManualClock(0)).desk
    const header = { accountId: 'a', seq: 0, asOf: null, source: 'SIMULATED', freshness: 'STALE' }
    const account = { id: 'a', name: 'Account A', kind: 'PAPER', agent: 'Script', source: 'SIMULATED' }
    expect(desk.accounts()).toEqual([account])
    expect(desk.performance('a')).toMatchObject({ ...header, accountValueUsd: 10_000, trades: 0, winRatePct: null })
    expect(desk.positions('a')).toEqual({ ...header, positions: [] })
    expect(desk.portfolio('a')).toMatchObject({ ...header, totalValueUsd: 10_000, marginAvailableUsd: 10_000 })
    expect(desk.equityCurve('a', 10)).toEqual([])
    expect([desk.performance('b'), desk.positions('b'), desk.portfolio('b'), desk.equityCurve('b', 1)]).toEqual([
      null,
      null,
      null,
      null,
    ])
  })

  it('marks an open position with every market event, each value one step after the last', async () => {
    const { desk, say, published } = start(new ManualClock(0), [buying()])
    await using _ = desk
    for (const markPriceUsd of [100, 104, 103, 90]) await say({ markPriceUsd })
    // 10 bought at 101 for a fee of 1,010 × 0.05 % = 0.505.
    expect(published('performance').map(({ accountValueUsd }) => accountValueUsd)).toEqual([
      10_000,
      roundCents(10_000 - 10 - 0.505),
      roundCents(10_000 + 30 - 0.505),
      roundCents(10_000 + 20 - 0.505),
      roundCents(10_000 - 110 - 0.505),
    ])
    for (const topic of ['performance', 'positions', 'portfolio'] as const) {
      const seqs = published(topic).map(({ seq }) => seq)
      expect(seqs).toEqual(seqs.map((_seq, index) => index + 1))
      expect(seqs.length).toBeGreaterThan(3)
    }
    expect(desk.performance('a')).toEqual(published('performance').at(-1))
  })

  it('says of a position what it cost, what it is worth, and what is planned', async () => {
    const { desk, say } = start(new ManualClock(0), [buying()])
    await using _ = desk
    await say()
    await say({ markPriceUsd: 105 }, { asOf: startMs + 500 })
    // Down to the maintenance margin at 9,999.495 + 10 × (x − 101) = 0.1 × x: nowhere above 0.
    expect(desk.positions('a')).toMatchObject({ asOf: startMs + 500, source: 'SIMULATED', freshness: 'LIVE' })
    expect(desk.positions('a')?.positions).toEqual([
      {
        symbol: 'BTC-PERPETUAL',
        side: 'LONG',
        quantityCoin: 10,
        leverage: 2,
        entryPriceUsd: 101,
        markPriceUsd: 105,
        notionalUsd: 1_050,
        marginUsd: 505,
        pnlUsd: 40,
        pnlPct: 3.9604,
        liquidationPriceUsd: null,
        greeks: { deltaCoin: 10, gamma: 0, vegaUsd: 0, thetaUsd: 0 },
        exitPlan: { stopLossUsd: 90, profitTargetUsd: 120, invalidation: 'It falls.' },
        openedAtMs: startMs + 250,
      },
    ])
    expect(desk.portfolio('a')).toMatchObject({
      totalValueUsd: 10_039.5,
      cashUsd: 9_999.5,
      totalDeltaUsd: 1_050,
      totalGammaUsd: 0,
      totalVegaUsd: 0,
      totalThetaUsd: 0,
      marginUsedUsd: 505,
      marginAvailableUsd: 9_534.5,
    })
  })

  it('publishes nothing while nothing changes at published precision, and still tells the time when asked', async () => {
    const { desk, say, order } = start(new ManualClock(0), [buying()])
    await using _ = desk
    await say()
    const before = order()
    await say({ markPriceUsd: 100.000001 })
    expect(order()).toEqual(before)
    expect(desk.performance('a')).toMatchObject({ seq: 2, asOf: startMs + 500 })
  })

  it('goes stale with the market and comes back with it, the values kept', async () => {
    const { desk, say, published } = start(new ManualClock(0), [buying()])
    await using _ = desk
    await say({ markPriceUsd: 104 })
    const live = desk.performance('a')
    await say({ markPriceUsd: 104 }, { freshness: 'STALE', asOf: startMs + 250 })
    expect(desk.performance('a')).toEqual({ ...live, seq: (live?.seq ?? 0) + 1, freshness: 'STALE' })
    for (const topic of ['performance', 'positions', 'portfolio'] as const) {
      expect(published(topic).at(-1)).toMatchObject({ freshness: 'STALE', asOf: startMs + 250 })
    }
    await say({ markPriceUsd: 104 })
    expect(desk.positions('a')?.freshness).toBe('LIVE')
  })

  it('pays and receives funding for market time, and none for time that goes back', async () => {
    const { desk, say } = start(new ManualClock(0), [buying()])
    await using _ = desk
    const rate = { fundingRate8h: 0.01 }
    await say(rate, { asOf: startMs })
    // 10 coins × 100 USD × 1 % × 4 h / 8 h = 5 USD.
    await say(rate, { asOf: startMs + 4 * hour })
    expect(desk.performance('a')).toMatchObject({ fundingUsd: -5, cashUsd: roundCents(10_000 - 0.505 - 5) })
    await say(rate, { asOf: startMs - 4 * hour })
    expect(desk.performance('a')?.fundingUsd).toBe(-5)
    await say({ fundingRate8h: null }, { asOf: startMs })
    expect(desk.performance('a')?.fundingUsd).toBe(-10)
    await say({}, { asOf: startMs + 4 * hour })
    expect(desk.performance('a')?.fundingUsd).toBe(-10)
  })

  it('keeps the last mark price while the market has none', async () => {
    const { desk, say } = start(new ManualClock(0), [buying()])
    await using _ = desk
    await say({ markPriceUsd: 104 })
    const known = desk.performance('a')?.accountValueUsd
    await say({}, { perpetual: null, asOf: null, freshness: 'STALE' })
    expect(desk.performance('a')).toMatchObject({ accountValueUsd: known, asOf: startMs + 250, freshness: 'STALE' })
  })

  it('samples equity by the time of the market, and sees falls between samples', async () => {
    const { desk, say } = start(new ManualClock(0), [buying()], { sampleIntervalMs: 1_000 })
    await using _ = desk
    for (const markPriceUsd of [102, 102, 52, 102, 112, 112]) await say({ markPriceUsd, askPriceUsd: 102 })
    // From 10,000 down to 10,000 − 0.51 − 500 at 52.
    expect(desk.performance('a')).toMatchObject({ maxDrawdownPct: 5.0051, currentDrawdownPct: 0 })
    expect(desk.performance('a')).toMatchObject({ samples: 1, minSamples: 30, sharpe: null, sampleIntervalSeconds: 1 })
    expect(desk.equityCurve('a', 5)).toEqual([
      { timeMs: startMs + 250, accountValueUsd: 9_999.49 },
      { timeMs: startMs + 1_250, accountValueUsd: 10_099.49 },
    ])
  })

  it('counts closed trades after fees', async () => {
    const clock = new ManualClock(0)
    const { desk, say } = start(clock, [buying(), closing, buying(), closing])
    await using _ = desk
    for (const bidPriceUsd of [99, 111, 99, 91]) {
      await say({ bidPriceUsd })
      await clock.advance(10_000)
    }
    // 10 × (111 − 101) − 0.505 − 0.555 = 98.94 won; 10 × (91 − 101) − 0.505 − 0.455 = −100.96 lost.
    expect(desk.performance('a')).toMatchObject({
      trades: 2,
      winRatePct: 50,
      profitFactor: 0.98,
      realizedPnlUsd: 0,
      unrealizedPnlUsd: 0,
      openPositions: 0,
      accountValueUsd: 9_997.98,
      totalReturnPct: -0.0202,
    })
  })
})

function roundCents(value: number): number {
  return Math.round(value * 100) / 100
}
