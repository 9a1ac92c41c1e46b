import { GraphQLError, type ExecutionResult } from 'graphql'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { note, price, World } from '../../tests/support/fanout/world.js'
import { settle } from '../../tests/support/manual-clock.js'
import { burstMs, maxWaitingEvents } from './event-member.js'
import type { Results } from './subscription.js'

let world: World
beforeEach(() => void (world = new World()))

describe('a subscription that is ended', () => {
  it('sends nothing of what waits for its reader, only the error', async () => {
    const subscription = await world.begin(note)
    const results = subscription[Symbol.asyncIterator]()
    const first = results.next()
    await settle()
    world.say('1')
    expect((await first).value).toMatchObject({ data: { note: { id: '1' } } })
    world.say('2')
    await settle()
    expect(world.counts.queueDepth()).toBe(1)
    subscription.end(new GraphQLError('the token has expired'))
    world.say('3')
    await expect(results.next()).rejects.toThrow('the token has expired')
    expect((await results.next()).done).toBe(true)
    await settle()
    expect([world.readers, world.counts.groups, world.counts.members]).toEqual([0, 0, 0])
  })
})

async function loopOnce(results: Results): Promise<void> {
  for await (const _ of results) break
}

describe('a reader that pulls', () => {
  it('gets the newest state each time, and results that know their JSON', async () => {
    const stream = await world.pull(price)
    const first = (await stream.next()).value as ExecutionResult & { stringify(): string }
    expect(first.data).toEqual({ price: { seq: 1, usd: 100 } })
    expect(JSON.parse(first.stringify())).toEqual({ data: first.data })
    for (let usd = 101; usd <= 105; usd += 1) world.set(usd)
    await settle()
    expect((await stream.next()).value).toMatchObject({ data: { price: { seq: 6 } } })
    const waiting = stream.next()
    await stream.return()
    expect(await waiting).toEqual({ done: true, value: undefined })
    expect(world.readers).toBe(0)
  })

  it("gets all until the source ends, which is nobody's fault", async () => {
    const ids: unknown[] = []
    const reading = (async () => {
      for await (const { data } of await world.begin(note)) ids.push(data?.note)
    })()
    await settle()
    for (const id of ['1', '2']) world.say(id)
    world.end()
    await reading
    expect(ids).toEqual([{ id: '1' }, { id: '2' }])
    expect(world.counts.closedAsSlow).toBe(0)
  })

  it.each<[string, (results: Results) => unknown]>([
    ['returns', (results) => results.return()],
    ['throws', (results) => results.throw(new Error('enough'))],
    ['disposes of it', (results) => results[Symbol.asyncDispose]()],
    ['breaks its loop', loopOnce],
  ])('leaves when it %s', async (_how, leave) => {
    const results = await world.pull(price)
    expect(world.readers).toBe(1)
    await leave(results)
    expect([world.readers, (await results.next()).done]).toEqual([0, true])
  })

  it('is counted in bytes, not in characters', async () => {
    const stream = await world.pull(note)
    const first = stream.next()
    await settle()
    world.say('é€')
    await first
    expect(world.counts.bytes).toBe(Buffer.byteLength('{"data":{"note":{"id":"é€"}}}'))
  })

  it('shares the group with readers that do not', async () => {
    const other = await world.follow(price)
    const stream = await world.pull(price)
    await stream.next()
    world.set(101)
    await settle()
    const { value } = await stream.next()
    expect((value as { stringify(): string }).stringify()).toBe(other.sink.jsons.at(-1))
    expect(world).toMatchObject({ executions: 2, readers: 1 })
  })

  it('gets a result that is as long as may be, and of a longer one how long it is', async () => {
    const stream = await world.pull(note)
    world.maxBytes = Buffer.byteLength('{"data":{"note":{"id":"12"}}}')
    for (const id of ['12', '123']) world.say(id)
    expect((await stream.next()).value).toMatchObject({ data: { note: { id: '12' } } })
    expect((await stream.next()).value).toMatchObject({ errors: [{ message: 'Too long' }] })
  })

  it('is told when it fell behind', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    const stream = await world.pull(note)
    const first = stream.next()
    world.say('0')
    await first
    for (let n = 1; n <= maxWaitingEvents + 1; n += 1) world.say(`${n}`)
    await settle()
    vi.advanceTimersByTime(burstMs + 1)
    world.say('the next')
    await settle()
    vi.useRealTimers()
    await expect(stream.next()).rejects.toMatchObject({
      message: expect.stringContaining('subscribe again with "after"') as string,
      extensions: { code: 'SLOW_READER' },
    })
    expect((await stream.next()).done).toBe(true)
    expect(world.counts.closedAsSlow).toBe(1)
  })
})
