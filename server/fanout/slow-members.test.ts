import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { noteOfBytes } from '../../tests/support/fanout/note-of-bytes.js'
import { changes, note, price, World, type Followed } from '../../tests/support/fanout/world.js'
import { settle } from '../../tests/support/manual-clock.js'
import { turnAsker } from '../../tests/support/turn-asker.js'
import { StreamCounts } from '../metrics/stream-counts.js'
import { burstMs, EventMember, maxBurstEvents, maxWaitingEvents } from './event-member.js'
import { FellBehind } from './live-source.js'
import { Payload } from './payload.js'

let world: World
beforeEach(() => {
  world = new World()
  vi.useFakeTimers({ toFake: ['performance'] })
})
afterEach(() => void vi.useRealTimers())

/** More may wait for so long than may wait for good. The next event finds that the time is over. */
const passBurst = () => vi.advanceTimersByTime(burstMs + 1)

describe('a member that is slow', () => {
  it('keeps the newest state only, and does not hold up the others', async () => {
    const [slow, quick] = [await world.follow(price), await world.follow(price)]
    slow.sink.ready = false
    for (let usd = 101; usd <= 200; usd += 1) {
      world.set(usd)
      await settle()
    }
    expect(quick.sink.seqs).toHaveLength(101)
    expect(world.counts.queueDepth()).toBe(1)
    slow.sink.flush()
    expect(slow.sink.got.at(-1)).toEqual({ seq: 101, usd: 200 })
    expect(slow.sink.seqs).toEqual([1, 101])
    expect(world.counts.conflated).toBe(99)
  })

  it('costs no execution for what nobody took', async () => {
    const slow = await world.follow(price)
    slow.sink.ready = false
    for (let usd = 101; usd <= 200; usd += 1) {
      world.set(usd)
      await settle()
    }
    slow.sink.flush()
    expect(world.executions).toBe(2)
  })

  it('of changes is sent the whole after it skipped, and changes again from there', async () => {
    const slow = await world.follow(changes)
    const quick = await world.follow(changes)
    world.set(101)
    await settle()
    slow.sink.ready = false
    world.set(102)
    await settle()
    world.set(103)
    await settle()
    slow.sink.flush()
    slow.sink.ready = true
    world.set(104)
    await settle()
    const seen = ({ sink }: Followed) => sink.got.map(({ seq, whole }) => [seq, whole])
    expect(seen(quick)).toEqual([
      [1, true],
      [2, false],
      [3, false],
      [4, false],
      [5, false],
    ])
    expect(seen(slow)).toEqual([
      [1, true],
      [2, false],
      [4, true],
      [5, false],
    ])
  })

  it('of events keeps all, in order, up to the bound, and is ended when more waits for long', async () => {
    const slow = await world.follow(note)
    const quick = await world.follow(note)
    slow.sink.ready = false
    for (let n = 1; n <= maxWaitingEvents; n += 1) world.say(`${n}`)
    await settle()
    passBurst()
    world.say('one too many')
    await settle()
    expect(slow.sink.closed).toBe(false)
    passBurst()
    world.say('the next')
    await settle()
    expect(slow.sink.closed).toBe(true)
    expect(await slow.ended).toBeNull()
    expect(quick.sink.got).toHaveLength(maxWaitingEvents + 2)
    expect(world.counts).toMatchObject({ members: 1 })
  })

  it('of events is ended at once when far too many wait', async () => {
    const source = { field: 'note', missed: null, isOf: () => true }
    const member = new EventMember(new StreamCounts(), turnAsker('somebody'), source)
    const ends: unknown[] = []
    member.open({ wake: () => undefined, ended: ({ error }) => ends.push(error) })
    const event = { id: '1', audience: 'everyone', payload: new Payload({ data: {} }) }
    for (let n = 1; n <= maxBurstEvents; n += 1) member.offer(event)
    await settle()
    expect([member.depth, ends]).toEqual([maxBurstEvents, []])
    member.offer(event)
    await settle()
    expect([member.depth, ends]).toEqual([0, [expect.any(FellBehind)]])
  })

  it('of events is ended at once when far too long ones wait', async () => {
    const { sink } = await world.follow(note)
    sink.ready = false
    for (let n = 1; n <= 16; n += 1) world.say(noteOfBytes(1_048_576, 'a'))
    await settle()
    expect(sink.closed).toBe(false)
    world.say('')
    await settle()
    expect(sink.closed).toBe(true)
  })

  it('of events may have many come at once, when it takes them soon', async () => {
    const { sink } = await world.follow(note)
    for (let round = 1; round <= 3; round += 1) {
      sink.ready = false
      for (let n = 1; n <= 3 * maxWaitingEvents; n += 1) world.say(`${round}-${n}`)
      await settle()
      sink.ready = true
      sink.flush()
      passBurst()
    }
    expect(sink.closed).toBe(false)
    expect(sink.ids.at(-1)).toBe(`3-${3 * maxWaitingEvents}`)
    expect(sink.got).toHaveLength(9 * maxWaitingEvents)
  })

  it('of events counts its share of those that wait for others too', async () => {
    const readers = [await world.follow(note), await world.follow(note)]
    for (const { sink } of readers) sink.ready = false
    world.say(noteOfBytes(100_000, 'a'))
    await settle()
    for (const { sink } of readers) expect(sink.ownBytes).toBeGreaterThan(50_000)
    for (const { sink } of readers) expect(sink.ownBytes).toBeLessThan(51_000)
  })

  it('of events is not ended for what it has taken', async () => {
    const { sink } = await world.follow(note)
    sink.ready = false
    for (let round = 0; round < 10; round += 1) {
      for (const n of [1, 2]) world.say(`${round}-${n}`.padEnd(300_000, 'x'))
      await settle()
      sink.flush()
    }
    expect(sink.closed).toBe(false)
    expect(sink.got).toHaveLength(20)
  })

  it('is woken once for all that waits, and again when it has taken that', async () => {
    const { sink } = await world.follow(note)
    sink.ready = false
    for (let n = 1; n <= 5; n += 1) world.say(`${n}`)
    await settle()
    expect(sink.wakes).toBe(1)
    sink.flush(4)
    world.say('6')
    await settle()
    expect(sink.wakes).toBe(1)
    sink.flush()
    world.say('7')
    await settle()
    expect(sink.wakes).toBe(2)
  })

  it('is counted with all that waits for it, states and events', async () => {
    const [state, events] = [await world.follow(price), await world.follow(note)]
    state.sink.ready = events.sink.ready = false
    world.set(101)
    for (const id of ['1', '2', '3']) world.say(id)
    await settle()
    expect(world.counts.queueDepth()).toBe(4)
    for (const { sink } of [state, events]) sink.flush()
    expect(world.counts.queueDepth()).toBe(0)
  })

  it('of events may have one that is longer than the bound, and no other behind it', async () => {
    const slow = await world.follow(note)
    slow.sink.ready = false
    world.say('1'.padEnd(1_200_000, 'x'))
    await settle()
    expect(slow.sink.closed).toBe(false)
    world.say('2')
    await settle()
    passBurst()
    world.say('3')
    await settle()
    expect(slow.sink.closed).toBe(true)
  })

  it('of events has one mebibyte in UTF-8 wait for it, and is ended past that', async () => {
    const slow = await world.follow(note)
    slow.sink.ready = false
    for (const letter of ['a', 'é']) world.say(noteOfBytes(524_288, letter))
    await settle()
    expect(slow.sink.closed).toBe(false)
    world.say('')
    await settle()
    passBurst()
    world.say('')
    await settle()
    expect(slow.sink.closed).toBe(true)
  })
})
