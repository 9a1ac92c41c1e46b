import { once } from 'node:events'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLogger } from '../lib/logger.js'
import { StreamCounts } from '../metrics/stream-counts.js'
import type { HttpServer } from './http-server.js'
import { httpServer } from './http-server.js'
import type { GammacastYoga } from './yoga.js'

let counts: StreamCounts
let http: HttpServer
let client: Socket
/** What the API answers with. */
let answer: (response: ServerResponse) => unknown

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
  counts = new StreamCounts()
  const handle = (_: IncomingMessage, response: ServerResponse) => void answer(response)
  http = httpServer({
    yoga: { handle } as unknown as GammacastYoga,
    dashboardDir: null,
    ready: () => true,
    counts,
    origins: { allowedOrigins: [], loopbackOnly: false },
    log: createLogger('silent', false),
  })
  await once(http.server.listen(0, '127.0.0.1'), 'listening')
  client = connect((http.server.address() as AddressInfo).port, '127.0.0.1')
  client.on('error', () => {})
})
afterEach(async () => {
  client.destroy()
  await http.close(0)
  vi.useRealTimers()
})

const ask = (accept: string) => client.write(`GET /graphql HTTP/1.1\r\nHost: x\r\nAccept: ${accept}\r\n\r\n`)
/** What urql sends with a query as well. */
const urqlAccept = 'application/graphql-response+json, application/graphql+json, application/json, text/event-stream'
const json = { 'Content-Type': 'application/json' }
const eventStream = { 'Content-Type': 'text/event-stream' }
/** More than two kernels hold. */
const tooMuch = Buffer.alloc(20_000_000)

/** Answers with more than the client reads; the server's side of it. */
async function stall(accept: string, headers: OutgoingHttpHeaders): Promise<ServerResponse> {
  client.pause()
  const stalled = new Promise<ServerResponse>((resolve) => {
    answer = (response) => {
      response.writeHead(200, headers).write(tooMuch)
      resolve(response)
    }
  })
  ask(accept)
  return stalled
}

describe('an event stream whose reader takes nothing', () => {
  it.each(['text/event-stream', '*/*', urqlAccept])('is ended after 15 s, and counted once: %s', async (accept) => {
    const response = await stall(accept, eventStream)
    vi.advanceTimersByTime(14_000)
    expect(response.destroyed).toBe(false)
    vi.advanceTimersByTime(10_000)
    expect(response.destroyed).toBe(true)
    expect(counts.closedAsSlow).toBe(1)
  })
})

describe('an answer that is no event stream', () => {
  it('is not ended for being read slowly, whatever the client accepts', async () => {
    const response = await stall(urqlAccept, json)
    vi.advanceTimersByTime(60_000)
    expect(response.destroyed || client.destroyed).toBe(false)
    expect(counts.closedAsSlow).toBe(0)
  })

  it('is not ended for what its connection carried before', async () => {
    answer = (response) => response.writeHead(200, eventStream).end('over')
    ask('text/event-stream')
    await once(client, 'data')
    const response = await stall('application/json', json)
    vi.advanceTimersByTime(60_000)
    expect(response.destroyed || client.destroyed).toBe(false)
    expect(counts.closedAsSlow).toBe(0)
  })
})

describe('a server that closes', () => {
  const begun = (headers: OutgoingHttpHeaders) =>
    new Promise<ServerResponse>((resolve) => {
      answer = (response) => resolve(response.writeHead(200, headers))
    })

  it.each(['text/event-stream', '*/*'])('cuts an event stream off at once: %s', async (accept) => {
    const answered = begun(eventStream)
    ask(accept)
    ;(await answered).write(':')
    const over = once(client, 'close')
    client.resume()
    const closed = http.close(3_600_000)
    await Promise.all([over, closed])
  })

  it('cuts off an event stream that begins only then', async () => {
    const asked = new Promise<ServerResponse>((resolve) => (answer = resolve))
    ask('*/*')
    const response = await asked
    const over = once(client, 'close')
    client.resume()
    const closed = http.close(3_600_000)
    response.writeHead(200, eventStream)
    await Promise.all([over, closed])
  })

  it('finishes an answer that is none, though the client accepts event streams', async () => {
    const answered = begun(json)
    ask(urqlAccept)
    const response = await answered
    response.write('{"data":')
    const closed = http.close(3_600_000)
    response.end('{}}')
    let text = ''
    for await (const part of client) text += String(part)
    expect(text).toMatch(/{"data":[^]*{}}/)
    await closed
  })
})
