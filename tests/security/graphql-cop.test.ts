import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { send, transports } from '../support/api/transports.js'
import { httpSend, type HttpSent } from '../support/http-send.js'
import { startServer, type TestServer } from '../support/start-server.js'

/** What graphql-cop looks for, in production with the usual settings. Each of its checks, and what it takes for a finding. */
let server: TestServer
beforeAll(async () => {
  server = await startServer({}, { NODE_ENV: 'production' })
})
afterAll(() => server[Symbol.asyncDispose]())

const times = (count: number, part: (n: number) => string) => Array.from({ length: count }, (_, n) => part(n)).join(' ')
const hello = 'query cop { __typename }'

/** As graphql-cop sends it. `fetch` adds headers of its own. */
async function textOf(search: string, sent: HttpSent = {}): Promise<string> {
  const { text } = await httpSend(server.httpUrl + search, { ...sent, headers: { accept: '*/*', ...sent.headers } })
  return text
}
const search = (query: string) => `?query=${encodeURIComponent(query)}`

describe.each(transports)('over %s', (transport) => {
  it.each([
    ['alias overloading', `query cop { ${times(101, (n) => `alias${n}: __typename`)} }`],
    ['field duplication', `query cop { ${'__typename\n'.repeat(500)} }`],
    [
      'circular introspection',
      `query cop { __schema ${'{ types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } }'} }`,
    ],
    ['introspection', 'query cop { __schema { types { name fields { name } } } }'],
    ['introspection of one type', 'query cop { __type(name: "Query") { name } }'],
  ])('%s is answered without data', async (_check, query) => {
    const { data, errors } = await send(server, transport, { query })
    expect(data ?? null).toBeNull()
    expect(errors?.length).toBeGreaterThan(0)
  })

  it('directive overloading is refused once, not for each directive', async () => {
    const { errors } = await send(server, transport, { query: `query cop { __typename ${'@aa'.repeat(10)} }` })
    expect(errors).toHaveLength(1)
  })

  it.each<[string, string, Record<string, unknown>?]>([
    ['a field of the schema', 'query cop { __schema { directive } }'],
    ['a field', 'query cop { marketDat { seq } }'],
    ['an argument', 'query cop { marketData(currencie: "BTC") { seq } }'],
    ['a type', 'query cop { ... on Querry { __typename } }'],
    ['an enum value', 'query cop { instruments(kind: PERPETUALL) { seq } }'],
    ['a field of an input', 'query cop { optionsChain(strikes: { fromUs: 1 }) { seq } }'],
    ['a subselection', 'query cop { marketData }'],
    ['a directive', 'query cop { __typename @skipp(if: true) }'],
    ['a variable', 'query cop ($k: InstrumentKind) { instruments(kind: $k) { seq } }', { k: 'PERPETUALL' }],
  ])('no error suggests what the schema has: %s', async (_what, query, variables = {}) => {
    const { errors, text } = await send(server, transport, { query, variables })
    expect(errors?.length).toBeGreaterThan(0)
    expect(text).not.toMatch(/Did you mean|Known here|"allowed"/)
  })

  it('no trace comes with an answer', async () => {
    expect(await send(server, transport, { query: hello })).toMatchObject({ data: { __typename: 'Query' } })
    expect((await send(server, transport, { query: hello })).text).not.toContain('extensions')
  })

  it('an error has no exception', async () => {
    for (const query of ['qwerty cop { abc }', 'query cop { abc }']) {
      const { errors, text } = await send(server, transport, { query })
      expect(errors?.length).toBeGreaterThan(0)
      expect(text).not.toMatch(/exception|stack/)
    }
  })
})

describe('over HTTP', () => {
  it('a batch of ten is refused', async () => {
    const body = JSON.stringify(Array.from({ length: 10 }, () => ({ query: hello })))
    const answer = await textOf('', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    expect(answer).toContain('BAD_REQUEST')
    expect(answer).not.toContain('__typename')
  })

  it.each([
    ['a query', hello],
    ['a mutation', 'mutation cop { __typename }'],
  ])('GET, as any page can send it, does not run %s', async (_what, query) => {
    expect(await textOf(search(query))).not.toContain('"__typename"')
  })

  it('a form, as any page can send it, runs nothing', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const body = new URLSearchParams({ query: hello }).toString()
    expect(await textOf('', { method: 'POST', headers, body })).not.toContain('"__typename"')
  })

  it('no page for trying queries is served', async () => {
    for (const place of ['graphql', 'graphiql', 'playground', 'console', '']) {
      const response = await fetch(server.app.url + place, { headers: { accept: 'text/html' } })
      expect(await response.text()).not.toMatch(/graphiql\.min\.css|GraphiQL|GraphQL Playground|graphql-playground/)
    }
  })
})
