import { WebSocket, type ClientOptions } from 'ws'

/** What a server answers to an upgrade: 101 if a WebSocket opens. */
export function upgradeStatus(wsUrl: string, options: ClientOptions): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(wsUrl, 'graphql-transport-ws', options)
    socket.once('open', () => resolve(101))
    socket.once('unexpected-response', (_request, { statusCode }) => resolve(statusCode))
    // Leaving a socket that has not opened is an error, too, but then the answer is known.
    socket.on('error', reject)
    socket.once('open', () => socket.terminate()).once('unexpected-response', () => socket.terminate())
  })
}
