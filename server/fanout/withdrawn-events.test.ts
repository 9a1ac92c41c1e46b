import { beforeEach, describe, expect, it } from 'vitest'
import { TestSink } from '../../tests/support/fanout/test-sink.js'
import { note, World } from '../../tests/support/fanout/world.js'
import { settle } from '../../tests/support/manual-clock.js'

let world: World
beforeEach(() => void (world = new World()))

describe('events that nobody may see any more', () => {
  beforeEach(() => void (world.isPrivate = true))

  it('are not sent to who waits for them, and those around them are', async () => {
    const { sink } = await world.follow(note)
    sink.ready = false
    for (const id of ['a', 'b', 'c']) world.say(id)
    await settle()
    world.hide('b')
    sink.flush()
    world.say('d')
    await settle()
    sink.flush()
    expect(sink.ids).toEqual(['a', 'c', 'd'])
  })

  it('are not sent to who catches up, nor where they come only then', async () => {
    world.notes.push('a', 'b', 'c')
    const sink = new TestSink()
    sink.ready = false
    const subscription = await world.begin(note, { variables: { after: 'a' } })
    subscription.deliverTo(sink)
    await settle()
    world.hide('b')
    world.say('b')
    world.say('d')
    await settle()
    sink.flush()
    expect(sink.ids).toEqual(['c', 'd'])
    subscription.leave()
  })

  it.each<[string, { after?: string }]>([
    ['follows', {}],
    ['catches up', { after: 'a' }],
  ])('are not sent to who %s when they are executed only then', async (_, variables) => {
    let execute = () => {}
    world.notes.push('a')
    if (variables.after !== undefined) world.notes.push('b', 'c')
    world.notesHeld = new Promise((resolve) => (execute = resolve))
    const { sink } = await world.follow(note, { variables })
    if (variables.after === undefined) for (const id of ['b', 'c']) world.say(id)
    await settle()
    world.hide('b')
    execute()
    await settle()
    expect(sink.ids).toEqual(['c'])
  })

  it('no longer count as bytes that wait', async () => {
    const { sink } = await world.follow(note)
    sink.ready = false
    const long = 'x'.repeat(600_000)
    world.say(long)
    await settle()
    world.hide(long)
    world.say('y'.repeat(600_000))
    await settle()
    expect(sink.closed).toBe(false)
  })

  it('end the streams at once whose readers may read no other', async () => {
    const { sink, ended } = await world.follow(note)
    sink.ready = false
    world.say('a')
    await settle()
    world.forbidden = new Error('no such notes')
    world.hide()
    sink.flush()
    expect(String(await ended)).toContain('no such notes')
    expect(sink.ids).toEqual([])
  })
})
