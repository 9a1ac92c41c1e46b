import { beforeEach, describe, expect, it } from 'vitest'
import { note, World } from '../../tests/support/fanout/world.js'
import { settle } from '../../tests/support/manual-clock.js'

let world: World
beforeEach(() => void (world = new World()))

describe('events of which each has its readers', () => {
  it('go to them alone, and are executed once for all of them', async () => {
    world.noteFor.set('secret', 'owner')
    const [owner, again, other] = [
      await world.follow(note, { name: 'owner' }),
      await world.follow(note, { name: 'owner' }),
      await world.follow(note, { name: 'other' }),
    ]
    for (const id of ['a', 'secret', 'b']) world.say(id)
    await settle()
    expect([owner, again, other].map(({ sink }) => sink.ids)).toEqual([
      ['a', 'secret', 'b'],
      ['a', 'secret', 'b'],
      ['a', 'b'],
    ])
    expect(world.counts).toMatchObject({ groups: 1, events: 3 })
  })

  it('are asked for only where one of the readers may have them', async () => {
    world.noteFor.set('secret', 'owner')
    await world.follow(note, { name: 'other' })
    expect([world.isRead('a'), world.isRead('secret')]).toEqual([true, false])
    const { subscription } = await world.follow(note, { name: 'owner' })
    expect(world.isRead('secret')).toBe(true)
    subscription.leave()
    expect(world.isRead('secret')).toBe(false)
  })

  it('are not missed events of anybody else either', async () => {
    world.notes.push('a', 'secret', 'b')
    world.noteFor.set('secret', 'owner')
    const followed = ['owner', 'other'].map((name) => world.follow(note, { name, variables: { after: 'a' } }))
    const [owner, other] = await Promise.all(followed)
    await settle()
    expect([owner?.sink.ids, other?.sink.ids]).toEqual([['secret', 'b'], ['b']])
  })
})
