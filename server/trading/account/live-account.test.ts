import { describe, expect, it } from 'vitest'
import { marketOrder } from '../../../tests/support/trading/builders.js'
import { tradingDesk } from '../../../tests/support/trading/desk.js'
import { memoryBus } from '../../bus/memory/memory-bus.js'
import { LiveAccount } from './live-account.js'

function watchedAccount() {
  const made: string[] = []
  let changes = 0
  const bus = memoryBus()
  const view = (name: string) => () => {
    made.push(name)
    return { accountId: 'a', asOf: 1, source: 'SIMULATED', freshness: 'LIVE', changes: (changes += 1) } as never
  }
  const views = {
    performance: view('performance'),
    positions: view('positions'),
    portfolio: view('portfolio'),
    openOrders: view('openOrders'),
  }
  const live = new LiveAccount(bus, 'a', views)
  made.length = 0
  return { live, bus, made }
}

describe('LiveAccount', () => {
  it('makes no view that nobody sees', () => {
    const { live, bus, made } = watchedAccount()
    live.touch()
    live.touch()
    expect(made).toEqual([])
    bus.subscribe('positions', { keys: ['a'] })
    bus.subscribe('portfolio', { keys: ['b'] })
    live.touch()
    expect(made).toEqual(['positions'])
  })

  it('makes it once for all who read it, after a change', () => {
    const { live, made } = watchedAccount()
    live.touch()
    expect(live.read('portfolio')).toBe(live.read('portfolio'))
    expect(made).toEqual(['portfolio'])
  })

  it('counts what was not seen by readers of the bus but by those who asked', async () => {
    const { live, bus } = watchedAccount()
    live.touch()
    expect(live.read('performance').seq).toBe(1)
    const events = bus.subscribe('performance')
    live.touch()
    expect((await events.next()).value).toMatchObject({ seq: 2 })
  })

  it('has its values ready for a reader who comes late', async () => {
    await using test = await tradingDesk()
    await test.place(marketOrder())
    await test.say({ markPriceUsd: 120 })
    expect(test.performance()).toMatchObject({ unrealizedPnlUsd: 190 })
  })
})
