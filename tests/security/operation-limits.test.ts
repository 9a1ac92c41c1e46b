import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getIntrospectionQuery, Kind, parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dashboardOperations } from '../../server/graphql/generated/dashboard-operations.js'
import { parseDocument } from '../../server/graphql/pipeline/parse-document.js'
import { exampleTabs } from '../../server/transport/pages/graphiql-examples.js'
import { send, transports } from '../support/api/transports.js'
import { notedLog } from '../support/noted-log.js'
import { SocketClient } from '../support/socket-client.js'
import { startServer, type TestServer } from '../support/start-server.js'
import { usualLimits } from '../support/usual-limits.js'

const { log, logged } = notedLog()
let server: TestServer
beforeAll(async () => void (server = await startServer({ log })))
afterAll(() => server[Symbol.asyncDispose]())

const times = (count: number, part: (n: number) => string) => Array.from({ length: count }, (_, n) => part(n)).join(' ')
const aliases = (count: number) => `{ ${times(count, (n) => `a${n}: __typename`)} }`
const nested = (depth: number) => `${'{ a '.repeat(depth)}${'}'.repeat(depth)}`
const directives = (count: number) => `{ ${times(count, () => '... @include(if: true) { __typename }')} }`
const page = (n: number) => `p${n}: decisions(first: 1000) { edges { node { id reasoning } } }`
const tokens = (count: number) => `{ ${times(count - 2, (n) => `f${n}`)} }`
const unused = (inside: string) => `fragment Unused on Query { ${inside} } query { __typename }`

const instruments = (inside: string) => `instruments(first: 1000) { instruments { ${inside} } }`
/** As long as a name may be. */
const longAliases = (count: number) => times(count, (n) => `${'x'.repeat(127)}${n}: __typename`)

const tooMuch: readonly (readonly [string, string, string])[] = [
  ['16 aliases', aliases(16), 'GRAPHQL_PARSE_FAILED'],
  [
    '16 aliases in a fragment that nobody spreads',
    unused(times(16, (n) => `a${n}: __typename`)),
    'GRAPHQL_PARSE_FAILED',
  ],
  ['a depth of 11', nested(11), 'GRAPHQL_PARSE_FAILED'],
  [
    'a depth of 11 over fragments',
    `query { ...A } fragment A on Query { a { a { a { a { a { ...B } } } } } } fragment B on Query { a { a { a { a { a { a } } } } } }`,
    'GRAPHQL_PARSE_FAILED',
  ],
  ['9 directives', directives(9), 'GRAPHQL_PARSE_FAILED'],
  ['1,001 tokens', tokens(1_001), 'GRAPHQL_PARSE_FAILED'],
  ['an alias of 129 characters', `{ ${'a'.repeat(129)}: __typename }`, 'GRAPHQL_PARSE_FAILED'],
  ['an alias of 60,000 characters', `{ ${instruments(`${'a'.repeat(60_000)}: __typename`)} }`, 'GRAPHQL_PARSE_FAILED'],
  ['an operation with such a name', `query ${'a'.repeat(60_000)} { __typename }`, 'GRAPHQL_PARSE_FAILED'],
  ['a variable with such a name', `query ($${'a'.repeat(60_000)}: Int) { __typename }`, 'GRAPHQL_PARSE_FAILED'],
  ['a fragment with such a name', `{ ...${'a'.repeat(60_000)} }`, 'GRAPHQL_PARSE_FAILED'],
  ['a directive with such a name', `{ __typename @${'a'.repeat(60_000)} }`, 'GRAPHQL_PARSE_FAILED'],
  ['names that fill more than an answer may have', `{ ${instruments(longAliases(9))} }`, 'TOO_MUCH_ASKED_FOR'],
  [
    'such names in a fragment that is spread under several names',
    `{ a: ${instruments('...F')} b: ${instruments('...F')} } fragment F on Instrument { ${longAliases(5)} }`,
    'TOO_MUCH_ASKED_FOR',
  ],
  ['1,001 comments', `${'#\n'.repeat(1_001)}{ __typename }`, 'GRAPHQL_PARSE_FAILED'],
  ['500 times one field', `{ ${'__typename '.repeat(500)} }`, 'GRAPHQL_PARSE_FAILED'],
  ['500 times one field in a fragment that nobody spreads', unused('__typename '.repeat(500)), 'GRAPHQL_PARSE_FAILED'],
  ['30,000 levels', '{a'.repeat(30_000), 'GRAPHQL_PARSE_FAILED'],
  ['40,000 levels of a list', `{ a(b: ${'['.repeat(40_000)}`, 'GRAPHQL_PARSE_FAILED'],
  ['five long pages', `{ ${times(5, page)} }`, 'TOO_MUCH_ASKED_FOR'],
  [
    'six pages over fragments',
    `{ ...A ...B } ${['A', 'B'].map((name) => `fragment ${name} on Query { ${times(3, (n) => `${name}${n}: fills(first: 1000) { edges { node { id } } }`)} }`).join(' ')}`,
    'TOO_MUCH_ASKED_FOR',
  ],
  ['a fragment that spreads itself', '{ ...A } fragment A on Query { ...A }', 'GRAPHQL_VALIDATION_FAILED'],
  [
    'fragments that spread each other',
    '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'types of fields of types of fields of types',
    '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }',
    'GRAPHQL_VALIDATION_FAILED',
  ],
  ['aliases of what the schema says of itself', '{ __schema { a: types { name } } }', 'GRAPHQL_PARSE_FAILED'],
  ['the schema under another name', '{ a: __schema { types { name } } }', 'GRAPHQL_PARSE_FAILED'],
  [
    'such aliases in a fragment',
    '{ __schema { types { ...T } } } fragment T on __Type { a: name }',
    'GRAPHQL_PARSE_FAILED',
  ],
]

