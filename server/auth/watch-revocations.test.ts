import { expect, it } from 'vitest'
import { ManualClock } from '../../tests/support/manual-clock.js'
import type { TokenStore } from '../storage/token-store.js'
import { Sessions } from './sessions.js'
import { viewerOf } from './viewer.js'
import { watchRevocations } from './watch-revocations.js'

it('revocations are heard of within two seconds, those of an outage when it is over; it is warned of once', async () => {
  const clock = new ManualClock(0)
  const sessions = new Sessions(clock)
  const revoked: string[] = []
  let asked = 0
  let isAway = false
  const tokens = {
    revocationsAfter(count: number) {
      asked += 1
      if (isAway) return Promise.reject(new Error('away'))
      // As of a store that tells one at a time.
      const ids = revoked.slice(count, count + 1)
      return Promise.resolve({ ids, last: count + ids.length })
    },
  } as unknown as TokenStore
  const ended: string[] = []
  for (const id of ['a', 'b', 'c']) sessions.begin(viewerOf(`token:${id}`, []), (why) => ended.push(`${id} ${why}`))
  const warnings: unknown[] = []
  const stop = new AbortController()
  const parts = { tokens, sessions, clock, log: { warn: (facts: unknown) => void warnings.push(facts) } }
  const watching = watchRevocations(parts, stop.signal)
  await clock.advance(10_000)
  expect(asked).toBeLessThanOrEqual(11)
  revoked.push('a', 'stranger', 'b')
  await clock.advance(2_000)
  expect(ended).toEqual(['a REVOKED', 'b REVOKED'])
  isAway = true
  revoked.push('c')
  await clock.advance(60_000)
  isAway = false
  await clock.advance(2_000)
  expect(ended).toEqual(['a REVOKED', 'b REVOKED', 'c REVOKED'])
  expect(warnings).toEqual([{ err: new Error('away') }])
  stop.abort()
  await watching
})

it('a store that is away from the start is warned of too', async () => {
  const clock = new ManualClock(0)
  let warnings = 0
  const tokens = { revocationsAfter: () => Promise.reject(new Error('away')) } as unknown as TokenStore
  const log = { warn: () => void (warnings += 1) }
  const stop = new AbortController()
  const watching = watchRevocations({ tokens, sessions: new Sessions(clock), clock, log }, stop.signal)
  await clock.advance(10_000)
  expect(warnings).toBe(1)
  stop.abort()
  await watching
})
