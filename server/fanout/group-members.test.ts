import type { ExecutionResult } from 'graphql'
import { beforeEach, describe, expect, it } from 'vitest'
import { note, price, World, type Price } from '../../tests/support/fanout/world.js'
import { settle } from '../../tests/support/manual-clock.js'
import { FellBehind, iteratedByFanout } from './live-source.js'

let world: World
beforeEach(() => void (world = new World()))

const fail = (message: string) => {
  throw new Error(message)
}

describe('members of a group', () => {
  it('share one reader, one execution and one payload per change', async () => {
    const members = await Promise.all(Array.from({ length: 50 }, () => world.follow(price)))
    for (let usd = 101; usd <= 110; usd += 1) {
      world.set(usd)
      await settle()
    }
    expect(world).toMatchObject({ executions: 11, readers: 1 })
    expect(world.counts).toMatchObject({ groups: 1, members: 50, events: 11, deliveries: 550 })
    for (const { sink } of members) expect(sink.jsons).toEqual(members[0]?.sink.jsons)
    expect(members[0]?.sink.seqs).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  })

  it('never share with another audience', async () => {
    world.priceFor.set('desk', { seq: 1, usd: 5 })
    const [desk, other] = [
      await world.follow(price, { audience: 'desk' }),
      await world.follow(price, { audience: 'public' }),
    ]
    const again = await world.follow(price, { audience: 'desk' })
    expect(world).toMatchObject({ readers: 2, executions: 2, counts: { groups: 2 } })
    expect([desk, other, again].map(({ sink }) => sink.got[0]?.usd)).toEqual([5, 100, 5])
  })

  it('get results that were executed for nobody of them', async () => {
    const { sink } = await world.follow('subscription { price { seenBy } }', { name: 'me', audience: 'desk' })
    expect(sink.jsons).toEqual(['{"data":{"price":{"seenBy":"{\\"reader\\":\\"anybody\\"}"}}}'])
  })

  it.each([price, note])('do not join where they may not any more what their resolver allowed: %s', async (query) => {
    world.forbidden = new Error('no more')
    await expect(world.subscribe(query)).rejects.toThrow('no more')
    expect(world.counts).toMatchObject({ groups: 0, members: 0 })
  })

  it('are each refused by the resolver before they join', async () => {
    await world.follow('subscription ($refuse: Boolean) { price(refuse: $refuse) { seq } }')
    const refused = (await world.subscribe('subscription ($refuse: Boolean) { price(refuse: $refuse) { seq } }', {
      variables: { refuse: true },
    })) as ExecutionResult
    expect(refused.errors?.[0]?.message).toBe('refused')
    expect(world.counts.members).toBe(1)
  })

  it('all see an error of a field, masked once', async () => {
    const members = await Promise.all([world.follow(price), world.follow(price), world.follow(price)])
    world.set(Promise.reject(new Error('no price')))
    await settle()
    for (const { sink } of members) expect(sink.jsons.at(-1)).toContain('"errors":[{"message":"no price"')
    expect(world.masked).toBe(1)
    world.set(103)
    await settle()
    for (const { sink } of members) expect(sink.got.at(-1)).toEqual({ seq: 3, usd: 103 })
  })

  it('are not told where in the document of another an error arose', async () => {
    const one = await world.follow(price)
    const other = await world.follow(`subscription {\n  price {\n    seq\n    usd\n  }\n}`)
    world.set(Promise.reject(new Error('no price')))
    await settle()
    const error = '{"data":{"price":{"seq":2,"usd":null}},"errors":[{"message":"no price","path":["price","usd"]}]}'
    for (const { sink } of [one, other]) expect(sink.jsons.at(-1)).toBe(error)
  })

  it('all end with the source, behind what waits for them', async () => {
    const { sink, ended } = await world.follow(price)
    sink.ready = false
    world.set(101)
    world.end()
    await settle()
    sink.flush()
    expect(await ended).toBeNull()
    expect(sink.seqs).toEqual([1, 2])
    expect(world.counts).toMatchObject({ groups: 0, members: 0 })
  })

  it('all see the failure of the source, once', async () => {
    const members = await Promise.all([world.follow(price), world.follow(price)])
    world.end(new Error('broken'))
    for (const { sink, ended } of members) {
      expect(String(await ended)).toContain('broken')
      await settle()
      expect(sink.ends).toHaveLength(1)
    }
    expect(world.counts).toMatchObject({ groups: 0, members: 0 })
  })

  it('all end at once where the source lost events, without what waits for them', async () => {
    const members = [await world.follow(note), await world.follow(note)]
    for (const { sink } of members) sink.ready = false
    world.say('1')
    await settle()
    world.end(new FellBehind())
    for (const { sink, ended } of members) {
      expect(await ended).toBeNull()
      sink.flush()
      expect(sink).toMatchObject({ closed: true, got: [] })
    }
  })

  it('see the failure of a source that never began', async () => {
    world.breakSource = true
    const { ended } = await world.follow(price)
    expect(String(await ended)).toContain('broken')
    expect(world.counts.groups).toBe(0)
  })

  it('leave one by one, and the last one ends the group and detaches its reader', async () => {
    const members = await Promise.all([world.follow(price), world.follow(price), world.follow(price)])
    for (const { subscription } of members) {
      expect(world.readers).toBe(1)
      subscription.leave()
    }
    await settle()
    expect(world.readers).toBe(0)
    expect(world.counts).toMatchObject({ groups: 0, members: 0 })
    world.set(101)
    await settle()
    for (const { sink } of members) expect(sink.seqs).toEqual([1])
  })

  it('are followed by others, who begin a group of their own', async () => {
    ;(await world.follow(price)).subscription.leave()
    world.set(101)
    const { sink } = await world.follow(price)
    world.set(102)
    await settle()
    expect(sink.seqs).toEqual([2, 3])
    expect([world.readers, world.counts.groups]).toEqual([1, 1])
  })

  it.each<[string, () => Price['usd']]>([
    ['at once', () => () => fail('no price')],
    ['later', () => Promise.reject(new Error('no price'))],
  ])('end with the fault when a result cannot be made, which is found %s', async (_when, usd) => {
    const { sink, ended } = await world.follow(price)
    world.unmaskable = 'no price'
    world.set(usd())
    expect(String(await ended)).toContain('cannot mask "no price"')
    expect(sink.seqs).toEqual([1])
    expect(world.counts.members).toBe(0)
  })

  it('have a source that says what it is, or the resolver is at fault', async () => {
    await expect(world.subscribe('subscription { plain }')).rejects.toThrow('must return a LiveSource')
    expect(world.counts.members).toBe(0)
    expect(iteratedByFanout).toThrow('Only the fan-out reads a LiveSource')
  })

  it('that leave before they ever asked leave nothing behind', async () => {
    const results = (await world.begin(price))[Symbol.asyncIterator]()
    await results.return()
    const subscription = await world.begin(price)
    subscription.leave()
    await settle()
    expect(world.readers).toBe(0)
    expect(world.counts.members).toBe(0)
  })
})
