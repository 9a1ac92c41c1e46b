import { connect } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createLogger } from '../../server/lib/logger.js'
import { randomFrom } from '../support/random-operation.js'
import { ask, startServer, type TestServer } from '../support/start-server.js'

const faults: unknown[] = []
let server: TestServer
beforeAll(async () => {
  const log = { ...createLogger('silent', false), error: (facts: unknown) => void faults.push(facts) }
  server = await startServer({ log })
})
afterAll(() => server[Symbol.asyncDispose]())

const body = '{"query":"{ status { version } }"}'
const requests = [
  'GET /health HTTP/1.1\r\nHost: HOST\r\n\r\n',
  'GET /graphql?query={__typename} HTTP/1.1\r\nHost: HOST\r\nAccept: application/json\r\n\r\n',
  'GET http://HOST/metrics HTTP/1.1\r\nHost: HOST\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n',
  `POST /graphql HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  `POST /graphql HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
  'GET /graphql HTTP/1.1\r\nHost: HOST\r\nOrigin: http://HOST\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
]
const bits = [
  '\x00',
  '\xff',
  '\r',
  '\n',
  '\r\n',
  '%',
  '[',
  ']',
  ':',
  '/',
  '?',
  '#',
  '@',
  ' ',
  ',',
  ';',
  '"',
  '99999999',
]
const words = ['Host: [', 'Host: %', 'Upgrade: h2c', 'Expect: 100-continue', 'Content-Length: -1', 'Origin: null']

/** A request with a few things wrong. */
function broken(random: () => number): string {
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T
  let text = pick(requests)
  for (let count = 1 + Math.floor(random() * 3); count > 0; count -= 1) {
    const at = Math.floor(random() * text.length)
    const way = random()
    if (way < 0.4) text = text.slice(0, at) + pick(bits) + text.slice(at)
    else if (way < 0.6) text = text.slice(0, at) + text.slice(at + 1 + Math.floor(random() * 8))
    else if (way < 0.8) text = text.replace('\r\n', `\r\n${pick(words)}\r\n`)
    else text = text.slice(0, at) + String.fromCharCode(Math.floor(random() * 256)) + text.slice(at + 1)
  }
  return text
}

/** What comes back until the server closes or, where it waits for more, until we go. */
function answerTo(text: string): Promise<string> {
  const { hostname, port, host } = new URL(server.httpUrl)
  return new Promise((resolve) => {
    const socket = connect({ port: Number(port), host: hostname })
    let answer = ''
    socket.on('error', () => {})
    socket.on('data', (part: Buffer) => (answer += part.toString('latin1')))
    socket.on('close', () => resolve(answer))
    socket.write(Buffer.from(text.replaceAll('HOST', host), 'latin1'), () => socket.end())
  })
}

it('5,000 requests with anything wrong in them are answered with a documented status, and the server lives', async () => {
  const random = randomFrom(20_261_129)
  const statuses = new Map<string, string>()
  for (let round = 0; round < 250; round += 1) {
    const sent = Array.from({ length: 20 }, () => broken(random))
    const answers = await Promise.all(sent.map(answerTo))
    for (const [index, answer] of answers.entries()) {
      const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 'none'
      if (!statuses.has(status)) statuses.set(status, sent[index] ?? '')
      expect(answer, sent[index]).not.toMatch(/node:internal|node_modules|\bat [\w.<>]+ \(|\.ts:\d/)
    }
  }
  const known = 'none 100 101 200 204 400 401 403 404 405 406 413 415 417 421 431 503'.split(' ')
  expect([...statuses].filter(([status]) => !known.includes(status))).toEqual([])
  expect([...statuses.keys()]).toEqual(expect.arrayContaining(['200', '400', '403', '405', '421']))
  expect(faults).toEqual([])
  expect(await ask(server.httpUrl, '{ __typename }')).toEqual({ data: { __typename: 'Query' } })
})
