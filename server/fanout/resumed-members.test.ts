import { beforeEach, describe, expect, it, vi } from 'vitest'
import { noteOfBytes } from '../../tests/support/fanout/note-of-bytes.js'
import { TestSink } from '../../tests/support/fanout/test-sink.js'
import { note, World, type Followed } from '../../tests/support/fanout/world.js'
import { settle } from '../../tests/support/manual-clock.js'
import { burstMs, readAhead } from './event-member.js'

let world: World
beforeEach(() => void (world = new World()))

describe('a member that names its place', () => {
  /** Subscribes behind a note, takes nothing, and waits until as much is read as is read ahead. */
  async function slowAfter(after: string): Promise<Followed> {
    const sink = new TestSink()
    sink.ready = false
    const subscription = await world.begin(note, { variables: { after } })
    subscription.deliverTo(sink)
    await expect.poll(() => world.counts.queueDepth()).toBe(readAhead)
    return { sink, subscription, ended: sink.end }
  }

  it('gets what it missed and what comes meanwhile, each once and in order', async () => {
    for (let n = 1; n <= 500; n += 1) world.say(`${n}`)
    const sink = new TestSink()
    ;(await world.begin(note, { variables: { after: '100' } })).deliverTo(sink)
    for (let n = 501; n <= 600; n += 1) {
      world.say(`${n}`)
      await Promise.resolve()
    }
    await settle()
    expect(sink.got.map(({ id }) => id)).toEqual(Array.from({ length: 500 }, (_, index) => `${index + 101}`))
  })

  it('shares with the others from then on', async () => {
    world.say('1')
    const others = [await world.follow(note), await world.follow(note, { variables: { after: '1' } })]
    const events = world.counts.events
    world.say('2')
    await settle()
    expect(world.counts).toMatchObject({ groups: 1, events: events + 1 })
    for (const { sink } of others) expect(sink.got).toEqual([{ id: '2' }])
  })

  it('is refused alone when there is no such place', async () => {
    const other = await world.follow(note)
    const { ended } = await world.follow(note, { variables: { after: 'unknown' } })
    expect(String(await ended)).toContain('no such note')
    world.say('1')
    await settle()
    expect(other.sink.got).toEqual([{ id: '1' }])
    expect(world.counts.members).toBe(1)
  })

  it('is refused and leaves nothing behind', async () => {
    await (
      await world.follow(note, { variables: { after: 'unknown' } })
    ).ended
    await settle()
    expect(world.readers).toBe(0)
    expect(world.counts).toMatchObject({ groups: 0, members: 0 })
  })

  it('is not sent again what is announced after it was read as missed', async () => {
    world.say('1')
    world.notes.push('2')
    const { sink } = await world.follow(note, { variables: { after: '1' } })
    expect(sink.got).toEqual([{ id: '2' }])
    world.announceNote('2')
    world.say('3')
    await settle()
    expect(sink.got).toEqual([{ id: '2' }, { id: '3' }])
  })

  it('is not sent the event that it named, though that is yet to be announced', async () => {
    const other = await world.follow(note)
    world.notes.push('1')
    const { sink } = await world.follow(note, { variables: { after: '1' } })
    world.announceNote('1')
    world.say('2')
    await settle()
    expect(other.sink.got).toEqual([{ id: '1' }, { id: '2' }])
    expect(sink.got).toEqual([{ id: '2' }])
  })

  it('reads no further ahead than it is read from', async () => {
    for (let n = 1; n <= 1_000; n += 1) world.say(`${n}`)
    const { sink, subscription } = await slowAfter('1')
    await settle()
    expect(world.counts.queueDepth()).toBe(readAhead)
    world.say('1001')
    await settle()
    expect(world.counts.queueDepth()).toBe(readAhead + 1)
    await expect
      .poll(() => {
        sink.flush()
        return sink.got.length
      })
      .toBe(1_000)
    expect(sink.got.map(({ id }) => id)).toEqual(Array.from({ length: 1_000 }, (_, index) => `${index + 2}`))
    subscription.leave()
  })

  it('has another read for each that it takes', async () => {
    for (let n = 1; n <= 1_000; n += 1) world.say(`${n}`)
    const { sink, subscription } = await slowAfter('1')
    sink.flush(1)
    await expect.poll(() => world.counts.queueDepth()).toBe(readAhead)
    await settle()
    expect([sink.ids, world.counts.queueDepth()]).toEqual([['2'], readAhead])
    subscription.leave()
  })

  it('has as much read ahead as 64 KiB of results, and is asked how much that is', async () => {
    const ids = ['1', '2', '3', '4', '5', '6']
    world.notes.push('0', ...ids.map((id) => noteOfBytes(16_384, id)))
    const sink = new TestSink()
    sink.ready = false
    const subscription = await world.begin(note, { variables: { after: '0' } })
    subscription.deliverTo(sink)
    await expect.poll(() => world.counts.queueDepth()).toBe(4)
    await settle()
    expect([world.counts.queueDepth(), sink.ownBytes]).toEqual([4, 65_536])
    sink.flush(2)
    await settle()
    expect([world.counts.queueDepth(), sink.ownBytes]).toEqual([4, 65_536])
    sink.flush()
    await settle()
    expect(sink.ids.map((id) => id?.[0])).toEqual(ids)
    expect(sink.ownBytes).toBe(0)
    subscription.leave()
  })

  it('gets what is announced while it catches up behind what it missed, each once', async () => {
    for (let n = 1; n <= 100; n += 1) world.say(`${n}`)
    const { sink } = await slowAfter('1')
    world.announceNote('100')
    world.announceNote('101')
    await settle()
    sink.ready = true
    sink.flush()
    await expect.poll(() => sink.got.length).toBe(100)
    await settle()
    expect(sink.ids).toEqual(Array.from({ length: 100 }, (_, index) => `${index + 2}`))
  })

  it.each([
    ['has too much wait for it with what came while it caught up', 'new', true],
    ['has nothing wait for it twice: what was missed no longer counts as news', 'missed', false],
  ])('%s', async (_, came, isTooMuch) => {
    const [large, other] = [noteOfBytes(700_000, 'l'), noteOfBytes(700_000, 'o')]
    for (let n = 1; n <= 100; n += 1) world.say(`${n}`)
    if (came === 'missed') world.notes.push(large)
    const { sink } = await slowAfter('1')
    world.announceNote(large)
    sink.flush()
    await settle()
    expect(world.counts.queueDepth()).toBe(36)
    vi.useFakeTimers({ toFake: ['performance'] })
    world.announceNote(other)
    await settle()
    vi.advanceTimersByTime(burstMs + 1)
    world.say('')
    await settle()
    vi.useRealTimers()
    expect(sink.closed).toBe(isTooMuch)
  })

  it('is sent nothing more once it left, nor what was being executed for it', async () => {
    for (const id of ['1', '2']) world.say(id)
    let execute = () => {}
    world.notesHeld = new Promise((resolve) => (execute = resolve))
    const { sink, subscription } = await world.follow(note, { variables: { after: '1' } })
    subscription.leave()
    execute()
    await settle()
    expect([sink.got, sink.wakes]).toEqual([[], 0])
  })

  it('is let go at once while it waits for room, and nothing more is read for it', async () => {
    for (let n = 1; n <= 1_000; n += 1) world.say(`${n}`)
    const { ended, subscription } = await slowAfter('1')
    subscription.leave()
    expect(await ended).toBeNull()
    await settle()
    expect(world.counts).toMatchObject({ groups: 0, members: 0, events: readAhead })
  })

  it('is known by the newest 1,000 events that it has: an older one that is announced late comes once more', async () => {
    for (let n = 1; n <= 1_500; n += 1) world.notes.push(`${n}`)
    const { sink } = await world.follow(note, { variables: { after: '1' } })
    await expect.poll(() => sink.got.length).toBe(1_499)
    for (const id of ['1500', '501', '500']) world.announceNote(id)
    await settle()
    expect(sink.got.slice(1_499)).toEqual([{ id: '500' }])
  })
})
