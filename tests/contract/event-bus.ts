import { describe, expect, it } from 'vitest'
import { maxUnreadEvents, ReaderOverflow, type EventBus } from '../../server/bus/event-bus.js'
import { decision, marketData } from '../support/builders.js'
import { settle } from '../support/manual-clock.js'

/** What every event bus promises, whatever carries it. */
export function describeEventBus(name: string, create: () => Promise<EventBus>): void {
  describe(`${name}, as an event bus`, () => {
    it('says whether an event of a key would reach anyone', async () => {
      await using bus = await create()
      expect(bus.isHeard('performance', 'a')).toBe(false)
      const reader = bus.subscribe('performance', { keys: ['a'] })
      expect([bus.isHeard('performance', 'a'), bus.isHeard('performance', 'b')]).toEqual([true, false])
      await reader.return?.()
      expect(bus.isHeard('performance', 'a')).toBe(false)
    })

    it('keeps nothing for a reader of what it does not accept at that moment', async () => {
      await using bus = await create()
      let accepted = 'a'
      const reader = bus.subscribe('decision', { accepts: (key) => key === accepted })
      const narrow = bus.subscribe('decision', { keys: ['b'], accepts: (key) => key === accepted })
      for (let seq = 1; seq <= 2 * maxUnreadEvents; seq += 1) bus.publish('decision', 'b', decision({ seq }))
      bus.publish('decision', 'a', decision({ seq: 1 }))
      accepted = 'b'
      expect([bus.isHeard('decision', 'a'), bus.isHeard('decision', 'b')]).toEqual([false, true])
      bus.publish('decision', 'a', decision({ seq: 2 }))
      bus.publish('decision', 'b', decision({ seq: 3 }))
      for (const seq of [1, 3]) expect((await reader.next()).value).toMatchObject({ seq })
      expect((await narrow.next()).value).toMatchObject({ seq: 3 })
    })

    it('delivers what is published after subscribe, before the first next()', async () => {
      await using bus = await create()
      const reader = bus.subscribe('marketData')
      bus.publish('marketData', 'BTC', marketData({ seq: 1 }))
      expect((await reader.next()).value).toMatchObject({ seq: 1 })
    })

    it('wakes a reader that waits', async () => {
      await using bus = await create()
      const waiting = bus.subscribe('marketData').next()
      bus.publish('marketData', 'BTC', marketData({ seq: 7 }))
      expect((await waiting).value).toMatchObject({ seq: 7 })
    })

    it('keeps the newest state per key for a sleeping reader, in the order the keys came', async () => {
      await using bus = await create()
      const reader = bus.subscribe('marketData')
      for (let seq = 1; seq <= 5_000; seq += 1) {
        bus.publish('marketData', 'BTC', marketData({ seq }))
        bus.publish('marketData', 'ETH', marketData({ seq, currency: 'ETH' }))
      }
      expect((await reader.next()).value).toMatchObject({ currency: 'BTC', seq: 5_000 })
      expect((await reader.next()).value).toMatchObject({ currency: 'ETH', seq: 5_000 })
    })

    it('keeps every decision, in order, up to the bound', async () => {
      await using bus = await create()
      const reader = bus.subscribe('decision')
      for (let seq = 1; seq <= maxUnreadEvents; seq += 1) bus.publish('decision', 'a', decision({ seq }))
      for (let seq = 1; seq <= maxUnreadEvents; seq += 1) expect((await reader.next()).value).toMatchObject({ seq })
    })

    it('hands out what waits and then says aloud that a reader overflowed, while others go on', async () => {
      await using bus = await create()
      const slow = bus.subscribe('decision')
      const quick = bus.subscribe('decision')
      for (let seq = 1; seq <= maxUnreadEvents + 1; seq += 1) {
        bus.publish('decision', 'a', decision({ seq }))
        expect((await quick.next()).value).toMatchObject({ seq })
      }
      for (let seq = 1; seq <= maxUnreadEvents; seq += 1) expect((await slow.next()).value).toMatchObject({ seq })
      await expect(slow.next()).rejects.toThrow(ReaderOverflow)
      expect((await slow.next()).done).toBe(true)
      bus.publish('decision', 'a', decision({ seq: maxUnreadEvents + 2 }))
      expect((await quick.next()).value).toMatchObject({ seq: maxUnreadEvents + 2 })
    })

    it('gives a reader only the keys it asked for', async () => {
      await using bus = await create()
      const reader = bus.subscribe('marketData', { keys: ['ETH'] })
      bus.publish('marketData', 'BTC', marketData({ seq: 1 }))
      bus.publish('marketData', 'ETH', marketData({ seq: 2, currency: 'ETH' }))
      expect((await reader.next()).value).toMatchObject({ currency: 'ETH' })
    })

    it('shares no buffer between topics or readers', async () => {
      await using bus = await create()
      const decisions = bus.subscribe('decision')
      const market = bus.subscribe('marketData')
      bus.publish('decision', 'a', decision({ seq: 1 }))
      let marketHeard = false
      void market.next().then(() => (marketHeard = true))
      await decisions.next()
      await settle()
      expect(marketHeard).toBe(false)
    })

    it('ends a waiting reader on return(), on its signal and when the bus is disposed', async () => {
      const bus = await create()
      const returned = bus.subscribe('marketData')
      const controller = new AbortController()
      const aborted = bus.subscribe('marketData', { signal: controller.signal })
      const disposed = bus.subscribe('marketData')
      const waiting = [returned, aborted, disposed].map((reader) => reader.next())
      await returned.return?.()
      controller.abort()
      await bus[Symbol.asyncDispose]()
      for (const result of await Promise.all(waiting)) expect(result.done).toBe(true)
      expect(bus.readerCount()).toBe(0)
    })

    it('holds no reader whose signal was aborted before', async () => {
      await using bus = await create()
      const reader = bus.subscribe('marketData', { signal: AbortSignal.abort() })
      expect((await reader.next()).done).toBe(true)
      expect(bus.readerCount()).toBe(0)
    })

    it('leaves no reader behind after many came and went', async () => {
      await using bus = await create()
      for (let round = 0; round < 2_000; round += 1) {
        const reader = bus.subscribe('marketData')
        bus.publish('marketData', 'BTC', marketData({ seq: round }))
        if (round % 2) await reader.next()
        await reader.return?.()
      }
      expect(bus.readerCount()).toBe(0)
    })
  })
}
