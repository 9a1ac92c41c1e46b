import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { HeldBytes } from '../../limits/held-bytes.js'
import { sourceOfAddress } from '../../limits/source.js'
import { StallWatch } from './stall-watch.js'

const source = sourceOfAddress('203.0.113.7')
let held: HeldBytes
let stalls: StallWatch
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
  held = new HeldBytes({ perSource: { any: 1_000, loopback: 1_000 }, inAll: 1_000 })
  stalls = new StallWatch(held)
})
afterEach(() => {
  stalls[Symbol.dispose]()
  vi.useRealTimers()
})

class TestReader {
  readonly source = source
  readonly stream = new PassThrough()
  isHeldUp = true
  takenBytes = 0
  unreadBytes = 400
  endedAfterMs: number | null = null

  readonly #beganMs = performance.now()

  constructor() {
    stalls.add(this.stream, this)
  }

  end(): void {
    this.endedAfterMs ??= performance.now() - this.#beganMs
  }
}

/** The reader takes so many bytes every so often; when it was ended. */
function endOf(reader: TestReader, { bytes, everyMs, forMs }: { bytes: number; everyMs: number; forMs: number }) {
  for (let passedMs = 0; passedMs < forMs && reader.endedAfterMs === null; passedMs += everyMs) {
    vi.advanceTimersByTime(everyMs)
    reader.takenBytes += bytes
  }
  return reader.endedAfterMs
}

describe('a reader for whom something waits', () => {
  it.each([
    ['nothing', { bytes: 0, everyMs: 1_000 }],
    ['a byte now and then', { bytes: 1, everyMs: 13_000 }],
    ['a byte every second', { bytes: 1, everyMs: 1_000 }],
    ['a packet now and then', { bytes: 1_460, everyMs: 13_000 }],
  ])('is ended within 15 s when it takes %s', (_what, habit) => {
    expect(endOf(new TestReader(), { ...habit, forMs: 60_000 })).toBeLessThanOrEqual(15_000)
  })

  it('is ended soon after it became slow, whatever it took before', () => {
    const reader = new TestReader()
    reader.takenBytes = 100_000_000
    expect(endOf(reader, { bytes: 1, everyMs: 1_000, forMs: 60_000 })).toBeLessThanOrEqual(16_000)
  })

  it.each([
    ['evenly', { bytes: 5_000, everyMs: 1_000 }],
    ['in pieces of 32 KiB', { bytes: 32_768, everyMs: 6_500 }],
    ['in pieces of 64 KiB', { bytes: 65_536, everyMs: 13_000 }],
  ])('is not ended while it takes 5 kB a second, %s', (_how, habit) => {
    expect(endOf(new TestReader(), { ...habit, forMs: 3_600_000 })).toBeNull()
  })

  it('has all its time again once it has taken everything', () => {
    const reader = new TestReader()
    vi.advanceTimersByTime(13_000)
    reader.isHeldUp = false
    vi.advanceTimersByTime(60_000)
    reader.isHeldUp = true
    vi.advanceTimersByTime(13_000)
    expect(reader.endedAfterMs).toBeNull()
  })

  it('may begin at any time between two looks, and has its 14 seconds', () => {
    vi.advanceTimersByTime(5_900)
    const reader = new TestReader()
    vi.advanceTimersByTime(13_900)
    expect(reader.endedAfterMs).toBeNull()
    vi.advanceTimersByTime(1_100)
    expect(reader.endedAfterMs).toBeLessThanOrEqual(15_000)
  })

  it('is ended at the look at which its 14 seconds are over', () => {
    expect(endOf(new TestReader(), { bytes: 0, everyMs: 1_000, forMs: 60_000 })).toBe(14_000)
  })

  it('is not ended any more when its stream is closed', async () => {
    const reader = new TestReader()
    const closed = once(reader.stream, 'close')
    reader.stream.destroy()
    await closed
    vi.advanceTimersByTime(60_000)
    expect(reader.endedAfterMs).toBeNull()
  })
})

describe('when too much waits', () => {
  const ended = (...readers: readonly TestReader[]) => readers.map(({ endedAfterMs }) => endedAfterMs !== null)

  it('the reader that took least for its time is ended, and no other while there is room', () => {
    const [quick, slow] = [new TestReader(), new TestReader()]
    for (let second = 0; second < 10; second += 1) {
      vi.advanceTimersByTime(1_000)
      slow.takenBytes += 100
      quick.takenBytes += 50_000
    }
    const late = new TestReader()
    vi.advanceTimersByTime(1_000)
    expect(ended(quick, slow, late)).toEqual([false, true, false])
  })

  it('of readers that took equally little, the one is ended for whom most waits', () => {
    const [less, more] = [new TestReader(), new TestReader()]
    more.unreadBytes = 700
    vi.advanceTimersByTime(1_000)
    expect(ended(less, more)).toEqual([false, true])
  })

  it('a reader for whom nothing of its own waits is not ended: that would make no room', () => {
    const shared = new TestReader()
    shared.unreadBytes = 0
    vi.advanceTimersByTime(1_000)
    const own = [new TestReader(), new TestReader(), new TestReader()]
    vi.advanceTimersByTime(1_000)
    expect(ended(shared)).toEqual([false])
    expect(ended(...own).filter(Boolean)).toHaveLength(1)
  })
})
