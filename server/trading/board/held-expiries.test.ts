import { describe, expect, it } from 'vitest'
import { call, callExpiryMs, chainWith, limitOrder, marketOrder } from '../../../tests/support/trading/builders.js'
import { tradingDesk } from '../../../tests/support/trading/desk.js'
import { HeldExpiries } from './held-expiries.js'

function recorded() {
  const calls: string[] = []
  const held = new HeldExpiries((currency, expiryMs) => {
    const name = `${currency} ${new Date(expiryMs).toISOString().slice(0, 10)}`
    calls.push(`watch ${name}`)
    return { [Symbol.dispose]: () => void calls.push(`leave ${name}`) }
  })
  return { held, calls: () => calls.splice(0) }
}

describe('HeldExpiries', () => {
  it('watches each expiry once, however many hold it, and leaves it with the last', () => {
    const { held, calls } = recorded()
    held.follow([call, 'BTC-15NOV23-200-P', 'BTC-PERPETUAL', 'nonsense', call])
    expect(calls()).toEqual(['watch BTC 2023-11-15'])
    held.follow(['BTC-15NOV23-200-P', 'ETH-24NOV23-200-P'])
    expect(calls()).toEqual(['watch ETH 2023-11-24'])
    held.follow([])
    expect(calls()).toEqual(['leave BTC 2023-11-15', 'leave ETH 2023-11-24'])
  })

  it('follows the positions and the orders of all accounts, and leaves all when the desk stops', async () => {
    await using test = await tradingDesk()
    await test.sayChain(chainWith([{ symbol: call }]))
    const { order } = await test.place(limitOrder(0.01, { symbol: call, leverage: 1 }))
    await test.clock.advance(1_000)
    expect(test.watched).toEqual([`BTC:${callExpiryMs}`])
    await test.desk.brokerage.cancelOrder({ accountId: 'me', idempotencyKey: 'c', fingerprint: 'c' }, order.id)
    await test.clock.advance(1_000)
    expect(test.watched).toEqual([])
    await test.place(marketOrder({ symbol: call, leverage: 1 }))
    await test.clock.advance(1_000)
    expect(test.watched).toHaveLength(1)
    await test.close()
    expect(test.watched).toEqual([])
  })
})
