import type { ConnectionSource } from '../transport/live-transport.js'

const epochOf = (connection: ConnectionSource) => {
  const state = connection.current()
  return state.kind === 'live' ? state.epoch : null
}

/** Tells of every connection that opens from now on; the first of all has the epoch 1. */
export function watchEpochs(connection: ConnectionSource, onOpened: (epoch: number) => unknown): () => void {
  let seen = epochOf(connection)
  return connection.subscribe(() => {
    const epoch = epochOf(connection)
    if (epoch === null || epoch === seen) return
    seen = epoch
    onOpened(epoch)
  })
}
