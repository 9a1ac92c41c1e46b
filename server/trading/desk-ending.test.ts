import { describe, expect, it } from 'vitest'
import { call, chainWith, limitOrder, marketOrder } from '../../tests/support/trading/builders.js'
import { callOf, deskUnderTest, tradingDesk, type DeskUnderTest } from '../../tests/support/trading/desk.js'

const reset = (test: DeskUnderTest, depositUsd: number | null = null, keyed = callOf('me')) =>
  test.ask('resetAccount', keyed, { depositUsd })
const close = (test: DeskUnderTest, keyed = callOf('me')) => test.ask('closeAccount', keyed, {})
const accountOf = (test: DeskUnderTest) => test.desk.accounts.account('me')

/** An account that has lost, holds a position and has an order that waits. */
async function busyDesk(): Promise<DeskUnderTest> {
  const test = await tradingDesk()
  await test.place(marketOrder({ quantityCoin: 40 }))
  await test.place(marketOrder({ side: 'SELL', quantityCoin: 30 }))
  await test.place(limitOrder(95))
  return test
}

describe('a reset', () => {
  it('cancels orders, drops positions without a trade, and starts over with the deposit; the journal stays', async () => {
    await using test = await busyDesk()
    const fills = await test.fills()
    const answer = await reset(test)
    expect(answer).toMatchObject({
      done: 'AccountReset',
      account: { id: 'me', resets: 1 },
      orders: [{ status: 'CANCELLED', cancelReason: 'The account was reset' }],
      droppedSymbols: ['BTC-PERPETUAL'],
    })
    const fresh = {
      accountValueUsd: 10_000,
      netDepositsUsd: 10_000,
      feesUsd: 0,
      totalReturnPct: 0,
      maxDrawdownPct: 0,
      openPositions: 0,
    }
    expect(test.performance()).toMatchObject({ ...fresh, samples: 0, timeFlatPct: null })
    expect(test.positions()).toEqual([])
    expect(test.published('orderEvent').at(-1)).toMatchObject({ change: 'CANCELLED' })
    expect(test.published('positions').at(-1)).toMatchObject({ positions: [] })
    expect(test.published('performance').at(-1)).toMatchObject(fresh)
    expect(test.published('portfolio').at(-1)).toMatchObject({ totalValueUsd: 10_000, marginUsedUsd: 0 })
    expect(await test.fills()).toEqual(fills)
    await test.restart()
    expect(test.performance()).toMatchObject(fresh)
    expect(accountOf(test)).toMatchObject({ resets: 1 })
    await test.say({ askPriceUsd: 90 })
    expect(test.positions()).toEqual([])
  })

  it('is made once under one key, also after a restart', async () => {
    await using test = await busyDesk()
    const keyed = callOf('me')
    const answers = await Promise.all([reset(test, 500, keyed), reset(test, 500, keyed)])
    expect(answers[0]).toEqual(answers[1])
    await test.restart()
    await test.say()
    await test.place(marketOrder({ quantityCoin: 1 }))
    expect(await reset(test, 500, keyed)).toEqual(answers[0])
    expect(test.positions()).toHaveLength(1)
    expect(accountOf(test)).toMatchObject({ resets: 1 })
    expect(test.performance()).toMatchObject({ netDepositsUsd: 500 })
  })

  it('has the curve of equity start over, and that from before be read by who asks for it', async () => {
    await using test = await busyDesk()
    for (let second = 0; second < 12; second += 1) await test.say()
    await reset(test, 500)
    await test.desk.settled()
    for (let second = 0; second < 12; second += 1) await test.say()
    const values = async (fromMs: number | null) =>
      (await test.desk.accounts.equity('me', { fromMs, toMs: null, points: 100 })).points.map(
        (one) => one.accountValueUsd,
      )
    expect(new Set(await values(null))).toEqual(new Set([500]))
    expect((await values(0))[0]).toBe(10_000)
  })

  it('is refused the eleventh time within an hour, saying when it is possible again', async () => {
    await using test = await tradingDesk()
    for (let count = 0; count < 10; count += 1) expect(await reset(test)).toMatchObject({ done: 'AccountReset' })
    expect(await reset(test)).toMatchObject({ refused: 'TooManyResets', most: 10, again: 3_600_000 })
    await test.restart()
    await test.say()
    expect(await reset(test)).toMatchObject({ refused: 'TooManyResets' })
    await test.clock.advance(3_600_000)
    expect(await reset(test)).toMatchObject({ account: { resets: 11 } })
  })

  it('and a closing are refused for the account of an agent, and for one that is no paper account', async () => {
    await using test = await deskUnderTest()
    await test.say()
    expect(await test.ask('resetAccount', callOf('a'), { depositUsd: null })).toMatchObject({ refused: 'AgentAccount' })
    expect(await test.ask('closeAccount', callOf('a'), {})).toMatchObject({ refused: 'AgentAccount' })
    expect(await reset(test)).toMatchObject({ refused: 'WrongAccountKind', accountKind: null })
    expect(test.performance('a')).toMatchObject({ netDepositsUsd: 10_000 })
  })
})

