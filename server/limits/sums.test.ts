import { expect, it } from 'vitest'
import { Sums } from './sums.js'

it('sums of many keys are kept apart, and those of nothing are not kept', () => {
  const sums = new Sums()
  expect(sums.of('a')).toBe(0)
  sums.add('a', 2)
  sums.add('b', 5)
  sums.add('a', -1)
  expect([sums.of('a'), sums.of('b'), sums.size]).toEqual([1, 5, 2])
  sums.add('a', -1)
  sums.add('c', 0)
  sums.add('d', -1)
  expect([sums.of('a'), sums.of('d'), sums.size]).toEqual([0, 0, 1])
  sums.clear()
  expect([sums.of('b'), sums.size]).toEqual([0, 0])
})
