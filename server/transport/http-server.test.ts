import { once } from 'node:events'
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { admissionFor } from '../../tests/support/admission.js'
import { apiThat, httpParts, listening } from '../../tests/support/http-parts.js'
import { TrustedProxies } from '../edge/trusted-proxies.js'
import { StreamCounts } from '../metrics/stream-counts.js'
import type { Answer } from './answers/answer.js'
import { httpServer, type HttpServer } from './http-server.js'

let counts: StreamCounts
let http: HttpServer
let client: Socket
let serverSide: Socket
/** What the API answers with. */
let answer: (response: Answer) => unknown

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'performance'] })
  counts = new StreamCounts()
  const yoga = apiThat((_request, response) => answer(response))
  const admission = admissionFor({ LIMIT_CONNECTIONS: '2' })
  const schemaText = () => 'x'.repeat(manyPieces * pieceBytes)
  http = httpServer(httpParts({ yoga, schemaText, counts, admission, proxies: new TrustedProxies(['127.0.0.1']) }))
  await listening(http.server)
  client = connect((http.server.address() as AddressInfo).port, '127.0.0.1')
  client.on('error', () => {})
  ;[serverSide] = (await once(http.server, 'connection')) as [Socket]
})
afterEach(async () => {
  client.destroy()
  await http.close(0)
  vi.useRealTimers()
})

/** When it closes, whether by an error or not. */
const gone = (socket: Socket) => new Promise((resolve) => socket.resume().once('close', resolve))
const requestOf = (accept: string, forwarded = '') =>
  `GET /graphql HTTP/1.1\r\nHost: localhost\r\nAccept: ${accept}\r\n${forwarded}\r\n`
const ask = (accept: string) => client.write(requestOf(accept))
/** The answer to what the client writes, before it begins. */
async function answerTo(written: string): Promise<Answer> {
  const asked = new Promise<Answer>((resolve) => (answer = resolve))
  client.write(written)
  return asked
}
/** What urql sends with a query as well. */
const urqlAccept = 'application/graphql-response+json, application/graphql+json, application/json, text/event-stream'
const json = { 'Content-Type': 'application/json' }
const eventStream = { 'Content-Type': 'text/event-stream' }
/** More than two kernels hold. */
const manyPieces = 400
const pieceBytes = 65_536
function* pieces(): Iterable<Buffer> {
  for (let count = 0; count < manyPieces; count += 1) yield Buffer.alloc(pieceBytes)
}

/** Begins an answer; an event stream is one of a subscription. */
function begin(response: Answer, headers: OutgoingHttpHeaders): ServerResponse {
  response.isSubscription = headers === eventStream
  return response.writeHead(200, headers)
}

const inPieces = (response: ServerResponse) => void Readable.from(pieces()).pipe(response)
/** As an event is written. */
const atOnce = (response: ServerResponse) => void response.end(Buffer.alloc(manyPieces * pieceBytes))

interface Stalled {
  readonly write?: (response: ServerResponse) => void
  readonly by?: Socket
  readonly forwarded?: string
}

/** Answers with more than the client reads; the server's side of it. */
async function stall(
  accept: string,
  headers: OutgoingHttpHeaders,
  { write = inPieces, by = client, forwarded = '' }: Stalled = {},
): Promise<ServerResponse> {
  by.pause()
  const stalled = new Promise<ServerResponse>((resolve) => {
    answer = (response) => {
      write(begin(response, headers))
      resolve(response)
    }
  })
  by.write(requestOf(accept, forwarded))
  return stalled
}