describe('a closing', () => {
  it('cancels orders, closes positions at their quotes with fees, and takes the account off the leaderboard', async () => {
    await using test = await busyDesk()
    const answer = await close(test)
    expect(answer).toMatchObject({
      done: 'AccountClosed',
      account: { id: 'me', closedAtMs: 0 },
      orders: [{ status: 'CANCELLED', cancelReason: 'The account was closed' }],
      fills: [{ side: 'SELL', quantityCoin: 10, priceUsd: 99, liquidity: 'TAKER' }],
    })
    expect(test.positions()).toEqual([])
    const { accountValueUsd } = test.performance()
    expect(test.published('performance').at(-1)).toMatchObject({ freshness: 'STALE', openPositions: 0 })
    expect(test.desk.accounts.leaderboard(10)).toEqual([])
    expect(test.desk.accounts.accounts()).toMatchObject([{ id: 'me', closedAtMs: 0 }])
    await test.restart()
    await test.say()
    expect(test.performance()).toMatchObject({ accountValueUsd, freshness: 'STALE' })
    expect(test.desk.accounts.leaderboard(10)).toEqual([])
    expect(await test.refusal(marketOrder())).toMatchObject({ refused: 'AccountIsClosed', closedAt: 0 })
  })

  it('leaves its last figures, also after a restart: the closing cost the spread and the fees', async () => {
    await using test = await busyDesk()
    const before = test.performance()
    await close(test)
    const { seq: _, ...closed } = test.performance()
    expect(closed.maxDrawdownPct).toBeGreaterThan(before.maxDrawdownPct ?? NaN)
    await test.restart()
    await test.say()
    expect(test.performance()).toMatchObject(closed)
  })

  it('is the last point of the curve of equity', async () => {
    await using test = await busyDesk()
    for (let second = 0; second < 12; second += 1) await test.say()
    await close(test)
    await test.desk.settled()
    const { accountValueUsd, asOf } = test.performance()
    const { points } = await test.desk.accounts.equity('me', { fromMs: null, toMs: null, points: 100 })
    expect(points.at(-1)).toMatchObject({ timeMs: asOf, accountValueUsd })
  })

  it('is for good: whatever is asked afterward is refused, and what was answered before is answered again', async () => {
    await using test = await tradingDesk()
    const placing = callOf('me')
    const placed = await test.ask('placeOrder', placing, limitOrder(95))
    const closing = callOf('me')
    const closed = await close(test, closing)
    const orderId = 'done' in placed ? placed.order.id : ''
    const refused = { refused: 'AccountIsClosed' }
    expect(await test.refusal(limitOrder(95))).toMatchObject(refused)
    expect(await test.ask('cancelOrder', callOf('me'), { orderId })).toMatchObject(refused)
    expect(await test.ask('cancelOrders', callOf('me'), { symbol: null })).toMatchObject(refused)
    const amendment = { quantityCoin: 1, quantityUsd: null, limitPriceUsd: null, limitPriceCoin: null }
    expect(await test.ask('amendOrder', callOf('me'), { orderId, amendment })).toMatchObject(refused)
    const change = { stopLossUsd: null }
    expect(await test.ask('setExits', callOf('me'), { symbol: 'BTC-PERPETUAL', change })).toMatchObject(refused)
    expect(await reset(test)).toMatchObject(refused)
    expect(await close(test)).toMatchObject(refused)
    const opening = await test.ask('openAccount', callOf('me'), { name: 'Again', depositUsd: 1 })
    expect(opening).toMatchObject({ refused: 'AccountExists', account: { closedAtMs: 0 } })
    expect(await test.ask('placeOrder', placing, limitOrder(95))).toEqual(placed)
    expect(await close(test, closing)).toEqual(closed)
  })

  it('changes nothing when a position cannot be closed', async () => {
    await using test = await tradingDesk()
    await test.sayChain(chainWith([{ symbol: call }]))
    await test.place(marketOrder())
    await test.place(marketOrder({ symbol: call, leverage: 1 }))
    const { order } = await test.place(limitOrder(95))
    await test.sayChain(chainWith([{ symbol: call, bidPriceCoin: null, bidPriceUsd: null, bidAmountCoin: null }]))
    expect(await close(test)).toMatchObject({ refused: 'PositionsLeft', symbols: [call] })
    expect(test.positions()).toHaveLength(2)
    expect(await test.order(order.id)).toMatchObject({ status: 'OPEN' })
    expect(await test.fills()).toHaveLength(2)
    expect(accountOf(test)).not.toHaveProperty('closedAtMs')
    await test.sayChain(chainWith([{ symbol: call }]))
    expect(await close(test)).toMatchObject({ done: 'AccountClosed' })
  })

  it('goes before an order that comes at the same time behind it', async () => {
    await using test = await tradingDesk()
    const [closed, placed] = await Promise.all([close(test), test.ask('placeOrder', callOf('me'), marketOrder())])
    expect(closed).toMatchObject({ done: 'AccountClosed' })
    expect(placed).toMatchObject({ refused: 'AccountIsClosed' })
    expect(await test.fills()).toEqual([])
  })
})
