import { describe, expect, it } from 'vitest'
import { ManualClock } from '../../../tests/support/manual-clock.js'
import { silentLog } from '../feed-log.js'
import { createWatchedExpiries } from './watched-expiries.js'

function watchedExpiries() {
  const clock = new ManualClock(0)
  let changes = 0
  const signal = new AbortController().signal
  const watched = createWatchedExpiries({
    clock,
    lingerMs: 10_000,
    onChange: () => (changes += 1),
    signal,
    log: silentLog,
  })
  return { clock, watched, changes: () => changes }
}

describe('createWatchedExpiries', () => {
  it('watches until the last of many is gone, and a while longer', async () => {
    const { clock, watched } = watchedExpiries()
    const [one, two] = [watched.watch('BTC', 5), watched.watch('BTC', 5)]
    one[Symbol.dispose]()
    one[Symbol.dispose]()
    await clock.advance(20_000)
    expect(watched.isWatched('BTC', 5)).toBe(true)
    two[Symbol.dispose]()
    await clock.advance(9_999)
    expect(watched.isWatched('BTC', 5)).toBe(true)
    await clock.advance(1)
    expect(watched.isWatched('BTC', 5)).toBe(false)
    expect(watched.isWatched('ETH', 5)).toBe(false)
  })

  it('changes nothing for a reader who comes back', async () => {
    const { clock, watched, changes } = watchedExpiries()
    watched.watch('BTC', 5)[Symbol.dispose]()
    await clock.advance(5_000)
    watched.watch('BTC', 5)
    await clock.advance(60_000)
    expect(watched.isWatched('BTC', 5)).toBe(true)
    expect(changes()).toBe(1)
  })
})
