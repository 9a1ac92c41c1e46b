import { describe, expect, it } from 'vitest'
import { createBackoff } from './backoff.js'
import { deribitTimings } from './timings.js'

const lost = { liveMs: 0, downMs: 100, refused: false }

describe('createBackoff', () => {
  it('tries quickly while an outage is young, then doubles up to a minute', () => {
    const backoff = createBackoff(deribitTimings, () => 0)
    const waits = Array.from({ length: 90 }, () => backoff(lost))
    expect(waits.slice(0, 70).every((ms) => ms === 300)).toBe(true)
    expect(waits.slice(-8)).toEqual(Array(8).fill(60_000))
    expect(waits.filter((ms) => ms > 300 && ms < 60_000)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000])
  })

  it('spreads clients over its waits', () => {
    const wait = (random: number, refused: boolean) => createBackoff(deribitTimings, () => random)({ ...lost, refused })
    expect([wait(0, false), wait(1, false)]).toEqual([300, 700])
    expect([wait(0, true), wait(1, true)]).toEqual([1_000, 500])
  })

  it('slows down at once when the exchange refuses us, and stays slow', () => {
    const backoff = createBackoff(deribitTimings, () => 0)
    expect([backoff({ ...lost, refused: true }), backoff(lost), backoff(lost)]).toEqual([1_000, 2_000, 4_000])
  })

  it('forgets only after a minute of health', () => {
    const backoff = createBackoff(deribitTimings, () => 0)
    backoff({ ...lost, refused: true })
    expect(backoff({ ...lost, liveMs: 59_000 })).toBe(2_000)
    expect(backoff({ ...lost, liveMs: 60_000 })).toBe(300)
  })

  it('slows down a connection that opens and breaks in turns', () => {
    const backoff = createBackoff(deribitTimings, () => 0)
    const waits = Array.from({ length: 40 }, () => backoff({ liveMs: 2_000, downMs: 1_000, refused: false }))
    expect(waits.at(-1)).toBe(60_000)
  })
})

describe('the timings against the real exchange', () => {
  it('notice every loss within ten seconds', () => {
    expect(deribitTimings.dataSilenceMs).toBeLessThanOrEqual(10_000)
  })

  it('are live within two seconds of a short outage: the longest quick wait, half a second to open, one to hear', () => {
    const openingMs = 450
    const firstFramesMs = 620
    expect(deribitTimings.quickRetryMs[1] + openingMs + firstFramesMs).toBeLessThan(2_000)
  })

  it('ask again within two seconds when nothing was subscribed', () => {
    expect(deribitTimings.subscribeRetryMs + deribitTimings.subscribeGapMs).toBeLessThan(2_000)
  })

  it('stay below what the exchange grants', () => {
    expect(1000 / deribitTimings.subscribeGapMs).toBeLessThan(3)
    expect(deribitTimings.heartbeatSeconds).toBeGreaterThanOrEqual(30)
    expect(deribitTimings.listingGapMs).toBeGreaterThanOrEqual(2_000)
  })
})
