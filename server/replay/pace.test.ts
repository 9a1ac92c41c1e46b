import { describe, expect, it } from 'vitest'
import { Pace } from './pace.js'

function paceAt(atMs: number) {
  const time = { nowMs: 5_000 }
  return { time, pace: new Pace(atMs, () => time.nowMs) }
}

describe('a pace', () => {
  it('stands still until it is started, and when it is stopped', () => {
    const { time, pace } = paceAt(1_000_000)
    time.nowMs += 10_000
    expect(pace.dueMs()).toBe(1_000_000)
    expect(pace.waitMs(1_000_001)).toBe(Infinity)
    pace.start(1_000_000, 10)
    time.nowMs += 100
    pace.stop(1_000_900)
    time.nowMs += 10_000
    expect(pace.dueMs()).toBe(1_000_900)
  })

  it.each([0.1, 0.5, 1, 60, 1_000])('runs %d times as fast as our clock', (speed) => {
    const { time, pace } = paceAt(0)
    pace.start(1_000_000, speed)
    time.nowMs += 2_000
    expect(pace.dueMs()).toBe(1_000_000 + 2_000 * speed)
    expect(pace.waitMs(1_000_000 + 2_000 * speed)).toBe(0)
    expect(pace.waitMs(1_000_000 + 3_000 * speed)).toBeCloseTo(1_000)
    expect(pace.waitMs(0)).toBe(0)
  })

  it('goes on from where it is with another speed', () => {
    const { time, pace } = paceAt(0)
    pace.start(1_000_000, 2)
    time.nowMs += 500
    pace.start(pace.dueMs(), 100)
    time.nowMs += 10
    expect(pace.dueMs()).toBe(1_000_000 + 1_000 + 1_000)
  })

  it('makes up for a short delay, and not for a long one', () => {
    const { time, pace } = paceAt(0)
    pace.start(1_000_000, 10)
    time.nowMs += 900
    pace.reached(1_000_100)
    expect(pace.dueMs()).toBe(1_009_000)
    time.nowMs += 400
    pace.reached(1_000_200)
    expect(pace.dueMs()).toBe(1_000_200)
    time.nowMs += 100
    expect(pace.dueMs()).toBe(1_001_200)
  })

  it('goes on when our clock is set back', () => {
    const { time, pace } = paceAt(0)
    pace.start(1_000_000, 10)
    time.nowMs += 100
    pace.reached(1_001_000)
    time.nowMs -= 60_000
    pace.reached(1_001_000)
    time.nowMs += 10
    expect(pace.dueMs()).toBe(1_001_100)
  })
})
