import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { admissionFor } from '../../../tests/support/admission.js'
import { securityHeaders } from '../../edge/security-headers.js'
import type { Admission } from '../../limits/admission.js'
import { sourceOfAddress, unknownSource } from '../../limits/source.js'
import { StreamCounts } from '../../metrics/stream-counts.js'
import { Answer } from './answer.js'
import { answerBrokenRequests, type BrokenRequestsParts } from './broken-requests.js'
import { oneAtATime } from './one-at-a-time.js'

const here = '127.0.0.1'
const noProxies = { has: () => false }
const garbage = 'this is no HTTP\r\n\r\n'
const brokenBody = (path: string) =>
  `POST ${path} HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\nno size\r\n`
const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: here\r\n\r\n`
/** Longer than what Node's parser takes for headers, or for the extensions of the chunks of a body. */
const tooLong = 'a'.repeat(20_000)

let servers: Server[]
let clients: Socket[]
let counts: StreamCounts
beforeEach(() => {
  servers = []
  clients = []
  counts = new StreamCounts()
})
afterEach(() => {
  for (const client of clients) client.destroy()
  for (const server of servers) server.close()
})

interface Wish extends Partial<BrokenRequestsParts> {
  readonly handle?: (request: IncomingMessage, answer: Answer) => void
  readonly headersTimeout?: number
}

async function serve({ handle = () => {}, headersTimeout = 60_000, ...parts }: Wish = {}): Promise<Server> {
  const times = { headersTimeout, connectionsCheckingInterval: 5 }
  const server = createServer({ ServerResponse: Answer, ...times }, oneAtATime(handle))
  servers.push(server)
  answerBrokenRequests(server, { proxies: noProxies, admission: admissionFor(), counts, ...parts })
  await once(server.listen(0, here), 'listening')
  return server
}

/** A connection, and all that comes on it until it ends. */
function dial(server: Server): { readonly client: Socket; readonly received: Promise<string> } {
  const client = connect((server.address() as AddressInfo).port, here)
  clients.push(client)
  const received = new Promise<string>((resolve) => {
    let text = ''
    client.setEncoding('utf8').on('data', (part: string) => (text += part))
    client.on('error', () => {})
    client.on('close', () => resolve(text))
  })
  return { client, received }
}

/** What a new connection receives that sends this. */
function answerTo(server: Server, text: string): Promise<string> {
  const { client, received } = dial(server)
  client.write(text)
  return received
}

/** The connection of a client as the server has it. */
async function accepted(server: Server): Promise<readonly [Socket, Promise<string>]> {
  const coming = once(server, 'connection')
  const { received } = dial(server)
  const [socket] = (await coming) as [Socket]
  return [socket, received]
}

const fault = (code?: string) => Object.assign(new Error('a fault'), code === undefined ? {} : { code })

/** An answer, from its text. */
function readAnswer(text: string) {
  const [head = '', body = ''] = text.split('\r\n\r\n')
  const [statusLine, ...lines] = head.split('\r\n')
  const headers = lines.map((line) => line.split(': ')).map(([name = '', value = '']) => [name, value] as const)
  return { statusLine, headers: Object.fromEntries(headers), body }
}

/** Lets `most` operations pass, and notes whose they are. */
function admitting(most: number) {
  const asked: string[] = []
  const take: Admission['take'] = (rate, { key }) => {
    asked.push(`${rate} of ${key}`)
    return Promise.resolve(asked.length > most ? 1_000 : null)
  }
  return { asked, admission: { ...admissionFor(), take } as unknown as Admission }
}

describe('a request that Node cannot read', () => {
  it.each([
    ['that is no HTTP', garbage, '400 Bad Request', 'This is no request of HTTP/1.1.'],
    [
      'with headers that are too long',
      `GET / HTTP/1.1\r\nHost: here\r\nX-Long: ${tooLong}`,
      '431 Request Header Fields Too Large',
      'The headers of the request are too long.',
    ],
    [
      'with a chunk whose extensions are too long',
      `POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n1;${tooLong}\r\n`,
      '413 Payload Too Large',
      'The extensions of a chunk are too long.',
    ],
  ])('%s is answered like any other refused request, and counted', async (_what, text, status, message) => {
    const { statusLine, headers, body } = readAnswer(await answerTo(await serve(), text))
    expect(statusLine).toBe(`HTTP/1.1 ${status}`)
    expect(headers).toEqual({
      ...securityHeaders(false),
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      'Content-Length': `${body.length}`,
      Connection: 'close',
    })
    expect(JSON.parse(body)).toEqual({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] })
    expect([...counts.refusedRequests]).toEqual([[Number.parseInt(status), 1]])
  })

  it('that is not complete in time is answered with 408', async () => {
    const { statusLine, body } = readAnswer(await answerTo(await serve({ headersTimeout: 20 }), 'GET / HTTP/1.1\r\n'))
    expect(statusLine).toBe('HTTP/1.1 408 Request Timeout')
    expect(body).toContain('The request was not complete in time.')
  })

  it('is answered and counted once, whatever follows', async () => {
    const { asked, admission } = admitting(Infinity)
    const server = await serve({ admission })
    const [socket, received] = await accepted(server)
    for (const code of ['HPE_INVALID_METHOD', 'HPE_HEADER_OVERFLOW']) server.emit('clientError', fault(code), socket)
    expect((await received).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400'])
    expect(asked).toHaveLength(1)
  })

  it.each(['ECONNRESET', 'ERR_SSL_HPE_', undefined])(
    'because its connection failed (%s) gets no answer, and the connection ends',
    async (code) => {
      const server = await serve()
      const [socket, received] = await accepted(server)
      server.emit('clientError', fault(code), socket)
      expect(await received).toBe('')
      expect([...counts.refusedRequests]).toEqual([])
    },
  )
})

describe('the answer to a request that Node cannot read', () => {
  it('belongs to that request: the one before it had all of its own', async () => {
    const server = await serve({ handle: (_request, answer) => void answer.end('done') })
    const { client, received } = dial(server)
    client.write(get('/a'))
    await once(client, 'data')
    client.write(garbage)
    expect((await received).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400'])
  })

  it('is that to the request whose body broke, when that has none yet', async () => {
    expect(await answerTo(await serve(), brokenBody('/a'))).toMatch(/^HTTP\/1\.1 400 /)
  })

  it.each([
    ['a request before it waits for its own', get('/a') + garbage],
    ['a request before that one waits for its own', get('/a') + brokenBody('/b')],
  ])('is not sent while %s: the connection ends', async (_when, text) => {
    expect(await answerTo(await serve(), text)).toBe('')
    expect([...counts.refusedRequests]).toEqual([])
  })

  it('is not sent behind the head of another answer to the same request', async () => {
    const server = await serve({ handle: (_request, answer) => void answer.writeHead(200).write('a part') })
    const received = await answerTo(server, brokenBody('/a'))
    expect(received.match(/HTTP\/1\.1 \d+/g) ?? []).not.toContain('HTTP/1.1 400')
  })
})

describe('requests that Node cannot read', () => {
  it('are operations of their address, which gets no answer above its limit', async () => {
    const { asked, admission } = admitting(1)
    const server = await serve({ admission })
    expect(await answerTo(server, garbage)).toContain('400 Bad Request')
    expect(await answerTo(server, garbage)).toBe('')
    expect(asked).toEqual([here, here].map((address) => `operations of ${sourceOfAddress(address).key}`))
    expect([...counts.refusedRequests]).toEqual([[400, 1]])
  })

  it('of a trusted proxy are those of a client that it does not name', async () => {
    const { asked, admission } = admitting(1)
    const server = await serve({ admission, proxies: { has: (address) => address === here } })
    expect(await answerTo(server, garbage)).toContain('400 Bad Request')
    expect(asked).toEqual([`operations of ${unknownSource.key}`])
  })

  it('get no answer when nobody can say whether they are too many', async () => {
    const take = () => Promise.reject(new Error('the limits are away'))
    const server = await serve({ admission: { ...admissionFor(), take } as unknown as Admission })
    expect(await answerTo(server, garbage)).toBe('')
  })
})
