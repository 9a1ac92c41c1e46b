import { beforeEach, describe, expect, it } from 'vitest'
import { changes, note, price, World, type Followed } from '../../tests/support/fanout/world.js'
import { settle } from '../../tests/support/manual-clock.js'
import { ReadGate } from '../lib/read-gate.js'
import { never } from '../lib/stop.js'

let world: World
beforeEach(() => void (world = new World()))

describe('a state that nobody may see any more', () => {
  beforeEach(() => void (world.isPrivate = true))

  it('is not sent to who waits for it, but the one in its place, and no change of it', async () => {
    const [state, change] = [await world.follow(price), await world.follow(changes)]
    for (const { sink } of [state, change]) sink.ready = false
    world.set(101)
    await settle()
    world.withdraw(102)
    for (const { sink } of [state, change]) sink.flush()
    expect(state.sink.got).toEqual([
      { seq: 1, usd: 100 },
      { seq: 3, usd: 102 },
    ])
    expect(change.sink.got.at(-1)).toEqual({ seq: 3, usd: 102, whole: true })
    expect(change.sink.seqs).toEqual([1, 3])
  })

  it.each<[string, (give: (usd: number | Promise<never>) => void) => void]>([
    ['executed', (give) => give(101)],
    ['found to be impossible', (give) => give(Promise.reject(new Error('no price')))],
  ])('is not sent, nor does it end the stream, when it is %s only then', async (_what, then) => {
    const { sink } = await world.follow(price)
    world.unmaskable = 'no price'
    let give: (usd: number | Promise<never>) => void = () => {}
    world.set(new Promise<number>((resolve) => (give = resolve)))
    await settle()
    world.withdraw(102)
    then(give)
    await settle()
    world.set(103)
    await settle()
    expect(sink.seqs).toEqual([1, 3, 4])
  })

  it('is not sent where it was announced before', async () => {
    const { sink } = await world.follow(price)
    world.set(101)
    world.withdraw(102)
    await settle()
    expect(sink.seqs).toEqual([1, 3])
  })

  it('ends the streams at once where its readers may see nothing in its place', async () => {
    const [waiting, done] = [await world.follow(price), await world.follow(price)]
    waiting.sink.ready = false
    world.set(101)
    await settle()
    world.forbidden = new Error('no such price')
    world.withdraw(102)
    waiting.sink.flush()
    for (const { ended } of [waiting, done]) expect(String(await ended)).toContain('no such price')
    expect([waiting.sink.seqs, done.sink.seqs]).toEqual([[1], [1, 2]])
    expect(world.counts).toMatchObject({ groups: 0, members: 0 })
  })

  it.each<[string, () => void, string | undefined]>([
    ['there is nothing', () => (world.isClosed = true), undefined],
    ['nothing can be read', () => (world.unreadable = new Error('no price')), 'no price'],
  ])('is not sent where %s in its place: the streams end', async (_what, begin, message) => {
    const { sink, ended } = await world.follow(price)
    sink.ready = false
    world.set(101)
    await settle()
    begin()
    world.withdraw(102)
    sink.flush()
    expect((await ended)?.message).toBe(message)
    expect(sink.seqs).toEqual([1])
    expect(world.counts).toMatchObject({ groups: 0, members: 0 })
  })

  it('is not sent where there is none any more when it is told: the streams end', async () => {
    const { sink, ended } = await world.follow(price)
    world.set(101)
    world.isClosed = true
    expect(await ended).toBeNull()
    expect(sink.seqs).toEqual([1])
  })

  it('is not sent to who waits for the first one', async () => {
    let give: (usd: number) => void = () => {}
    world.set(new Promise<number>((resolve) => (give = resolve)))
    const { sink } = await world.follow(price)
    world.withdraw(102)
    give(101)
    await settle()
    expect(sink.seqs).toEqual([3])
  })

  it('is no news to who has another one', async () => {
    const { sink } = await world.follow(price)
    world.withdraw(102)
    expect([sink.seqs, sink.wakes]).toEqual([[1], 1])
    world.announce()
    await settle()
    expect(sink.seqs).toEqual([1, 2])
  })
})

describe('when a stream is forbidden to one of its readers', () => {
  beforeEach(() => void (world.isPrivate = true))

  it.each([
    [price, [1], [1, 2]],
    [note, [], ['a']],
  ])('the others go on: %s', async (query, before, after) => {
    const [gone, left] = [await world.follow(query, { name: 'gone' }), await world.follow(query, { name: 'left' })]
    const again = await world.follow(query, { name: 'gone' })
    for (const { sink } of [gone, left]) sink.ready = false
    world.set(101)
    world.say('a')
    await settle()
    world.forbidden = new Error('not for you')
    world.forbiddenTo = 'gone'
    const { checks } = world
    world.hide()
    // One of each audience.
    expect(world.checks).toBe(checks + 2)
    for (const { sink } of [gone, left]) sink.flush()
    for (const { ended } of [gone, again]) expect(String(await ended)).toContain('not for you')
    const had = ({ sink }: Followed) => (query === price ? sink.seqs : sink.ids)
    expect([had(gone), had(left)]).toEqual([before, after])
    expect(world.counts).toMatchObject({ groups: 1, members: 1 })
  })
})

describe('a state that is withdrawn while nobody may see any', () => {
  it('is not sent, nor is anything read in its place: all get what is there when it may be seen', async () => {
    world.isPrivate = true
    world.gate = new ReadGate()
    const [waiting, done] = [await world.follow(price), await world.follow(price)]
    waiting.sink.ready = false
    world.set(101)
    await settle()
    await world.gate.close(never)
    world.unreadable = new Error('it is on its way')
    world.withdraw(102)
    waiting.sink.flush()
    const late = await world.follow(price)
    expect([waiting, done, late].map(({ sink }) => sink.seqs)).toEqual([[1], [1, 2], []])
    world.unreadable = null
    world.set(103, false)
    waiting.sink.ready = true
    world.gate.open()
    await settle()
    expect([waiting, done, late].map(({ sink }) => sink.seqs)).toEqual([[1, 4], [1, 2, 4], [4]])
  })

  it('is not read for who comes', async () => {
    world.gate = new ReadGate()
    await world.follow(price)
    await world.gate.close(never)
    world.unreadable = new Error('it is on its way')
    const { sink } = await world.follow(price)
    expect(sink.seqs).toEqual([1])
  })

  it('ends the streams where none is there afterward', async () => {
    world.isPrivate = true
    world.gate = new ReadGate()
    const { sink, ended } = await world.follow(price)
    await world.gate.close(never)
    world.withdraw(101)
    world.unreadable = new Error('no price')
    world.gate.open()
    expect((await ended)?.message).toBe('no price')
    expect(sink.seqs).toEqual([1])
  })
})
