import { beforeEach, describe, expect, it } from 'vitest'
import { note, price, World } from '../../tests/support/fanout/world.js'
import { settle } from '../../tests/support/manual-clock.js'
import { turnAsker } from '../../tests/support/turn-asker.js'
import { ReadGate } from '../lib/read-gate.js'
import { never } from '../lib/stop.js'

let world: World
let gate: ReadGate
beforeEach(() => {
  world = new World()
  gate = new ReadGate()
  world.gate = gate
})

describe('while the gate of a stream is closed', () => {
  it('a state that waits is not executed, also later: its reader gets what is there then', async () => {
    const { sink } = await world.follow(price)
    sink.ready = false
    world.set(101)
    await settle()
    await gate.close(never)
    sink.flush()
    await settle()
    sink.ready = true
    expect([sink.seqs, world.executions]).toEqual([[1], 1])
    world.set(102, false)
    gate.open()
    await settle()
    expect([sink.seqs, world.executions]).toEqual([[1, 3], 2])
  })

  it('nothing is executed when all readers leave', async () => {
    const { sink, subscription } = await world.follow(price)
    sink.ready = false
    world.set(101)
    await settle()
    await gate.close(never)
    sink.flush()
    subscription.leave()
    await settle()
    expect(world.executions).toBe(1)
  })

  it('a state whose turn comes is not executed, also later', async () => {
    const payer = turnAsker('greedy')
    const { sink } = await world.follow(price, { payer })
    world.turns.spent(payer, 101)
    world.set(101)
    await settle()
    await gate.close(never)
    world.set(102, false)
    gate.open()
    await settle()
    world.nowMs += 10_000
    world.turns.spent(payer, 0)
    await world.follow(price, { payer: turnAsker('other') })
    await settle()
    expect(sink.seqs).toEqual([1, 3])
    expect(world.executions).toBe(2)
  })

  it('a reader for whom nothing waits gets the next state when its source tells it', async () => {
    const { sink } = await world.follow(price)
    await gate.close(never)
    world.set(101, false)
    gate.open()
    await settle()
    expect(sink.seqs).toEqual([1])
    world.announce()
    await settle()
    expect(sink.seqs).toEqual([1, 2])
  })

  it('an event is executed when it opens, and none is lost', async () => {
    const { sink } = await world.follow(note)
    await gate.close(never)
    world.say('a')
    world.say('b')
    await settle()
    expect(sink.ids).toEqual([])
    gate.open()
    await settle()
    expect(sink.ids).toEqual(['a', 'b'])
  })

  it('nothing is read for who catches up, who then goes on where it was', async () => {
    world.notes.push('a', 'b', 'c')
    let execute = () => {}
    world.notesHeld = new Promise((resolve) => (execute = resolve))
    const { sink } = await world.follow(note, { variables: { after: 'a' } })
    let isClosed = false
    const closing = gate.close(never).then(() => (isClosed = true))
    await settle()
    expect(isClosed).toBe(false)
    world.notesHeld = null
    execute()
    await closing
    await settle()
    expect(sink.ids).toEqual(['b'])
    world.notes[2] = 'read when it is open'
    gate.open()
    await settle()
    expect(sink.ids).toEqual(['b', 'read when it is open'])
  })
})

it('a gate waits for the execution of a state', async () => {
  const { sink } = await world.follow(price)
  let give: (usd: number) => void = () => {}
  world.set(new Promise<number>((resolve) => (give = resolve)))
  await settle()
  let isClosed = false
  const closing = gate.close(never).then(() => (isClosed = true))
  await settle()
  expect(isClosed).toBe(false)
  give(101)
  await closing
  await settle()
  expect(sink.seqs).toEqual([1, 2])
})

it.each([
  [price, [1]],
  [note, []],
])('who may not have a stream any more is asked when its gate opens: %s', async (query, had) => {
  world.isPrivate = true
  const { sink, ended } = await world.follow(query)
  await gate.close(never)
  world.withdraw(101)
  world.forbidden = new Error('not for you')
  world.say('a')
  await settle()
  expect(sink.ends).toEqual([])
  gate.open()
  expect(String(await ended)).toContain('not for you')
  await settle()
  expect(query === price ? sink.seqs : sink.ids).toEqual(had)
})
