import { afterEach, expect, it, vi } from 'vitest'
import { connectedParts } from '../testing/connected-parts.js'
import type { ConnectionState } from '../transport/live-transport.js'
import { onNudge } from './nudges.js'

afterEach(() => void vi.useRealTimers())

const everyMs = 60_000
const silent = () => () => undefined

/** A connection that is what it is told to become. */
function connectionThatIs(state: ConnectionState) {
  const listeners: (() => void)[] = []
  const connection = {
    current: () => state,
    subscribe: (listener: () => void) => {
      listeners.push(listener)
      return () => undefined
    },
  }
  const become = (next: ConnectionState) => {
    state = next
    for (const listener of listeners) listener()
  }
  return { connection, become }
}

it('asks once more when the connection has opened, the first one too, for no nudge was heard before', async () => {
  vi.useFakeTimers()
  const { connection, become } = connectionThatIs({ kind: 'connecting' })
  const ask = vi.fn()
  const end = onNudge({ ...connectedParts(), connection }, { nudges: silent, everyMs }, ask)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(ask).toHaveBeenCalledTimes(0)
  for (const epoch of [1, 2]) {
    become({ kind: 'live', epoch, rttMs: null })
    become({ kind: 'live', epoch, rttMs: null })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(ask).toHaveBeenCalledTimes(epoch)
  }
  end()
})

it('asks nothing on the first connection where nothing was missed, but on one that came after a failed attempt', async () => {
  vi.useFakeTimers()
  for (const isLostFirst of [false, true]) {
    const { connection, become } = connectionThatIs({ kind: 'connecting' })
    const ask = vi.fn()
    const end = onNudge({ ...connectedParts(), connection }, { nudges: undefined, everyMs }, ask)
    if (isLostFirst) become({ kind: 'reconnecting', attempt: 1, retryAtMs: null, lostAtMs: 0 })
    become({ kind: 'live', epoch: 1, rttMs: null })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(ask).toHaveBeenCalledTimes(isLostFirst ? 1 : 0)
    end()
  }
})

it('asks once more when it begins to listen on a connection that is open', async () => {
  vi.useFakeTimers()
  const ask = vi.fn()
  const end = onNudge(connectedParts(), { nudges: silent, everyMs }, ask)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(ask).toHaveBeenCalledTimes(1)
  end()
})

it('asks nothing at its interval while the connection is lost, and soon after it opens', async () => {
  vi.useFakeTimers()
  const { connection, become } = connectionThatIs({ kind: 'live', epoch: 1, rttMs: null })
  const ask = vi.fn()
  const end = onNudge({ ...connectedParts(), connection }, { nudges: undefined, everyMs }, ask)
  await vi.advanceTimersByTimeAsync(everyMs)
  expect(ask).toHaveBeenCalledTimes(1)
  become({ kind: 'reconnecting', attempt: 1, retryAtMs: null, lostAtMs: 0 })
  await vi.advanceTimersByTimeAsync(10 * everyMs)
  expect(ask).toHaveBeenCalledTimes(1)
  become({ kind: 'live', epoch: 2, rttMs: null })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(ask).toHaveBeenCalledTimes(2)
  end()
})
