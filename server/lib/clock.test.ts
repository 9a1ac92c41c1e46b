import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { systemClock } from './clock.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('does not take a wait of months for none', async () => {
  let awake = 0
  for (const ms of [60 * 86_400_000, Infinity]) void systemClock.sleep(ms).then(() => (awake += 1))
  await vi.advanceTimersByTimeAsync(20 * 86_400_000)
  expect(awake).toBe(0)
})
