import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { errorCodes } from '../../server/graphql/errors.js'
import { randomFrom } from '../support/random-operation.js'
import { SocketClient } from '../support/socket-client.js'
import { ask, startServer, type GraphqlAnswer, type TestServer } from '../support/start-server.js'
import { manyNames } from '../support/wide-limits.js'

/** 10,000 malformed texts, bodies and frames, the same each time. */
const each = 2_500
const faults: unknown[] = []
const fault = (error: unknown) => void faults.push(error)
const note = (...parts: unknown[]) => void faults.push(parts)
let server: TestServer
const agent = new Agent({ keepAlive: true, maxSockets: 16 })

beforeAll(async () => {
  process.on('uncaughtException', fault)
  process.on('unhandledRejection', fault)
  const log = { debug: () => {}, info: () => {}, warn: note, error: note }
  server = await startServer({ log }, { ...manyNames, LIMIT_MESSAGES_PER_MINUTE: '1000000' })
})
afterAll(async () => {
  agent.destroy()
  await server[Symbol.asyncDispose]()
  process.off('uncaughtException', fault)
  process.off('unhandledRejection', fault)
})

/** After all of it the server serves, and nothing was thrown where nobody catches it, nor logged as a fault. */
async function isWell(): Promise<void> {
  expect(await ask(server.httpUrl, '{ __typename }')).toEqual({ data: { __typename: 'Query' } })
  expect(faults).toEqual([])
}

const codesIn = (errors: GraphqlAnswer['errors']) => (errors ?? []).map(({ extensions }) => extensions?.code)
const documented: ReadonlySet<unknown> = new Set(Object.keys(errorCodes))
const undocumented = (codes: readonly unknown[]) => codes.filter((code) => !documented.has(code))

const random = randomFrom(20_261_129)
const below = (count: number) => Math.floor(random() * count)
const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T

const parts = [
  '{', '}', '(', ')', '[', ']', ':', '!', '$', '@', '...', '=', '|', '&', '"', '"""', '\\', '#', '\n', ',', ' ',
  'query', 'mutation', 'subscription', 'fragment', 'on', 'Query', 'marketData', 'seq', 'first', '1e999', '-', '0',
  '\u0000', '\uFEFF', '\uD800', '😀', '__schema', '__type', '@skip', '@include(if: $a)', 'null', 'true', '"\\uD800"', 'a'.repeat(300),
] as const // oxfmt-ignore
const whole = [
  '{ marketData { seq perpetual { bidPriceUsd } } }',
  'query ($n: Int! = 5) { optionsChain(limit: $n) { contracts { symbol } } }',
  'query A { ...F } fragment F on Query { status { version } }',
  'mutation { openAccount(input: { name: "a", idempotencyKey: "k" }) { __typename } }',
  '{ __schema { types { name fields { name } } } }',
]

/** Random parts, or a whole text with parts put in, cut out or doubled. */
function brokenText(): string {
  if (random() < 0.4) return Array.from({ length: 1 + below(40) }, () => pick(parts)).join(random() < 0.5 ? '' : ' ')
  let text: string = pick(whole)
  for (let times = 1 + below(4); times > 0; times -= 1) {
    const at = below(text.length)
    const end = at + below(12)
    const between = pick([pick(parts), '', text.slice(at, end).repeat(2)])
    text = text.slice(0, at) + between + text.slice(end)
  }
  return text
}

const brokenValue = (): unknown =>
  pick<unknown>([null, 1, -1e308, '', 'x', true, [], {}, [[]], { a: null }, { __proto__: 1 }, '\u0000', brokenText()])

it('texts of operations on sockets are answered with documented codes', async () => {
  using socket = await new SocketClient(server.wsUrl).init()
  const codes: unknown[] = []
  for (let n = 0; n < each; n += 1) {
    // An empty text is no request at all, and closes the socket.
    const query = brokenText() || '{'
    const variables = random() < 0.3 ? { n: brokenValue() } : {}
    const id = `${n}`
    socket.send({ type: 'subscribe', id, payload: { query, variables } })
    const { type, payload } = await socket.next()
    if (type === 'error') codes.push(...codesIn(payload as GraphqlAnswer['errors'] & object))
    else codes.push(...codesIn((payload as GraphqlAnswer).errors))
    // A text may have become another valid one. Of a query the end follows.
    if (type === 'next') {
      socket.send({ type: 'complete', id })
      socket.send({ type: 'ping', payload: { n } })
      for (let message = await socket.next(); message.type !== 'pong';) message = await socket.next()
    }
  }
  expect(codes.length).toBeGreaterThan(each / 2)
  expect(undocumented(codes)).toEqual([])
  await isWell()
})

interface Posted {
  readonly status: number | undefined
  readonly text: string
}

function post(body: Buffer, headers: Record<string, string>): Promise<Posted> {
  return new Promise((resolve, reject) => {
    const sent = request(server.httpUrl, { method: 'POST', headers, agent }, (answer) => {
      let text = ''
      answer.on('data', (part: Buffer) => (text += part.toString()))
      answer.on('end', () => resolve({ status: answer.statusCode, text }))
    })
    sent.on('error', reject).end(body)
  })
}

