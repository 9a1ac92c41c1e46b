import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { indexTick } from '../../tests/support/builders.js'
import { ManualClock, settle } from '../../tests/support/manual-clock.js'
import type { MarketEvent } from '../domain/market-events.js'
import { MarketState } from '../market/market-state.js'
import { StoreUnavailable } from '../storage/journal.js'
import type { HistoryBounds, MarketHistory, RecordedPiece, StoredSegment, TimeSpan } from './market-history.js'
import { Recorder, type RecorderParts } from './recorder.js'
import { decodeSegment } from './segment/read-segment.js'

const begin = 1_800_000_000_000
const market = { source: 'SIMULATED', world: 'a' } as const
const tendIntervalMs = 10_000
const bounds = {
  maxBytes: 1e9,
  maxAgeMs: 1e9,
  segmentMs: 60_000,
  tendIntervalMs,
  maxGatheredBytes: 1e6,
  maxWaitingBytes: 5_000,
}

/** Keeps pieces in memory. It can refuse to, or never answer. */
class HistoryDouble implements MarketHistory {
  readonly pieces: RecordedPiece[] = []
  readonly joined: (TimeSpan & { readonly bytes: Uint8Array })[] = []
  readonly pruned: HistoryBounds[] = []
  recordedToMs: number | null = null
  fault: Error | null = null
  isSilent = false
  /** Has it answer what it was silent about. */
  release: () => void = () => {}
  asked = 0

  async append(_market: unknown, pieces: readonly RecordedPiece[]): Promise<void> {
    this.asked += 1
    if (this.isSilent) await new Promise<void>((resolve) => (this.release = resolve))
    if (this.fault) throw this.fault
    this.pieces.push(...pieces)
    return Promise.resolve()
  }

  markets() {
    return Promise.resolve([])
  }

  range() {
    const toMs = this.pieces.at(-1)?.toMs ?? this.recordedToMs
    const bytes = this.pieces.reduce((sum, piece) => sum + piece.bytes.length, 0)
    return Promise.resolve(toMs === null ? null : { fromMs: this.pieces[0]?.fromMs ?? toMs, toMs, bytes })
  }

  holes() {
    return Promise.resolve(
      this.pieces.flatMap(({ fromMs, dropped }, index) => {
        const before = this.pieces[index - 1]
        return before && (before.toMs < fromMs || dropped > 0) ? [{ fromMs: before.toMs, toMs: fromMs, dropped }] : []
      }),
    )
  }

  holeAt() {
    return Promise.resolve(null)
  }

  inPieces(_market: unknown, { fromMs, toMs }: TimeSpan): Promise<StoredSegment | null> {
    const isJoined = (ms: number) => this.joined.some((one) => one.fromMs === ms)
    const starts = this.pieces.map(({ segmentMs }) => segmentMs)
    const start = starts.find((ms) => ms >= fromMs && ms < toMs && !isJoined(ms))
    const own = this.pieces.filter(({ segmentMs }) => segmentMs === start)
    const segment = { fromMs: start ?? 0, toMs: own.at(-1)?.toMs ?? 0, pieces: own.map(({ bytes }) => bytes) }
    return Promise.resolve(start === undefined ? null : segment)
  }

  join(_market: unknown, segment: TimeSpan & { readonly bytes: Uint8Array }): Promise<void> {
    this.joined.push(segment)
    return Promise.resolve()
  }

  prune(pruned: HistoryBounds): Promise<boolean> {
    this.pruned.push(pruned)
    return Promise.resolve(this.pruned.length % 2 === 1)
  }

  segments(): never {
    throw new Error('The recorder reads no segments')
  }
}

let clock: ManualClock
let history: HistoryDouble
let log: string[]
let stop: AbortController
let running: Promise<void> | null

beforeEach(() => {
  clock = new ManualClock(begin)
  history = new HistoryDouble()
  log = []
  stop = new AbortController()
  running = null
})
afterEach(async () => {
  stop.abort()
  await running
  vi.useRealTimers()
})

function recorder(parts: Partial<RecorderParts> = {}): Recorder {
  const feed = { name: 'simulated', source: 'SIMULATED', currencies: ['BTC'], staleAfterMs: 1_000 } as const
  const state = new MarketState(feed, () => clock.now())
  const say = (_facts: object, words: string) => void log.push(words)
  const recorder = new Recorder({
    market,
    open: () => Promise.resolve(history),
    keyFrame: () => state.keyFrame(),
    isStarting: () => false,
    bounds,
    clock,
    log: { error: say, warn: say, info: say } as never,
    ...parts,
  })
  running = recorder.run(stop.signal)
  return recorder
}

