import { describe, expect, it } from 'vitest'
import { ManualClock, settle } from '../../tests/support/manual-clock.js'
import { memoryBus } from '../bus/memory/memory-bus.js'
import { memoryDecisionJournal } from '../storage/memory/memory-decision-journal.js'
import type { TradingOptions } from './runner.js'
import { startTrading } from './runner.js'
import type { Script } from '../../tests/support/trading/desk.js'
import { marketWith } from '../../tests/support/trading/builders.js'
import {
  buying,
  closing,
  deskUnderTest,
  heldJournal,
  scriptedAgent,
  startMs,
} from '../../tests/support/trading/desk.js'

const interval = 10_000

const journalOfARun = () => memoryDecisionJournal({ runId: 'run' })
const start = (clock: ManualClock, script: Script = [], options: Partial<TradingOptions> = {}) =>
  deskUnderTest({ bus: memoryBus(), journal: journalOfARun(), clock, ...options }, script)

describe('startTrading, deciding', () => {
  it('fills at the ask and the bid with the fee, and the cash accounts for all of it', async () => {
    const clock = new ManualClock(0)
    const { desk, say, published } = start(clock, [buying(), closing])
    await using _ = desk
    await say()
    await clock.advance(interval)
    await say()
    expect(published('decision')).toEqual([
      {
        id: 'run-1',
        seq: 1,
        accountId: 'a',
        asOf: startMs + 250,
        source: 'SIMULATED',
        freshness: 'LIVE',
        symbol: 'BTC-PERPETUAL',
        action: 'BUY_TO_ENTER',
        confidence: 0.7,
        reasoning: 'It rises.',
        model: 'script-1',
        quantityCoin: 10,
        leverage: 2,
        stopLossUsd: 90,
        profitTargetUsd: 120,
        invalidation: 'It falls.',
        executed: true,
        fillPriceUsd: 101,
        feeUsd: 0.51,
        error: null,
      },
      expect.objectContaining({
        seq: 2,
        action: 'CLOSE',
        quantityCoin: 10,
        leverage: 2,
        stopLossUsd: null,
        executed: true,
        fillPriceUsd: 99,
        feeUsd: 0.5,
      }),
    ])
    // 10 × (99 − 101) − 1,010 × 0.05 % − 990 × 0.05 %.
    expect(desk.performance('a')).toMatchObject({ cashUsd: 9_979, accountValueUsd: 9_979, feesUsd: 1 })
  })

  it('asks once an interval, only when there are new market data, and records holding', async () => {
    const clock = new ManualClock(0)
    const { desk, say, agent, published } = start(clock)
    await using _ = desk
    for (let quarter = 0; quarter < 41; quarter += 1) {
      await say()
      await clock.advance(250)
    }
    expect(agent.views.map(({ nowMs }) => nowMs - startMs)).toEqual([250, 250 + interval])
    await clock.advance(5 * interval)
    expect(agent.views).toHaveLength(2)
    expect(published('decision')).toHaveLength(2)
    expect(published('decision')[1]).toMatchObject({ action: 'HOLD', executed: true, quantityCoin: null, error: null })
  })

  it('shows the agent the position and the money it has', async () => {
    const clock = new ManualClock(0)
    const { desk, say, agent } = start(clock, [buying()])
    await using _ = desk
    await say()
    await clock.advance(interval)
    await say({ markPriceUsd: 105 })
    expect(agent.views[0]?.position).toBeNull()
    expect(agent.views[1]).toMatchObject({
      position: { side: 'LONG', quantityCoin: 10, pnlUsd: 40 },
      account: { accountValueUsd: 10_039.5, marginAvailableUsd: 9_534.5 },
      nowMs: startMs + 500,
    })
  })

  it('does not trade in a stale market, in one never heard, or without a perpetual', async () => {
    const { desk, say, agent, published } = start(new ManualClock(0), [buying()])
    await using _ = desk
    await say({}, { freshness: 'STALE' })
    await say({}, { perpetual: null })
    await say({}, { asOf: null })
    expect(agent.views).toEqual([])
    expect(published('decision')).toEqual([])
    await say()
    expect(published('decision')).toHaveLength(1)
  })

  it('records a refusal with its reason and changes nothing', async () => {
    const { desk, say, published } = start(new ManualClock(0), [buying()])
    await using _ = desk
    await say({ askAmountUsd: 500 })
    expect(published('decision')).toMatchObject([
      {
        action: 'BUY_TO_ENTER',
        quantityCoin: 10,
        executed: false,
        fillPriceUsd: null,
        feeUsd: null,
        error: 'Only 500 USD offered at the best ask, the order is for 1010 USD',
      },
    ])
    expect(desk.positions('a')?.positions).toEqual([])
    expect(desk.performance('a')?.cashUsd).toBe(10_000)
  })

  it('commits before it shows: until the journal has the decision nobody sees its fill', async () => {
    const journal = heldJournal(journalOfARun())
    const clock = new ManualClock(0)
    const { desk, say, order, agent } = start(clock, [buying()], { journal })
    await using _ = desk
    await say()
    await clock.advance(interval)
    await say({ markPriceUsd: 110 })
    expect(desk.positions('a')?.positions).toEqual([])
    expect(desk.performance('a')).toMatchObject({ accountValueUsd: 10_000, asOf: startMs + 500 })
    const before = order()
    expect(before).not.toContain('decision')
    journal.release()
    await settle()
    expect(order().slice(before.length)).toEqual(['performance', 'positions', 'portfolio', 'decision'])
    expect(desk.positions('a')?.positions).toMatchObject([{ entryPriceUsd: 101, markPriceUsd: 110 }])
    expect(agent.views).toHaveLength(1)
  })

  it('carries nothing out that the journal refuses, and tries again at the next interval', async () => {
    const clock = new ManualClock(0)
    const journal = heldJournal(journalOfARun())
    const { desk, say, published, failures } = start(clock, [buying(), buying()], { journal })
    await using _ = desk
    await say()
    journal.fail()
    await settle()
    await say({ markPriceUsd: 110 })
    expect(desk.performance('a')).toMatchObject({ accountValueUsd: 10_000, openPositions: 0 })
    expect(published('decision')).toEqual([])
    expect(failures).toEqual(['A decision was not committed, so it was not carried out'])
    await clock.advance(interval)
    await say()
    journal.release()
    await settle()
    expect(published('decision')).toMatchObject([{ seq: 1, executed: true }])
    expect(desk.performance('a')?.openPositions).toBe(1)
  })

  it('takes an agent that throws for one that holds, and asks it again', async () => {
    const clock = new ManualClock(0)
    const { desk, say, published, failures } = start(clock, [new Error('secret'), buying()])
    await using _ = desk
    await say()
    expect(published('decision')).toMatchObject([
      { action: 'HOLD', executed: false, error: 'The agent failed to decide', quantityCoin: null },
    ])
    expect(JSON.stringify(published('decision'))).not.toContain('secret')
    expect(failures).toEqual(['An agent failed to decide'])
    expect(desk.performance('a')?.accountValueUsd).toBe(10_000)
    await clock.advance(interval)
    await say()
    expect(desk.positions('a')?.positions).toHaveLength(1)
  })

  it('publishes no number that is none, whatever an agent says', async () => {
    const wrong = buying({ quantityCoin: NaN, leverage: Infinity, stopLossUsd: NaN, confidence: 7 })
    const { desk, say, published } = start(new ManualClock(0), [wrong])
    await using _ = desk
    await say()
    expect(published('decision')).toMatchObject([
      { quantityCoin: null, leverage: null, stopLossUsd: null, confidence: null, executed: false },
    ])
  })

  it('liquidates an account that falls below its maintenance margin, between decisions, and says so', async () => {
    const { desk, say, published } = start(new ManualClock(0), [buying({ quantityCoin: 900, leverage: 50 })])
    await using _ = desk
    await say({ bidPriceUsd: 100.5 })
    await say({ bidPriceUsd: 90, markPriceUsd: 91 })
    expect(published('decision')).toHaveLength(1)
    await say({ bidPriceUsd: null, markPriceUsd: 90.7 })
    expect(published('decision')).toHaveLength(1)
    await say({ bidPriceUsd: 90.5, markPriceUsd: 90.7 })
    // 10,000 − 45.45 − 900 × (101 − 90.7) = 684.55, less than 1 % of 900 × 90.7 = 816.30.
    expect(published('decision')[1]).toMatchObject({
      model: 'engine',
      action: 'CLOSE',
      symbol: 'BTC-PERPETUAL',
      fillPriceUsd: 90.5,
      executed: true,
      confidence: null,
    })
    expect(published('decision')[1]?.reasoning).toContain('684.55 USD')
    expect(desk.performance('a')).toMatchObject({ openPositions: 0, trades: 1 })
  })

  it('does not press a journal that refuses: a liquidation waits for the next interval too', async () => {
    const clock = new ManualClock(0)
    const journal = heldJournal(journalOfARun())
    const large = buying({ quantityCoin: 900, leverage: 50 })
    const { desk, say, failures, published } = start(clock, [large], { journal })
    await using _ = desk
    await say({ bidPriceUsd: 100.5 })
    journal.release()
    await settle()
    for (let mark = 0; mark < 3; mark += 1) {
      await say({ markPriceUsd: 90, bidPriceUsd: 90 })
      journal.fail()
      await settle()
    }
    expect(failures).toHaveLength(1)
    await clock.advance(interval)
    await say({ markPriceUsd: 90, bidPriceUsd: 90 })
    journal.release()
    await settle()
    expect(published('decision').at(-1)).toMatchObject({ model: 'engine', executed: true })
  })

  it('listens to the currency of its agent only', async () => {
    const { desk, bus, agent } = start(new ManualClock(0))
    await using _ = desk
    bus.publish('marketData', 'ETH', marketWith({ symbol: 'ETH-PERPETUAL' }, { currency: 'ETH' }))
    await settle()
    expect(agent.views).toEqual([])
    expect(desk.performance('a')?.asOf).toBeNull()
  })

  it('lets no account wait for another', async () => {
    const journal = heldJournal(journalOfARun())
    const quick = journalOfARun()
    const accounts = ['slow', 'quick'].map((id) => ({
      id,
      name: id,
      agent: scriptedAgent(buying()),
      depositUsd: 10_000,
    }))
    const both = {
      ...quick,
      append: (one: Parameters<typeof quick.append>[0]) => (one.accountId === 'slow' ? journal : quick).append(one),
    }
    const { desk, say } = start(new ManualClock(0), [], { journal: both, accounts })
    await say()
    expect(desk.performance('quick')?.openPositions).toBe(1)
    expect(desk.performance('slow')?.openPositions).toBe(0)
    journal.release()
    await desk[Symbol.asyncDispose]()
  })

  it('stops when disposed: no reader stays, a decision under way is finished, the accounts stay readable', async () => {
    const journal = heldJournal(journalOfARun())
    const { desk, say, bus, published } = start(new ManualClock(0), [buying()], { journal })
    await say()
    let ended = false
    const disposed = desk[Symbol.asyncDispose]().then(() => (ended = true))
    expect(bus.readerCount()).toBe(0)
    await settle()
    expect(ended).toBe(false)
    journal.release()
    await disposed
    expect(published('decision')).toHaveLength(1)
    await say({ markPriceUsd: 500 })
    expect(desk.positions('a')?.positions).toMatchObject([{ markPriceUsd: 100 }])
  })

  it('stops when its signal is aborted', async () => {
    const stop = new AbortController()
    const { desk, bus } = start(new ManualClock(0), [], { signal: stop.signal })
    expect(bus.readerCount()).toBe(1)
    stop.abort()
    expect(bus.readerCount()).toBe(0)
    await desk[Symbol.asyncDispose]()
  })

  it('refuses to open accounts that share an id', () => {
    const spec = { id: 'a', name: 'A', agent: scriptedAgent(), depositUsd: 1 }
    const { bus } = start(new ManualClock(0))
    const options = { bus, journal: journalOfARun(), clock: new ManualClock(0), source: 'SIMULATED' } as const
    expect(() => startTrading({ ...options, accounts: [spec, spec] })).toThrow('same id')
    expect(() => startTrading({ ...options, accounts: [{ ...spec, depositUsd: 0 }] })).toThrow(RangeError)
  })
})
