import { describe, expect, it } from 'vitest'
import { note, price, World, type Followed } from '../../tests/support/fanout/world.js'
import { settle } from '../../tests/support/manual-clock.js'
import { ReaderFlow } from './reader-flow.js'

const never = new AbortController().signal

function worldWith(flow: ReaderFlow): World {
  const world = new World()
  world.flow = flow
  return world
}

/** Whether the readers have taken everything when all that is ready has run. */
async function isTaken(flow: ReaderFlow): Promise<boolean> {
  const stop = new AbortController()
  let taken = false
  const waiting = flow.taken(stop.signal).then(() => (taken = !stop.signal.aborted))
  for (let turn = 0; turn < 3; turn += 1) await settle()
  stop.abort()
  await waiting
  return taken
}

const hold = ({ sink }: Followed) => (sink.ready = false)
const letGo = ({ sink }: Followed) => {
  sink.ready = true
  sink.flush()
}

describe('a source that hurries', () => {
  it('lets writes wait, and releases them when it does not any more', () => {
    const flow = new ReaderFlow(60_000)
    expect(flow.heldWrites).toBeNull()
    flow.isHurried = true
    let isReleased = false
    flow.heldWrites?.hold({ release: () => (isReleased = true) })
    expect(isReleased).toBe(false)
    flow.isHurried = false
    expect(isReleased).toBe(true)
    expect(flow.heldWrites).toBeNull()
  })
})

describe('a source that waits for its readers', () => {
  it('is told when the slowest has taken what was published', async () => {
    const flow = new ReaderFlow(60_000)
    const world = worldWith(flow)
    const [slow, quick] = [await world.follow(price), await world.follow('subscription { price { usd } }')]
    hold(slow)
    world.set(101)
    const taken = flow.taken(never)
    await settle()
    expect(quick.sink.got.at(-1)).toEqual({ usd: 101 })
    expect(await isTaken(flow)).toBe(false)
    letGo(slow)
    await taken
    expect(slow.sink.got.at(-1)).toEqual({ seq: 2, usd: 101 })
  })

  it('waits for results that take time, and for events as for states', async () => {
    const flow = new ReaderFlow(60_000)
    const world = worldWith(flow)
    let finish: (usd: number) => void = () => {}
    const reader = await world.follow(price)
    world.set(new Promise<number>((resolve) => (finish = resolve)))
    expect(await isTaken(flow)).toBe(false)
    finish(103)
    expect(await isTaken(flow)).toBe(true)
    expect(reader.sink.seqs).toEqual([1, 2])
    const notes = await world.follow(note)
    hold(notes)
    world.say('a')
    expect(await isTaken(flow)).toBe(false)
    letGo(notes)
    expect(await isTaken(flow)).toBe(true)
  })

  it('waits no more for a reader that leaves, nor when it is stopped itself', async () => {
    const flow = new ReaderFlow(60_000)
    const world = worldWith(flow)
    const slow = await world.follow(price)
    hold(slow)
    world.set(101)
    const taken = flow.taken(never)
    slow.subscription.leave()
    await taken
    expect(flow.readers).toBe(0)
    hold(await world.follow(price))
    const stop = new AbortController()
    world.set(102)
    const stopped = flow.taken(stop.signal)
    await settle()
    stop.abort()
    await stopped
  })

  it('loses patience with a reader until that one has everything', async () => {
    const flow = new ReaderFlow(1)
    const world = worldWith(flow)
    const late = await world.follow(price)
    hold(late)
    world.set(101)
    await flow.taken(never)
    const patient = new ReaderFlow(60_000)
    expect(patient.readers).toBe(0)
    world.set(102)
    expect(await isTaken(flow)).toBe(true)
    letGo(late)
    expect(late.sink.seqs).toEqual([1, 3])
  })

  it('is told how many read, and when somebody comes or goes', async () => {
    const flow = new ReaderFlow(60_000)
    const seen: number[] = []
    flow.onReaders(() => seen.push(flow.readers))
    const world = worldWith(flow)
    const one = await world.follow(price)
    const other = await world.follow(price)
    const notes = await world.follow(note)
    expect(flow.readers).toBe(3)
    for (const { subscription } of [one, other, notes]) subscription.leave()
    expect(flow.readers).toBe(0)
    expect(seen).toContain(2)
    expect(seen.at(-1)).toBe(0)
  })
})
