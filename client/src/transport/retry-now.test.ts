import { expect, it } from 'vitest'
import { anonymous } from '../testing/anonymous.js'
import { BrowserLikeSocket } from '../testing/browser-like-socket.js'
import { eventually } from '../testing/eventually.js'
import { startLoopbackServer } from '../testing/loopback-server.js'
import type { NetworkWatch } from './network-watch.js'
import { createWsTransport } from './ws-transport.js'

const HOUR_MS = 3_600_000

function fakeNetwork() {
  let tell: (online: boolean) => void = () => undefined
  let online = true
  const watch: NetworkWatch = {
    online: () => online,
    watch: ({ onChange }) => {
      tell = onChange
      return () => undefined
    },
  }
  const set = (next: boolean) => {
    online = next
    tell(next)
  }
  return { watch, set }
}

it('says offline while there is no network, and returns with it instead of waiting for the countdown', async () => {
  const options = { typeDefs: 'type Query { n: Int }', resolvers: {} }
  const server = await startLoopbackServer(options)
  const network = fakeNetwork()
  const transport = createWsTransport({
    url: server.wsUrl,
    credentials: anonymous,
    webSocketImpl: BrowserLikeSocket,
    network: network.watch,
    delayMs: () => HOUR_MS,
  })
  const { current } = transport.connection
  await eventually(() => expect(current().kind).toBe('live'))
  await server.kill()
  await eventually(() => expect(current().kind).toBe('reconnecting'))
  network.set(false)
  expect(current().kind).toBe('offline')
  const again = await startLoopbackServer({ ...options, port: server.port })
  network.set(true)
  await eventually(() => expect(current()).toMatchObject({ kind: 'live', epoch: 2 }))
  transport.dispose()
  await again.kill()
})
