import { createClient as createSseClient } from 'graphql-sse'
import { createClient as createWsClient, type Client as WsClient } from 'graphql-ws'
import { Client, fetchExchange, subscriptionExchange } from 'urql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { App } from '../../server/compose/app.js'
import { boundedList } from '../../server/lib/buffers.js'
import { PushIterator } from '../../server/lib/push-iterator.js'
import { indexTick } from '../support/builders.js'
import { freePort } from '../support/free-port.js'
import { openMarket, ScriptedFeed } from '../support/scripted-feed.js'
import { startServer, until, type TestServer } from '../support/start-server.js'

/**
 * Three clients as strangers would use them, each through query → subscribe → complete → reconnect to a server that was
 * stopped and started on the same port.
 */
const snapshot = '{ marketData { indexPriceUsd } }'
const stream = 'subscription { marketData { indexPriceUsd } }'

interface Answer {
  readonly marketData: { readonly indexPriceUsd: number }
}

interface Subject {
  query(): Promise<number | undefined>
  /** Prices as they come, until returned. */
  subscribe(): AsyncIterableIterator<number>
  dispose(): void
}

let feed: ScriptedFeed
let server: TestServer

async function start(port: string): Promise<void> {
  feed = new ScriptedFeed()
  server = await startServer({ feed }, { PORT: port })
  openMarket(feed)
  await until(
    () => Promise.resolve(server.app.services.live.market.marketData('BTC')?.indexPriceUsd),
    (price) => price === 84_000,
  )
}

beforeEach(async () => start(String(await freePort())))
afterEach(() => server[Symbol.asyncDispose]())

function prices(): PushIterator<number> & { stop: () => void } {
  const iterator = new PushIterator<number>(boundedList(1_000), () => iterator.stop()) as PushIterator<number> & {
    stop: () => void
  }
  iterator.stop = () => {}
  return iterator
}

function follow(
  attach: (push: (answer: Answer) => void, end: () => void) => () => void,
): AsyncIterableIterator<number> {
  const iterator = prices()
  const stop = attach(
    ({ marketData }) => iterator.push('', marketData.indexPriceUsd),
    () => iterator.end(),
  )
  iterator.stop = stop
  return iterator
}

const retrying = { retryAttempts: Infinity, shouldRetry: () => true, retryWait: () => Promise.resolve() }

function newWsClient({ wsUrl }: TestServer): WsClient {
  return createWsClient({ url: wsUrl, webSocketImpl: WebSocket, ...retrying })
}

/** What the clients of graphql-ws and graphql-sse have in common. */
interface Subscriber {
  subscribe(operation: { query: string }, sink: Sink): () => void
  dispose(): unknown
}
interface Sink {
  next(result: { data?: unknown }): void
  error(error: unknown): void
  complete(): void
}

function subjectOf(client: Subscriber): Subject {
  const run = (query: string, push: (answer: Answer) => void, end: () => void) =>
    client.subscribe({ query }, { next: ({ data }) => data && push(data as Answer), error: end, complete: end })
  return {
    query: () =>
      new Promise((resolve) =>
        run(
          snapshot,
          ({ marketData }) => resolve(marketData.indexPriceUsd),
          () => resolve(undefined),
        ),
      ),
    subscribe: () => follow((push, end) => run(stream, push, end)),
    dispose: () => void client.dispose(),
  }
}

const graphqlWs = (target: TestServer) => subjectOf(newWsClient(target))

function urql(target: TestServer): Subject {
  const ws = newWsClient(target)
  const forward = subscriptionExchange({
    forwardSubscription: ({ query = '', variables }) => ({
      subscribe: (sink) => ({
        unsubscribe: ws.subscribe({ query, variables: variables as Record<string, unknown> }, sink as never),
      }),
    }),
  })
  const client = new Client({ url: target.httpUrl, preferGetMethod: false, exchanges: [fetchExchange, forward] })
  return {
    query: async () => (await client.query<Answer>(snapshot, {}).toPromise()).data?.marketData.indexPriceUsd,
    subscribe: () =>
      follow((push) => client.subscription<Answer>(stream, {}).subscribe(({ data }) => data && push(data)).unsubscribe),
    dispose: () => void ws.dispose(),
  }
}

const sse = ({ httpUrl }: TestServer) =>
  subjectOf(createSseClient({ url: httpUrl, retryAttempts: 1_000, retry: () => Promise.resolve() }))

const readers = (app: App) => Promise.resolve(app.services.counts.streams())

describe.each([
  ['graphql-ws', graphqlWs],
  ['urql', urql],
  ['graphql-sse', sse],
])('a %s client', (_name, create) => {
  it('queries, subscribes, completes and reconnects', async () => {
    const client = create(server)
    try {
      expect(await client.query()).toBe(84_000)

      const first = client.subscribe()
      expect((await first.next()).value).toBe(84_000)
      feed.say(indexTick(84_001, Date.now()))
      expect((await first.next()).value).toBe(84_001)
      await first.return?.()
      await until(
        () => readers(server.app),
        (streams) => streams.length === 0,
      )

      const second = client.subscribe()
      expect((await second.next()).value).toBe(84_001)
      const { port } = new URL(server.httpUrl)
      await server[Symbol.asyncDispose]()
      await start(port)
      expect((await second.next()).value).toBe(84_000)
      feed.say(indexTick(84_002, Date.now()))
      expect((await second.next()).value).toBe(84_002)
      await second.return?.()
    } finally {
      client.dispose()
    }
  })
})
