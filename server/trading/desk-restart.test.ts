import { describe, expect, it } from 'vitest'
import {
  call,
  callExpiryMs,
  chainWith,
  limitOrder,
  marketOrder,
  startMs,
} from '../../tests/support/trading/builders.js'
import { callOf, deskUnderTest, intervalMs, tradingDesk, type DeskUnderTest } from '../../tests/support/trading/desk.js'
import { buying, closing } from '../../tests/support/trading/scripted-agent.js'

const hour = 3_600_000

/** All that is shown of an account, without what counts anew at every start. */
function shown({ desk }: DeskUnderTest, accountId: string) {
  const states = [
    desk.accounts.performance(accountId),
    desk.accounts.positions(accountId),
    desk.accounts.portfolio(accountId),
  ]
  return states.map((state) => ({ ...state, seq: 0 }))
}

describe('a desk that is opened again', () => {
  it('goes on with the same books: money, positions, funding, drawdown, time and trades', async () => {
    await using test = await tradingDesk()
    await test.sayChain(chainWith([{ symbol: call }]))
    await test.place(marketOrder({ stopLossUsd: 50 }))
    await test.place(marketOrder({ symbol: call, side: 'SELL', leverage: 1, quantityCoin: 3 }))
    const rate = { fundingRate8h: 0.01 }
    await test.sayUntil(startMs + hour, { ...rate, markPriceUsd: 80, bidPriceUsd: 80 })
    const last = { ...rate, markPriceUsd: 95 }
    await test.sayUntil(startMs + 2 * hour, last)
    const before = shown(test, 'me')
    expect(before[0]).toMatchObject({ fundingUsd: -2.52, openPositions: 2 })
    await test.restart()
    await test.sayChain(chainWith([{ symbol: call }]))
    await test.say(last, { asOf: startMs + 2 * hour })
    expect(shown(test, 'me')).toEqual(before)
    await test.sayUntil(startMs + 3 * hour, last)
    expect(test.performance().fundingUsd).toBe(-3.79)
  })

  it('stores the funding up to an orderly stop', async () => {
    await using test = await tradingDesk({ sampleIntervalMs: hour })
    await test.place(marketOrder())
    const rate = { fundingRate8h: 0.5 }
    await test.sayUntil(startMs + hour / 2, rate)
    const { fundingUsd } = test.performance()
    // Less than what is between two accruals: 1,000 contracts × 50 % × 2 s / 8 h, twice.
    for (const seconds of [2, 4]) await test.say(rate, { asOf: startMs + hour / 2 + seconds * 1_000 })
    await test.restart()
    expect(test.performance().fundingUsd).toBeCloseTo((fundingUsd ?? NaN) - 0.07, 2)
  })

  it('values its positions at their last marks, as stale, until they are heard of', async () => {
    await using test = await tradingDesk()
    await test.sayChain(chainWith([{ symbol: call }]))
    // Sold at 3.90 and then nearly worthless: at their entry price the account could not carry the futures it has.
    await test.place(marketOrder({ symbol: call, side: 'SELL', leverage: 1, quantityCoin: 500 }))
    const cheap = { bidPriceUsd: 0.1, bidPriceCoin: 0.001, askPriceUsd: 0.3, askPriceCoin: 0.003, markPriceUsd: 0.2 }
    await test.sayChain(chainWith([{ symbol: call, ...cheap }]))
    const { accountValueUsd, maxDrawdownPct } = test.performance()
    await test.restart()
    expect(test.performance()).toMatchObject({ accountValueUsd, asOf: null, freshness: 'STALE' })
    await test.say({}, { asOf: startMs + hour })
    expect(test.performance()).toMatchObject({ accountValueUsd, maxDrawdownPct, freshness: 'STALE', openPositions: 1 })
    expect(test.positions()).toMatchObject([{ symbol: call, markPriceUsd: 0.2 }])
  })

  it('holds what was in doubt when it was stopped', async () => {
    await using test = await tradingDesk()
    test.journal.loseConfirmation()
    await expect(test.place(marketOrder())).rejects.toThrow('connection was lost')
    await test.restart()
    expect(test.positions()).toHaveLength(1)
    expect(await test.fills()).toHaveLength(1)
  })

  it('counts its age from its first mark on', async () => {
    await using test = await tradingDesk()
    await test.restart()
    await test.say({}, { asOf: startMs + 40 * 24 * hour })
    expect(test.performance().cagrPct).toBe(0)
  })

  it('still fills the orders that wait', async () => {
    await using test = await tradingDesk()
    await test.say({ askAmountUsd: 303 })
    const { order } = await test.place(limitOrder(101, { stopLossUsd: 40 }))
    await test.restart()
    await test.say({ askPriceUsd: 105 })
    expect(await test.order(order.id)).toMatchObject({ status: 'OPEN', filledCoin: 3 })
    await test.say({ askPriceUsd: 100 })
    expect(await test.order(order.id)).toMatchObject({ status: 'FILLED', filledCoin: 10 })
    expect((await test.fills()).map(({ seq }) => seq)).toEqual([1, 2])
    expect(test.positions()).toMatchObject([{ quantityCoin: 10, exitPlan: { stopLossUsd: 40 } }])
  })

  it('cancels an order from before, also while nothing of the market was heard', async () => {
    await using test = await tradingDesk()
    const { order } = await test.place(limitOrder(90))
    await test.restart()
    const answer = await test.ask('cancelOrder', callOf('me'), { orderId: order.id })
    expect(answer).toMatchObject({ done: 'OrderCancelled' })
    await test.restart()
    await test.say({ askPriceUsd: 80 })
    expect(test.positions()).toEqual([])
  })

  it('scores the decisions from before', async () => {
    await using test = await deskUnderTest({ script: [buying()] })
    await test.say()
    await test.restart()
    await test.say({ bidPriceUsd: 120, markPriceUsd: 121 })
    await test.say({ bidPriceUsd: 120, markPriceUsd: 121 }, { asOf: startMs + hour })
    expect((await test.decisions())[0]).toMatchObject({ action: 'BUY_TO_ENTER', outcome: 'TARGET' })
    expect(test.performance('a').calibration?.[7]).toMatchObject({ decided: 1, won: 1 })
  })

  it('delivers what expired while it was off, as late', async () => {
    await using test = await tradingDesk()
    await test.sayChain(chainWith([{ symbol: call }]))
    await test.place(marketOrder({ symbol: call, leverage: 1 }))
    await test.restart()
    await test.say({}, { asOf: callExpiryMs + 2 * hour, indexPriceUsd: 130 })
    await test.say({}, { asOf: callExpiryMs + 2.2 * hour })
    expect((await test.fills()).at(-1)).toMatchObject({
      ...{ reason: 'EXPIRY', priceUsd: 30 },
      delivery: { origin: 'LATE' },
    })
  })

  it('shows what was published before, as stale', async () => {
    await using test = await tradingDesk()
    await test.ask('publishPositions', callOf('bot'), { asOf: startMs, positions: [] })
    await test.restart()
    expect(test.desk.accounts.positions('bot')).toMatchObject({
      asOf: startMs,
      freshness: 'STALE',
      source: 'PUBLISHED',
    })
    const older = { asOf: startMs - 1, positions: [] }
    expect(await test.ask('publishPositions', callOf('bot'), older)).toMatchObject({ refused: 'OutOfDate' })
  })

  it('answers a call from before as it did', async () => {
    await using test = await tradingDesk()
    const once = callOf('me')
    const answer = await test.ask('placeOrder', once, marketOrder())
    await test.restart()
    await test.say()
    expect(await test.ask('placeOrder', once, marketOrder())).toEqual(answer)
    expect(await test.fills()).toHaveLength(1)
  })

  it('keeps an account whose agent is gone tradable by its owner, and gives it back to its agent', async () => {
    await using test = await deskUnderTest({ script: [buying(), closing()] })
    await test.say()
    const agents = [{ id: 'a', name: 'Account A', agent: test.agent, depositUsd: 10_000 }]
    await test.restart({ agents: [] })
    await test.say()
    expect(await test.decisions()).toHaveLength(1)
    const { order } = await test.place(marketOrder({ side: 'SELL', quantityCoin: 4 }), 'a')
    expect(order).toMatchObject({ status: 'FILLED', origin: 'CALLER' })
    await test.clock.advance(intervalMs)
    await test.restart({ agents })
    await test.say()
    expect((await test.decisions())[1]).toMatchObject({ seq: 2, action: 'CLOSE', quantityCoin: 6 })
    expect(test.performance('a')).toMatchObject({ netDepositsUsd: 10_000, openPositions: 0 })
  })

  it('lists the accounts of its agents first, then the others as they were opened', async () => {
    await using test = await tradingDesk()
    await test.openAccount('other')
    const agents = [{ id: 'later', name: 'Later', agent: test.agent, depositUsd: 5 }]
    await test.restart({ agents })
    expect(test.desk.accounts.accounts().map(({ id }) => id)).toEqual(['later', 'me', 'other'])
  })

  it('says so when the last books cannot be stored, and stops all the same', async () => {
    await using test = await tradingDesk()
    test.journal.hold()
    const stopped = test.desk[Symbol.asyncDispose]()
    await test.journal.untilWaiting()
    test.journal.fail()
    await stopped
    expect(test.failures).toEqual(['The engine could not commit; it tries again'])
  })
})

