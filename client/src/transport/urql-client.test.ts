import { gql } from 'urql'
import { expect, it, vi } from 'vitest'
import { eventually } from '../testing/eventually.js'
import type { LiveSink, LiveTransport } from './live-transport.js'
import { createUrqlClient } from './urql-client.js'

function fakeTransport() {
  const sinks: LiveSink[] = []
  const transport: LiveTransport = {
    connection: { current: () => ({ kind: 'connecting' }), subscribe: () => () => undefined },
    subscribe: (_request, sink) => {
      sinks.push(sink)
      return () => undefined
    },
    retryNow: () => undefined,
    heardFromServer: vi.fn<() => void>(),
    dispose: () => undefined,
  }
  return { transport, sinks }
}

it('drops an error when a good result follows it', async () => {
  const { transport, sinks } = fakeTransport()
  const client = createUrqlClient({ url: 'http://127.0.0.1/graphql', transport })
  const results: [unknown, boolean][] = []
  const query = gql`
    subscription {
      n
    }
  `
  client.subscription(query, {}).subscribe(({ data, error }) => results.push([data, error !== undefined]))
  await eventually(() => expect(sinks).toHaveLength(1))
  sinks[0]?.next({ data: { n: 1 } })
  sinks[0]?.next({ data: null, errors: [{ message: 'No' }] })
  sinks[0]?.next({ data: { n: 2 } })
  expect(results).toEqual([
    [{ n: 1 }, false],
    [{ n: 1 }, true],
    [{ n: 2 }, false],
  ])
})

it('tells the transport of each answer, and not of a failure of what stands between', async () => {
  const { transport } = fakeTransport()
  const asked = vi.fn<typeof fetch>()
  asked.mockResolvedValueOnce(new Response('Bad Gateway', { status: 502 }))
  asked.mockResolvedValueOnce(Response.json({ data: { n: 1 } }))
  const client = createUrqlClient({ url: 'http://127.0.0.1/graphql', transport, fetch: asked })
  const query = gql`
    {
      n
    }
  `
  await client.query(query, {}).toPromise()
  expect(transport.heardFromServer).not.toHaveBeenCalled()
  await client.query(query, {}).toPromise()
  expect(transport.heardFromServer).toHaveBeenCalledTimes(1)
})

it('gives up a query that is never answered, and asks anew for the next', async () => {
  const hung = new AbortController()
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(hung.signal)
  const never: typeof fetch = (_url, init) =>
    new Promise((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => reject(new DOMException('Timed out', 'TimeoutError')))
    })
  const asked = vi.fn<typeof fetch>().mockImplementationOnce(never)
  asked.mockResolvedValueOnce(Response.json({ data: { n: 1 } }))
  const url = 'http://127.0.0.1/graphql'
  const client = createUrqlClient({ url, transport: fakeTransport().transport, fetch: asked })
  const query = gql`
    {
      n
    }
  `
  const first = client.query(query, {}).toPromise()
  await eventually(() => expect(asked).toHaveBeenCalledTimes(1))
  hung.abort()
  expect((await first).error?.networkError?.name).toBe('TimeoutError')
  expect((await client.query(query, {}).toPromise()).data).toEqual({ n: 1 })
  timeout.mockRestore()
})
