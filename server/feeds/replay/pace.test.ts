import { expect, it } from 'vitest'
import { createPace, longestPauseMs } from './pace.js'

it('waits as long as the recording did, sped up, but never longer than the longest pause', () => {
  const wait = createPace({ now: () => 0, sleep: () => Promise.resolve() }, 2)
  expect([wait(1_000), wait(3_000), wait(3_000 + 86_400_000)]).toEqual([0, 1_000, 1_000 + longestPauseMs / 2])
})

it('does not wait for a clock that was set back', () => {
  let nowMs = 10_000_000
  const wait = createPace({ now: () => nowMs, sleep: () => Promise.resolve() }, 1)
  wait(0)
  nowMs -= 3_600_000
  expect(wait(1_000)).toBe(1_000)
  expect(wait(2_000)).toBe(2_000)
})
