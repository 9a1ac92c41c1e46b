import { expect, it } from 'vitest'
import type { PageRange } from './page-query.js'
import { stretchesOf } from './stretches.js'

/** The positions of the stretches, in the order in which they are searched. */
function positionsOf(range: PageRange, newest: number, filters = 1, oldest = 1): number[][] {
  return [...stretchesOf(range, { oldest, newest }, filters)].map(({ above, below }) =>
    Array.from({ length: below - above - 1 }, (_, index) => above + 1 + index),
  )
}

const whole = { above: 0, below: Number.MAX_SAFE_INTEGER, limit: 5 }

it.each([1, 9_999, 10_000, 10_001, 20_000, 35_000])(
  'searches each of %d positions once, in either direction',
  (newest) => {
    const all = Array.from({ length: newest }, (_, index) => index + 1)
    const oldestFirst = positionsOf({ ...whole, direction: 'OLDEST_FIRST' }, newest)
    const newestFirst = positionsOf({ ...whole, direction: 'NEWEST_FIRST' }, newest)
    expect(oldestFirst.flat()).toEqual(all)
    expect(newestFirst.toReversed().flat()).toEqual(all)
    for (const stretch of [...oldestFirst, ...newestFirst]) expect(stretch.length).toBeLessThanOrEqual(10_000)
  },
)

it.each([
  [4, 2_500],
  [100, 1_000],
])('searches fewer positions at a time for %d filters: %d', (filters, most) => {
  const lengths = positionsOf({ ...whole, direction: 'NEWEST_FIRST' }, 9_999, filters).map(({ length }) => length)
  expect(Math.max(...lengths)).toBe(most)
  expect(lengths.reduce((sum, length) => sum + length)).toBe(9_999)
})

it.each(['NEWEST_FIRST', 'OLDEST_FIRST'] as const)('stays within the bounds of the page, %s', (direction) => {
  const searched = positionsOf({ above: 12_000, below: 25_001, limit: 5, direction }, 99_000).flat()
  expect([Math.min(...searched), Math.max(...searched), searched.length]).toEqual([12_001, 25_000, 13_000])
})

it.each([
  { above: 0, newest: 0 },
  { above: 7, newest: 7 },
  { above: 9, newest: 7 },
])('searches nothing where nothing is: %j', ({ above, newest }) => {
  expect(positionsOf({ ...whole, above, direction: 'OLDEST_FIRST' }, newest)).toEqual([])
  expect(positionsOf({ ...whole, above, direction: 'NEWEST_FIRST' }, newest)).toEqual([])
})

it('begins with the oldest, which may stand below 1', () => {
  const range = { ...whole, above: Number.MIN_SAFE_INTEGER }
  const all = Array.from({ length: 12_000 }, (_, index) => index - 9_999)
  expect(positionsOf({ ...range, direction: 'OLDEST_FIRST' }, 2_000, 1, -9_999).flat()).toEqual(all)
  expect(
    positionsOf({ ...range, direction: 'NEWEST_FIRST' }, 2_000, 1, -9_999)
      .toReversed()
      .flat(),
  ).toEqual(all)
})
