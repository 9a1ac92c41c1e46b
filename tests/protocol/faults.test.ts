import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Market } from '../../server/market/market.js'
import { indexTick } from '../support/builders.js'
import { ScriptedFeed } from '../support/scripted-feed.js'
import { SocketClient } from '../support/socket-client.js'
import { startOpen } from '../support/start-open.js'
import { ask, type TestServer } from '../support/start-server.js'

const tick = 'subscription { marketData { seq } }'
let feed: ScriptedFeed
let server: TestServer

beforeEach(async () => {
  feed = new ScriptedFeed()
  server = await startOpen({}, { feed })
})
afterEach(() => server[Symbol.asyncDispose]())

/** A bug in the market's read side, for as long as the test runs. */
function breakMarket(): void {
  const market = server.app.services.live.market as Market & { indexHistory: Market['indexHistory'] }
  market.indexHistory = () => {
    throw new Error('secret: /etc/passwd')
  }
}

describe('a fault of ours', () => {
  it('in a field of a stream is masked, and the stream goes on', async () => {
    breakMarket()
    using socket = await new SocketClient(server.wsUrl).init()
    socket.subscribe('a', 'subscription { marketData { seq indexHistory { priceUsd } } }')
    for (const price of [84_000, 84_001]) {
      feed.say(indexTick(price, Date.now()))
      const message = await socket.next()
      expect(message).toMatchObject({ type: 'next', payload: { errors: [{ message: 'Unexpected error.' }] } })
      expect(JSON.stringify(message)).not.toContain('secret')
    }
  })

  it('in the source of a stream ends that stream with a masked error, and the socket stays open', async () => {
    using socket = await new SocketClient(server.wsUrl).init()
    socket.subscribe('a', tick)
    await socket.nextData('a')
    const { chains } = server.app.services.live
    chains.read = () => {
      throw new Error('secret: /etc/passwd')
    }
    socket.subscribe('b', 'subscription { optionsChain { seq } }')
    const message = await socket.next()
    expect(message.id).toBe('b')
    expect(JSON.stringify(message)).toContain('Unexpected error.')
    expect(JSON.stringify(message)).not.toContain('secret')
    feed.say(indexTick(84_001, Date.now()))
    for (;;) if ((await socket.next()).id === 'a') break
  })

  it('in the source of an SSE stream is masked as well', async () => {
    const { chains } = server.app.services.live
    chains.read = () => {
      throw new Error('secret: /etc/passwd')
    }
    const response = await fetch(server.httpUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: 'subscription { optionsChain { seq } }' }),
    })
    const text = await response.text()
    expect(text).toContain('Unexpected error.')
    expect(text).not.toContain('secret')
  })

  it('in one query leaves the server as it was', async () => {
    breakMarket()
    await ask(server.httpUrl, '{ marketData { indexHistory { priceUsd } } }')
    expect(await ask(server.httpUrl, '{ __typename }')).toEqual({ data: { __typename: 'Query' } })
  })
})
