import { describe, expect, it } from 'vitest'
import { decisionOf, startMs } from '../../../tests/support/trading/builders.js'
import { callOf, deskUnderTest, type DeskUnderTest } from '../../../tests/support/trading/desk.js'
import { figuresOf } from '../../../tests/support/trading/published-figures.js'
import type { Position } from '../../domain/position.js'
import type { PublishedPerformance } from '../../domain/publication.js'
import { msPerDay } from '../../domain/units.js'
import { publishedLiveMs, unsaid } from './published-account.js'

function position(symbol: string): Position {
  return {
    symbol,
    state: null,
    side: 'LONG',
    quantityCoin: 1,
    leverage: null,
    entryPriceUsd: 100,
    markPriceUsd: null,
    markDoubted: false,
    notionalUsd: null,
    marginUsd: null,
    pnlUsd: null,
    pnlPct: null,
    liquidationPriceUsd: null,
    greeks: null,
    exitPlan: null,
    openedAtMs: null,
  }
}

const figures: PublishedPerformance['figures'] = {
  accountValueUsd: 12_000,
  cashUsd: 8_000,
  netDepositsUsd: 10_000,
  totalReturnPct: 20,
  realizedPnlUsd: 1_500,
  unrealizedPnlUsd: 500,
  feesUsd: null,
  fundingUsd: null,
  sharpe: 1.2,
  sortino: null,
  maxDrawdownPct: 5,
  currentDrawdownPct: null,
  winRatePct: null,
  profitFactor: null,
  trades: 7,
}

const publish = (test: DeskUnderTest, asOf: number, ...symbols: string[]) =>
  test.ask('publishPositions', callOf('bot'), { asOf, positions: symbols.map(position) })

