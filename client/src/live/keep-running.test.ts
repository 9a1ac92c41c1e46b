import { CombinedError } from 'urql'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ConnectionState } from '../transport/live-transport.js'
import type { LiveFailure } from './failure.js'
import { askUntilAnswered, keepRunning } from './keep-running.js'
import type { Operation, ResultSink } from './operation.js'

const START_MS = Date.parse('2026-11-21T12:00:00Z')
const LONGEST_FIRST_WAIT_MS = 1_000

const fault = new CombinedError({ graphQLErrors: ['Unexpected error.'] })
const refusal = new CombinedError({
  graphQLErrors: [{ message: 'No such expiry', extensions: { code: 'UNKNOWN_EXPIRY' } }],
})

describe('an operation that is kept running', () => {
  let runs: (ResultSink<number> & { isStopped: boolean })[]
  let seen: (number | LiveFailure)[]
  let open: () => void
  let stop: () => void
  const operation: Operation<number> = (sink) => {
    const run = { ...sink, isStopped: false }
    runs.push(run)
    return () => (run.isStopped = true)
  }
  const sink = { data: (data: number) => seen.push(data), failed: (failure: LiveFailure) => seen.push(failure) }
  const connectionOf = () => {
    let state: ConnectionState = { kind: 'live', epoch: 1, rttMs: null }
    const listeners = new Set<() => void>()
    open = () => {
      state = { ...state, kind: 'live', epoch: state.kind === 'live' ? state.epoch + 1 : 1, rttMs: null }
      for (const listener of [...listeners]) listener()
    }
    return {
      current: () => state,
      subscribe: (listener: () => void) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    }
  }
  const fail = (error: CombinedError) => {
    runs.at(-1)?.error(error)
    runs.at(-1)?.end()
  }

  beforeEach(() => {
    vi.useFakeTimers({ now: START_MS })
    runs = []
    seen = []
    stop = keepRunning(operation, connectionOf(), sink)
  })
  afterEach(() => {
    stop()
    vi.useRealTimers()
  })

  it('says what failed, since when, and when it is tried again, which it is', () => {
    fail(fault)
    expect(seen).toMatchObject([{ of: 'question', message: 'Unexpected error.', code: null, sinceMs: START_MS }])
    const { retryAtMs } = seen[0] as LiveFailure
    expect(retryAtMs).toBeGreaterThan(START_MS)
    expect(retryAtMs).toBeLessThanOrEqual(START_MS + LONGEST_FIRST_WAIT_MS)
    vi.advanceTimersByTime((retryAtMs ?? 0) - START_MS - 1)
    expect(runs).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(runs).toHaveLength(2)
  })

  it('goes on saying since when the first failure was, and waits longer each time, until a result comes', () => {
    fail(fault)
    vi.advanceTimersByTime(LONGEST_FIRST_WAIT_MS)
    fail(fault)
    vi.advanceTimersByTime(LONGEST_FIRST_WAIT_MS - 1)
    expect(runs).toHaveLength(2)
    expect(seen[1]).toMatchObject({ sinceMs: START_MS })
    vi.advanceTimersByTime(LONGEST_FIRST_WAIT_MS + 1)
    runs[2]?.data(7)
    const failedMs = Date.now()
    fail(fault)
    expect(seen.slice(2)).toMatchObject([7, { sinceMs: failedMs }])
    expect((seen[3] as LiveFailure).retryAtMs).toBeLessThanOrEqual(failedMs + LONGEST_FIRST_WAIT_MS)
  })

  it('waits no longer than 5 s in the first minutes', () => {
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      fail(fault)
      const { retryAtMs } = seen.at(-1) as LiveFailure
      expect((retryAtMs ?? Infinity) - Date.now()).toBeLessThanOrEqual(5_000)
      vi.advanceTimersByTime(5_000)
    }
    expect(runs).toHaveLength(9)
  })

  it('does not repeat what was refused before another connection opens', () => {
    fail(refusal)
    expect(seen).toMatchObject([{ code: 'UNKNOWN_EXPIRY', retryAtMs: null }])
    vi.advanceTimersByTime(3_600_000)
    expect(runs).toHaveLength(1)
    open()
    expect(runs).toHaveLength(2)
  })

  it('is started again at once by a new connection, and once, also where it waits', () => {
    fail(fault)
    open()
    expect(runs).toHaveLength(2)
    vi.advanceTimersByTime(3_600_000)
    expect(runs).toHaveLength(2)
  })

  it('is left to the transport while it runs', () => {
    runs[0]?.data(1)
    open()
    expect(runs).toHaveLength(1)
  })

  it.each([[[1]], [[]]])('is started again when the server has ended it after %j, without a failure', (results) => {
    for (const result of results) runs[0]?.data(result)
    runs[0]?.end()
    vi.advanceTimersByTime(1_999)
    expect(runs).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(runs).toHaveLength(2)
    expect(seen).toEqual(results)
  })

  it('goes on after an error in the midst of it', () => {
    runs[0]?.error(fault)
    runs[0]?.data(2)
    runs[0]?.end()
    vi.advanceTimersByTime(1_999)
    expect(runs).toHaveLength(1)
    expect(seen).toMatchObject([{ message: 'Unexpected error.' }, 2])
  })

  it('is stopped with all that it would do later', () => {
    fail(fault)
    stop()
    open()
    vi.advanceTimersByTime(3_600_000)
    expect(runs).toHaveLength(1)
  })

  it('is stopped while it runs, and does not begin again when it ends then', () => {
    stop()
    expect(runs[0]?.isStopped).toBe(true)
    runs[0]?.end()
    vi.advanceTimersByTime(3_600_000)
    open()
    expect(runs).toHaveLength(1)
  })

  it('ends with its first answer where it is a question', () => {
    stop()
    runs = []
    stop = askUntilAnswered(operation, connectionOf(), sink)
    fail(fault)
    vi.advanceTimersByTime(LONGEST_FIRST_WAIT_MS)
    runs[1]?.data(3)
    runs[1]?.end()
    open()
    vi.advanceTimersByTime(3_600_000)
    expect(runs).toHaveLength(2)
    expect(seen.at(-1)).toBe(3)
  })
})