describe.each(transports)('over %s', (transport) => {
  it.each(tooMuch)('%s is refused with a code, and nothing of it runs', async (_what, query, code) => {
    const { status, data, errors, text } = await send(server, transport, { query })
    expect(errors?.map(({ extensions }) => extensions?.code)).toContain(code)
    expect(data ?? null).toBeNull()
    expect(status).toBeLessThan(500)
    expect(text.length).toBeLessThan(5_000)
    expect(logged).toEqual([])
  })

  it.each([
    ['15 aliases', aliases(15)],
    ['8 directives', directives(8)],
    ['100 times one field', `{ ${'__typename '.repeat(100)} }`],
    ['one long page', `{ ${page(0)} }`],
  ])('%s are taken', async (_what, query) => {
    const { errors } = await send(server, transport, { query })
    expect(errors).toBeUndefined()
  })

  it('of unknown fields by the hundred, the answer names the first few', async () => {
    const { errors, text } = await send(server, transport, { query: `{ ${times(900, (n) => `unknown${n}`)} }` })
    expect(errors?.length).toBeLessThanOrEqual(11)
    expect(text.length).toBeLessThan(20_000)
  })
})

/** An answer that is too long once it is there has another message. */
const beforeItRuns = /^The names of its fields alone may fill/

it.each(transports)('a query is refused for its names over %s before it runs', async (transport) => {
  const { errors } = await send(server, transport, { query: `{ ${instruments(longAliases(9))} }` })
  expect(errors?.[0]?.message).toMatch(beforeItRuns)
})

it.each(['SSE', 'WebSocket'] as const)('a subscription is refused for its names over %s', async (transport) => {
  const query = `subscription { optionsChain(limit: 1000) { contracts { ${longAliases(9)} } } }`
  const { errors, data } = await send(server, transport, { query })
  expect(errors).toMatchObject([
    { extensions: { code: 'TOO_MUCH_ASKED_FOR', allowed: { max: 1_048_576, unit: 'bytes' } } },
  ])
  expect(errors?.[0]?.message).toMatch(beforeItRuns)
  expect(data ?? null).toBeNull()
})

it('a list of operations is refused over HTTP and SSE, and closes a socket', async () => {
  const batch = JSON.stringify([{ query: '{ __typename }' }, { query: '{ __typename }' }])
  for (const accept of ['application/json', 'text/event-stream']) {
    const headers = { 'content-type': 'application/json', accept }
    const response = await fetch(server.httpUrl, { method: 'POST', headers, body: batch })
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('BAD_REQUEST')
  }
  using socket = await new SocketClient(server.wsUrl).init()
  socket.send(`{"type":"subscribe","id":"a","payload":${batch}}`)
  expect((await socket.closed).code).toBe(4400)
})

describe('what is ours', () => {
  const inMarkdown = readdirSync('docs').flatMap((page) =>
    [...readFileSync(join('docs', page), 'utf8').matchAll(/```graphql\n([^]*?)```/g)].map(([, text]) => text ?? ''),
  )
  const isOperation = (text: string) => parse(text).definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION)
  const bot = readFileSync('examples/bot-typescript/bot.graphql', 'utf8')

  it.each([
    ...dashboardOperations.map((text) => ['the dashboard', text] as const),
    ...exampleTabs.map(({ query }) => ['GraphiQL', query] as const),
    ...inMarkdown.filter(isOperation).map((text) => ['the docs', text] as const),
    ['the example of a bot', bot] as const,
    ['tools that ask for the schema', getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true })] as const,
  ])('passes the limits: %s (%#)', (_whose, text) => {
    expect(parseDocument(text, usualLimits).definitions.length).toBeGreaterThan(0)
  })
})

it('the limits are settings', async () => {
  await using wide = await startServer(
    {},
    { MAX_ALIASES: '20', MAX_DIRECTIVES: '9', MAX_DEPTH: '11', MAX_TOKENS: '1500', MAX_COST: '1000000' },
  )
  for (const query of [aliases(16), directives(9), `{ ${times(8, page)} }`]) {
    expect((await send(wide, 'HTTP', { query })).errors).toBeUndefined()
  }
  const codeOf = async (query: string) => (await send(wide, 'HTTP', { query })).errors?.[0]?.extensions?.code
  expect(await codeOf(nested(11))).toBe('GRAPHQL_VALIDATION_FAILED')
  expect(await codeOf(nested(12))).toBe('GRAPHQL_PARSE_FAILED')
  expect(await codeOf(tokens(1_001))).toBe('GRAPHQL_VALIDATION_FAILED')
  expect(await codeOf(aliases(21))).toBe('GRAPHQL_PARSE_FAILED')
})
