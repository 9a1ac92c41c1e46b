import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
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
    dashboardDir: '/nowhere',
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
/** More than two kernels hold. */
const tooMuch = Buffer.alloc(20_000_000)

/** Answers with more than the client reads; the server's side of it. */
async function stall(accept: string): Promise<ServerResponse> {
  client.pause()
  const stalled = new Promise<ServerResponse>((resolve) => {
    answer = (response) => {
      response.write(tooMuch)
      resolve(response)
    }
  })
  ask(accept)
  return stalled
}

describe('an event stream whose reader takes nothing', () => {
  it('is ended after 15 s, and counted once', async () => {
    const response = await stall('text/event-stream')
    vi.advanceTimersByTime(14_000)
    expect(response.destroyed).toBe(false)
    vi.advanceTimersByTime(10_000)
    expect(response.destroyed).toBe(true)
    expect(counts.closedAsSlow).toBe(1)
  })
})

describe('a connection that had an event stream before', () => {
  it('is not ended for what it does with another answer', async () => {
    answer = (response) => response.end('over')
    ask('text/event-stream')
    await once(client, 'data')
    const response = await stall('application/json')
    vi.advanceTimersByTime(60_000)
    expect(response.destroyed || client.destroyed).toBe(false)
    expect(counts.closedAsSlow).toBe(0)
  })
})
