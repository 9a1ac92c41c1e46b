import { expect, it } from 'vitest'
import { WriteTurn, type Flushable } from './write-turn.js'

const settle = () => new Promise((resolve) => setImmediate(resolve))

it('a flush that fails fails alone, and the next turn is written as ever', async () => {
  const turn = new WriteTurn()
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
  const turn = new WriteTurn()
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
