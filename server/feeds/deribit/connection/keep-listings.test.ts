import { describe, expect, it } from 'vitest'
import { ManualClock, settle } from '../../../../tests/support/manual-clock.js'
import { createListingKeeper } from './keep-listings.js'
import { deribitTimings } from './timings.js'

const morning = Date.UTC(2026, 5, 5, 7, 59)

/** A keeper on a clock of its own. `connect` begins a connection, which lasts until it is disposed. */
function start(isAnswered: (call: number) => boolean = () => true) {
  const clock = new ManualClock(morning)
  const asked: number[] = []
  const keeper = createListingKeeper(clock, deribitTimings)
  const ask = () => Promise.resolve(isAnswered(asked.push(clock.now() - morning)))
  const connect = (): AsyncDisposable => {
    const stop = new AbortController()
    const keeping = keeper.keep('BTC', ask, stop.signal)
    return {
      [Symbol.asyncDispose]() {
        stop.abort()
        return keeping
      },
    }
  }
  return { clock, asked, keeper, connect }
}

describe('createListingKeeper', () => {
  it('asks at once, and again shortly after the expiry of 08:00 UTC', async () => {
    const { clock, asked, connect } = start()
    await using _connection = connect()
    await clock.advance(600_000)
    const afterEightMs = deribitTimings.afterExpiryMs + deribitTimings.listingDelayMs
    expect(asked).toEqual([0, 60_000 + afterEightMs])
    await clock.advance(86_400_000)
    expect(asked.slice(2)).toEqual([86_400_000 + 60_000 + afterEightMs])
  })

  it('asks a new connection at once although the clock was set back', async () => {
    let nowMs = morning
    const asked: number[] = []
    const stop = new AbortController()
    const untilStopped = new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve()))
    const keeper = createListingKeeper({ now: () => nowMs, sleep: () => untilStopped }, deribitTimings)
    const keep = () => keeper.keep('BTC', () => Promise.resolve(asked.push(nowMs) > 0), stop.signal)
    const first = keep()
    nowMs -= 3_600_000
    const second = keep()
    await settle()
    expect(asked).toEqual([morning, morning - 3_600_000])
    stop.abort()
    await Promise.all([first, second])
  })

  it('asks once for a burst of news, a second after the first', async () => {
    const { clock, asked, keeper, connect } = start()
    await using _connection = connect()
    await clock.advance(20_000)
    for (let time = 0; time < 50; time += 1) keeper.changed('BTC')
    await clock.advance(20_000)
    expect(asked).toEqual([0, 20_000 + deribitTimings.listingDelayMs])
  })

  it('asks again for news that comes with the answer', async () => {
    const { clock, asked, keeper, connect } = start((call) => {
      if (call === 1) keeper.changed('BTC')
      return true
    })
    await using _connection = connect()
    await clock.advance(20_000)
    expect(asked).toEqual([0, deribitTimings.listingGapMs])
  })

  it('never asks more often than allowed, over any number of connections', async () => {
    const { clock, asked, connect } = start()
    for (let times = 0; times < 20; times += 1) {
      await using _connection = connect()
      await clock.advance(700)
    }
    const gaps = asked.slice(1).map((atMs, at) => atMs - (asked[at] ?? 0))
    expect(gaps.length).toBeGreaterThan(1)
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(deribitTimings.listingGapMs)
  })

  it('asks again when there was no answer', async () => {
    const { clock, asked, connect } = start((call) => call > 1)
    await using _connection = connect()
    await clock.advance(20_000)
    expect(asked).toEqual([0, deribitTimings.listingGapMs])
  })
})