describe('a path beside the API', () => {
  const statusOf = async (head: string) => {
    client.write(`${head} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
    return String((await once(client, 'data'))[0]).split(' ')[1]
  }

  it.each(['GET', 'HEAD'])('is read by %s', async (method) => {
    expect(await statusOf(`${method} /health`)).toBe('200')
  })

  it.each([
    ['POST', '405'],
    ['DELETE', '405'],
    ['OPTIONS', '204'],
  ])('answers %s with %s', async (method, status) => {
    expect(await statusOf(`${method} /health`)).toBe(status)
  })

  it('that is none is not found', async () => {
    expect(await statusOf('GET /nothing')).toBe('404')
  })
})

describe('an answer whose reader takes nothing', () => {
  it.each([
    ['text/event-stream', eventStream, inPieces],
    ['*/*', eventStream, inPieces],
    [urqlAccept, eventStream, inPieces],
    [urqlAccept, json, inPieces],
    ['application/json', json, inPieces],
    ['text/event-stream', eventStream, atOnce],
  ])('is ended after 15 s, and counted once: %s, %o, %o', async (accept, headers, write) => {
    const response = await stall(accept, headers, { write })
    vi.advanceTimersByTime(14_000)
    expect(response.destroyed).toBe(false)
    vi.advanceTimersByTime(10_000)
    expect(response.destroyed).toBe(true)
    expect(counts.closedAsSlow).toBe(1)
  })
})

describe('answers that clients of a trusted proxy do not take', () => {
  it('count for the client that asked, and not for the proxy', async () => {
    const honest = await stall('*/*', eventStream, { forwarded: 'X-Forwarded-For: 198.51.100.1\r\n' })
    vi.advanceTimersByTime(1_000)
    const other = connect((http.server.address() as AddressInfo).port, '127.0.0.1')
    other.on('error', () => {})
    const kept = { ...json, 'Content-Length': manyPieces * pieceBytes }
    const forwarded = 'X-Forwarded-For: 203.0.113.7\r\n'
    const greedy = await stall('application/json', kept, { by: other, forwarded })
    vi.advanceTimersByTime(2_000)
    expect([honest.destroyed, greedy.destroyed]).toEqual([false, true])
    other.destroy()
  })
})

describe('an answer whose reader takes something now and then', () => {
  const taken = () => serverSide.bytesWritten - serverSide.writableLength

  async function takesNowAndThen(response: ServerResponse): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      vi.advanceTimersByTime(13_000)
      const before = taken()
      client.resume()
      while (taken() <= before) await new Promise((resolve) => setImmediate(resolve))
      client.pause()
      vi.advanceTimersByTime(1_000)
      expect(response.writableFinished).toBe(false)
    }
    expect(response.destroyed || client.destroyed).toBe(false)
    expect(counts.closedAsSlow).toBe(0)
  }

  it('is not ended', async () => {
    await takesNowAndThen(await stall('application/json', json))
  })

  it('is not ended where it is one long event', async () => {
    await takesNowAndThen(await stall('text/event-stream', eventStream, { write: atOnce }))
  })

  it('is not ended where it is a text that is served whole', async () => {
    const asked = once(http.server, 'request') as Promise<[unknown, ServerResponse]>
    client.pause().write('GET /schema.graphql HTTP/1.1\r\nHost: localhost\r\n\r\n')
    const [, response] = await asked
    while (serverSide.writableLength === 0) await new Promise((resolve) => setImmediate(resolve))
    await takesNowAndThen(response)
  })
})

describe('a server that closes', () => {
  const begun = (headers: OutgoingHttpHeaders) =>
    new Promise<ServerResponse>((resolve) => {
      answer = (response) => resolve(begin(response, headers))
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
    const response = await answerTo(requestOf('*/*'))
    const over = once(client, 'close')
    client.resume()
    const closed = http.close(3_600_000)
    begin(response, eventStream)
    await Promise.all([over, closed])
  })

  it('finishes an event stream that answers no subscription, though it begins only then', async () => {
    const response = await answerTo(requestOf('text/event-stream'))
    const closed = http.close(3_600_000)
    response.writeHead(200, { 'Content-Type': 'text/event-stream' }).end('event: complete\n\n')
    let text = ''
    for await (const part of client) text += String(part)
    expect(text).toContain('event: complete')
    await closed
  })

  it.each([
    ['nothing', ''],
    ['half a head', 'GET /health HTTP/1.1\r\nHost: localhost\r\n'],
    ['a request and half another', 'GET /health HTTP/1.1\r\nHost: localhost\r\n\r\nGET /health HT'],
    ['a request', 'GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ])('does not wait for a connection that has sent %s', async (_what, sent) => {
    // Answered never.
    answer = () => {}
    client.write(sent)
    while (serverSide.bytesRead < sent.length) await new Promise((resolve) => setImmediate(resolve))
    await Promise.all([gone(client), http.close(3_600_000)])
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

describe('a server that closes, after a while', () => {
  const postHead = 'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'

  it.each([
    ['a body', 'Content-Length: 9\r\n\r\n{'],
    ['a body in chunks', 'Transfer-Encoding: chunked\r\n\r\n1\r\n{'],
  ])('breaks off %s that is not complete after a second', async (_what, sent) => {
    await answerTo(`${postHead}${sent}`)
    const over = gone(client)
    const closed = http.close(3_600_000)
    vi.advanceTimersByTime(999)
    expect(serverSide.destroyed).toBe(false)
    vi.advanceTimersByTime(1)
    expect(serverSide.destroyed).toBe(true)
    await Promise.all([over, closed])
  })

  it.each([
    ['comes late', true],
    ['does not come', false],
  ])('ends a connection whose request was answered, but the rest of its body %s', async (_what, comes) => {
    const response = await answerTo(`${postHead}Content-Length: 2\r\n\r\n{`)
    const over = gone(client)
    const closed = http.close(3_600_000)
    const answered = once(response, 'close')
    response.end()
    await answered
    expect(serverSide.destroyed).toBe(false)
    if (comes) {
      const whole = once(response.req.resume(), 'end')
      client.write('}')
      await whole
    }
    vi.advanceTimersByTime(1_000)
    await Promise.all([over, closed])
  })

  it('breaks off answers that are not over then', async () => {
    await answerTo(requestOf(urqlAccept))
    const over = gone(client)
    const closed = http.close(5_000)
    vi.advanceTimersByTime(4_999)
    expect(serverSide.destroyed).toBe(false)
    vi.advanceTimersByTime(1)
    expect(serverSide.destroyed).toBe(true)
    await Promise.all([over, closed])
    // That of the stall watch, which others share.
    expect(vi.getTimerCount()).toBe(1)
  })
})

describe('a server that closes, on a connection that was kept alive,', () => {
  it('answers a request that was on its way with 503, and ends the connection', async () => {
    const first = await answerTo(requestOf(urqlAccept))
    const arrived = once(http.server, 'request')
    ask(urqlAccept)
    await arrived
    const closed = http.close(3_600_000)
    first.end('first')
    let text = ''
    for await (const part of client) text += String(part)
    const [, second = ''] = text.split('first')
    expect(second).toMatch(/^HTTP\/1\.1 503 /)
    expect(second).toMatch(/^retry-after: 1\r$/im)
    expect(second).toMatch(/^connection: close\r$/im)
    await closed
  })

  it('ends the connection when the last answer is over', async () => {
    const first = await answerTo(requestOf(urqlAccept))
    const over = gone(client)
    const closed = http.close(3_600_000)
    first.end()
    await Promise.all([over, closed])
  })
})

it('a server that closes leaves WebSockets to those that serve them', async () => {
  const upgraded = once(http.server, 'upgrade')
  client.write('GET /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  await upgraded
  const closed = http.close(3_600_000)
  expect(serverSide.destroyed).toBe(false)
  serverSide.destroy()
  await closed
})

describe('a connection', () => {
  const connectTo = async () => {
    const further = connect((http.server.address() as AddressInfo).port, '127.0.0.1').on('error', () => {})
    await once(http.server, 'connection')
    return further
  }
  const health = (more = '') => `GET /health HTTP/1.1\r\nHost: localhost\r\n${more}\r\n`
  const textOf = async (socket: Socket) => String((await once(socket, 'data'))[0])

  it('is kept for further requests', async () => {
    for (let count = 0; count < 3; count += 1) {
      client.write(health())
      const text = await textOf(client)
      expect(text).toMatch(/^HTTP\/1\.1 200 /)
      expect(text).toMatch(/^connection: keep-alive\r$/im)
    }
  })

  it('that waits for its next request is not ended by the requests of others', async () => {
    client.write(health())
    await textOf(client)
    const other = await connectTo()
    other.write(health('Connection: close\r\n'))
    await gone(other)
    client.write(health())
    expect(await textOf(client)).toMatch(/^HTTP\/1\.1 200 /)
  })

  it('ends after a request whose upgrade is ignored', async () => {
    client.write(health('Connection: Upgrade\r\nUpgrade: h2c\r\n'))
    let text = ''
    for await (const part of client) text += String(part)
    expect(text).toMatch(/^HTTP\/1\.1 200 /)
    expect(text).toMatch(/^connection: close\r$/im)
  })

  it('above the limit is told why, and ends', async () => {
    const second = await connectTo()
    const third = await connectTo()
    third.write(health())
    let text = ''
    for await (const part of third) text += String(part)
    expect(text).toMatch(/^HTTP\/1\.1 429 /)
    expect(text).toMatch(/^retry-after: \d+\r$/im)
    expect(text).toMatch(/^connection: close\r$/im)
    expect(text).toContain('RATE_LIMITED')
    second.destroy()
  })
})

describe('an error in a listener', () => {
  it('is answered with 500 without a word, and logged', async () => {
    answer = () => {
      throw new Error('a secret')
    }
    const answered = once(client, 'data')
    ask('application/json')
    const [text] = (await answered) as [Buffer]
    expect(String(text)).toMatch(/^HTTP\/1\.1 500 /)
    expect(String(text)).not.toContain('secret')
  })
})
