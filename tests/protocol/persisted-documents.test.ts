import { createHash } from 'node:crypto'
import { ApolloClient, gql as apolloGql, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client'
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries'
import { GraphQLWsLink } from '@apollo/client/link/subscriptions'
import { persistedExchange } from '@urql/exchange-persisted'
import { OperationTypeNode } from 'graphql'
import { createClient as createWsClient } from 'graphql-ws'
import { Client, fetchExchange, gql, subscriptionExchange } from 'urql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { startOpen } from '../support/start-open.js'
import type { TestServer } from '../support/start-server.js'

let server: TestServer
let token: string
beforeAll(async () => {
  server = await startOpen()
  token = await server.mint('persisting')
})
afterAll(() => server[Symbol.asyncDispose]())

const query = '{ marketData { currency indexPriceUsd } }'
const subscription = 'subscription { marketData { currency indexPriceUsd } }'
const mutation = (key: string) =>
  `mutation { openAccount(input: { name: "P", idempotencyKey: "${key}" }) { __typename } }`
const price = { marketData: { currency: 'BTC', indexPriceUsd: 84_000 } }
const authorization = () => ({ authorization: `Bearer ${token}` })
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Requests as they were sent, for a client that falls back sends two. */
function recorded() {
  const sent: string[] = []
  const asFetch: typeof fetch = (url, init) => {
    sent.push(`${init?.method ?? 'GET'} ${String(url)} ${String(init?.body)}`)
    return fetch(url, init)
  }
  return { sent, asFetch }
}
const hashed = /persistedQuery/

function wsClient() {
  return createWsClient({
    url: server.wsUrl,
    webSocketImpl: WebSocket,
    connectionParams: authorization,
    retryAttempts: 0,
  })
}

describe.each([false, true])('Apollo Client with persisted documents, by GET: %s', (useGETForHashedQueries) => {
  it('falls back to the text for queries, mutations and subscriptions', async () => {
    const { sent, asFetch } = recorded()
    const ws = wsClient()
    const http = new HttpLink({ uri: server.httpUrl, fetch: asFetch, headers: authorization() })
    const persisted = new PersistedQueryLink({ sha256, useGETForHashedQueries })
    const link = ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      new GraphQLWsLink(ws),
      http,
    )
    const client = new ApolloClient({
      link: persisted.concat(link),
      cache: new InMemoryCache({ typePolicies: { MarketData: { keyFields: ['currency'] } } }),
    })
    expect((await client.query({ query: apolloGql(query) })).data).toMatchObject(price)
    expect(sent).toHaveLength(2)
    expect(sent[0]).toMatch(hashed)
    const { data } = await client.mutate({ mutation: apolloGql(mutation(`apollo-${useGETForHashedQueries}`)) })
    expect(data).toHaveProperty('openAccount')
    const event = await new Promise((next, error) => {
      const following = client.subscribe({ query: apolloGql(subscription) }).subscribe({
        next(event) {
          next(event)
          queueMicrotask(() => following.unsubscribe())
        },
        error,
      })
    })
    expect(event).toMatchObject({ data: price })
    client.stop()
    await ws.dispose()
  })
})

describe.each([false, true])('urql with persisted documents, by GET: %s', (preferGetForPersistedQueries) => {
  const enable = { enableForMutation: true, enableForSubscriptions: true }
  function urql(asFetch: typeof fetch, ws: ReturnType<typeof wsClient> | null) {
    // As urql's documentation has it: graphql-ws sends nothing without a query.
    const forward = subscriptionExchange({
      forwardSubscription: ({ query = '', ...payload }) => ({
        subscribe: (sink) => ({
          unsubscribe: ws?.subscribe({ ...payload, query }, sink as never) ?? (() => {}),
        }),
      }),
    })
    return new Client({
      url: server.httpUrl,
      preferGetMethod: false,
      fetch: asFetch,
      fetchOptions: { headers: authorization() },
      fetchSubscriptions: ws === null,
      exchanges: [
        persistedExchange({
          generateHash: (text) => Promise.resolve(sha256(text)),
          preferGetForPersistedQueries,
          ...enable,
        }),
        ...(ws ? [forward] : []),
        fetchExchange,
      ],
    })
  }

  it('falls back to the text for queries and mutations', async () => {
    const { sent, asFetch } = recorded()
    const client = urql(asFetch, null)
    expect((await client.query(gql(query), {}).toPromise()).data).toMatchObject(price)
    expect(sent).toHaveLength(2)
    expect(sent[0]).toMatch(hashed)
    const { data, error } = await client.mutation(gql(mutation(`urql-${preferGetForPersistedQueries}`)), {}).toPromise()
    expect({ data, error }).toMatchObject({ data: { openAccount: {} } })
  })

  it.each(['WebSocket', 'SSE'])('falls back to the text for subscriptions over %s', async (transport) => {
    const ws = transport === 'SSE' ? null : wsClient()
    const client = urql(fetch, ws)
    const event = await new Promise((resolve) => {
      const { unsubscribe } = client.subscription(gql(subscription), {}).subscribe((event) => {
        resolve(event)
        queueMicrotask(() => unsubscribe())
      })
    })
    expect(event).toMatchObject({ data: price })
    await ws?.dispose()
  })
})

it('a text goes before a hash that is not its own', async () => {
  const extensions = { persistedQuery: { version: 1, sha256Hash: 'not the hash' } }
  const response = await fetch(server.httpUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, extensions }),
  })
  expect(await response.json()).toEqual({ data: price })
})
