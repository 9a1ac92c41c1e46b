import { setImmediate } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { EventBus, Topics } from '../../server/bus/event-bus.js'
import { channelsIn } from '../../server/bus/redis/channel.js'
import { bodyOf, headOf } from '../../server/bus/redis/message.js'
import { connectRedis } from '../../server/bus/redis/redis-link.js'
import type { Decision } from '../../server/domain/decision.js'
import type { Freshness } from '../../server/domain/source.js'
import { systemClock, type Clock } from '../../server/lib/clock.js'
import type { Journal } from '../../server/storage/journal.js'
import { decision, marketData } from '../support/builders.js'
import { commitDecision } from '../support/commit-decision.js'
import { hasPostgres } from '../support/postgres.js'
import { hasRedis, startRedis, startRedisCluster, type RedisServer } from '../support/redis.js'
import { account } from '../support/store/records.js'
import { postgres, type EngineInUse } from '../support/store/store-home.js'
import { engineAndEdge, Nodes } from '../support/two-nodes.js'

const btc = { keys: ['BTC'] }
const publishSeq = (bus: EventBus, seq: number) => bus.publish('marketData', 'BTC', marketData({ seq }))

/** The states that a reader gets, until one has this `seq`. */
async function seqsUntil(last: number, reader: AsyncIterator<Topics['marketData']>): Promise<number[]> {
  const seqs: number[] = []
  while (seqs.at(-1) !== last) seqs.push((await reader.next()).value?.seq)
  return seqs
}

async function nextThatIs(
  wanted: Freshness,
  reader: AsyncIterator<Topics['marketData']>,
): Promise<Topics['marketData']> {
  for (;;) {
    const { value } = (await reader.next()) as IteratorYieldResult<Topics['marketData']>
    if (value.freshness === wanted) return value
  }
}

/** The present state may be told again. */
const neverGoBack = (seqs: readonly number[]) => seqs.every((seq, index) => seq >= (seqs[index - 1] ?? 0))

