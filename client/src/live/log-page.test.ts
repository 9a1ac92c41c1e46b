import { expect, it } from 'vitest'
import { header } from '../testing/headers.js'
import { joinEntries, toLogPage } from './log-page.js'

const entry = (id: string, seq = 1) => ({ id, ...header(seq, { freshness: 'STALE' }) })

it('keeps the newest entries only, and is as new as the first', () => {
  const page = toLogPage([entry('c', 3), entry('b', 2), entry('a', 1)], 2)
  expect(page.entries.map(({ id }) => id)).toEqual(['c', 'b'])
  expect(page).toMatchObject({ seq: 3, freshness: 'LIVE' })
})

it('is a page also when it is empty', () => {
  expect(toLogPage([], 2)).toEqual({ entries: [], seq: 0, asOf: null, freshness: 'LIVE' })
})

it('joins what was heard and what was fetched, each entry once', () => {
  const joined = joinEntries([entry('c'), entry('b')], [entry('b'), entry('a')])
  expect(joined.map(({ id }) => id)).toEqual(['c', 'b', 'a'])
})
