import { describe, expect, it } from 'vitest'
import { limitOrder, marketOrder } from '../../tests/support/trading/builders.js'
import { callOf, tradingDesk, type DeskUnderTest } from '../../tests/support/trading/desk.js'
import { listedByName } from '../domain/instrument-name.js'
import type { OrderAmendment } from '../domain/order.js'

const symbol = 'BTC-PERPETUAL'
const unchanged: OrderAmendment = { quantityCoin: null, quantityUsd: null, limitPriceUsd: null, limitPriceCoin: null }

/** The inverse perpetual as the exchange lists it: ticks of half a dollar, lots of 10 contracts of 1 USD. */
async function withLots(): Promise<DeskUnderTest> {
  const test = await tradingDesk()
  const listed = listedByName(symbol)
  if (!listed) throw new Error('It is a name')
  const steps = { tickSize: { base: 0.5, steps: [] }, lotSize: 10, minOrderSize: 10, contractSize: 10 }
  const instruments = new Map([[symbol, { ...listed, ...steps }]])
  const news = { currency: 'BTC', asOf: 0, source: 'SIMULATED', freshness: 'LIVE', instruments } as const
  test.bus.publish('instruments', 'BTC', news)
  await test.say()
  return test
}

const amend = (test: DeskUnderTest, orderId: string, terms: Partial<OrderAmendment>) =>
  test.ask('amendOrder', callOf('me'), { orderId, amendment: { ...unchanged, ...terms } })

describe('an amended order on lots of USD', () => {
  it('may have any other limit on the tick: its quantity is as it was', async () => {
    await using test = await withLots()
    const { order } = await test.place(limitOrder(80, { quantityCoin: 1 }))
    for (const limitPriceUsd of [80.5, 79.5, 83]) {
      expect(await amend(test, order.id, { limitPriceUsd })).toMatchObject({
        order: { limitPriceUsd, quantityCoin: 1 },
      })
    }
    expect(await amend(test, order.id, { limitPriceUsd: 80.2 })).toMatchObject({
      ...{ refused: 'OffStep', field: 'limitPriceUsd' },
      ...{ below: 80, above: 80.5 },
    })
  })

  it('is of whole lots by its new quantity, as far as that is not filled', async () => {
    await using test = await withLots()
    await test.say({ askPriceUsd: 75, askAmountUsd: 30 })
    // 30 USD at 75 are filled, which are 32 at its limit: no whole lots.
    const { order } = await test.place(limitOrder(80, { quantityCoin: 2 }))
    expect(order).toMatchObject({ status: 'OPEN', filledCoin: 0.4 })
    expect(await amend(test, order.id, { quantityCoin: 1.9 })).toMatchObject({ order: { quantityCoin: 1.9 } })
    expect(await amend(test, order.id, { quantityCoin: 1.95 })).toMatchObject({ order: { quantityCoin: 1.9 } })
    expect(await amend(test, order.id, { quantityCoin: 1.97 })).toMatchObject({ order: { quantityCoin: 2.025 } })
    expect(await amend(test, order.id, { quantityCoin: 0.46 })).toMatchObject({ refused: 'OffStep', above: 0.525 })
  })

  it('takes a new quantity in USD, less what was paid for what is filled', async () => {
    await using test = await withLots()
    await test.say({ askPriceUsd: 75, askAmountUsd: 30 })
    const { order } = await test.place(limitOrder(80, { quantityCoin: 2 }))
    // 30 of 70 USD are filled; 40 more at 80.
    expect(await amend(test, order.id, { quantityUsd: 70 })).toMatchObject({ order: { quantityCoin: 0.9 } })
    expect(await amend(test, order.id, { quantityUsd: 30 })).toMatchObject({ refused: 'NothingLeft', filledCoin: 0.4 })
    const refusal = await amend(test, order.id, { quantityUsd: 75 })
    expect(refusal).toMatchObject({ refused: 'OffStep', field: 'quantityUsd', below: 70, above: 80 })
    expect((await test.order(order.id)).quantityCoin).toBe(0.9)
  })
})

describe('an order on lots of USD', () => {
  it('that closes a position but for less than half a lot closes all of it', async () => {
    await using test = await withLots()
    const { order } = await test.place(marketOrder({ quantityCoin: 1 }))
    // 101 USD are 10 lots at the ask of 101.
    expect(order).toMatchObject({ status: 'FILLED', filledCoin: 0.99009901 })
    await test.place(marketOrder({ side: 'SELL', quantityCoin: 1 }))
    expect(test.positions()).toEqual([])
  })

  it('of USD without an offer is of no price', async () => {
    await using test = await withLots()
    await test.say({ askPriceUsd: null })
    const { quantityCoin: _, ...request } = marketOrder()
    expect(await test.refusal({ ...request, quantityUsd: 100 })).toMatchObject({ refused: 'NoQuote' })
    expect(await test.refusal({ ...request, quantityUsd: 1.1e12 })).toMatchObject({
      refused: 'OutOfBounds',
      field: 'quantityUsd',
    })
  })
})
