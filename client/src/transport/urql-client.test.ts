import { gql } from 'urql'
import { expect, it } from 'vitest'
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
