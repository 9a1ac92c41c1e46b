import { CombinedError } from 'urql'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { connectedParts } from '../testing/connected-parts.js'
import { documents } from '../testing/live-server.js'
import { createEachStore, renewAnswers } from './each-store.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('shows the answers there are, says why others are not, and asks for those again', async () => {
  const error = new CombinedError({ networkError: new Error('Gone') })
  let isBroken = true
  const query = (_document: unknown, { id }: { id: string }) => ({
    toPromise: () => Promise.resolve(isBroken && id === 'b' ? { error } : { data: `Answer ${id}` }),
  })
  const store = createEachStore<string, { id: string }>(
    { document: documents.tick as never, variablesOf: (id) => ({ id }), everyMs: 600_000 },
    connectedParts({ query: query as never }),
  )
  store.start()
  store.want(['a', 'b'])
  await vi.advanceTimersByTimeAsync(0)
  expect([...(store.newest() ?? [])]).toEqual([['a', 'Answer a']])
  expect(store.shown().unanswered?.message).toContain('Gone')
  isBroken = false
  await vi.advanceTimersByTimeAsync(1_000)
  expect([...(store.newest()?.keys() ?? [])]).toEqual(['a', 'b'])
  expect(store.shown().unanswered).toBeNull()
  store.stop()
})

it('keeps the answers that are as they were, and the map when all are', () => {
  const before = new Map([
    ['a', { points: [1] }],
    ['b', { points: [2] }],
  ])
  expect(renewAnswers(before, [['a', { points: [1] }]], ['a', 'b'])).toBe(before)
  const renewed = renewAnswers(
    before,
    [
      ['a', { points: [1] }],
      ['b', { points: [2, 3] }],
    ],
    ['a', 'b'],
  )
  expect(renewed.get('a')).toBe(before.get('a'))
  expect(renewed.get('b')).toEqual({ points: [2, 3] })
  expect([...renewAnswers(before, [], ['b']).keys()]).toEqual(['b'])
})
