import { expect, it } from 'vitest'
import { sayNumber } from './say-number.js'

it.each([
  [0, '0'],
  [0.5, '0.5'],
  [1_000, '1,000'],
  [3_600_000, '3,600,000'],
  [1e9, '1e9'],
  [-1e15, '-1e15'],
])('%d is said as %s', (value, words) => {
  expect(sayNumber(value)).toBe(words)
})
