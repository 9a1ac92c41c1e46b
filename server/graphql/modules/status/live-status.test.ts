import { beforeEach, describe, expect, it } from 'vitest'
import { ManualClock } from '../../../../tests/support/manual-clock.js'
import { memoryBus } from '../../../bus/memory/memory-bus.js'
import type { HistoryStatus } from '../../../domain/history-status.js'
import type { RecordingFacts } from '../../../domain/recording.js'
import type { WarmUpFacts } from '../../../domain/warm-up.js'
import type { FeedStatus } from '../../../market/market.js'
import { StreamCounts } from '../../../metrics/stream-counts.js'
import { LiveStatus } from './live-status.js'

let feed: FeedStatus
let history: HistoryStatus
let counts: StreamCounts
let clock: ManualClock
let status: LiveStatus
let warmUp: WarmUpFacts | null

beforeEach(() => {
  feed = {
    name: 'simulated',
    source: 'SIMULATED',
    state: 'LIVE',
    sinceMs: 0,
    nextAttemptMs: null,
    freshness: 'LIVE',
    detail: null,
    recording: null,
    lastReceivedMs: null,
    currencies: ['BTC'],
  }
  warmUp = null
  history = {
    state: 'RECORDING',
    fromMs: null,
    toMs: null,
    bytes: 0,
    maxBytes: 100,
    accountBytes: null,
    maxAccountBytes: 25,
    recordedEvents: 0,
    droppedEvents: 0,
    waitingBytes: 0,
    holes: [],
  }
  counts = new StreamCounts()
  clock = new ManualClock(0)
  status = new LiveStatus({
    market: { feedStatus: () => feed },
    recording,
    counts,
    clock,
    version: '1',
    warmUp: () => warmUp,
  })
})

const recording = { status: () => history }

describe('the status', () => {
  it('shows what only grows as it is now, and counts it as no change', async () => {
    const { seq } = status.read()
    await clock.advance(5_000)
    feed = { ...feed, lastReceivedMs: 4_000 }
    Object.assign(counts, { events: 3, deliveries: 4, bytes: 5, conflated: 6, closedAsSlow: 7 })
    counts.queueDepth = () => 8
    expect(status.read()).toMatchObject({
      seq,
      startedAt: 0,
      uptimeSeconds: 5,
      feed: { lastReceivedAt: 4_000 },
      fanout: { events: 3, deliveries: 4, bytes: 5, conflated: 6, closedAsSlow: 7, queueDepth: 8 },
    })
  })

  it('counts the time since the server began', async () => {
    await clock.advance(3_000)
    const begun = new LiveStatus({
      market: { feedStatus: () => feed },
      recording,
      counts,
      clock,
      version: '1',
      warmUp: () => warmUp,
    })
    await clock.advance(2_000)
    expect(begun.read()).toMatchObject({ version: '1', startedAt: 3_000, uptimeSeconds: 2 })
  })

  it('tells from where to where a recording goes, and what it leaves out', () => {
    const played = { frames: 50, pausesCut: 2, startsOver: 1 }
    const leftOut = { unread: 3, cutOff: 1, undated: 4, misdated: 5, outOfOrder: 6 }
    const recording: RecordingFacts = { fromMs: 1_000, toMs: 61_000, cutMs: 2_500, ...played, leftOut }
    feed = { ...feed, recording }
    expect(status.read().feed.recording).toEqual({
      ...played,
      ...leftOut,
      from: 1_000,
      to: 61_000,
      secondsCut: 2.5,
      cutOff: true,
    })
    feed = { ...feed, recording: { ...recording, leftOut: { ...leftOut, cutOff: 0 } } }
    expect(status.read().feed.recording).toMatchObject({ cutOff: false })
    feed = { ...feed, recording: null }
    expect(status.read().feed.recording).toBeNull()
  })

  it('tells how far a warm-up is', () => {
    const intervals = { priceIntervalMs: 10_000, optionsIntervalMs: 300_000, decisionIntervalMs: 60_000 }
    warmUp = { kind: 'FIRST_START', state: 'RUNNING', fromMs: 1_000, toMs: 4_000, reachedMs: 2_999, ...intervals }
    expect(status.read().warmUp).toEqual({
      kind: 'FIRST_START',
      state: 'RUNNING',
      from: 1_000,
      to: 4_000,
      progressPct: 66,
      priceIntervalSeconds: 10,
      optionsIntervalSeconds: 300,
      decisionIntervalSeconds: 60,
    })
    const { seq } = status.read()
    warmUp = { ...warmUp, state: 'DONE', reachedMs: 4_000 }
    expect(status.read()).toMatchObject({ seq: seq + 1, warmUp: { state: 'DONE', progressPct: 100 } })
  })

  it('tells what is recorded as it grows, which is no change, and where nothing is', () => {
    expect(status.read().history).toEqual({
      state: 'RECORDING',
      from: null,
      to: null,
      bytes: 0,
      maxBytes: 100,
      accountBytes: null,
      maxAccountBytes: 25,
      droppedEvents: 0,
      holes: [],
    })
    history = { ...history, fromMs: 1_000, toMs: 2_000 }
    const { seq } = status.read()
    history = { ...history, toMs: 5_000, bytes: 60, accountBytes: 9, droppedEvents: 7 }
    expect(status.read()).toMatchObject({
      seq,
      history: { from: 1_000, to: 5_000, bytes: 60, accountBytes: 9, droppedEvents: 7 },
    })
    history = { ...history, holes: [{ fromMs: 2_000, toMs: 3_000, dropped: 7 }] }
    expect(status.read().history.holes).toEqual([{ from: 2_000, to: 3_000, droppedEvents: 7 }])
  })

  it.each<[string, () => unknown]>([
    ['the state', () => (feed = { ...feed, state: 'RECONNECTING' })],
    ['the detail', () => (feed = { ...feed, detail: 'nobody listens' })],
    ['the next attempt', () => (feed = { ...feed, nextAttemptMs: 5 })],
    ['the freshness', () => (feed = { ...feed, freshness: 'STALE' })],
    ['the currencies', () => (feed = { ...feed, currencies: ['BTC', 'ETH'] })],
    ['the state of the recording', () => (history = { ...history, state: 'INTERRUPTED' })],
    ['the first recorded time', () => (history = { ...history, fromMs: 9 })],
    ['a hole in the recording', () => (history = { ...history, holes: [{ fromMs: 1, toMs: 2, dropped: 0 }] })],
    ['a socket', () => (counts.sockets += 1)],
    ['a subscription', () => counts.joined('marketData')],
  ])('counts %s as a change', (_what, change) => {
    const { seq } = status.read()
    change()
    expect(status.read().seq).toBe(seq + 1)
  })

  it('is published once a second at most, while somebody hears it', async () => {
    const bus = memoryBus()
    const stop = new AbortController()
    const publishing = status.publish(bus, stop.signal)
    counts.sockets += 1
    await clock.advance(3_000)
    const seen: number[] = []
    const reading = (async () => {
      for await (const { seq } of bus.subscribe('status', { keys: [''], signal: stop.signal })) seen.push(seq)
    })()
    const { seq } = status.read()
    await clock.advance(1_000)
    for (let socket = 0; socket < 5; socket += 1) {
      counts.sockets += 1
      await clock.advance(100)
    }
    await clock.advance(2_500)
    stop.abort()
    await Promise.all([publishing, reading])
    // What it was when its reader came may be told once more; nothing is when nothing changed.
    expect(seen).toEqual([seq, seq + 1])
  })
})