/** Says prices, one each 100 ms. */
async function say(to: Recorder, prices: readonly number[]): Promise<void> {
  for (const price of prices) {
    to.hear(indexTick(price, clock.now()))
    await clock.advance(100)
  }
}

/** A price that tells when it is first encoded. */
function telling(priceUsd: number, onEncoded: () => void): MarketEvent {
  let isEncoded = false
  const get = () => {
    if (!isEncoded) {
      isEncoded = true
      onEncoded()
    }
    return priceUsd
  }
  return Object.defineProperty({ ...indexTick(priceUsd, clock.now()) }, 'priceUsd', { get, enumerable: true })
}

const untilWaiting = () => expect.poll(() => history.asked).toBeGreaterThan(0)
const recorded = () =>
  history.pieces.flatMap(({ bytes }) =>
    decodeSegment(bytes).events.map(({ event }) => (event.type === 'index' ? event.priceUsd : null)),
  )

describe('the recorder', () => {
  it('writes what it has heard at once when somebody asks for it, and says until when nothing is missing', async () => {
    const one = recorder()
    expect(await one.catchUp(clock.now())).toBeNull()
    one.hear(indexTick(1, clock.now()))
    await clock.advance(10)
    const asked = [one.catchUp(clock.now()), one.catchUp(clock.now())]
    expect(await Promise.all(asked)).toEqual([begin + 10, begin + 10])
    expect(recorded()).toEqual([1])
    await clock.advance(300)
    expect(await one.catchUp(clock.now())).toBe(begin + 310)
    expect(recorded()).toEqual([1])
  })

  it('writes nothing for a time that is written, and waits for no store then', async () => {
    const one = recorder()
    one.hear(indexTick(1, clock.now()))
    await clock.advance(10)
    await one.catchUp(clock.now())
    one.hear(indexTick(2, clock.now()))
    await clock.advance(10)
    expect(await one.catchUp(begin + 5)).toBeGreaterThan(begin + 5)
    expect(recorded()).toEqual([1])
    expect(await one.catchUp(clock.now())).toBe(clock.now())
    expect(recorded()).toEqual([1, 2])
  })

  it('cannot say until when nothing is missing while it drops what it hears', async () => {
    const one = recorder({ bounds: { ...bounds, maxGatheredBytes: 500 } })
    one.hear(indexTick(1, clock.now()))
    expect(await one.catchUp(clock.now())).toBe(begin)
    for (const price of [2, 3, 4]) one.hear(indexTick(price, clock.now()))
    expect(await one.catchUp(clock.now())).toBeNull()
    await clock.advance(1_000)
    expect(await one.catchUp(clock.now())).toBeNull()
    one.hear(indexTick(5, clock.now()))
    expect(await one.catchUp(clock.now())).toBe(clock.now())
  })

  it('keeps what it hears within half a second', async () => {
    const one = recorder()
    await say(one, [1, 2, 3, 4, 5])
    await expect.poll(recorded).toEqual([1, 2, 3, 4, 5])
    await say(one, [6, 7, 8, 9, 10])
    await expect.poll(recorded).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(
      history.pieces.map(({ segmentMs, fromMs, toMs }) => [segmentMs, fromMs, toMs].map((ms) => ms - begin)),
    ).toEqual([
      [0, 0, 500],
      [0, 500, 1_000],
    ])
    await expect
      .poll(() => one.status())
      .toMatchObject({
        state: 'RECORDING',
        fromMs: begin,
        toMs: begin + 1_000,
        recordedEvents: 10,
        droppedEvents: 0,
        waitingBytes: 0,
        holes: [],
      })
  })

  it('writes nothing while the server starts, and then what it heard meanwhile', async () => {
    let isStarting = true
    const one = recorder({ isStarting: () => isStarting })
    await say(one, [1, 2, 3, 4, 5, 6, 7])
    expect(history.asked).toBe(0)
    isStarting = false
    await say(one, [8, 9, 10])
    expect(history.asked).toBe(0)
    await clock.advance(500)
    await expect.poll(recorded).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  it('keeps what it heard last when it ends', async () => {
    const one = recorder()
    await say(one, [1, 2])
    stop.abort()
    await running
    expect(recorded()).toEqual([1, 2])
  })

  it('keeps also what it hears while it encodes, when it ends meanwhile', async () => {
    const one = recorder()
    const onEncoded = () => {
      one.hear(indexTick(2, clock.now()))
      stop.abort()
    }
    one.hear(telling(1, onEncoded))
    await clock.advance(500)
    await running
    expect(recorded()).toEqual([1, 2])
    expect(one.status()).toMatchObject({ recordedEvents: 2, droppedEvents: 0 })
  })

  it('loses what it is encoding with what was before it in its segment, and begins another with a key frame', async () => {
    history.isSilent = true
    const one = recorder()
    await say(one, [1, 2, 3, 4, 5])
    await untilWaiting()
    const onEncoded = () => {
      history.fault = new Error('a fault of ours')
      history.isSilent = false
      history.release()
    }
    one.hear(telling(6, onEncoded))
    await clock.advance(500)
    await expect.poll(() => one.status()).toMatchObject({ state: 'INTERRUPTED', droppedEvents: 6, waitingBytes: 0 })
    history.fault = null
    await expect
      .poll(async () => {
        await say(one, [7])
        return recorded().includes(7)
      })
      .toBe(true)
    expect(recorded()).not.toContain(6)
    const [first] = history.pieces
    expect(first).toMatchObject({ segmentMs: first?.fromMs, dropped: 6 })
    expect(decodeSegment(first?.bytes ?? new Uint8Array()).keyFrame).not.toBeNull()
  })

  it('never waits for a store that never answers: it drops and counts what does not fit, and says so', async () => {
    history.isSilent = true
    // However long a piece is encoded, what is heard meanwhile is gathered: only what waits to be written is too much.
    const one = recorder({ bounds: { ...bounds, maxGatheredBytes: 1e9 } })
    await say(one, [1, 2, 3, 4, 5])
    await untilWaiting()
    await expect
      .poll(async () => {
        await say(one, [6, 7, 8, 9, 10])
        return one.status().droppedEvents
      })
      .toBeGreaterThan(0)
    expect(one.status().waitingBytes).toBeLessThanOrEqual(bounds.maxWaitingBytes)
    expect(one.status()).toMatchObject({ state: 'INTERRUPTED', recordedEvents: 0 })
    const { droppedEvents } = one.status()
    await say(one, [11, 12])
    expect(one.status().droppedEvents).toBe(droppedEvents + 2)
    expect(history.asked).toBe(1)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    stop.abort()
    await expect
      .poll(async () => {
        await vi.advanceTimersByTimeAsync(1_000)
        return log
      })
      .toEqual(['What was heard last of the market could not be recorded'])
    await running
  })

  it('says that a write takes long', async () => {
    history.isSilent = true
    const one = recorder()
    await say(one, [1, 2, 3, 4, 5])
    await untilWaiting()
    expect(one.status().state).toBe('RECORDING')
    await clock.advance(6_000)
    expect(one.status().state).toBe('INTERRUPTED')
    history.isSilent = false
    history.release()
    await expect.poll(() => one.status().state).toBe('RECORDING')
  })

  it('keeps what waits while the store refuses, and goes on by itself', async () => {
    history.fault = new StoreUnavailable('The disk is full')
    const one = recorder()
    await say(one, [1, 2, 3, 4, 5])
    await expect.poll(() => one.status().state).toBe('INTERRUPTED')
    await say(one, [6, 7, 8, 9, 10])
    history.fault = null
    await clock.advance(60_000)
    await expect.poll(recorded).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    await expect.poll(() => one.status()).toMatchObject({ state: 'RECORDING', droppedEvents: 0, holes: [] })
    expect(log).toEqual(['The market cannot be recorded at present', 'The market is recorded again'])
  })

  it('opens the store again until it can be opened', async () => {
    let attempts = 0
    const one = recorder({
      open: () => ((attempts += 1) < 4 ? Promise.reject(new StoreUnavailable('no')) : Promise.resolve(history)),
    })
    await say(one, [1, 2, 3, 4, 5])
    await expect.poll(() => one.status().state).toBe('INTERRUPTED')
    await expect
      .poll(async () => {
        await clock.advance(1_000)
        return recorded()
      })
      .toEqual([1, 2, 3, 4, 5])
    expect(attempts).toBeGreaterThanOrEqual(4)
  })

  it('tells the hole after what did not fit, and begins it anew with a key frame', async () => {
    history.fault = new StoreUnavailable('The disk is full')
    const one = recorder()
    await say(one, [1, 2, 3, 4, 5])
    while (one.status().droppedEvents === 0) {
      await say(one, [6, 7, 8, 9, 10])
      await settle()
    }
    await say(one, [11, 12, 13])
    history.fault = null
    // While the store catches up, there may be no room again.
    await expect
      .poll(async () => {
        await say(one, [20])
        const { holes, droppedEvents } = one.status()
        return droppedEvents - holes.reduce((sum, { dropped }) => sum + dropped, 0)
      })
      .toBe(0)
    const { holes } = one.status()
    expect(holes.length).toBeGreaterThan(0)
    const next = history.pieces.find(({ fromMs }) => fromMs === holes[0]?.toMs)
    expect(next?.segmentMs).toBe(next?.fromMs)
    expect(decodeSegment(next?.bytes ?? new Uint8Array()).keyFrame).not.toBeNull()
  })

  it('loses what waits to a fault that will not pass, and goes on', async () => {
    history.fault = new Error('a fault of ours')
    const one = recorder()
    await say(one, [1, 2, 3, 4, 5])
    await expect.poll(() => one.status()).toMatchObject({ state: 'INTERRUPTED', droppedEvents: 5, waitingBytes: 0 })
    history.fault = null
    await expect
      .poll(async () => {
        await say(one, [6])
        return recorded().includes(6)
      })
      .toBe(true)
    expect(recorded()).not.toContain(1)
    expect(history.pieces[0]?.dropped).toBe(5)
  })

  it('does not record over what is there from a later time', async () => {
    history.recordedToMs = begin + 3_600_000
    const one = recorder()
    await say(one, [1, 2, 3, 4, 5])
    await expect.poll(() => one.status()).toMatchObject({ state: 'CLOCK_BEHIND', droppedEvents: 5 })
    await say(one, [6, 7, 8, 9, 10])
    expect(history.pieces).toEqual([])
    await clock.advance(3_600_000)
    expect(one.status().state).toBe('RECORDING')
    await say(one, [11, 12, 13, 14, 15])
    await expect.poll(recorded).toEqual([11, 12, 13, 14, 15])
  })

  it('joins segments that are over to one piece of the same events, and removes what is beyond the bounds', async () => {
    const one = recorder({ bounds: { ...bounds, maxWaitingBytes: 1e6 } })
    const events = Array.from({ length: 700 }, (_, index) => index)
    await say(one, events)
    await expect
      .poll(async () => {
        await clock.advance(tendIntervalMs)
        return history.joined.length
      })
      .toBe(1)
    const [{ fromMs, toMs, bytes } = { fromMs: 0, toMs: 0, bytes: new Uint8Array() }] = history.joined
    expect(fromMs).toBe(begin)
    expect(toMs).toBeGreaterThanOrEqual(begin + 60_000)
    const segment = decodeSegment(bytes)
    expect([segment.fromMs, segment.toMs]).toEqual([fromMs, toMs])
    expect(segment.keyFrame).toEqual(decodeSegment(history.pieces[0]?.bytes ?? bytes).keyFrame)
    const pieces = history.pieces.filter(({ segmentMs }) => segmentMs === begin)
    expect(segment.events).toEqual(pieces.flatMap((piece) => decodeSegment(piece.bytes).events))
    const [pruned] = history.pruned
    expect(pruned?.maxBytes).toBe(bounds.maxBytes)
    expect((pruned?.beforeMs ?? 0) % tendIntervalMs).toBe((begin - bounds.maxAgeMs) % tendIntervalMs)
    // It goes on as long as there is more to remove.
    expect(history.pruned.length % 2).toBe(0)
  })

  it('leaves a segment that cannot be read in pieces, and joins the next', async () => {
    const one = recorder({ bounds: { ...bounds, maxWaitingBytes: 1e6 } })
    history.pieces.push({ segmentMs: 5, fromMs: 5, toMs: 6, dropped: 0, bytes: Buffer.from('no segment') })
    await say(
      one,
      Array.from({ length: 610 }, (_, index) => index),
    )
    await expect
      .poll(async () => {
        await clock.advance(tendIntervalMs)
        return history.joined.map(({ fromMs }) => fromMs)
      })
      .toEqual([begin])
    expect(log).toEqual(['A segment of the recorded market cannot be joined'])
  })
})
