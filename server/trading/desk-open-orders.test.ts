import { describe, expect, it } from 'vitest'
import { limitOrder } from '../../tests/support/trading/builders.js'
import { callOf, deskUnderTest, tradingDesk, type DeskUnderTest } from '../../tests/support/trading/desk.js'

const openOrders = (test: DeskUnderTest, id = 'me') => test.desk.accounts.openOrders(id)

describe('the open orders of an account', () => {
  it('are known as soon as the journal has them, newest first', async () => {
    await using test = await tradingDesk()
    const older = await test.place(limitOrder(90))
    const newer = await test.place(limitOrder(91))
    expect(openOrders(test)?.orders).toEqual([newer.order, older.order])
    const states = test.published('openOrders')
    expect(states.at(-1)).toEqual(openOrders(test))
    expect(states.map(({ seq }) => seq)).toEqual(states.map((_, index) => (states[0]?.seq ?? 0) + index))
    await test.restart()
    expect(openOrders(test)?.orders.map(({ id }) => id)).toEqual([newer.order.id, older.order.id])
  })

  it('are not those of a step that is not committed', async () => {
    await using test = await tradingDesk()
    test.journal.hold()
    const placing = test.ask('placeOrder', callOf('me'), limitOrder(90))
    await test.hear({ markPriceUsd: 100.5 })
    expect(openOrders(test)?.orders).toEqual([])
    test.journal.open()
    await placing
    expect(openOrders(test)?.orders).toHaveLength(1)
  })

  it('are stale while an instrument of theirs is not heard, and when the account is closed', async () => {
    await using test = await tradingDesk()
    expect(openOrders(test)).toMatchObject({ source: 'SIMULATED', freshness: 'LIVE', orders: [] })
    await test.place(limitOrder(90))
    expect(openOrders(test)).toMatchObject({ freshness: 'LIVE' })
    const { asOf } = test.performance()
    expect(openOrders(test)?.asOf).toBe(asOf)
    await test.say({}, { freshness: 'STALE' })
    expect(openOrders(test)).toMatchObject({ freshness: 'STALE', orders: [{ status: 'OPEN' }] })
    await test.say()
    await test.ask('closeAccount', callOf('me'), {})
    expect(openOrders(test)).toMatchObject({ freshness: 'STALE', orders: [] })
  })

  it('are none before anything was heard, and of an account that publishes', async () => {
    await using test = await deskUnderTest()
    expect(openOrders(test, 'a')).toMatchObject({ asOf: null, freshness: 'STALE', orders: [] })
    await test.ask('publishPositions', callOf('bot'), { asOf: 1, positions: [] })
    expect(openOrders(test, 'bot')).toMatchObject({ asOf: null, source: 'PUBLISHED', freshness: 'STALE', orders: [] })
    expect(openOrders(test, 'nobody')).toBeNull()
  })
})
