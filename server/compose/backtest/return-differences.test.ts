import { expect, it } from 'vitest'
import { returnDifferences } from './return-differences.js'

const curve = (...points: readonly (readonly [number, number])[]) =>
  points.map(([timeMs, accountValueUsd]) => ({ timeMs, accountValueUsd }))

it('compares the returns of the same intervals', () => {
  // +10 % against +5 %, then −10 % against 0 %.
  const [first, second, ...more] = returnDifferences(
    curve([0, 100], [60, 110], [120, 99]),
    curve([0, 200], [60, 210], [120, 210]),
    60,
  )
  expect(first).toBeCloseTo(0.05, 12)
  expect(second).toBeCloseTo(-0.1, 12)
  expect(more).toEqual([])
})

it('leaves out intervals across a gap of either, and of an account that is worth nothing', () => {
  const whole = curve([0, 100], [60, 101], [120, 102], [180, 103])
  expect(returnDifferences(whole, curve([0, 100], [120, 100], [180, 100]), 60)).toHaveLength(1)
  expect(returnDifferences(curve([0, 0], [60, 10], [120, 10]), whole, 60)).toHaveLength(1)
})
