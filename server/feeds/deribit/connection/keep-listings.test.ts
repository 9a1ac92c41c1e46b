import { describe, expect, it } from 'vitest'
import { ManualClock, settle } from '../../../../tests/support/manual-clock.js'
import { createListingKeeper } from './keep-listings.js'
import { deribitTimings } from './timings.js'

const morning = Date.UTC(2026, 5, 5, 7, 59)

function start(works: (call: number) => boolean = () => true) {
  const clock = new ManualClock(morning)
  const asked: number[] = []
  const keeper = createListingKeeper({
    clock,
    timings: deribitTimings,
    async refresh() {
      asked.push(clock.now() - morning)
      return works(asked.length)
    },
  })
  return { clock, asked, keeper }
}

describe('createListingKeeper', () => {
  it('asks at once, and again shortly after the expiry of 08:00 UTC', async () => {
    const { clock, asked, keeper } = start()
    void keeper.keep('BTC', new AbortController().signal)
    await clock.advance(600_000)
    expect(asked).toHaveLength(2)
    expect(asked[0]).toBe(0)
    expect(asked[1]).toBeGreaterThan(60_000)
    expect(asked[1]).toBeLessThan(90_000)
  })

  it('asks a new connection at once although the clock was set back', async () => {
    let nowMs = morning
    const asked: number[] = []
    const clock = { now: () => nowMs, sleep: () => new Promise<void>(() => {}) }
    const refresh = () => Promise.resolve(asked.push(nowMs) > 0)
    const keeper = createListingKeeper({ clock, timings: deribitTimings, refresh })
    void keeper.keep('BTC', new AbortController().signal)
    nowMs -= 3_600_000
    void keeper.keep('BTC', new AbortController().signal)
    await settle()
    expect(asked).toEqual([morning, morning - 3_600_000])
  })

  it('asks once for a burst of news', async () => {
    const { clock, asked, keeper } = start()
    void keeper.keep('BTC', new AbortController().signal)
    await clock.advance(20_000)
    for (let time = 0; time < 50; time += 1) keeper.changed('BTC')
    await clock.advance(20_000)
    expect(asked).toHaveLength(2)
  })

  it('never asks more often than allowed, over any number of connections', async () => {
    const { clock, asked, keeper } = start()
    for (let connection = 0; connection < 20; connection += 1) {
      const stop = new AbortController()
      void keeper.keep('BTC', stop.signal)
      await clock.advance(700)
      stop.abort()
    }
    const gaps = asked.slice(1).map((atMs, at) => atMs - (asked[at] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(deribitTimings.listingGapMs)
  })

  it('asks again after a failure', async () => {
    const { clock, asked, keeper } = start((call) => call > 1)
    void keeper.keep('BTC', new AbortController().signal)
    await clock.advance(20_000)
    expect(asked).toEqual([0, deribitTimings.listingGapMs])
  })
})
