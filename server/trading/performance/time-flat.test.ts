import { expect, it } from 'vitest'
import { followTimeFlat, noTimeFlat, timeFlatPct } from './time-flat.js'

const over = (...marks: readonly (readonly [timeMs: number, isFlat: boolean])[]) =>
  marks.reduce((sums, [timeMs, isFlat]) => followTimeFlat(sums, timeMs, isFlat), noTimeFlat)

it('is the share of the time from a mark to the next at which nothing was open', () => {
  // Flat 10 to 30 and 70 to 80, in a position 30 to 70 and 80 to 110: 30 of 100.
  expect(timeFlatPct(over([10, true], [30, false], [70, true], [80, false], [110, false]))).toBe(30)
})

it('counts nothing when market time goes back, and goes on from there', () => {
  // Flat 100 to 130; back to 50; in a position 50 to 60: 30 of 40.
  expect(timeFlatPct(over([100, true], [130, true], [50, false], [60, false]))).toBe(75)
})

it('is not given before any time passed', () => {
  expect(timeFlatPct(noTimeFlat)).toBeNull()
  expect(timeFlatPct(over([10, true]))).toBeNull()
})
