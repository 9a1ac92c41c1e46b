import { beforeEach, describe, expect, it } from 'vitest'
import { price, World } from '../../tests/support/fanout/world.js'
import { settle } from '../../tests/support/manual-clock.js'

let world: World
beforeEach(() => void (world = new World()))

describe('when an audience is divided', () => {
  const both = async () =>
    [await world.follow(price, { name: 'owner' }), await world.follow(price, { name: 'other' })] as const

  it('those who see something else go on with it, without a gap or a repetition', async () => {
    const [owner, other] = await both()
    world.divide('owner', 'owners')
    await settle()
    expect(world.counts).toMatchObject({ groups: 2, members: 2 })
    world.priceFor.set('owners', { seq: 2, usd: 7 })
    world.announce()
    await settle()
    expect([owner.sink.got, other.sink.got]).toEqual([
      [
        { seq: 1, usd: 100 },
        { seq: 2, usd: 7 },
      ],
      [{ seq: 1, usd: 100 }],
    ])
    const [joined, others] = [await world.follow(price, { name: 'owner' }), await world.follow(price)]
    expect([joined.sink.got, others.sink.got]).toEqual([[{ seq: 2, usd: 7 }], [{ seq: 1, usd: 100 }]])
    expect(world.counts.groups).toBe(2)
  })

  it('goes on from what they have, not from the beginning, so that intervals are kept', async () => {
    await both()
    world.divide('owner', 'owners')
    expect(world.had).toEqual([null, 1])
    const joined = await world.follow(price, { name: 'owner' })
    expect(joined.sink.seqs).toEqual([1])
  })

  it('who is about to join is of the audience that it is of then', async () => {
    await both()
    const joining = world.follow(price, { name: 'owner' })
    world.divide('owner', 'owners')
    const { sink } = await joining
    world.priceFor.set('owners', { seq: 2, usd: 7 })
    world.announce()
    await settle()
    expect(sink.got).toEqual([
      { seq: 1, usd: 100 },
      { seq: 2, usd: 7 },
    ])
  })

  it('what waits for those who go on is not lost', async () => {
    const [owner, other] = await both()
    owner.sink.ready = false
    world.set(101)
    await settle()
    world.divide('owner', 'owners')
    await settle()
    owner.sink.flush()
    expect([owner.sink.seqs, other.sink.seqs]).toEqual([
      [1, 2],
      [1, 2],
    ])
  })

  it('it may be divided again', async () => {
    const [owner] = await both()
    world.asked.length = 0
    world.divide('owner', 'owners')
    world.divide('owner', 'heirs')
    expect(world.asked.filter((one) => one.startsWith('owner'))).toEqual(['owner of everyone', 'owner of owners'])
    world.priceFor.set('heirs', { seq: 2, usd: 7 })
    world.announce()
    await settle()
    expect(owner.sink.seqs).toEqual([1, 2])
    expect(world.counts).toMatchObject({ groups: 2, members: 2 })
    expect(world.readers).toBe(2)
  })

  it('a group from which all went on ends, and what it held is let go with the last that came from it', async () => {
    const [owner, other] = await both()
    world.divide('owner', 'owners')
    world.divide('other', 'others')
    await settle()
    expect(world).toMatchObject({ readers: 2, held: 1, counts: { groups: 2 } })
    owner.subscription.leave()
    expect(world.held).toBe(1)
    other.subscription.leave()
    await settle()
    expect(world).toMatchObject({ readers: 0, held: 0, counts: { groups: 0, members: 0 } })
  })

  it('who cannot go on is told, and the others go on', async () => {
    const [owner, other] = await both()
    world.divide('owner', 'nothing')
    expect(String(await owner.ended)).toContain('no such audience')
    world.set(101)
    await settle()
    expect([owner.sink.seqs, other.sink.seqs]).toEqual([[1], [1, 2]])
    expect(world.counts).toMatchObject({ groups: 1, members: 1 })
  })
})
