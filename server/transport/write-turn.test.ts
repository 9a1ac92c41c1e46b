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
