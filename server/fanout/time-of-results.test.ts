import { beforeEach, describe, expect, it, vi } from 'vitest'
import { noteOfBytes } from '../../tests/support/fanout/note-of-bytes.js'
import { note, price, World } from '../../tests/support/fanout/world.js'
import { settle } from '../../tests/support/manual-clock.js'
import { patient } from '../../tests/support/patient.js'
import { turnAsker } from '../../tests/support/turn-asker.js'
import type { Takeable } from './member.js'
import type { Payload } from './payload.js'

let world: World
beforeEach(() => void (world = new World()))

describe('the time of a result', () => {
  const greedy = () => {
    const payer = turnAsker('greedy')
    world.turns.spent(payer, 101)
    return payer
  }

  it('is that of one of its readers', async () => {
    const payer = turnAsker('a')
    const { sink } = await world.follow(price, { payer })
    world.set(() => (world.nowMs += 200))
    await vi.waitUntil(() => sink.got.length === 2, patient)
    expect(world.turns.hasPaid(payer)).toBe(false)
  })

  it('has that of its compression in it, once for all', async () => {
    const payer = turnAsker('a')
    const taken: (Payload | null)[] = []
    const sink = { ended: () => {}, fellBehind: () => {}, wake: (member: Takeable) => void taken.push(member.take()) }
    for (const _reader of [1, 2]) (await world.begin(note, { payer })).deliverTo(sink)
    world.say(noteOfBytes(100_000, 'a'))
    await vi.waitUntil(() => taken.length === 2, patient)
    const spend = vi.spyOn(world.turns, 'spend')
    for (const payload of taken) expect(payload?.deflatedTail?.length).toBeLessThan(1_000)
    expect(spend.mock.calls.map(([asker]) => asker)).toEqual([payer])
    expect([taken.length, world.counts.compressions]).toEqual([2, 1])
  })

  it.each([
    ['a state', price, () => world.set(101)],
    ['an event', note, () => world.say('a')],
  ])('waits when all its readers have used more than their shares: %s', async (_what, query, happens) => {
    const { sink } = await world.follow(query, { payer: greedy() })
    happens()
    await settle()
    expect(sink.got).toEqual([])
    const other = await world.follow(query, { payer: turnAsker('other') })
    happens()
    await vi.waitUntil(() => other.sink.got.length > 0, patient)
  })

  it('is up to nobody who has left', async () => {
    const leaving = new AbortController()
    const payer = { ...greedy(), signal: leaving.signal }
    const one = await world.follow(price, { payer })
    const other = await world.follow(price, { payer: greedy() })
    await settle()
    expect(one.sink.got).toEqual([])
    leaving.abort()
    one.subscription.leave()
    world.nowMs += 1_000
    await vi.waitUntil(() => other.sink.got.length > 0, patient)
    expect([one.sink.got.length, other.sink.got.length]).toEqual([0, 1])
  })
})