const types = ['application/json', 'application/graphql+json', 'application/graphql', 'text/plain', 'application/json; charset=latin1', ''] as const // oxfmt-ignore
const accepts = ['application/json', 'application/graphql-response+json', 'text/event-stream', '*/*', 'image/png'] as const // oxfmt-ignore

/** Posts and checks each answer: a 4xx or a 200, with documented codes. */
async function isRefused(body: Buffer): Promise<void> {
  const type = random() < 0.8 ? types[0] : pick(types)
  const accept = pick(accepts)
  const { status, text } = await post(body, { accept, ...(type !== '' && { 'content-type': type }) })
  expect(status).toBeLessThan(500)
  const json = /\{.*\}/s.exec(text)?.[0] ?? '{}'
  if (json.startsWith('{"error"')) expect(undocumented(codesIn((JSON.parse(json) as GraphqlAnswer).errors))).toEqual([])
}

function brokenJson(): string {
  const names = ['query', 'variables', 'operationName', 'extensions', 'id', '__proto__', 'toString']
  const fields = Array.from({ length: below(4) }, () => [pick(names), random() < 0.3 ? brokenText() : brokenValue()])
  const text = JSON.stringify(pick<unknown>([Object.fromEntries(fields), brokenValue(), [Object.fromEntries(fields)]]))
  if (random() < 0.5) return text
  const at = below(text.length)
  return text.slice(0, at) + pick(parts) + text.slice(at + below(3))
}

/** Many at a time, in the order of the seed. */
async function inParallel(make: () => Buffer): Promise<void> {
  for (let n = 0; n < each; n += 50) await Promise.all(Array.from({ length: 50 }, () => isRefused(make())))
  await isWell()
}

it('bodies that are no JSON, or JSON of another shape, are answered with 4xx or documented codes', async () => {
  await inParallel(() => Buffer.from(brokenJson()))
})

it('bodies that are no UTF-8 are, too', async () => {
  await inParallel(() => {
    const body = Buffer.from(
      JSON.stringify({ query: `{ marketData(currency: "${'é😀'.repeat(1 + below(5))}") { seq } }` }),
    )
    for (let times = 1 + below(5); times > 0; times -= 1) body[below(body.length)] = below(256)
    return random() < 0.2 ? body.subarray(0, below(body.length)) : body
  })
})

const handshake = (path: string) =>
  `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n`

/** A masked frame, with whatever first byte, length and payload; a part of it is left out at times. */
function brokenFrame(): Buffer {
  const payload = Buffer.from(pick([brokenText(), brokenJson(), '{"type":"connection_init"}', '{"type":"ping"}', '']))
  const first = pick([0x81, 0x82, 0x80, 0x01, 0x88, 0x89, 0x8a, 0xc1, 0xf1, below(256)])
  const length = random() < 0.7 ? Math.min(125, payload.length) : below(128)
  const frame = Buffer.concat([
    Buffer.from([first, (random() < 0.9 ? 0x80 : 0) | length, 0, 0, 0, 0]),
    payload.subarray(0, length),
  ])
  return random() < 0.2 ? frame.subarray(0, below(frame.length)) : frame
}

/** Close codes that docs/streams.md names, or that RFC 6455 gives to frames that break it. */
const closings: ReadonlySet<number> = new Set([1000, 1002, 1003, 1007, 1009, 1011, 1013, 4400, 4401, 4403, 4406, 4408, 4409, 4429]) // oxfmt-ignore

/** The code of the close frame at the end of what came. Null: the connection ended without one. */
function closingIn(received: Buffer): number | null {
  const end = received.indexOf('\r\n\r\n') + 4
  for (let at = end; at + 1 < received.length;) {
    const length = received[at + 1] ?? 0
    if (length > 125) return null
    if (((received[at] ?? 0) & 0x0f) === 8) return length >= 2 ? received.readUInt16BE(at + 2) : null
    at += 2 + length
  }
  return null
}

async function closingOf(frames: readonly Buffer[]): Promise<number | null> {
  const { port } = new URL(server.wsUrl)
  const socket = connect(Number(port), '127.0.0.1')
  socket.on('error', () => {})
  const received: Buffer[] = []
  socket.on('data', (part) => received.push(part))
  socket.end(Buffer.concat([Buffer.from(handshake('/graphql')), ...frames]))
  await once(socket, 'close')
  return closingIn(Buffer.concat(received))
}

it('frames that break the protocol close their own socket, with a documented code', async () => {
  const codes: number[] = []
  for (let n = 0; n < each; n += 25) {
    const several = Array.from({ length: 25 }, () => Array.from({ length: 1 + below(4) }, brokenFrame))
    for (const code of await Promise.all(several.map(closingOf))) if (code !== null) codes.push(code)
  }
  expect(codes.length).toBeGreaterThan(each / 4)
  expect(codes.filter((code) => !closings.has(code))).toEqual([])
  await isWell()
})