describe.skipIf(!hasRedis)('nodes on a Redis that fails', () => {
  let running: RedisServer | null = null
  const redis = () => {
    if (!running) throw new Error('Redis does not run')
    return running
  }

  beforeAll(async () => {
    running = await startRedis()
  })
  afterEach(() => redis().bringUp())
  afterAll(async () => {
    await running?.[Symbol.asyncDispose]()
  })

  it('bring an edge that comes later the present state', async () => {
    await using ends = await engineAndEdge({ urls: [redis().url] })
    publishSeq(ends.publisher, 5)
    const late = await ends.nodes.edge()
    const reader = late.subscribe('marketData', btc)
    expect(await seqsUntil(5, reader)).toEqual([5])
  })

  it('bring the newest state, and none before, when Redis was killed and came back empty', async () => {
    await using ends = await engineAndEdge({ urls: [redis().url] })
    const reader = ends.readers.subscribe('marketData', btc)
    publishSeq(ends.publisher, 1)
    await seqsUntil(1, reader)
    await redis().stop()
    for (let seq = 2; seq <= 100; seq += 1) publishSeq(ends.publisher, seq)
    await redis().start()
    expect(neverGoBack(await seqsUntil(100, reader))).toBe(true)
    publishSeq(ends.publisher, 101)
    expect(neverGoBack([100, ...(await seqsUntil(101, reader))])).toBe(true)
  })

  it('never show an older state after a newer one while all connections are cut, again and again', async () => {
    await using ends = await engineAndEdge({ urls: [redis().url] })
    const reader = ends.readers.subscribe('marketData', btc)
    let seq = 0
    for (let round = 1; round <= 10; round += 1) {
      for (let count = 0; count < 20; count += 1) publishSeq(ends.publisher, (seq += 1))
      const cut = redis().cutAll()
      for (let count = 0; count < 20; count += 1) publishSeq(ends.publisher, (seq += 1))
      await cut
      expect(neverGoBack(await seqsUntil(seq, reader))).toBe(true)
    }
  })

  it('make nobody wait for a Redis that hangs, and keep the newest state alone for it', async () => {
    await using ends = await engineAndEdge({ urls: [redis().url] })
    const reader = ends.readers.subscribe('marketData', btc)
    publishSeq(ends.publisher, 1)
    await seqsUntil(1, reader)
    redis().halt()
    for (let seq = 2; seq <= 10_000; seq += 1) {
      publishSeq(ends.publisher, seq)
      if (seq % 500 === 0) await setImmediate()
    }
    redis().resume()
    const seqs = await seqsUntil(10_000, reader)
    expect(neverGoBack(seqs)).toBe(true)
    expect(seqs.length).toBeLessThan(10)
  })

  it('read a state again whose message was lost', async () => {
    await using ends = await engineAndEdge({ urls: [redis().url] })
    const reader = ends.readers.subscribe('marketData', btc)
    publishSeq(ends.publisher, 1)
    await seqsUntil(1, reader)
    const channel = channelsIn(ends.nodes.space).of({ topic: 'marketData', key: 'BTC' })
    const head = headOf(1, 1_000)
    await redis().ask('HSET', channel, 'newest', head, 'of:BTC', head + bodyOf('BTC', marketData({ seq: 2 })))
    expect(await seqsUntil(2, reader)).toEqual([2])
  })

  it('read an event whose hint was lost', async () => {
    await using ends = await engineAndEdge({ urls: [redis().url] })
    const reader = ends.readers.subscribe('decision')
    ends.publisher.publish('decision', 'a', decision({ seq: 1 }))
    expect((await reader.next()).value).toMatchObject({ seq: 1 })
    ends.nodes.commit('decision', decision({ seq: 2 }))
    const head = headOf(1, 1_000)
    const hints = channelsIn(ends.nodes.space).hints
    await redis().ask('HSET', hints, 'newest', head, 'of:decision', head + bodyOf('decision', 'd-2'))
    expect((await reader.next()).value).toMatchObject({ seq: 2 })
  })

  it('take nothing from an engine of an older epoch, and tell it so', async () => {
    await using nodes = new Nodes({ urls: [redis().url] })
    const [old, edge] = [await nodes.engine(1), await nodes.edge()]
    const reader = edge.subscribe('marketData', btc)
    publishSeq(old, 1)
    await seqsUntil(1, reader)
    const next = await nodes.engine(2)
    publishSeq(next, 10)
    await seqsUntil(10, reader)
    publishSeq(old, 99)
    await expect.poll(() => nodes.superseded).toEqual([1])
    publishSeq(next, 11)
    expect(await seqsUntil(11, reader)).toEqual([11])
  })

  it('keep the newer of two values, and say what is newer than one that is not kept', async () => {
    await using link = await connectRedis([redis().url])
    const put = (head: string, value: number) =>
      link.put('test:{x}', { key: 'k', head, text: head + bodyOf('k', value) })
    expect(await put(headOf(2, 1), 1)).toBeNull()
    expect(await put(headOf(1, 999), 2)).toBe(headOf(2, 1))
    expect(await link.kept('test:{x}')).toEqual([headOf(2, 1) + bodyOf('k', 1)])
    expect(await link.heads(['test:{x}', 'test:{y}'])).toEqual([headOf(2, 1), null])
  })

  it('skip what another release says in another format', async () => {
    await using ends = await engineAndEdge({ urls: [redis().url] })
    const reader = ends.readers.subscribe('marketData', btc)
    publishSeq(ends.publisher, 1)
    await seqsUntil(1, reader)
    const channel = channelsIn(ends.nodes.space).of({ topic: 'marketData', key: 'BTC' })
    const other = `${headOf(1, 1_000).slice(0, -3)}002`
    for (let count = 0; count < 10; count += 1) {
      await redis().ask('SPUBLISH', channel, other + bodyOf('BTC', marketData({ seq: 2 })))
    }
    publishSeq(ends.publisher, 3)
    expect(await seqsUntil(3, reader)).not.toContain(2)
    expect(ends.nodes.noted.logged).toEqual([[{ channel, skipped: 1 }, expect.stringMatching(/skipped/)]])
  })

  it('keep a state that is wanted and does not change for as long as it is wanted', async () => {
    // A clock on which nobody sleeps for longer than a second.
    const clock: Clock = { ...systemClock, sleep: (ms, signal) => systemClock.sleep(Math.min(ms, 1_000), signal) }
    await using ends = await engineAndEdge({ urls: [redis().url], clock })
    const reader = ends.readers.subscribe('marketData', btc)
    publishSeq(ends.publisher, 1)
    await seqsUntil(1, reader)
    const channel = channelsIn(ends.nodes.space).of({ topic: 'marketData', key: 'BTC' })
    await redis().ask('PEXPIRE', channel, '60000')
    await expect.poll(() => redis().ask('PTTL', channel)).toBeGreaterThan(3_000_000)
    await redis().ask('DEL', channel)
    await expect.poll(() => redis().ask('EXISTS', channel)).toBe(1)
    expect(await seqsUntil(1, (await ends.nodes.edge()).subscribe('marketData', btc))).toEqual([1])
  })

  it('tell all others what one reader fails at', async () => {
    await using nodes = new Nodes({ urls: [redis().url] })
    const [engine, edge] = [await nodes.engine(), await nodes.edge()]
    const reader = edge.subscribe('marketData', btc)
    edge.subscribe('marketData', {
      accepts() {
        throw new Error('a fault of ours')
      },
    })
    publishSeq(engine, 1)
    await seqsUntil(1, reader)
    await engine[Symbol.asyncDispose]()
    expect(await nextThatIs('STALE', reader)).toMatchObject({ seq: 1 })
    publishSeq(await nodes.engine(2), 2)
    expect(await nextThatIs('LIVE', reader)).toMatchObject({ seq: 2 })
    expect(nodes.noted.logged[0]).toMatchObject([
      { err: { message: 'a fault of ours' }, topic: 'marketData' },
      expect.any(String),
    ])
  })

  it('mark states as stale while the engine is silent, and show them live when it has sent them again', async () => {
    await using nodes = new Nodes({ urls: [redis().url] })
    const [engine, edge] = [await nodes.engine(), await nodes.edge()]
    const reader = edge.subscribe('marketData', btc)
    publishSeq(engine, 1)
    expect(await nextThatIs('LIVE', reader)).toMatchObject({ seq: 1 })
    redis().halt()
    expect(await nextThatIs('STALE', reader)).toMatchObject({ seq: 1, indexFreshness: 'STALE' })
    const late = edge.subscribe('marketData', btc)
    publishSeq(engine, 2)
    redis().resume()
    for (const one of [reader, late]) expect(await nextThatIs('LIVE', one)).toMatchObject({ seq: 2 })
  })

  it('show nothing live that an engine has left behind that is gone', async () => {
    await using nodes = new Nodes({ urls: [redis().url] })
    const engine = await nodes.engine(1)
    const edge = await nodes.edge()
    const reader = edge.subscribe('marketData', btc)
    publishSeq(engine, 1)
    await seqsUntil(1, reader)
    await engine[Symbol.asyncDispose]()
    const late = (await nodes.edge()).subscribe('marketData', btc)
    expect((await late.next()).value).toMatchObject({ seq: 1, freshness: 'STALE' })
    expect((await reader.next()).value).toMatchObject({ seq: 1, freshness: 'STALE' })
    const next = await nodes.engine(2)
    publishSeq(next, 2)
    for (const one of [reader, late]) expect(await nextThatIs('LIVE', one)).toMatchObject({ seq: 2 })
  })

  it('forget what an edge wanted that is gone without a word', async () => {
    await using ends = await engineAndEdge({ urls: [redis().url] })
    ends.readers.subscribe('marketData', btc)
    await expect.poll(() => ends.publisher.isHeard('marketData', 'BTC')).toBe(true)
    await ends.nodes.cutOffEdges()
    await expect.poll(() => ends.publisher.isHeard('marketData', 'BTC')).toBe(false)
  })

  describe.skipIf(!hasPostgres)('with the journal of PostgreSQL', () => {
    let server: EngineInUse | null = null

    beforeAll(async () => {
      server = await postgres.start()
    })
    afterAll(async () => {
      await server?.[Symbol.asyncDispose]()
    })

    /** Commits decisions, with something between, and expects that an edge tells each of them once, in order. */
    async function expectAllOnce(urls: readonly string[], between: (count: number) => Promise<void>): Promise<void> {
      if (!server) throw new Error('PostgreSQL does not run')
      await using home = await server.home()
      await using store = await home.open({ exclusive: true })
      await using nodes = new Nodes({ urls, logs: logsOf(store.journal) })
      await store.journal.commit({ accountId: 'a', open: account('a') })
      const [publisher, readers] = [await nodes.engine(), await nodes.edge()]
      const reader = readers.subscribe('decision')
      const committed: Decision[] = []
      for (let count = 0; count < 100; count += 1) {
        committed.push(await commitDecision({ journal: store.journal, bus: publisher }, { accountId: 'a' }))
        await between(count)
      }
      const told: unknown[] = []
      while (told.length < committed.length) told.push((await reader.next()).value)
      expect(told).toEqual(committed)
    }

    it('tell an edge each event once while Redis is killed and comes back', async () => {
      await expectAllOnce([redis().url], async (count) => {
        if (count % 20 === 5) await redis().stop()
        if (count % 20 === 15) await redis().start()
      })
    })

    it('tell an edge each event without any Redis', async () => {
      await expectAllOnce([redis().url], async (count) => {
        if (count === 0) await redis().stop()
      })
      await redis().start()
    })

    it('tell an edge each event once while the master of the hints is killed', async () => {
      await using cluster = await startRedisCluster()
      await expectAllOnce(cluster.urls, async (count) => {
        if (count === 50) await cluster.killMasterOf('{hints}')
      })
    })
  })

  it('bring the newest state when a master of the cluster was killed', async () => {
    await using cluster = await startRedisCluster()
    await using ends = await engineAndEdge({ urls: cluster.urls })
    const reader = ends.readers.subscribe('marketData', btc)
    publishSeq(ends.publisher, 1)
    await seqsUntil(1, reader)
    await cluster.killMasterOf('{marketData:BTC}')
    for (let seq = 2; seq <= 100; seq += 1) publishSeq(ends.publisher, seq)
    expect(neverGoBack(await seqsUntil(100, reader))).toBe(true)
    publishSeq(ends.publisher, 101)
    expect(neverGoBack([100, ...(await seqsUntil(101, reader))])).toBe(true)
  })
})

function logsOf({ decisionsAsMade, scoreEvents, fills, orderEvents, closedTrades }: Journal) {
  return {
    decision: decisionsAsMade,
    scoreEvent: scoreEvents,
    fill: fills,
    orderEvent: orderEvents,
    closedTrade: closedTrades,
  }
}
