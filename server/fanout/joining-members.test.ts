import { beforeEach, describe, expect, it } from 'vitest'
import { TestSink } from '../../tests/support/fanout/test-sink.js'
import { changes, note, price, World } from '../../tests/support/fanout/world.js'
import { settle } from '../../tests/support/manual-clock.js'

let world: World
beforeEach(() => void (world = new World()))

describe('a member that joins', () => {
  it('has none of its variables kept that its operation does not declare', async () => {
    await world.follow(note, { variables: { after: null, junk: Array.from({ length: 1_000 }, () => ({})) } })
    expect(world.heldVariables).toEqual([{ after: null }])
  })

  it('gets the present state at once, without an execution when the group has it', async () => {
    await world.follow(price)
    world.set(101)
    await settle()
    const { executions } = world
    const late = await world.follow(price)
    expect(late.sink.got).toEqual([{ seq: 2, usd: 101 }])
    expect(world.executions).toBe(executions)
  })

  it('gets a state that the others still wait for, and then no older one and none twice', async () => {
    const early = await world.follow(price)
    world.set(101, false)
    const late = await world.follow(price)
    const later = await world.follow(price)
    expect([early.sink.seqs, late.sink.seqs, later.sink.seqs]).toEqual([[1], [2], [2]])
    expect(world.executions).toBe(2)
    world.announce()
    await settle()
    world.set(102)
    await settle()
    expect([early.sink.seqs, late.sink.seqs]).toEqual([
      [1, 2, 3],
      [2, 3],
    ])
  })

  it('gets it in the same turn when it was executed before, though that took its time', async () => {
    await world.follow(price)
    world.set(Promise.resolve(101))
    await settle()
    const subscription = await world.begin(price)
    const sink = new TestSink()
    subscription.deliverTo(sink)
    expect(sink.got).toEqual([{ seq: 2, usd: 101 }])
  })

  it('gets what the others have where there is no present state', async () => {
    await world.follow(price)
    world.isClosed = true
    const { sink } = await world.follow(price)
    expect(sink.seqs).toEqual([1])
  })

  it('of changes is sent the whole', async () => {
    await world.follow(changes)
    world.set(101)
    await settle()
    const { sink } = await world.follow(changes)
    world.set(102)
    await settle()
    expect(sink.got.map(({ seq, whole }) => [seq, whole])).toEqual([
      [2, true],
      [3, false],
    ])
  })

  it('in the middle of a change that takes its time gets that change once', async () => {
    const early = await world.follow(price)
    let give = (_: number) => {}
    world.set(new Promise<number>((resolve) => (give = resolve)))
    const late = await world.follow(price)
    give(101)
    await settle()
    expect(early.sink.seqs).toEqual([1, 2])
    expect(late.sink.seqs).toEqual([2])
  })

  it('before the others hear of a change that takes its time gets that change once', async () => {
    await world.follow(price)
    let give = (_: number) => {}
    world.set(new Promise<number>((resolve) => (give = resolve)), false)
    const late = await world.follow(price)
    world.announce()
    await settle()
    give(101)
    await settle()
    expect(late.sink.seqs).toEqual([2])
    expect(world.counts.conflated).toBe(0)
  })

  it('before the others hear of a change has skipped nothing when they do', async () => {
    await world.follow(price)
    world.set(101, false)
    const subscription = await world.begin(price)
    const sink = new TestSink()
    sink.ready = false
    subscription.deliverTo(sink)
    world.announce()
    await settle()
    sink.flush()
    expect(sink.seqs).toEqual([2])
    expect(world.counts.conflated).toBe(0)
  })
})
