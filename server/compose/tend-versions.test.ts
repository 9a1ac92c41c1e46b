import { expect, it } from 'vitest'
import { ManualClock, settle } from '../../tests/support/manual-clock.js'
import { msPerHour, msPerMinute } from '../domain/units.js'
import type { AccountVersions } from '../storage/account-versions.js'
import { tendVersions } from './tend-versions.js'

type Bounds = Parameters<AccountVersions['prune']>[0]

it('removes once a minute all that is too old, some minutes after the market of that time', async () => {
  const clock = new ManualClock(1_000 * msPerHour)
  const removed: Bounds[] = []
  const versions = { prune: (bounds: Bounds) => Promise.resolve(removed.push(bounds) === 1) } as AccountVersions
  const stop = new AbortController()
  const bounds = { maxBytes: 1_000, maxAgeMs: msPerHour }
  const tending = tendVersions({ versions, bounds, clock, log: { error: () => expect.fail() } }, stop.signal)
  await clock.advance(msPerMinute - 1)
  expect(removed).toEqual([])
  await clock.advance(1)
  await settle()
  const beforeMs = clock.now() - msPerHour - 5 * msPerMinute
  // The first time there was more.
  expect(removed).toEqual([1, 2].map(() => ({ beforeMs, maxBytes: 250 })))
  stop.abort()
  await tending
})
