import { expect, it } from 'vitest'
import { inSlices } from './in-slices.js'

it('many that work let everything else run in between', async () => {
  const stop = new AbortController()
  function* endless(): Generator<undefined> {
    for (;;) yield undefined
  }
  const working = Array.from({ length: 8 }, () => inSlices(endless(), 1, stop.signal))
  for (let turns = 0; turns < 20; turns += 1) await new Promise((resolve) => setImmediate(resolve))
  stop.abort()
  expect(new Set(await Promise.all(working))).toEqual(new Set([false]))
})
