import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { collectGarbage } from '../../../tests/support/collect-garbage.js'
import type { ListingEvent, MarketEvent } from '../../domain/market-events.js'
import { eventQueue } from './event-queue.js'

const index = (priceUsd: number): MarketEvent => {
  return { type: 'index', currency: 'BTC', priceUsd, eventTimeMs: 1, receivedTimeMs: 1 }
}
const listing = (currency: string, eventTimeMs: number): ListingEvent => {
  return { type: 'listing', currency, instruments: [], eventTimeMs, receivedTimeMs: 1 }
}
const live: MarketEvent = { type: 'feed-state', state: 'LIVE', detail: null }
const lost: MarketEvent = { type: 'feed-state', state: 'RECONNECTING', detail: 'lost' }

function queueOf(capacity: number, ...events: readonly MarketEvent[]) {
  const queue = eventQueue(capacity)
  const added = events.map((event) => queue.add('', event))
  const rest: MarketEvent[] = []
  for (let event = queue.take(); event; event = queue.take()) rest.push(event)
  return { added, rest }
}

describe('eventQueue', () => {
  it('gives as many events as may be read ahead, in order', () => {
    const events = [live, index(1), listing('BTC', 1), index(2)]
    expect(queueOf(4, ...events)).toEqual({ added: [true, true, true, true], rest: events })
  })

  it('forgets the values, but not what is listed and what the feed does, when its reader sleeps', () => {
    const events = [live, listing('BTC', 1), index(1), index(2), index(3), index(4)]
    expect(queueOf(4, ...events)).toEqual({
      added: [true, true, true, true, false, true],
      rest: [live, listing('BTC', 1), index(4)],
    })
  })

  it('keeps the newest state and the newest listing of each currency only, so that it stays small', () => {
    const events = [live, listing('BTC', 1), listing('ETH', 1), lost, listing('BTC', 2)]
    expect(queueOf(4, ...events)).toEqual({
      added: [true, true, true, true, false],
      rest: [listing('ETH', 1), lost, listing('BTC', 2)],
    })
  })

  it('keeps nothing that was taken, also when its reader is always one behind', async () => {
    const queue = eventQueue(10)
    let first: WeakRef<MarketEvent> | null = null
    queue.add('', index(0))
    for (let price = 1; price < 100; price += 1) {
      queue.add('', index(price))
      const event = queue.take()
      if (event) first ??= new WeakRef(event)
    }
    // In the turn that made it, a weak reference holds its value.
    await setImmediate()
    collectGarbage()
    expect(first?.deref()).toBeUndefined()
    expect(queue.take()).toEqual(index(99))
  })
})
