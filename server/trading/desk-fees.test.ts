import { describe, expect, it } from 'vitest'
import { call, chainWith, limitOrder, marketOrder, startMs } from '../../tests/support/trading/builders.js'
import { tradingDesk, type DeskUnderTest } from '../../tests/support/trading/desk.js'
import { listedByName } from '../domain/instrument-name.js'
import type { InstrumentFacts } from '../domain/instrument.js'

type Commissions = Pick<InstrumentFacts, 'makerCommission' | 'takerCommission'>

const perpetual = 'BTC-PERPETUAL'

/** Has the exchange list an instrument of BTC with these commissions. */
async function list(test: DeskUnderTest, symbol: string, commissions: Commissions): Promise<void> {
  const listed = listedByName(symbol)
  if (!listed) throw new Error(`${symbol} is no instrument`)
  const instruments = new Map([[symbol, { ...listed, ...commissions }]])
  const header = { currency: 'BTC', asOf: startMs, source: 'SIMULATED', freshness: 'LIVE' } as const
  await test.publish('instruments', 'BTC', { ...header, instruments })
}

describe('the fee of a fill', () => {
  it('is what the listing says: 0.04 % of 1,010 USD, and from then on another', async () => {
    await using test = await tradingDesk()
    await list(test, perpetual, { makerCommission: 0, takerCommission: 0.0004 })
    expect((await test.place(marketOrder())).order.feeUsd).toBe(0.404)
    await list(test, perpetual, { makerCommission: 0, takerCommission: 0.0001 })
    expect((await test.place(marketOrder())).order.feeUsd).toBe(0.101)
  })

  it('is that of the schedule where the listing does not say: 0.05 %', async () => {
    await using test = await tradingDesk()
    await list(test, perpetual, { makerCommission: -0.0001, takerCommission: null })
    expect((await test.place(marketOrder())).order.feeUsd).toBe(0.505)
  })

  it('is a rebate for a maker with a commission below 0: 0.01 % of 1,900 USD comes into the cash', async () => {
    await using test = await tradingDesk()
    await list(test, perpetual, { makerCommission: -0.0001, takerCommission: 0.0005 })
    const { order } = await test.place(limitOrder(95, { quantityCoin: 20 }))
    await test.say({ askPriceUsd: 95, markPriceUsd: 95, bidPriceUsd: 94 })
    expect(await test.order(order.id)).toMatchObject({ status: 'FILLED', feeUsd: -0.19 })
    expect(await test.fills()).toMatchObject([{ liquidity: 'MAKER', feeUsd: -0.19 }])
    expect(test.performance()).toMatchObject({ feesUsd: -0.19, accountValueUsd: 10_000.19 })
  })

  it('of an option is of the forward, at most 12.5 % of the premium', async () => {
    await using test = await tradingDesk()
    await test.sayChain(chainWith([{ symbol: call }]))
    const buy = async () => (await test.place(marketOrder({ symbol: call, leverage: 1 }))).order.feeUsd
    // 10 × 0.05 % of 100 USD, and 10 × 12.5 % of 4.10 USD instead of 10 × 1 %.
    await list(test, call, { makerCommission: 0.0005, takerCommission: 0.0005 })
    expect(await buy()).toBe(0.5)
    await list(test, call, { makerCommission: 0.01, takerCommission: 0.01 })
    expect(await buy()).toBe(5.125)
  })
})
