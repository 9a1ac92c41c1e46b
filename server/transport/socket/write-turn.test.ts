import { expect, it } from 'vitest'
import { WriteTurn, type Flushable } from './write-turn.js'

const settle = () => new Promise((resolve) => setImmediate(resolve))

it('a flush that fails fails alone, and the next turn is written as ever', async () => {
  const turn = new WriteTurn({ counts: { events: 0, compressions: 0 } })
  const seen: string[] = []
  const flushable = (name: string, fault?: Error): Flushable => ({
    flush() {
      if (fault) throw fault
      seen.push(name)
    },
    fail: (error) => void seen.push(`${name}: ${String(error)}`),
  })
  for (const one of [flushable('a'), flushable('b', new Error('broken')), flushable('c')]) turn.add(one)
  await settle()
  turn.add(flushable('d'))
  await settle()
  expect(seen).toEqual(['a', 'b: Error: broken', 'c', 'd'])
})

it('very many flushes leave room for something else, and none is lost or done twice', async () => {
  const turn = new WriteTurn({ counts: { events: 0, compressions: 0 } })
  const names = Array.from({ length: 2_500 }, (_, index) => index)
  const seen: number[] = []
  const before: number[] = []
  for (const name of names) turn.add({ flush: () => void seen.push(name), fail: () => {} })
  while (seen.length < names.length) {
    await settle()
    before.push(seen.length)
  }
  expect(before.length).toBeGreaterThan(1)
  expect(seen).toEqual(names)
  // What asks for a flush while the others are flushed gets it too.
  turn.add({ flush: () => turn.add({ flush: () => void seen.push(-1), fail: () => {} }), fail: () => {} })
  await expect.poll(() => seen.at(-1)).toBe(-1)
})

it.each(['events', 'compressions'] as const)(
  '%s that take long leave room for something else, and flushes without any do not wait',
  async (what) => {
    let nowMs = 0
    const counts = { events: 0, compressions: 0 }
    const turn = new WriteTurn({ counts, now: () => nowMs })
    const seen: string[] = []
    const flushable = (name: string, tookMs: number, executed = 1): Flushable => ({
      flush() {
        seen.push(name)
        nowMs += tookMs
        counts[what] += executed
      },
      fail: () => {},
    })
    expect(turn.isLong).toBe(false)
    for (const name of ['a', 'b', 'c']) turn.add(flushable(name, 6))
    for (const name of ['d', 'e']) turn.add(flushable(name, 20, 0))
    await settle()
    expect(seen).toEqual(['a', 'b'])
    expect(turn.isLong).toBe(false)
    await settle()
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'e'])
  },
)

it('results of exactly 10 ms leave room in the turn, and what is executed between turns counts for none', async () => {
  let nowMs = 0
  const counts = { events: 0, compressions: 0 }
  const turn = new WriteTurn({ counts, now: () => nowMs })
  const seen: string[] = []
  const flushable = (name: string): Flushable => ({
    flush() {
      seen.push(name)
      nowMs += 10
      counts.events += 1
    },
    fail: () => {},
  })
  for (const name of ['a', 'b', 'c']) turn.add(flushable(name))
  await settle()
  expect(seen).toEqual(['a', 'b'])
  await settle()
  expect(seen).toEqual(['a', 'b', 'c'])
  nowMs += 1_000
  counts.events += 1
  expect(turn.isLong).toBe(false)
})
