import { expect, it } from 'vitest'
import type { ConnectionEvent } from '../transport/connection-state.js'
import { createConnectionStore } from '../transport/connection-store.js'
import { watchEpochs } from './watch-epochs.js'

const opened = (epoch: number): ConnectionEvent => ({ type: 'opened', epoch })
const lost: ConnectionEvent = { type: 'lost', atMs: 0, attempt: 1, retryAtMs: 0, online: true }

it('tells of each connection that opens, once, and of nothing else that happens to it', () => {
  const connection = createConnectionStore()
  const epochs: number[] = []
  const unwatch = watchEpochs(connection, (epoch) => epochs.push(epoch))
  connection.dispatch(opened(1))
  connection.dispatch({ type: 'pong', rttMs: 1 })
  connection.dispatch(lost)
  connection.dispatch({ type: 'attempt' })
  connection.dispatch(opened(2))
  connection.dispatch({ type: 'pong', rttMs: 2 })
  expect(epochs).toEqual([1, 2])
  unwatch()
  connection.dispatch(opened(3))
  expect(epochs).toEqual([1, 2])
})

it('does not tell of a connection that was open before', () => {
  const connection = createConnectionStore()
  connection.dispatch(opened(4))
  const epochs: number[] = []
  watchEpochs(connection, (epoch) => epochs.push(epoch))
  connection.dispatch({ type: 'pong', rttMs: 1 })
  connection.dispatch(opened(5))
  expect(epochs).toEqual([5])
})