describe('accounts of another source', () => {
  it('are not opened, and their owners are told why', async () => {
    await using test = await tradingDesk()
    await test.place(marketOrder())
    await test.restart({ source: 'DERIBIT' })
    const { accounts } = test.desk
    expect([accounts.accounts(), accounts.performance('me'), accounts.leaderboard(5)]).toEqual([[], null, []])
    const refused = { refused: 'WrongAccountKind', accountKind: 'PAPER' }
    expect(await test.refusal(marketOrder())).toMatchObject({
      ...refused,
      message: 'The account of this token trades in the prices of SIMULATED, which this server does not have',
    })
    expect(await test.ask('publishPositions', callOf('me'), { asOf: 1, positions: [] })).toMatchObject(refused)
    expect(await test.ask('openAccount', callOf('me'), { name: 'me', depositUsd: 1 })).toMatchObject({
      refused: 'AccountExists',
      account: { id: 'me', source: 'SIMULATED' },
    })
  })

  it('are as they were when their source is back', async () => {
    await using test = await tradingDesk()
    await test.place(marketOrder())
    await test.restart({ source: 'DERIBIT' })
    await test.say({ markPriceUsd: 1 }, { source: 'DERIBIT' })
    await test.restart({ source: 'SIMULATED' })
    await test.say()
    expect(test.performance()).toMatchObject({ openPositions: 1, fundingUsd: 0, maxDrawdownPct: 0.105 })
  })

  it('have no agent, nor do published ones', async () => {
    await using test = await tradingDesk()
    await test.ask('publishPositions', callOf('bot'), { asOf: 1, positions: [] })
    for (const id of ['bot', 'me']) {
      const agents = [{ id, name: id, agent: test.agent, depositUsd: 5 }]
      await expect(test.restart({ agents, source: 'DERIBIT' })).rejects.toThrow(
        `Account "${id}" is not a paper account`,
      )
    }
  })
})
