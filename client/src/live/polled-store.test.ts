import { CombinedError } from 'urql'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connectedParts } from '../testing/connected-parts.js'
import type { ConnectionSource, ConnectionState } from '../transport/live-transport.js'
import type { PolledStore } from './polled-store.js'
import { createPolledStore } from './polled-store.js'

describe('a value that is asked for', () => {
  const response = new Response(null, { status: 500 })
  const refused = new CombinedError({ networkError: new Error('Refused'), response })
  let asked: ((value: number) => void)[]
  let fails: (() => void)[]
  let nudge: () => void
  let store: PolledStore<number>
  let state: ConnectionState
  let tell: Set<() => void>
  const become = (next: ConnectionState) => {
    state = next
    for (const listener of tell) listener()
  }
  const lose = () => become({ kind: 'reconnecting', attempt: 1, retryAtMs: null, lostAtMs: 0 })
  const reopen = () => become({ kind: 'live', epoch: 2, rttMs: null })
  const connection: ConnectionSource = {
    current: () => state,
    subscribe: (listener) => {
      tell.add(listener)
      return () => tell.delete(listener)
    },
  }
  const answer = async (index: number, value: number) => {
    asked[index]?.(value)
    await vi.advanceTimersByTimeAsync(0)
  }
  const nudged = async () => {
    nudge()
    await vi.advanceTimersByTimeAsync(400)
  }

  beforeEach(() => {
    vi.useFakeTimers()
    state = { kind: 'live', epoch: 1, rttMs: null }
    tell = new Set()
    asked = []
    fails = []
    store = createPolledStore<number, number>(
      {
        ask: () =>
          new Promise((resolve) => {
            asked.push((data) => resolve({ data }))
            fails.push(() => resolve({ error: refused }))
          }),
        valueOf: (data) => data,
        everyMs: 60_000,
        nudges: (_client, onEvent) => {
          nudge = onEvent
          return () => undefined
        },
      },
      { ...connectedParts(), connection },
    )
    store.start()
  })
  afterEach(() => {
    store.stop()
    vi.useRealTimers()
  })

  it('shows every answer, however fast the nudges come, and asks once more for all that came meanwhile', async () => {
    await nudged()
    await nudged()
    await nudged()
    expect(asked).toHaveLength(1)
    await answer(0, 1)
    expect(store.newest()).toBe(1)
    expect(asked).toHaveLength(2)
    await answer(1, 2)
    expect(store.newest()).toBe(2)
    expect(asked).toHaveLength(2)
  })

  it('keeps what it has when an answer fails, and says since when and why nothing newer comes', async () => {
    await answer(0, 1)
    await nudged()
    fails[1]?.()
    await vi.advanceTimersByTimeAsync(0)
    expect(store.shown()).toMatchObject({
      value: 1,
      failure: null,
      unanswered: { message: expect.stringContaining('500') },
    })
    await vi.advanceTimersByTimeAsync(1_000)
    await answer(2, 2)
    expect(store.shown()).toMatchObject({ value: 2, unanswered: null })
  })

  it('asks for nothing while the connection is lost, whoever wants it to, and again once it is back', async () => {
    await answer(0, 1)
    lose()
    store.refresh()
    await nudged()
    await vi.advanceTimersByTimeAsync(600_000)
    expect(asked).toHaveLength(1)
    reopen()
    await vi.advanceTimersByTimeAsync(400)
    expect(asked).toHaveLength(2)
    store.refresh()
    await answer(1, 2)
    expect(asked).toHaveLength(3)
  })

  it('asks anew when it starts again, and takes nothing that was asked for before', async () => {
    store.stop()
    store.start()
    expect(asked).toHaveLength(2)
    await answer(1, 2)
    await answer(0, 1)
    expect(store.newest()).toBe(2)
  })
})
