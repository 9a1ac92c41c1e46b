import { describe, expect, it } from 'vitest'
import { marketWith } from '../../../tests/support/trading/builders.js'
import type { EventBus } from '../../bus/event-bus.js'
import { memoryBus } from '../../bus/memory/memory-bus.js'
import { followBus } from './follow-bus.js'
import { QuoteBoard } from './quote-board.js'

describe('followBus', () => {
  it('goes on with the prices, and says so, when the list of expiries cannot be heard', async () => {
    const bus = memoryBus()
    const broken: EventBus = {
      ...bus,
      subscribe(topic, options) {
        if (topic === 'expiries') return failing()
        return bus.subscribe(topic, options)
      },
    }
    const failures: unknown[] = []
    const stop = new AbortController()
    const board = new QuoteBoard()
    const log = { error: ({ err }: { err?: unknown }) => void failures.push(err) }
    const following = followBus(broken, board, { onTurn: () => {}, log, signal: stop.signal })
    bus.publish('heardMarket', 'BTC', marketWith())
    await expect.poll(() => failures).toHaveLength(1)
    bus.publish('heardMarket', 'BTC', marketWith({ markPriceUsd: 105 }))
    await expect.poll(() => board.quotes.get('BTC-PERPETUAL')?.markPriceUsd).toBe(105)
    expect(failures).toEqual([new Error('Not heard')])
    stop.abort()
    await following
  })
})

function failing(): AsyncIterableIterator<never> {
  return {
    next: () => Promise.reject(new Error('Not heard')),
    [Symbol.asyncIterator]: () => failing(),
  }
}
