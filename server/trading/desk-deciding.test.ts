import { describe, expect, it } from 'vitest'
import { marketWith, startMs } from '../../tests/support/trading/builders.js'
import { deskUnderTest, intervalMs } from '../../tests/support/trading/desk.js'
import { buying, closing, holding, scriptedAgent, type Script } from '../../tests/support/trading/scripted-agent.js'

const seat = (id: string, ...script: Script) => ({
  id,
  name: id,
  agent: scriptedAgent(...script),
  depositUsd: 10_000,
})

describe('the desk, deciding', () => {
  it('fills at the ask and the bid with the fee, and the cash accounts for all of it', async () => {
    await using test = await deskUnderTest({ script: [buying(), closing()] })
    await test.say()
    await test.clock.advance(intervalMs)
    await test.say()
    expect(test.published('decision')).toEqual([
      {
        id: 'id-0001',
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
        invalidationRule: null,
        executed: true,
        fillPriceUsd: 101,
        feeUsd: 0.505,
        error: null,
        outcome: 'OPEN',
        pnlUsd: null,
        rMultiple: null,
        closedAtMs: null,
        recordedAtMs: 0,
      },
      expect.objectContaining({
        seq: 2,
        action: 'CLOSE',
        quantityCoin: 10,
        leverage: 2,
        stopLossUsd: null,
        executed: true,
        fillPriceUsd: 99,
        feeUsd: 0.505,
        outcome: null,
      }),
    ])
    expect(test.published('fill')).toMatchObject([
      { seq: 1, decisionId: 'id-0001', side: 'BUY', priceUsd: 101, feeUsd: 0.505, liquidity: 'TAKER', reason: 'ORDER' },
      { seq: 2, side: 'SELL', priceUsd: 99, feeUsd: 0.505, realizedPnlUsd: -20 },
    ])
    // 10 × (99 − 101), and twice 1,010 contracts × 0.05 %.
    expect(test.performance('a')).toMatchObject({ cashUsd: 9_978.99, accountValueUsd: 9_978.99, feesUsd: 1.01 })
  })

  it('asks once an interval, only when there are new market data, and records holding', async () => {
    await using test = await deskUnderTest()
    for (let quarter = 0; quarter < 41; quarter += 1) {
      await test.say()
      await test.clock.advance(250)
    }
    expect(test.agent.views.map(({ nowMs }) => nowMs - startMs)).toEqual([250, 250 + intervalMs])
    await test.clock.advance(5 * intervalMs)
    expect(test.agent.views).toHaveLength(2)
    expect(test.published('decision')).toHaveLength(2)
    expect(test.published('decision')[1]).toMatchObject({
      action: 'HOLD',
      executed: true,
      quantityCoin: null,
      error: null,
    })
  })

  it('shows the agent the positions and the money it has', async () => {
    await using test = await deskUnderTest({ script: [buying()] })
    await test.say()
    await test.clock.advance(intervalMs)
    await test.say({ markPriceUsd: 105 })
    expect(test.agent.views[0]?.positions).toEqual([])
    expect(test.agent.views[1]).toMatchObject({
      positions: [{ side: 'LONG', quantityCoin: 10, pnlUsd: 40 }],
      account: { accountValueUsd: 10_039.495, marginAvailableUsd: 9_534.495, greeks: { totalDeltaUsd: 1_050 } },
      nowMs: startMs + 500,
    })
  })

  it('carries out all that was decided at once, in order and as one step', async () => {
    const both = [buying({ symbol: 'BTC-PERPETUAL' }), closing({ quantityCoin: 4 })]
    await using test = await deskUnderTest({ script: [both] })
    await test.say()
    expect(test.published('decision').map(({ seq, action }) => [seq, action])).toEqual([
      [1, 'BUY_TO_ENTER'],
      [2, 'CLOSE'],
    ])
    expect(test.positions('a')).toMatchObject([{ quantityCoin: 6 }])
  })

  it('does not trade in a stale market, in one never heard, or without a perpetual', async () => {
    await using test = await deskUnderTest({ script: [buying()] })
    await test.say({}, { freshness: 'STALE' })
    await test.say({}, { perpetual: null })
    await test.say({}, { asOf: null })
    expect(test.agent.views).toEqual([])
    expect(test.published('decision')).toEqual([])
    await test.say()
    expect(test.published('decision')).toHaveLength(1)
  })

  it('records a refusal with its reason and changes nothing', async () => {
    await using test = await deskUnderTest({ script: [buying()] })
    await test.say({ askAmountUsd: 505 })
    expect(test.published('decision')).toMatchObject([
      {
        action: 'BUY_TO_ENTER',
        quantityCoin: 10,
        executed: false,
        fillPriceUsd: null,
        feeUsd: null,
        outcome: null,
        error: 'Only 5 of BTC-PERPETUAL offered at the best ask, the order is for 10',
      },
    ])
    expect(test.positions('a')).toEqual([])
    expect(test.performance('a').cashUsd).toBe(10_000)
  })

  it('commits before it shows: until the journal has the decision nobody sees its fill', async () => {
    await using test = await deskUnderTest({ script: [buying()] })
    test.journal.hold()
    await test.hear()
    await test.clock.advance(intervalMs)
    await test.hear({ markPriceUsd: 110 })
    expect(test.positions('a')).toEqual([])
    expect(test.performance('a')).toMatchObject({ accountValueUsd: 10_000, asOf: startMs + 500 })
    const before = test.publishedTopics()
    expect(before).not.toContain('decision')
    test.journal.open()
    await test.desk.settled()
    expect(test.publishedTopics().slice(before.length)).toEqual([
      'performance',
      'positions',
      'portfolio',
      'account',
      'orderEvent',
      'orderEvent',
      'fill',
      'decision',
    ])
    expect(test.positions('a')).toMatchObject([{ entryPriceUsd: 101, markPriceUsd: 110 }])
    expect(test.agent.views).toHaveLength(1)
  })

  it('carries nothing out that the journal refuses, and tries again at the next interval', async () => {
    await using test = await deskUnderTest({ script: [holding, buying(), buying()] })
    await test.say()
    await test.clock.advance(intervalMs)
    test.journal.hold()
    await test.hear({ askAmountUsd: 1_010 })
    test.journal.fail()
    test.journal.open()
    await test.say({ askAmountUsd: 1_010, markPriceUsd: 110 })
    expect(test.performance('a')).toMatchObject({ accountValueUsd: 10_000, openPositions: 0 })
    expect(test.published('decision')).toMatchObject([{ action: 'HOLD' }])
    expect(test.failures).toEqual(['What an agent decided was not committed, so it was not carried out'])
    await test.clock.advance(intervalMs)
    await test.say({ askAmountUsd: 1_010 })
    expect(test.published('decision')).toMatchObject([{ seq: 1 }, { seq: 2, executed: true }])
    expect(test.performance('a').openPositions).toBe(1)
  })

  it('takes an agent that throws, or decides nothing, for one that holds, and asks it again', async () => {
    await using test = await deskUnderTest({ script: [new Error('secret'), [], buying()] })
    await test.say()
    await test.clock.advance(intervalMs)
    await test.say()
    expect(test.published('decision')).toMatchObject([
      { action: 'HOLD', executed: false, error: 'The agent failed to decide', quantityCoin: null },
      { action: 'HOLD', executed: false, error: 'The agent decided nothing', symbol: 'BTC-PERPETUAL' },
    ])
    expect(JSON.stringify(test.published('decision'))).not.toContain('secret')
    expect(test.failures).toEqual(['An agent failed to decide'])
    expect(test.performance('a').accountValueUsd).toBe(10_000)
    await test.clock.advance(intervalMs)
    await test.say()
    expect(test.positions('a')).toHaveLength(1)
  })

  it('publishes no number that is none, whatever an agent says', async () => {
    const wrong = buying({
      quantityCoin: NaN,
      leverage: Infinity,
      stopLossUsd: NaN,
      confidence: 7,
      invalidationRule: { measure: 'MARK_IV', comparison: 'ABOVE', value: NaN, untilMs: null },
    })
    const strange = buying({ symbol: 'DOGE', leverage: 1 })
    await using test = await deskUnderTest({ script: [[wrong, strange, { ...holding, confidence: NaN }]] })
    await test.say()
    expect(test.published('decision')).toMatchObject([
      {
        quantityCoin: null,
        leverage: null,
        stopLossUsd: null,
        confidence: null,
        invalidationRule: null,
        executed: false,
      },
      {
        symbol: 'DOGE',
        executed: false,
        error:
          '"DOGE" is not the name of a perpetual or an option: names look like BTC-PERPETUAL or BTC-25DEC26-100000-C; the nearest are BTC-PERPETUAL. The query "instruments" lists all',
      },
      { action: 'HOLD', confidence: null },
    ])
  })

  it('listens to the currency of its agent only', async () => {
    await using test = await deskUnderTest()
    await test.publish('heardMarket', 'ETH', marketWith({ symbol: 'ETH-PERPETUAL' }, { currency: 'ETH' }))
    expect(test.agent.views).toEqual([])
    await test.say()
    expect(test.agent.views).toHaveLength(1)
  })

  it('lets no account wait for another', async () => {
    const agents = [seat('slow', buying()), seat('quick', buying())]
    await using test = await deskUnderTest({ agents, held: ['slow'] })
    test.journal.hold()
    await test.hear()
    await expect.poll(() => test.performance('quick').openPositions).toBe(1)
    expect(test.performance('slow').openPositions).toBe(0)
  })

  it('stops when disposed: no reader stays, a decision under way is finished, the accounts stay readable', async () => {
    await using test = await deskUnderTest({ script: [buying()] })
    test.journal.hold()
    await test.hear()
    const { accounts } = test.desk
    const whenDisposed = test.desk[Symbol.asyncDispose]().then(() => test.published('decision'))
    expect(test.bus.readerCount()).toBe(0)
    await test.journal.untilWaiting()
    test.journal.open()
    expect(await whenDisposed).toHaveLength(1)
    await test.hear({ markPriceUsd: 500 })
    expect(accounts.positions('a')?.positions).toMatchObject([{ markPriceUsd: 100 }])
  })

  it('refuses to open accounts that share an id, or have no money', async () => {
    await expect(deskUnderTest({ agents: [seat('a'), seat('a')] })).rejects.toThrow('same account')
    await expect(deskUnderTest({ agents: [{ ...seat('a'), depositUsd: 0 }] })).rejects.toThrow(RangeError)
  })
})