describe('a published account', () => {
  it('shows the newest whole set of positions, and nothing of the one before', async () => {
    await using test = await deskUnderTest({ agents: [] })
    expect(await publish(test, startMs, 'BTC-PERPETUAL', 'ETH-PERPETUAL')).toEqual({
      done: 'PositionsPublished',
      count: 2,
      asOf: startMs,
    })
    await publish(test, startMs + 1, 'SOL-PERPETUAL')
    expect(test.desk.accounts.positions('bot')).toEqual({
      accountId: 'bot',
      seq: 2,
      asOf: startMs + 1,
      source: 'PUBLISHED',
      freshness: 'LIVE',
      positions: [position('SOL-PERPETUAL')],
    })
    expect(test.published('positions').map(({ positions }) => positions.length)).toEqual([2, 1])
    await publish(test, startMs + 2)
    expect(test.positions('bot')).toEqual([])
  })

  it('refuses what is older than the newest of its kind, and takes the same time again', async () => {
    await using test = await deskUnderTest({ agents: [] })
    await publish(test, startMs, 'BTC-PERPETUAL')
    expect(await publish(test, startMs - 1)).toMatchObject({ refused: 'OutOfDate', newest: startMs })
    expect(test.positions('bot')).toHaveLength(1)
    expect(await publish(test, startMs, 'ETH-PERPETUAL')).toMatchObject({ done: 'PositionsPublished' })
    expect(test.positions('bot')).toMatchObject([{ symbol: 'ETH-PERPETUAL' }])
    const performance = { asOf: startMs - 5, figures }
    expect(await test.ask('publishPerformance', callOf('bot'), performance)).toMatchObject({
      done: 'PerformancePublished',
    })
    const older = { asOf: startMs - 6, figures }
    expect(await test.ask('publishPerformance', callOf('bot'), older)).toMatchObject({
      refused: 'OutOfDate',
      newest: startMs - 5,
    })
  })

  it('says what its owner said, and computes nothing', async () => {
    await using test = await deskUnderTest({ agents: [] })
    await publish(test, startMs, 'BTC-PERPETUAL')
    await test.ask('publishPerformance', callOf('bot'), { asOf: startMs + 5, figures })
    expect(test.performance('bot')).toEqual({
      ...figures,
      accountId: 'bot',
      seq: 2,
      asOf: startMs + 5,
      source: 'PUBLISHED',
      freshness: 'LIVE',
      openPositions: 1,
      sampleIntervalSeconds: null,
      samples: null,
      samplesNeeded: null,
      cagrPct: null,
      calmar: null,
      expectancyUsd: null,
      averageWinUsd: null,
      averageLossUsd: null,
      exposurePct: null,
      timeFlatPct: null,
      feeSharePct: null,
      longTrades: null,
      shortTrades: null,
      calibration: null,
      doubts: [],
    })
    expect(test.desk.accounts.portfolio('bot')).toMatchObject({
      totalValueUsd: 12_000,
      cashUsd: 8_000,
      totalDeltaUsd: null,
      marginAvailableUsd: null,
    })
  })

  it('is ranked behind all others while its figures are hard to believe', async () => {
    await using test = await deskUnderTest({ agents: [] })
    const said = { modest: 3, boastful: 5_000, silent: null }
    for (const [id, totalReturnPct] of Object.entries(said)) {
      await test.ask('publishPerformance', callOf(id), { asOf: startMs, figures: figuresOf(totalReturnPct) })
    }
    const board = () => test.desk.accounts.leaderboard(5).map(({ rank, account: { id } }) => [rank, id])
    expect(board()).toEqual([
      [1, 'modest'],
      [2, 'boastful'],
      [2, 'silent'],
    ])
    expect(test.performance('boastful')).toMatchObject({
      totalReturnPct: 5_000,
      doubts: ['RETURN_OUT_OF_RANGE', 'RETURN_TOO_FAST'],
    })
    await test.restart()
    expect(board().at(0)).toEqual([1, 'modest'])
  })

  it('is ranked behind confirmed returns while nothing confirms its own', async () => {
    await using test = await deskUnderTest({ agents: [] })
    const say = (id: string, said: PublishedPerformance['figures']) =>
      test.ask('publishPerformance', callOf(id), { asOf: startMs, figures: said })
    await say('absurd', { ...unsaid, accountValueUsd: 0, totalReturnPct: 50 })
    await say('claimed', { ...unsaid, accountValueUsd: 11_000, totalReturnPct: 40 })
    await say('confirmed', figuresOf(-3))
    expect(test.desk.accounts.leaderboard(5).map(({ rank, account: { id } }) => [rank, id])).toEqual([
      [1, 'confirmed'],
      [2, 'claimed'],
      [3, 'absurd'],
    ])
    expect(test.performance('claimed')).toMatchObject({ totalReturnPct: 40, doubts: ['RETURN_UNCONFIRMED'] })
  })

  it('is believed a return that time explains, and goes on with that after a restart', async () => {
    await using test = await deskUnderTest({ agents: [] })
    const say = (totalReturnPct: number | null) =>
      test.ask('publishPerformance', callOf('bot'), { asOf: startMs, figures: figuresOf(totalReturnPct) })
    const doubts = () => test.performance('bot')?.doubts
    await say(99)
    expect(doubts()).toEqual([])
    // Steps that are small by themselves.
    await say(108)
    expect(doubts()).toEqual(['RETURN_TOO_FAST'])
    await say(null)
    await say(112)
    await test.restart()
    expect(doubts()).toEqual(['RETURN_TOO_FAST'])
    expect(test.desk.accounts.leaderboard(1)).toMatchObject([{ performance: { doubts: ['RETURN_TOO_FAST'] } }])
    // An eighth of a day explains 12.5 % more.
    await test.clock.advance(msPerDay / 8)
    expect(doubts()).toEqual([])
    expect(test.published('performance').at(-1)).toMatchObject({ totalReturnPct: 112, doubts: [] })
    // What is believed falls with the return.
    await say(-50)
    await say(60)
    expect(doubts()).toEqual(['RETURN_TOO_FAST'])
  })

  it('is doubted for positions that contradict its figures, whichever comes first', async () => {
    await using test = await deskUnderTest({ agents: [] })
    const positions = [{ ...position('BTC-PERPETUAL'), marginUsd: 20_000 }]
    await test.ask('publishPerformance', callOf('a'), { asOf: startMs, figures })
    expect(test.performance('a')).toMatchObject({ doubts: [] })
    await test.ask('publishPositions', callOf('a'), { asOf: startMs, positions })
    await test.ask('publishPositions', callOf('b'), { asOf: startMs, positions })
    await test.ask('publishPerformance', callOf('b'), { asOf: startMs, figures })
    await test.restart()
    for (const id of ['a', 'b'])
      expect(test.performance(id)).toMatchObject({ totalReturnPct: 20, doubts: ['POSITIONS_DO_NOT_FIT'] })
  })

  it('has traded once its owner has published a position or a closed trade, also after a restart', async () => {
    await using test = await deskUnderTest({ agents: [] })
    const hasTraded = (id: string) => test.desk.accounts.account(id)?.hasTraded ?? false
    const performance = (id: string, trades: number | null) =>
      test.ask('publishPerformance', callOf(id), { asOf: startMs, figures: { ...figures, trades } })
    await publish(test, startMs)
    await performance('bot', 0)
    await performance('bot', null)
    expect(hasTraded('bot')).toBe(false)
    await publish(test, startMs, 'BTC-PERPETUAL')
    await performance('other', 1)
    expect([hasTraded('bot'), hasTraded('other')]).toEqual([true, true])
    await publish(test, startMs)
    await test.restart()
    expect([hasTraded('bot'), hasTraded('other')]).toEqual([true, true])
    expect(test.published('account').map(({ id }) => id)).toEqual(['bot', 'bot', 'other'])
  })

  it('is not moved by our market, nor shown with our numbers', async () => {
    await using test = await deskUnderTest({ agents: [] })
    await publish(test, startMs, 'BTC-PERPETUAL')
    const before = test.desk.accounts.positions('bot')
    await test.say({ markPriceUsd: 50 })
    expect(test.desk.accounts.positions('bot')).toEqual(before)
    expect(test.performance('bot')).toMatchObject({ accountValueUsd: null, source: 'PUBLISHED' })
    expect((await test.desk.accounts.equity('bot', { fromMs: null, toMs: null, points: 8 })).points).toEqual([])
  })

  it('goes stale by the clock alone when its owner is silent, says so, and comes back', async () => {
    await using test = await deskUnderTest({ agents: [] })
    await publish(test, startMs, 'BTC-PERPETUAL')
    await test.clock.advance(publishedLiveMs)
    expect(test.desk.accounts.positions('bot')?.freshness).toBe('LIVE')
    await test.clock.advance(1_000)
    expect(test.published('positions').at(-1)).toMatchObject({ freshness: 'STALE', asOf: startMs })
    expect(test.performance('bot').freshness).toBe('STALE')
    await publish(test, startMs + 1, 'BTC-PERPETUAL')
    expect(test.published('positions').at(-1)).toMatchObject({ freshness: 'LIVE', asOf: startMs + 1 })
  })

  it('is not made live again by a decision, which says nothing of positions and performance', async () => {
    await using test = await deskUnderTest({ agents: [] })
    await publish(test, startMs, 'BTC-PERPETUAL')
    await test.clock.advance(publishedLiveMs + 1_000)
    const answer = await test.ask('publishDecision', callOf('bot'), decisionOf())
    expect(answer).toMatchObject({
      done: 'DecisionPublished',
      decision: {
        seq: 1,
        source: 'PUBLISHED',
        freshness: 'LIVE',
        outcome: null,
        recordedAtMs: publishedLiveMs + 1_000,
      },
    })
    expect(test.desk.accounts.positions('bot')).toMatchObject({ freshness: 'STALE', asOf: startMs })
  })

  it('has positions as live as they were published, and performance as that was', async () => {
    await using test = await deskUnderTest({ agents: [] })
    await publish(test, startMs, 'BTC-PERPETUAL')
    expect(test.performance('bot').freshness).toBe('STALE')
    await test.clock.advance(publishedLiveMs - 1_000)
    await test.ask('publishPerformance', callOf('bot'), { asOf: startMs + 5, figures })
    await test.clock.advance(2_000)
    expect(test.published('positions').at(-1)).toMatchObject({ freshness: 'STALE' })
    expect(test.performance('bot').freshness).toBe('LIVE')
    expect(test.desk.accounts.portfolio('bot')?.freshness).toBe('LIVE')
    await test.clock.advance(publishedLiveMs)
    expect(test.published('performance').at(-1)).toMatchObject({ freshness: 'STALE' })
  })
})
