import { describe, expect, it } from 'vitest'
import { marketOrder, marketWith, startMs } from '../../tests/support/trading/builders.js'
import { deskUnderTest, intervalMs, type DeskUnderTest } from '../../tests/support/trading/desk.js'
import { buying, closing } from '../../tests/support/trading/scripted-agent.js'

const minute = 60_000
const halfHour = 30 * minute
const states = ['performance', 'positions', 'portfolio'] as const

describe('the desk, valuing accounts', () => {
  it('answers with the deposit before any market data, and with null for unknown accounts', async () => {
    await using test = await deskUnderTest()
    const { accounts } = test.desk
    const header = { accountId: 'a', seq: 0, asOf: null, source: 'SIMULATED', freshness: 'STALE' }
    const account = { id: 'a', name: 'Account A', kind: 'PAPER', agent: 'Script', source: 'SIMULATED', openedAtMs: 0 }
    expect(accounts.accounts()).toEqual([account])
    expect(accounts.performance('a')).toMatchObject({ ...header, accountValueUsd: 10_000, trades: 0, winRatePct: null })
    expect(accounts.positions('a')).toEqual({ ...header, positions: [] })
    expect(accounts.portfolio('a')).toMatchObject({ ...header, totalValueUsd: 10_000, marginAvailableUsd: 10_000 })
    const span = { fromMs: null, toMs: null, points: 10 }
    expect(await accounts.equity('a', span)).toEqual({ accountId: 'a', points: [], maxDrawdownPct: null })
    expect([accounts.performance('b'), accounts.positions('b'), accounts.portfolio('b')]).toEqual([null, null, null])
  })

  it('marks an open position with every market event, each value one step after the last', async () => {
    await using test = await deskUnderTest({ script: [buying()] })
    for (const markPriceUsd of [100, 104, 103, 91]) await test.say({ markPriceUsd })
    // 10 bought at 101 for a fee of 1,010 × 0.05 % = 0.505; the first value is the one before that.
    expect(test.published('performance').map(({ accountValueUsd }) => accountValueUsd)).toEqual([
      10_000,
      roundCents(10_000 - 10 - 0.505),
      roundCents(10_000 + 30 - 0.505),
      roundCents(10_000 + 20 - 0.505),
      roundCents(10_000 - 100 - 0.505),
    ])
    for (const topic of states) {
      const seqs = test.published(topic).map(({ seq }) => seq)
      expect(seqs).toEqual(seqs.map((_seq, index) => index + 1))
      expect(seqs.length).toBeGreaterThan(3)
    }
    expect(test.performance('a')).toEqual(test.published('performance').at(-1))
  })

  it('says of a position what it cost, what it is worth, and what is planned', async () => {
    const invalidationRule = { measure: 'INDEX_PRICE_USD', comparison: 'BELOW', value: 50, untilMs: null } as const
    await using test = await deskUnderTest({ script: [buying({ invalidationRule })] })
    await test.say()
    await test.say({ markPriceUsd: 105 }, { asOf: startMs + 500 })
    expect(test.desk.accounts.positions('a')).toMatchObject({
      asOf: startMs + 500,
      source: 'SIMULATED',
      freshness: 'LIVE',
    })
    expect(test.positions('a')).toEqual([
      {
        symbol: 'BTC-PERPETUAL',
        state: 'OPEN',
        markDoubted: false,
        side: 'LONG',
        quantityCoin: 10,
        leverage: 2,
        entryPriceUsd: 101,
        markPriceUsd: 105,
        // The contracts of an inverse perpetual do not move with its price.
        notionalUsd: 1_010,
        marginUsd: 505,
        pnlUsd: 40,
        pnlPct: 3.9604,
        // Down to the maintenance margin of 10.10 at 9,999.495 + 10 × (x − 101): nowhere above 0.
        liquidationPriceUsd: null,
        greeks: { deltaCoin: 10, gamma: 0, vegaUsd: 0, thetaUsd: 0 },
        exitPlan: {
          stopLossUsd: 90,
          profitTargetUsd: 120,
          trailingStop: null,
          invalidation: 'It falls.',
          invalidationRule,
        },
        openedAtMs: startMs + 250,
      },
    ])
    expect(test.desk.accounts.portfolio('a')).toMatchObject({
      totalValueUsd: 10_039.5,
      cashUsd: 9_999.5,
      totalDeltaUsd: 1_050,
      totalGammaUsd: 0,
      totalVegaUsd: 0,
      totalThetaUsd: 0,
      marginUsedUsd: 505,
      marginAvailableUsd: 9_534.5,
      maintenanceMarginUsd: 10.1,
    })
  })

  it('publishes nothing while nothing changes at published precision, and still tells the time when asked', async () => {
    await using test = await deskUnderTest({ script: [buying()] })
    await test.say()
    await test.say()
    const before = test.publishedTopics()
    const { seq } = test.performance('a')
    await test.say({ markPriceUsd: 100.000001 })
    expect(test.publishedTopics()).toEqual(before)
    expect(test.performance('a')).toMatchObject({ seq, asOf: startMs + 750 })
  })

  it('goes stale with the market and comes back with it, the values kept', async () => {
    await using test = await deskUnderTest({ script: [buying()] })
    await test.say({ markPriceUsd: 104 })
    const live = test.performance('a')
    await test.say({ markPriceUsd: 104 }, { freshness: 'STALE', asOf: startMs + 250 })
    expect(test.performance('a')).toEqual({ ...live, seq: live.seq + 1, freshness: 'STALE' })
    for (const topic of states) {
      expect(test.published(topic).at(-1)).toMatchObject({ freshness: 'STALE', asOf: startMs + 250 })
    }
    await test.say({ markPriceUsd: 104 })
    expect(test.desk.accounts.positions('a')?.freshness).toBe('LIVE')
  })

  it('pays and receives funding for market time, and none for time that goes back', async () => {
    await using test = await deskUnderTest({ script: [buying()] })
    const rate = { fundingRate8h: 0.08 }
    await test.say(rate, { asOf: startMs })
    // 1,010 contracts × 8 % × 0.5 h / 8 h = 5.05 USD.
    await test.sayUntil(startMs + halfHour, rate)
    expect(test.performance('a')).toMatchObject({ fundingUsd: -5.05, cashUsd: roundCents(10_000 - 0.505 - 5.05) })
    await test.say(rate, { asOf: startMs - halfHour })
    expect(test.performance('a').fundingUsd).toBe(-5.05)
    await test.sayUntil(startMs, { fundingRate8h: -0.08 })
    expect(test.performance('a').fundingUsd).toBe(0)
    await test.sayUntil(startMs + halfHour)
    expect(test.performance('a').fundingUsd).toBe(0)
  })

  it('charges no funding over a gap, though the market is live on both sides', async () => {
    await using test = await deskUnderTest({ script: [buying()] })
    const rate = { fundingRate8h: 0.08 }
    await test.say(rate, { asOf: startMs })
    await test.say(rate, { asOf: startMs + 144 * halfHour })
    expect(test.performance('a')).toMatchObject({ fundingUsd: 0, freshness: 'LIVE' })
    await test.sayUntil(startMs + 144 * halfHour + halfHour, rate)
    expect(test.performance('a').fundingUsd).toBe(-5.05)
  })

  it('accrues no funding while the price is stale, and loses none while the journal is busy', async () => {
    await using test = await deskUnderTest({ script: [buying()] })
    const rate = { fundingRate8h: 0.08 }
    await test.say(rate, { asOf: startMs })
    await test.say(rate, { asOf: startMs + halfHour, freshness: 'STALE' })
    expect(test.performance('a').fundingUsd).toBe(0)
    await test.clock.advance(intervalMs)
    test.journal.hold()
    await test.hear(rate, { asOf: startMs + halfHour })
    for (let passed = 1; passed <= 15; passed += 1)
      await test.hear(rate, { asOf: startMs + halfHour + passed * minute })
    expect(test.performance('a').fundingUsd).toBe(0)
    test.journal.open()
    await test.desk.settled()
    await test.sayUntil(startMs + 2 * halfHour, rate)
    expect(test.performance('a').fundingUsd).toBe(-5.05)
  })

  it('charges no funding for an outage, during which market time stands still', async () => {
    await using test = await deskUnderTest({ script: [buying()] })
    const rate = { fundingRate8h: 0.08 }
    await test.say(rate, { asOf: startMs })
    for (let quarter = 0; quarter < 3; quarter += 1) await test.say(rate, { asOf: startMs, freshness: 'STALE' })
    await test.say(rate, { asOf: startMs + halfHour })
    expect(test.performance('a')).toMatchObject({ fundingUsd: 0, freshness: 'LIVE' })
    await test.sayUntil(startMs + 2 * halfHour, rate)
    expect(test.performance('a').fundingUsd).toBe(-5.05)
    // Also when nobody looked while it lasted.
    test.bus.publish('heardMarket', 'BTC', marketWith(rate, { asOf: startMs + 2 * halfHour, freshness: 'STALE' }))
    await test.say(rate, { asOf: startMs + 3 * halfHour })
    expect(test.performance('a').fundingUsd).toBe(-5.05)
    await test.say({}, { asOf: startMs + 3 * halfHour, perpetual: null })
    await test.say(rate, { asOf: startMs + 4 * halfHour })
    expect(test.performance('a').fundingUsd).toBe(-5.05)
  })

  it('keeps the last mark price while the market has none', async () => {
    await using test = await deskUnderTest({ script: [buying()] })
    await test.say({ markPriceUsd: 104 })
    const known = test.performance('a').accountValueUsd
    await test.say({}, { perpetual: null, freshness: 'STALE', asOf: startMs + 250 })
    expect(test.performance('a')).toMatchObject({ accountValueUsd: known, asOf: startMs + 250, freshness: 'STALE' })
  })

  it('samples equity by the time of the market, and sees falls between samples', async () => {
    await using test = await deskUnderTest({ script: [buying({ stopLossUsd: null })] })
    for (const markPriceUsd of [102, 102, 52, 102, 112, 112]) await test.say({ markPriceUsd, askPriceUsd: 102 })
    // From 10,000 down to 10,000 − 0.51 − 500 at 52.
    expect(test.performance('a')).toMatchObject({ maxDrawdownPct: 5.0051, currentDrawdownPct: 0 })
    expect(test.performance('a')).toMatchObject({
      samples: 1,
      samplesNeeded: 86_400,
      sharpe: null,
      sampleIntervalSeconds: 1,
    })
    const { points } = await test.desk.accounts.equity('a', { fromMs: null, toMs: null, points: 8 })
    expect(points).toEqual([
      { timeMs: startMs + 250, accountValueUsd: 10_000, drawdownPct: 0 },
      { timeMs: startMs + 1_250, accountValueUsd: 10_099.49, drawdownPct: 0 },
    ])
  })

  it('keeps the samples that an order settles, as those that a mark does', async () => {
    await using test = await deskUnderTest()
    await test.openAccount()
    for (let quarter = 0; quarter < 5; quarter += 1) await test.say()
    expect(await pointsOf(test)).toEqual([250])
    // Asked for in the turn in which the market is heard, the order is the first to see the time.
    const heard = test.hear({}, { asOf: startMs + 2_000 })
    await test.refusal(marketOrder({ quantityCoin: 1_000_000 }))
    await heard
    await test.desk.settled()
    expect(await pointsOf(test)).toEqual([250, 1_250])
  })

  it('counts closed trades after fees', async () => {
    await using test = await deskUnderTest({ script: [buying(), closing(), buying(), closing()] })
    for (const bidPriceUsd of [99, 111, 99, 91]) {
      await test.say({ bidPriceUsd })
      await test.clock.advance(intervalMs)
    }
    // 10 × (111 − 101) − 1.01 = 98.99 won; 10 × (91 − 101) − 1.01 = −101.01 lost.
    expect(test.performance('a')).toMatchObject({
      trades: 2,
      winRatePct: 50,
      profitFactor: 0.98,
      averageWinUsd: 98.99,
      averageLossUsd: 101.01,
      longTrades: { trades: 2, won: 1, pnlUsd: -2.02 },
      realizedPnlUsd: 0,
      unrealizedPnlUsd: 0,
      openPositions: 0,
      accountValueUsd: 9_997.98,
      totalReturnPct: -0.0202,
    })
    expect((await test.closedTrades('a')).map(({ pnlUsd }) => roundCents(pnlUsd))).toEqual([98.99, -101.01])
  })

  it('marks no account at a time before the market was heard', async () => {
    await using test = await deskUnderTest()
    await test.openAccount()
    await test.refusal(marketOrder())
    expect(test.performance()).toMatchObject({ asOf: null, timeFlatPct: null, freshness: 'STALE' })
    await test.say()
    await test.say()
    expect(test.performance()).toMatchObject({ asOf: startMs + 500, timeFlatPct: 100, cagrPct: null })
  })
})

async function pointsOf({ desk }: DeskUnderTest): Promise<number[]> {
  const { points } = await desk.accounts.equity('me', { fromMs: null, toMs: null, points: 40 })
  return points.map(({ timeMs }) => timeMs - startMs)
}

function roundCents(value: number): number {
  return Math.round(value * 100) / 100
}
