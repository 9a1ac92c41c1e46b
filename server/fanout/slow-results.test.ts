import { beforeEach, describe, expect, it } from 'vitest'
import { price, World } from '../../tests/support/fanout/world.js'
import { settle } from '../../tests/support/manual-clock.js'

let world: World
beforeEach(() => void (world = new World()))

describe('a member of what takes longer to execute than the next change takes to come', () => {
  /** Changes the price to one that is known when the answered function is called. */
  function setLater(): (usd: number | Promise<never>) => void {
    let give: (usd: number | Promise<never>) => void = () => {}
    world.set(new Promise((resolve) => (give = resolve)))
    return give
  }

  it('gets every state that it waits for, and skips those that came meanwhile', async () => {
    const { sink } = await world.follow(price)
    let give = setLater()
    for (let round = 0; round < 5; round += 1) {
      await settle()
      setLater()
      await settle()
      const next = setLater()
      await settle()
      give(100)
      give = next
      await settle()
    }
    expect(sink.seqs).toEqual([1, 2, 4, 6, 8, 10])
    expect(world.counts).toMatchObject({ conflated: 5, deliveries: 6 })
    expect(world.counts.queueDepth()).toBe(1)
  })

  it('gets nothing before it is executed, and is not woken for what came meanwhile', async () => {
    const { sink } = await world.follow(price)
    const give = setLater()
    await settle()
    sink.flush()
    world.set(102)
    await settle()
    expect([sink.seqs, sink.wakes]).toEqual([[1], 2])
    give(101)
    await settle()
    expect(sink.seqs).toEqual([1, 2, 3])
  })

  it('gets what it waits for before the stream ends', async () => {
    const { sink, ended } = await world.follow(price)
    const give = setLater()
    await settle()
    world.end()
    await settle()
    give(101)
    expect(await ended).toBeNull()
    expect(sink.seqs).toEqual([1, 2])
  })
})
