import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SocketClient } from '../support/socket-client.js'
import { startServer, type TestServer } from '../support/start-server.js'

let server: TestServer
let token: string
beforeAll(async () => {
  server = await startServer()
  token = await server.mint('ann')
})
afterAll(() => server[Symbol.asyncDispose]())

/** What the language and libraries look for in objects. */
const names = `constructor toString toJSON toLocaleString valueOf hasOwnProperty isPrototypeOf prototype catch finally next return
  throw done value length size name data errors path extensions stringify get set has keys entries call apply nodeType`
const aliases = names.split(/\s+/)

const queries: [string, (alias: string) => string][] = [
  ['a root field', (alias) => `{ ${alias}: marketData { seq } }`],
  ['a field of an object', (alias) => `{ marketData { ${alias}: seq } }`],
  ['a field in a list', (alias) => `{ expiries { ${alias}: expiry } }`],
  ['a root field of a subscription', (alias) => `subscription { ${alias}: marketData { seq } }`],
  ['a field in a subscription', (alias) => `subscription { marketData { ${alias}: seq } }`],
  ['a root field of a mutation', (alias) => `mutation { ${alias}: closeReplay(id: "none") { id } }`],
  ['a field of a fragment', (alias) => `{ marketData { ...F } } fragment F on MarketData { ${alias}: seq }`],
]

async function overHttp(query: string, accept: string): Promise<string> {
  const stop = new AbortController()
  const response = await fetch(server.httpUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept, authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
    signal: stop.signal,
  })
  let text = ''
  for await (const part of response.body ?? []) {
    text += Buffer.from(part as Uint8Array).toString()
    if (/\{.*\}\s*$/.test(text)) break
  }
  stop.abort()
  return text
}

async function overSocket(query: string): Promise<string> {
  using client = await new SocketClient(server.wsUrl).initAs(token)
  client.subscribe('a', query)
  return JSON.stringify(await client.next())
}

/** By each way in which it can run. A subscription is not answered as JSON. */
async function answers(query: string): Promise<readonly string[]> {
  const sse = overHttp(query, 'text/event-stream')
  const json = query.startsWith('subscription') ? sse : overHttp(query, 'application/json')
  return Promise.all([json, sse, overSocket(query)])
}

describe.each(queries)('an alias of %s', (_what, of) => {
  it.each(aliases)('may be %s', async (alias) => {
    for (const answer of await answers(of(alias))) {
      if (of(alias).startsWith('mutation'))
        expect(answer).toMatch(`"path":["${alias}"],"extensions":{"code":"UNKNOWN_REPLAY"`)
      else expect(answer).toMatch(new RegExp(`"data":.*"${alias}":["{\\d]`))
    }
  })

  it('is refused before it runs when it is then, with an error that names it', async () => {
    for (const answer of await answers(of('then'))) {
      expect(answer).toContain('The alias \\"then\\" cannot be used; use another one.')
      expect(answer).toContain('"code":"GRAPHQL_PARSE_FAILED"')
      expect(answer).not.toContain('"data":')
    }
  })
})

it.each([
  'query then { marketData { seq } }',
  'query ($then: Boolean = true) { marketData { seq @include(if: $then) } }',
  '{ marketData { ...then } } fragment then on MarketData { seq }',
])('other names may be then: %s', async (query) => {
  for (const answer of await answers(query)) expect(answer).toMatch(/"data":.*"seq":\d/)
})
