import { describe, expect, it } from 'vitest'
import { maxUnreadEvents, ReaderOverflow, type EventBus } from '../../server/bus/event-bus.js'
import type { Decision } from '../../server/domain/decision.js'
import { decision, marketData } from '../support/builders.js'
import { settle } from '../support/manual-clock.js'

/** Both ends of a bus. Within one process they are the same. */
interface BusEnds extends AsyncDisposable {
  readonly publisher: EventBus
  readonly readers: EventBus
}

export async function oneBus(create: () => Promise<EventBus>): Promise<BusEnds> {
  const bus = await create()
  return { publisher: bus, readers: bus, [Symbol.asyncDispose]: () => bus[Symbol.asyncDispose]() }
}

const decisionOfB = (seq: number) => decision({ id: `b-${seq}`, accountId: 'b', seq })

const seqs = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

function publishDecisions(publisher: EventBus, published: readonly number[]): void {
  for (const seq of published) publisher.publish('decision', 'a', decision({ seq }))
}

/** Of the next events of a reader. */
async function seqsOf(reader: AsyncIterator<Decision>, count: number): Promise<number[]> {
  const read: number[] = []
  while (read.length < count) read.push(((await reader.next()) as IteratorYieldResult<Decision>).value.seq)
  return read
}

/** What every event bus promises, whatever carries it. */
export function describeEventBus(name: string, create: () => Promise<BusEnds>): void {
  describe(`${name}, as an event bus`, () => {
    it('says whether an event of a key would reach anyone', async () => {
      await using bus = await create()
      const { publisher, readers } = bus
      expect(publisher.isHeard('performance', 'a')).toBe(false)
      const reader = readers.subscribe('performance', { keys: ['a'] })
      await expect.poll(() => publisher.isHeard('performance', 'a')).toBe(true)
      expect(publisher.isHeard('performance', 'b')).toBe(false)
      const ofAll = readers.subscribe('performance')
      await expect.poll(() => publisher.isHeard('performance', 'b')).toBe(true)
      await Promise.all([reader.return?.(), ofAll.return?.()])
      await expect.poll(() => publisher.isHeard('performance', 'a')).toBe(false)
      expect(publisher.isHeard('performance', 'b')).toBe(false)
    })

    it('keeps nothing for a reader of what it does not accept at that moment', async () => {
      await using bus = await create()
      const { publisher, readers } = bus
      let accepted = 'a'
      const reader = readers.subscribe('decision', { accepts: (key) => key === accepted })
      const narrow = readers.subscribe('decision', { keys: ['b'], accepts: (key) => key === accepted })
      const witness = readers.subscribe('decision', { keys: ['a'] })
      for (let seq = 1; seq <= 2 * maxUnreadEvents; seq += 1) publisher.publish('decision', 'b', decisionOfB(seq))
      publisher.publish('decision', 'a', decision({ seq: 1 }))
      expect((await witness.next()).value).toMatchObject({ seq: 1 })
      accepted = 'b'
      publisher.publish('decision', 'a', decision({ seq: 2 }))
      publisher.publish('decision', 'b', decisionOfB(2 * maxUnreadEvents + 1))
      for (const seq of [1, 2 * maxUnreadEvents + 1]) expect((await reader.next()).value).toMatchObject({ seq })
      expect((await narrow.next()).value).toMatchObject({ seq: 2 * maxUnreadEvents + 1 })
    })

    it('delivers what is published after subscribe, before the first next()', async () => {
      await using bus = await create()
      const { publisher, readers } = bus
      const reader = readers.subscribe('marketData')
      publisher.publish('marketData', 'BTC', marketData({ seq: 1 }))
      expect((await reader.next()).value).toMatchObject({ seq: 1 })
    })

    it('wakes a reader that waits', async () => {
      await using bus = await create()
      const { publisher, readers } = bus
      const waiting = readers.subscribe('marketData').next()
      publisher.publish('marketData', 'BTC', marketData({ seq: 7 }))
      expect((await waiting).value).toMatchObject({ seq: 7 })
    })

    it('keeps the newest state per key for a sleeping reader, in the order the keys came', async () => {
      await using bus = await create()
      const { publisher, readers } = bus
      const reader = readers.subscribe('marketData')
      for (let seq = 1; seq <= 5_000; seq += 1) {
        publisher.publish('marketData', 'BTC', marketData({ seq }))
        publisher.publish('marketData', 'ETH', marketData({ seq, currency: 'ETH' }))
      }
      expect((await reader.next()).value).toMatchObject({ currency: 'BTC', seq: 5_000 })
      expect((await reader.next()).value).toMatchObject({ currency: 'ETH', seq: 5_000 })
    })

    it('keeps every decision, in order, up to the bound', async () => {
      await using bus = await create()
      const { publisher, readers } = bus
      const reader = readers.subscribe('decision')
      publishDecisions(publisher, seqs(1, maxUnreadEvents))
      expect(await seqsOf(reader, maxUnreadEvents)).toEqual(seqs(1, maxUnreadEvents))
    })

    it('hands out what waits and then says aloud that a reader overflowed, while others go on', async () => {
      await using bus = await create()
      const { publisher, readers } = bus
      const slow = readers.subscribe('decision')
      const quick = readers.subscribe('decision')
      const publish = async (from: number, to: number) => {
        publishDecisions(publisher, seqs(from, to))
        expect(await seqsOf(quick, to - from + 1)).toEqual(seqs(from, to))
      }
      for (let from = 1; from <= maxUnreadEvents; from += 1_000) await publish(from, from + 999)
      await publish(maxUnreadEvents + 1, maxUnreadEvents + 1)
      expect(await seqsOf(slow, maxUnreadEvents)).toEqual(seqs(1, maxUnreadEvents))
      await expect(slow.next()).rejects.toThrow(ReaderOverflow)
      expect((await slow.next()).done).toBe(true)
      await publish(maxUnreadEvents + 2, maxUnreadEvents + 2)
    })

    it('gives a reader only the keys it asked for', async () => {
      await using bus = await create()
      const { publisher, readers } = bus
      const reader = readers.subscribe('marketData', { keys: ['ETH'] })
      publisher.publish('marketData', 'BTC', marketData({ seq: 1 }))
      publisher.publish('marketData', 'ETH', marketData({ seq: 2, currency: 'ETH' }))
      expect((await reader.next()).value).toMatchObject({ currency: 'ETH' })
    })

    it('shares no buffer between topics or readers', async () => {
      await using bus = await create()
      const { publisher, readers } = bus
      const decisions = readers.subscribe('decision')
      const market = readers.subscribe('marketData')
      publisher.publish('decision', 'a', decision({ seq: 1 }))
      let marketHeard = false
      void market.next().then(() => (marketHeard = true))
      await decisions.next()
      await settle()
      expect(marketHeard).toBe(false)
    })

    it('ends a waiting reader on return(), on its signal and when the bus is disposed', async () => {
      const bus = await create()
      const { readers } = bus
      const returned = readers.subscribe('marketData')
      const controller = new AbortController()
      const aborted = readers.subscribe('marketData', { signal: controller.signal })
      const disposed = readers.subscribe('marketData')
      const waiting = [returned, aborted, disposed].map((reader) => reader.next())
      await returned.return?.()
      controller.abort()
      await bus[Symbol.asyncDispose]()
      for (const result of await Promise.all(waiting)) expect(result.done).toBe(true)
      expect(readers.readerCount()).toBe(0)
    })

    it('holds no reader whose signal was aborted before', async () => {
      await using bus = await create()
      const { readers } = bus
      const reader = readers.subscribe('marketData', { signal: AbortSignal.abort() })
      expect((await reader.next()).done).toBe(true)
      expect(readers.readerCount()).toBe(0)
    })

    it('leaves no reader behind after many came and went', async () => {
      await using bus = await create()
      const { publisher, readers } = bus
      for (let round = 0; round < 2_000; round += 1) {
        const reader = readers.subscribe('marketData')
        publisher.publish('marketData', 'BTC', marketData({ seq: round }))
        if (round % 10 === 0) await reader.next()
        await reader.return?.()
      }
      expect(readers.readerCount()).toBe(0)
    })
  })
}
