import { describe, expect, it } from 'vitest'
import { limitOrder, marketOrder } from '../../tests/support/trading/builders.js'
import { callOf, tradingDesk, type DeskUnderTest } from '../../tests/support/trading/desk.js'
import type { OrderAmendment } from '../domain/order.js'

const changes = (test: DeskUnderTest) =>
  test.published('orderEvent').map(({ change, order }) => [change, order.filledCoin, order.status])

function amend(test: DeskUnderTest, orderId: string, terms: Partial<OrderAmendment>) {
  const amendment = { quantityCoin: null, quantityUsd: null, limitPriceUsd: null, limitPriceCoin: null, ...terms }
  return test.ask('amendOrder', callOf('me'), { orderId, amendment })
}

describe('what happens to an order', () => {
  it('is told change by change, and kept', async () => {
    await using test = await tradingDesk()
    await test.say({ askAmountUsd: 303 })
    await test.place(limitOrder(102))
    await test.say({ askPriceUsd: 101.5, askAmountUsd: 2_030 })
    expect(changes(test)).toEqual([
      ['PLACED', 0, 'OPEN'],
      ['PARTLY_FILLED', 3, 'OPEN'],
      ['FILLED', 10, 'FILLED'],
    ])
    const events = test.published('orderEvent')
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3])
    const after = { after: events[0]?.id ?? '', limit: 9 }
    expect(await test.journal.orderEvents.oldestFirst({ accountId: ['me'] }, after)).toEqual(events.slice(1))
  })

  it('is told of orders that are dropped, cancelled and made by the engine', async () => {
    await using test = await tradingDesk()
    await test.place(limitOrder(95, { timeInForce: 'IOC' }))
    await test.place(marketOrder({ stopLossUsd: 95 }))
    await test.say({ bidPriceUsd: 94, askPriceUsd: 96, markPriceUsd: 95 })
    expect(changes(test).map(([change]) => change)).toEqual([
      ...['PLACED', 'CANCELLED'],
      ...['PLACED', 'FILLED'],
      ...['PLACED', 'FILLED'],
    ])
    expect(test.published('orderEvent').at(-1)?.order.origin).toBe('ENGINE')
  })
})

describe('an amended order', () => {
  it('keeps its id and what was filled, and waits at its new limit', async () => {
    await using test = await tradingDesk()
    const { order } = await test.place(limitOrder(95))
    const answer = await amend(test, order.id, { limitPriceUsd: 97, quantityCoin: 4 })
    expect(answer).toMatchObject({ done: 'OrderAmended', order: { id: order.id, limitPriceUsd: 97, quantityCoin: 4 } })
    expect(changes(test)).toEqual([
      ['PLACED', 0, 'OPEN'],
      ['AMENDED', 0, 'OPEN'],
    ])
    await test.restart()
    await test.say({ bidPriceUsd: 95, askPriceUsd: 96, markPriceUsd: 95.5 })
    expect(await test.order(order.id)).toMatchObject({ status: 'FILLED', filledCoin: 4, averageFillPriceUsd: 97 })
  })

  it('takes the quote when its new limit reaches it', async () => {
    await using test = await tradingDesk()
    const { order } = await test.place(limitOrder(95))
    const answer = await amend(test, order.id, { limitPriceUsd: 101 })
    expect(answer).toMatchObject({ order: { status: 'FILLED' }, fills: [{ priceUsd: 101, liquidity: 'TAKER' }] })
    expect(changes(test).map(([change]) => change)).toEqual(['PLACED', 'AMENDED', 'FILLED'])
  })

  it('stays as it was when it cannot be amended', async () => {
    await using test = await tradingDesk()
    await test.say({ askAmountUsd: 303 })
    const { order } = await test.place(limitOrder(101))
    const refused = async (terms: Partial<OrderAmendment>, orderId = order.id) => {
      const answer = await amend(test, orderId, terms)
      return 'refused' in answer ? answer.refused : answer.done
    }
    expect(await refused({ quantityCoin: 3 })).toBe('NothingLeft')
    expect(await refused({ limitPriceCoin: 0.1 })).toBe('WrongUnit')
    expect(await refused({ limitPriceUsd: 1e13 })).toBe('OutOfBounds')
    expect(await refused({ limitPriceUsd: 99, quantityCoin: 1e6 })).toBe('InsufficientMargin')
    expect(await refused({ quantityCoin: 4 }, 'no-order')).toBe('OrderNotOpen')
    expect(await test.order(order.id)).toEqual(order)
    expect(changes(test).map(([change]) => change)).toEqual(['PLACED', 'PARTLY_FILLED'])
  })
})

describe('orders cancelled together', () => {
  it('are those of a symbol, or all, once for a key', async () => {
    await using test = await tradingDesk()
    const { order } = await test.place(limitOrder(95))
    await test.place(limitOrder(94))
    const call = callOf('me')
    expect(await test.ask('cancelOrders', callOf('me'), { symbol: 'ETH-PERPETUAL' })).toMatchObject({ orders: [] })
    const answer = await test.ask('cancelOrders', call, { symbol: 'BTC-PERPETUAL' })
    expect(answer).toMatchObject({ orders: [{ id: order.id, status: 'CANCELLED' }, { status: 'CANCELLED' }] })
    expect(await test.ask('cancelOrders', call, { symbol: 'BTC-PERPETUAL' })).toEqual(answer)
    expect(await test.ask('cancelOrders', callOf('me'), { symbol: null })).toMatchObject({ orders: [] })
  })
})
