import { SocketClient } from './socket-client.js'
import { until, type TestServer } from './start-server.js'

/** A socket with one subscription, "s", that the server has attached to the bus. */
export async function subscribed({ app, wsUrl }: TestServer, query: string): Promise<SocketClient> {
  const { bus } = app.services
  const before = bus.readerCount()
  const socket = await new SocketClient(wsUrl).init()
  socket.subscribe('s', `subscription { ${query} }`)
  await until(
    () => Promise.resolve(bus.readerCount()),
    (count) => count > before,
  )
  return socket
}
