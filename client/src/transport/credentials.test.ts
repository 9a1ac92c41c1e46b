import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BrowserLikeSocket } from '../testing/browser-like-socket.js'
import { createChannel, type Channel } from '../testing/channel.js'
import { eventually } from '../testing/eventually.js'
import { startLoopbackServer, type LoopbackServer } from '../testing/loopback-server.js'
import type { Credentials, LiveTransport } from './live-transport.js'
import { createWsTransport } from './ws-transport.js'

const typeDefs = `
  type Query { n: Int }
  type Subscription { count(from: Int): Int! }
`

let counts: Channel<number>
let server: LoopbackServer
let transport: LiveTransport
let good: Set<string | null>
/** The server ends the sockets of this token. */
const forbid = (token: string) => {
  good.delete(token)
  for (const socket of server.sockets) socket.close(4403, 'The token has expired')
}

/** Gives out these tokens, the next when one is refused. */
function credentialsOf(...tokens: (string | null)[]) {
  return {
    token: vi.fn(() => Promise.resolve(tokens[0] ?? null)),
    accepted: vi.fn<Credentials['accepted']>(),
    refused: vi.fn<Credentials['refused']>(() => {
      tokens.shift()
      return tokens.length > 0
    }),
  }
}
const connect = (credentials: Credentials) => {
  transport = createWsTransport({ url: server.wsUrl, credentials, webSocketImpl: BrowserLikeSocket, delayMs: () => 20 })
}
const state = () => transport.connection.current()

describe('the credentials of a connection', () => {
  beforeEach(async () => {
    counts = createChannel()
    good = new Set(['first', 'second'])
    server = await startLoopbackServer({
      typeDefs,
      accepts: (token) => good.has(token),
      resolvers: {
        Subscription: { count: { subscribe: () => counts.read(), resolve: (count: number) => count } },
      },
    })
  })
  afterEach(async () => {
    transport.dispose()
    await server.kill()
  })

  it('are asked for on each connection; a subscription goes on with the next token, from where it was', async () => {
    const credentials = credentialsOf('first', 'second')
    connect(credentials)
    const seen: unknown[] = []
    let from = 1
    const sink = { next: (result: unknown) => void seen.push(result), error: vi.fn(), complete: vi.fn() }
    transport.run(() => ({ query: 'subscription ($from: Int) { count(from: $from) }', variables: { from } }), sink)
    await eventually(() => expect(server.subscribed).toEqual([{ from: 1 }]))
    from = 2
    forbid('first')
    await eventually(() => expect(server.subscribed).toEqual([{ from: 1 }, { from: 2 }]))
    counts.publish(7)
    await eventually(() => expect(seen).toEqual([{ data: { count: 7 } }]))
    expect(credentials.refused).toHaveBeenCalledExactlyOnceWith('first', 'The token has expired')
    expect(credentials.accepted.mock.calls).toEqual([['first'], ['second']])
    expect([sink.error, sink.complete].flatMap(({ mock }) => mock.calls)).toEqual([])
  })

  it.each([
    ['nobody is signed in', null],
    ['the token is bad', 'unknown'],
  ])('end the attempts when the server does not answer to who looks: %s', async (_why, token) => {
    const credentials = credentialsOf(token)
    connect(credentials)
    await eventually(() => expect(state()).toEqual({ kind: 'refused' }))
    transport.retryNow()
    expect(state()).toEqual({ kind: 'refused' })
    expect(credentials.token).toHaveBeenCalledTimes(1)
  })

  it('that cannot be had at present are asked for again, as after any loss', async () => {
    const credentials = credentialsOf('first')
    credentials.token.mockRejectedValueOnce(new Error('The provider is away'))
    connect(credentials)
    await eventually(() => expect(state().kind).toBe('live'))
    expect(credentials.token).toHaveBeenCalledTimes(2)
    expect(credentials.refused).not.toHaveBeenCalled()
  })
})
