import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorCodes } from '../../server/graphql/errors.js'
import { send, transports, type Sent } from '../support/api/transports.js'
import { httpSend, type HttpSent } from '../support/http-send.js'
import { startServer, type TestServer } from '../support/start-server.js'

/** What an attacker tries first. No answer of a server in production helps to try on. */
let server: TestServer
beforeAll(async () => {
  server = await startServer({}, { NODE_ENV: 'production' })
})
afterAll(() => server[Symbol.asyncDispose]())

/** Frames of a stack, files, packages, statements, and names that somebody might have meant. */
const telling = [
  /\bat (async )?[\w.<>]+ \(|\.[jt]s:\d+|node:internal/,
  /node_modules|file:\/\/|\/(server|dist|tmp|home|root|usr)\//,
  /\bselect\b.+\bfrom\b|\binsert into\b|sqlite|postgres|syntax error at or near|no such (table|column)/i,
  /Did you mean|There is [A-Za-z]/,
  /TypeError|RangeError|ReferenceError|SyntaxError|ECONN|ENOENT|\[object|undefined|NaN/,
]
const tellsNothing = (text: string) => telling.forEach((what) => expect(text).not.toMatch(what))

const injections = [
  `' OR '1'='1`,
  `'; DROP TABLE decisions; --`,
  '%00',
  '../../etc/passwd',
  '${7*7}',
  '{{7*7}}',
  '\u0000',
  '😀'.repeat(50),
]
const page = 'query ($a: String) { decisions(after: $a) { edges { cursor } } }'
const account = 'query ($a: ID) { performance(account: $a) { seq } }'

const operations: readonly Sent[] = [
  ...injections.flatMap((a) => [
    { query: page, variables: { a } },
    { query: account, variables: { a } },
  ]),
  ...injections
    .slice(0, 5)
    .map((a) => ({ query: 'query ($a: String!) { marketData(currency: $a) { seq } }', variables: { a } })),
  { query: '{' },
  { query: '}' },
  { query: 'query ($a: Nothing) { __typename }' },
  { query: '{ __schema { types { name } } }' },
  { query: '{ marketDat { seq } }' },
  { query: '{ marketData { sec } }' },
  { query: '{ marketData }' },
  { query: '{ marketData { seq { a } } }' },
  { query: '{ optionsChain(limit: "ten") { seq } }' },
  { query: '{ optionsChain(limit: 1e400) { seq } }' },
  { query: '{ optionsChain(limit: -1) { seq } }' },
  { query: '{ optionsChain(expiry: "2026-99-99") { seq } }' },
  { query: '{ instruments(kind: PERPETUALS) { seq } }' },
  { query: 'query ($k: InstrumentKind) { instruments(kind: $k) { seq } }', variables: { k: 'PERPETUALS' } },
  { query: 'query ($s: StrikeRange) { optionsChain(strikes: $s) { seq } }', variables: { s: { fromm: 1 } } },
  { query: 'query ($n: Int!) { optionsChain(limit: $n) { seq } }' },
  { query: 'query ($n: Int!) { optionsChain(limit: $n) { seq } }', variables: { n: { toString: 1 } } },
  { query: 'query A { __typename } query B { __typename }' },
  { query: 'query A { __typename }', operationName: '__proto__' },
  { query: 'mutation { openAccount(input: { name: "a" }) { __typename } }' },
  { query: 'mutation { placeOrder(input: { symbl: "a" }) { __typename } }' },
  { query: 'subscription { nothing }' },
  { query: 'subscription { marketData(currency: "DOGE") { seq } }' },
  { query: 'subscription ($k: InstrumentKind) { instruments(kind: $k) { seq } }', variables: { k: 'PERPETUALS' } },
  { query: '{ ...A } fragment A on Query { ...A }' },
  { query: '{ ...Missing }' },
  { query: '{ __typename @skipp(if: true) }' },
  { documentId: '../../etc/passwd' },
]

const codes: ReadonlySet<unknown> = new Set(Object.keys(errorCodes))

describe.each(transports)('over %s', (transport) => {
  it.each(operations.map((sent) => [JSON.stringify(sent).slice(0, 90), sent] as const))(
    '%s is refused with a code, and tells nothing else',
    async (_text, sent) => {
      const { errors, status, text } = await send(server, transport, sent)
      expect(errors?.length).toBeGreaterThan(0)
      for (const { extensions } of errors ?? []) expect(codes).toContain(extensions?.code)
      expect(status).toBeLessThan(500)
      // What was sent may stand in the answer.
      tellsNothing(text.replaceAll(/etc\/passwd|DROP TABLE \w+/g, ''))
    },
  )
})

const json = { 'content-type': 'application/json' }
const requests: readonly (readonly [string, string, HttpSent])[] = [
  ['no JSON', 'graphql', { body: 'x', headers: json }],
  ['an empty body', 'graphql', { body: '', headers: json }],
  ['another type', 'graphql', { body: '<a/>', headers: { 'content-type': 'application/xml' } }],
  ['another method', 'graphql', { method: 'DELETE' }],
  ['another type asked for', 'graphql', { body: '{}', headers: { ...json, accept: 'image/png' } }],
  ['an encoded body', 'graphql', { body: '{}', headers: { ...json, 'content-encoding': 'gzip' } }],
  [
    'a bad token',
    'graphql',
    { body: '{"query":"{ __typename }"}', headers: { ...json, authorization: 'Bearer gct_x' } },
  ],
  ['a path above', '../../etc/passwd', {}],
  ['an encoded path above', '%2e%2e/%2e%2e/etc/passwd', {}],
  ['a broken escape', '%', {}],
  ['a source map', 'assets/main.js.map', {}],
  ['a dot file', '.env', {}],
  ['a package', 'package.json', {}],
]

it.each(requests)('a request with %s is answered 4xx, and tells nothing else', async (_what, path, sent) => {
  const { status, text } = await httpSend(new URL(server.app.url).origin + '/' + path, sent)
  expect(status).toBeGreaterThanOrEqual(400)
  expect(status).toBeLessThan(500)
  tellsNothing(text.replaceAll(path, '').replaceAll('etc/passwd', ''))
})
