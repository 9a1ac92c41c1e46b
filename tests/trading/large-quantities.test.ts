import { expect, it } from 'vitest'
import { marketOrder } from '../support/trading/builders.js'
import { deskUnderTest, type DeskUnderTest } from '../support/trading/desk.js'

const symbol = 'SHIB_USDC-PERPETUAL'
const order = (side: 'BUY' | 'SELL', quantityCoin: number) => marketOrder({ symbol, side, quantityCoin, leverage: 1 })

/** A coin at 0.0000087 USD, of which a million dollars are more than a hundred billion. */
async function inTinyCoin(): Promise<DeskUnderTest> {
  const test = await deskUnderTest({ agents: [] })
  await test.openAccount('me', 1e9)
  const book = { bidPriceUsd: 8.69e-6, askPriceUsd: 8.71e-6, markPriceUsd: 8.7e-6 }
  await test.say({ symbol, ...book }, { currency: 'SHIB_USDC', indexPriceUsd: 8.7e-6 })
  return test
}

it('an order is bounded by what it is worth, not by how many coins that is', async () => {
  await using test = await inTinyCoin()
  // 17,420 USD.
  expect((await test.place(order('BUY', 2e9))).fills).toMatchObject([{ quantityCoin: 2e9, priceUsd: 8.71e-6 }])
  expect((await test.place(order('BUY', 1e13))).order.status).toBe('FILLED')
  expect(await test.refusal(order('BUY', 9e14))).toMatchObject({ refused: 'InsufficientMargin' })
  expect(await test.refusal(order('BUY', 1.1e15))).toMatchObject({ refused: 'OutOfBounds', most: 1e15 })
})

it.each([
  [100_000_000.3, 0.1, 100_000_000.4],
  [123_456_789_012.1, 0.2, 123_456_789_012.3],
  [0.00000003, 987_654_321.5, 987_654_321.5],
])('%d and %d coins bought and sold together leave nothing', async (first, second, both) => {
  await using test = await inTinyCoin()
  await test.place(order('BUY', first))
  await test.place(order('BUY', second))
  expect(test.positions()).toMatchObject([{ quantityCoin: both }])
  await test.place(order('SELL', both))
  expect(test.positions()).toEqual([])
  expect(await test.closedTrades()).toHaveLength(1)
})
