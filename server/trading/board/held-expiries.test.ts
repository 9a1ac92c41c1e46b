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

  it('forgets nothing that it watches when the feed refuses another', () => {
    const watching = new Set<string>()
    let refuses = true
    const held = new HeldExpiries((currency) => {
      if (currency === 'ETH' && refuses) throw new Error('No more')
      watching.add(currency)
      return { [Symbol.dispose]: () => void watching.delete(currency) }
    })
    held.follow([call])
    expect(() => held.follow(['ETH-24NOV23-200-P', call])).toThrow('No more')
    refuses = false
    held.follow(['ETH-24NOV23-200-P'])
    expect([...watching]).toEqual(['ETH'])
    held.follow([])
    expect(watching.size).toBe(0)
  })

  it('goes on following when the feed failed once', async () => {
    let fails = true
    await using test = await tradingDesk({
      watchExpiry: () => {
        if (fails) throw new Error('No more')
        test.watched.push('again')
        return { [Symbol.dispose]: () => void test.watched.pop() }
      },
    })
    await test.sayChain(chainWith([{ symbol: call }]))
    await test.place(marketOrder({ symbol: call, leverage: 1 }))
    await test.clock.advance(1_000)
    expect(test.failures).toEqual(['The trading desk could not look after its accounts; it tries again'])
    fails = false
    await test.clock.advance(1_000)
    expect(test.watched).toEqual(['again'])
  })

  it('follows the positions and the orders of all accounts, and leaves all when the desk stops', async () => {
    await using test = await tradingDesk()
    await test.sayChain(chainWith([{ symbol: call }]))
    const { order } = await test.place(limitOrder(0.01, { symbol: call, leverage: 1 }))
    await test.clock.advance(1_000)
    expect(test.watched).toEqual([`BTC:${callExpiryMs}`])
    await test.ask('cancelOrder', { accountId: 'me', idempotencyKey: 'c', fingerprint: 'c' }, { orderId: order.id })
    await test.clock.advance(1_000)
    expect(test.watched).toEqual([])
    await test.place(marketOrder({ symbol: call, leverage: 1 }))
    await test.clock.advance(1_000)
    expect(test.watched).toHaveLength(1)
    await test.close()
    expect(test.watched).toEqual([])
  })
})
