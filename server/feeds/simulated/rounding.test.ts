import { expect, it } from 'vitest'
import { roundTo } from './rounding.js'

it('rounds to the decimals asked for, without leaving −0', () => {
  expect(roundTo(84602.3249, 2)).toBe(84602.32)
  expect(roundTo(0.00005, 4)).toBe(0.0001)
  expect(Object.is(roundTo(-0.00001, 4), 0)).toBe(true)
})
