import { gql } from 'urql'
import { expect, it } from 'vitest'
import { eventually } from '../testing/eventually.js'
import type { LiveSink, LiveTransport } from './live-transport.js'
import { createUrqlClient } from './urql-client.js'

function fakeTransport() {
  const sinks: LiveSink[] = []
  let stops = 0
  const transport: LiveTransport = {
    connection: { current: () => ({ kind: 'connecting' }), subscribe: () => () => undefined },
    run: (_request, sink) => {
      sinks.push(sink)
      return () => {
        stops += 1
      }
    },
    retryNow: () => undefined,
    dispose: () => undefined,
  }
  return { transport, sinks, stopped: () => stops }
}

it('drops an error when a good result follows it', async () => {
  const { transport, sinks } = fakeTransport()
  const client = createUrqlClient(transport)
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

it('carries queries on the same connection, and ends them with their answer', async () => {
  const { transport, sinks, stopped } = fakeTransport()
  const client = createUrqlClient(transport)
  const query = gql`
    {
      n
    }
  `
  const asked = client.query(query, {}).toPromise()
  await eventually(() => expect(sinks).toHaveLength(1))
  sinks[0]?.next({ data: { n: 1 } })
  sinks[0]?.complete()
  expect((await asked).data).toEqual({ n: 1 })
  const again = client.query(query, {}).toPromise()
  await eventually(() => expect(sinks).toHaveLength(2))
  sinks[1]?.error([{ message: 'No', extensions: { code: 'UNKNOWN_ACCOUNT' } }])
  expect((await again).error?.graphQLErrors[0]?.extensions).toEqual({ code: 'UNKNOWN_ACCOUNT' })
  expect(stopped()).toBe(2)
})
