import type { OperationResult } from 'urql'
import { CombinedError } from 'urql'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connectedParts } from '../testing/connected-parts.js'
import { header } from '../testing/headers.js'
import type { Entry, Tick } from '../testing/live-server.js'
import { documents } from '../testing/live-server.js'
import { createFreshnessRegistry } from './freshness-registry.js'
import { createLiveStore } from './live-store.js'
import { createPolledStore } from './polled-store.js'
import { createResumableLog } from './resumable-log.js'

const START_MS = Date.parse('2026-11-21T12:00:00Z')
const LONGEST_FIRST_WAIT_MS = 1_000

const refusedBy = (status: number) =>
  new CombinedError({ networkError: new Error('Refused'), response: new Response(null, { status }) })
const unreachable = new CombinedError({ networkError: new TypeError('Failed to fetch') })
const data = { tick: header(5), entries: [{ id: 'a', ...header() }] as Entry[] }

let answer: { data: typeof data } | { error: CombinedError }
const query = () => ({ toPromise: () => Promise.resolve(answer) })
const subscription = () => ({ subscribe: () => ({ unsubscribe: () => undefined }) })
const parts = () => connectedParts({ query: query as never, subscription: subscription as never })

const stores = {
  'a live value': () =>
    createLiveStore(
      {
        snapshot: documents.tick,
        updates: documents.ticks,
        seed: ({ tick }: { tick: Tick }) => tick,
        fold: (_current: Tick | null, { tick }: { tick: Tick }) => tick,
      },
      {},
      { ...parts(), freshness: createFreshnessRegistry() },
    ),
  'a value that is asked for': () =>
    createPolledStore<Tick, typeof data>(
      {
        ask: () => Promise.resolve(answer as OperationResult<typeof data>),
        valueOf: ({ tick }) => tick,
        everyMs: 600_000,
      },
      parts(),
    ),
  'a log': () =>
    createResumableLog(
      {
        snapshot: documents.entries,
        updates: documents.entry,
        pageOf: ({ entries }) => ({ entries, hasOlder: false }),
        atPage: (variables, page) => ({ ...variables, ...page }),
        entryOf: ({ entry }) => entry,
        resume: (_variables, after) => ({ after }),
        capacity: 4,
      },
      { first: 4 },
      parts(),
    ),
}

describe.each(Object.entries(stores))('%s that could not be had', (_name, create) => {
  let store: ReturnType<typeof create>
  const start = async () => {
    store = create()
    store.start()
    await vi.advanceTimersByTimeAsync(0)
  }
  beforeEach(() => void vi.useFakeTimers({ now: START_MS }))
  afterEach(() => {
    store.stop()
    vi.useRealTimers()
  })

  it('says what happened, since when, and when it tries again', async () => {
    answer = { error: refusedBy(500) }
    await start()
    const { failure } = store.shown()
    expect(failure).toMatchObject({ message: 'The server answered with status 500.', sinceMs: START_MS })
    expect(failure?.retryAtMs).toBeGreaterThan(START_MS)
    expect(failure?.retryAtMs).toBeLessThanOrEqual(START_MS + LONGEST_FIRST_WAIT_MS)
  })

  it('goes on saying since when the first time was', async () => {
    answer = { error: unreachable }
    await start()
    const firstRetryMs = store.shown().failure?.retryAtMs ?? 0
    await vi.advanceTimersByTimeAsync(LONGEST_FIRST_WAIT_MS)
    expect(store.shown().failure).toMatchObject({
      message: 'The server cannot be reached: Failed to fetch',
      sinceMs: START_MS,
    })
    expect(store.shown().failure?.retryAtMs).toBeGreaterThan(firstRetryMs)
  })

  it('clears itself when a value comes', async () => {
    answer = { error: refusedBy(502) }
    await start()
    answer = { data }
    await vi.advanceTimersByTimeAsync(LONGEST_FIRST_WAIT_MS)
    expect(store.shown().failure).toBeNull()
    expect(store.shown().value).not.toBeNull()
  })

  it('is asked for at once by who presses Retry', async () => {
    answer = { error: refusedBy(500) }
    await start()
    answer = { data }
    store.start()
    await vi.advanceTimersByTimeAsync(0)
    expect(store.shown()).toMatchObject({ failure: null })
    expect(store.shown().value).not.toBeNull()
  })
})
