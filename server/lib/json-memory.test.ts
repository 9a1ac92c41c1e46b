import { expect, it } from 'vitest'
import { jsonMemory } from './json-memory.js'

it.each<[string, unknown, number, number]>([
  ['a long text as its length', 'x'.repeat(10_000), 10_000, 10_100],
  ['many empty objects as far more than their text', { a: Array.from({ length: 1_000 }, () => ({})) }, 60_000, 100_000],
  ['numbers as more than their digits', Array.from({ length: 1_000 }, () => 1), 8_000, 20_000],
  ['long names', { ['x'.repeat(10_000)]: null }, 10_000, 10_200],
  ['what is nested as deeply as it can be', JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)), 3_900_000, 4_100_000],
  ['nothing as little', null, 0, 0],
])('counts %s', (_what, value, least, most) => {
  expect(jsonMemory(value)).toBeGreaterThanOrEqual(least)
  expect(jsonMemory(value)).toBeLessThanOrEqual(most)
})
