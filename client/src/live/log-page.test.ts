import { expect, it } from 'vitest'
import { header } from '../testing/headers.js'
import { continuePage, joinEntries, renewEntries, toLogPage } from './log-page.js'

const entry = (id: string, seq = 1) => ({ id, ...header(seq, { freshness: 'STALE' }) })

it('keeps the newest entries only, and is as new as the first', () => {
  const page = toLogPage([entry('c', 3), entry('b', 2), entry('a', 1)], { capacity: 2, older: 'none' })
  expect(page.entries.map(({ id }) => id)).toEqual(['c', 'b'])
  expect(page).toMatchObject({ seq: 3, freshness: 'LIVE', older: 'there' })
})

it('is a page also when it is empty', () => {
  expect(toLogPage([], { capacity: 2, older: 'none' })).toEqual({
    entries: [],
    seq: null,
    asOf: null,
    freshness: 'LIVE',
    older: 'none',
  })
})

it('joins what was heard and what was fetched, each entry once', () => {
  const joined = joinEntries([entry('c'), entry('b')], [entry('b'), entry('a')])
  expect(joined.map(({ id }) => id)).toEqual(['c', 'b', 'a'])
})

it('renews what it shows and adds nothing', () => {
  const renewed = renewEntries([entry('b', 1), entry('a', 1)], [entry('c', 2), entry('b', 2)])
  expect(renewed.map(({ id, seq }) => [id, seq])).toEqual([
    ['b', 2],
    ['a', 1],
  ])
})

it('keeps the entries that are as they were, and the list when all are', () => {
  const shown = [entry('b', 1), entry('a', 1)]
  expect(renewEntries(shown, [entry('b', 1)])).toBe(shown)
  const renewed = renewEntries(shown, [entry('b', 2), entry('a', 1)])
  expect(renewed[0]).toEqual(entry('b', 2))
  expect(renewed[1]).toBe(shown[1])
  const same = continuePage({ entries: [entry('b', 1)], hasOlder: true }, { entries: shown, older: 'none' })
  expect(same).toEqual({ entries: shown, older: 'none' })
  expect(same.entries).toBe(shown)
})
