import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import type { MarketEvent } from '../../domain/market-events.js'
import { createEventQueue } from './event-queue.js'

const index = (priceUsd: number): MarketEvent => {
  return { type: 'index', currency: 'BTC', priceUsd, eventTimeMs: 1, receivedTimeMs: 1 }
}
const live: MarketEvent = { type: 'feed-state', state: 'LIVE', detail: null }

describe('createEventQueue', () => {
  it('gives events in order, before and after somebody waits for them', async () => {
    const queue = createEventQueue(10)
    queue.push(index(1))
    queue.push(index(2))
    expect(await queue.next()).toEqual({ value: index(1), done: false })
    expect(await queue.next()).toEqual({ value: index(2), done: false })
    const waiting = queue.next()
    queue.push(index(3))
    expect(await waiting).toEqual({ value: index(3), done: false })
  })

  it('forgets values, but not what the feed does, when its reader sleeps', async () => {
    const queue = createEventQueue(3)
    queue.push(live)
    expect([1, 2].map((price) => queue.push(index(price)))).toEqual([true, true])
    expect(queue.push(index(3))).toBe(false)
    queue.push(index(4))
    expect((await queue.next()).value).toEqual(live)
    expect((await queue.next()).value).toEqual(index(4))
  })

  it('keeps nothing that was taken, also when its reader is always one behind', async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const queue = createEventQueue(10)
    let first: WeakRef<MarketEvent> | null = null
    queue.push(index(0))
    for (let price = 1; price < 100; price += 1) {
      queue.push(index(price))
      const { value } = await queue.next()
      if (value) first ??= new WeakRef(value)
    }
    await new Promise((resolve) => setTimeout(resolve))
    collect()
    expect(first?.deref()).toBeUndefined()
    expect((await queue.next()).value).toEqual(index(99))
  })

  it('ends for who waits and for who comes later', async () => {
    const queue = createEventQueue(3)
    const waiting = queue.next()
    queue.close()
    queue.push(live)
    expect(await waiting).toEqual({ value: undefined, done: true })
    expect(await queue.next()).toEqual({ value: undefined, done: true })
  })
})
