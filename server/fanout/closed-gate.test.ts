import { getEventListeners } from 'node:events'
import { beforeEach, describe, expect, it } from 'vitest'
import { changes, note, price, World } from '../../tests/support/fanout/world.js'
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

it('events that wait for a reader are given when it is known again that the reader may have them', async () => {
  world.isPrivate = true
  const { sink } = await world.follow(note)
  sink.ready = false
  for (const id of ['a', 'b', 'c']) world.say(id)
  await settle()
  await gate.close(never)
  // While a replay goes to a time there are no accounts.
  world.hide('a', 'b', 'c')
  sink.ready = true
  sink.flush()
  await settle()
  expect(sink.ids).toEqual([])
  for (const id of ['a', 'c']) world.hidden.delete(id)
  gate.open()
  await settle()
  expect(sink.ids).toEqual(['a', 'c'])
  world.say('d')
  await settle()
  expect(sink.ids).toEqual(['a', 'c', 'd'])
})

it('who comes after somebody who left at the gate has the state', async () => {
  const first = await world.follow(changes)
  world.set(101)
  await settle()
  await gate.close(never)
  // Needs the whole state, which nobody has executed yet.
  const second = await world.follow(changes)
  second.subscription.leave()
  gate.open()
  await settle()
  const third = await world.follow(changes)
  expect([first.sink.seqs, second.sink.seqs, third.sink.seqs]).toEqual([[1, 2], [], [2]])
  expect(third.sink.ends).toEqual([])
})

it('a group is divided when it is known again which audience is whose', async () => {
  const { sink } = await world.follow(price, { name: 'ann' })
  const other = await world.follow(price, { name: 'bob' })
  world.priceFor.set('b', { seq: 5, usd: 7 })
  await gate.close(never)
  world.asked.length = 0
  world.divide('ann', 'b')
  await settle()
  expect([world.asked, sink.seqs]).toEqual([[], [1]])
  gate.open()
  await settle()
  expect([sink.seqs, other.sink.seqs]).toEqual([[1, 5], [1]])
})

it('a gate that never opens is not kept by who waits at it', async () => {
  const listeners = () => getEventListeners(never, 'abort').length
  const before = listeners()
  const { sink } = await world.follow(price)
  sink.ready = false
  world.set(101)
  world.say('a')
  await settle()
  await gate.close(never)
  sink.flush()
  await world.follow(note, { variables: { after: '' } })
  await settle()
  expect(listeners()).toBe(before)
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
