import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'

/** What the client still sends is read up to this, so that it can read why it was closed. */
const lastReadBytes = 262_144
/** How long the client may take to answer our close. */
const lastMs = 1_000

/**
 * Ends a socket that we have closed because its client is at fault, soon and whatever the client does. It does not end at
 * once, because then the kernel might take our close back.
 */
export function endAtFault(socket: WebSocket, stream: Duplex): void {
  const readAtMost = () => {
    let bytes = 0
    return ({ length }: Buffer) => {
      bytes += length
      // `ws` would resume the stream itself.
      if (bytes > lastReadBytes) socket.pause()
    }
  }
  stream.on('data', readAtMost())
  // `ws` goes on inflating, and inflated it may be far more.
  socket.on('message', readAtMost())
  setTimeout(() => socket.terminate(), lastMs).unref()
}
