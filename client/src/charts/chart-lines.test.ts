import { expect, it } from 'vitest'
import { toSeconds } from './chart-lines.js'

it('gives every second once, the later of two points, in order', () => {
  const points = [2_000, 1_100, 1_900].map((timeMs) => ({ timeMs, value: timeMs }))
  expect(toSeconds(points)).toEqual([
    { second: 1, value: 1_900 },
    { second: 2, value: 2_000 },
  ])
})
