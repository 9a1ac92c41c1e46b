import { afterEach, expect, it, vi } from 'vitest'
import { connectedParts } from '../testing/connected-parts.js'
import type { ConnectionState } from '../transport/live-transport.js'
import { onNudge } from './nudges.js'

afterEach(() => void vi.useRealTimers())

const everyMs = 60_000
const silent = () => () => undefined

it('asks once more when the connection has opened, the first one too, for no nudge was heard before', async () => {
  vi.useFakeTimers()
  let state: ConnectionState = { kind: 'connecting' }
  let tell = () => {}
  const connection = {
    current: () => state,
    subscribe: (listener: () => void) => {
      tell = listener
      return () => undefined
    },
  }
  const ask = vi.fn()
  const end = onNudge({ ...connectedParts(), connection }, { nudges: silent, everyMs }, ask)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(ask).toHaveBeenCalledTimes(0)
  for (const epoch of [1, 2]) {
    state = { kind: 'live', epoch, rttMs: null }
    tell()
    tell()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(ask).toHaveBeenCalledTimes(epoch)
  }
  end()
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
  let state: ConnectionState = { kind: 'live', epoch: 1, rttMs: null }
  let tell = () => {}
  const connection = {
    current: () => state,
    subscribe: (listener: () => void) => {
      tell = listener
      return () => undefined
    },
  }
  const ask = vi.fn()
  const end = onNudge({ ...connectedParts(), connection }, { nudges: undefined, everyMs }, ask)
  await vi.advanceTimersByTimeAsync(everyMs)
  expect(ask).toHaveBeenCalledTimes(1)
  state = { kind: 'reconnecting', attempt: 1, retryAtMs: null, lostAtMs: 0 }
  tell()
  await vi.advanceTimersByTimeAsync(10 * everyMs)
  expect(ask).toHaveBeenCalledTimes(1)
  state = { kind: 'live', epoch: 2, rttMs: null }
  tell()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(ask).toHaveBeenCalledTimes(2)
  end()
})
