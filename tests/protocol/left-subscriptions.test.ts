import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { TestServer } from '../support/start-server.js'
import { startServer } from '../support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server[Symbol.asyncDispose]())

const repeats = 50
const subscription = 'subscription { marketData(currency: "BTC") { seq } }'
const ask = (accept: string, signal?: AbortSignal) =>
  fetch(`${server.httpUrl}?query=${encodeURIComponent(subscription)}`, {
    headers: { accept },
    ...(signal && { signal }),
  })

async function groups(): Promise<string> {
  const text = await (await fetch(new URL('/metrics', server.httpUrl))).text()
  return text
    .split('\n')
    .filter((line) => /^gammacast_(groups|subscriptions|stream_subscriptions)\b/.test(line) && !line.endsWith(' 0'))
    .join('\n')
}

/** Requests in one write; the connection is closed once the first answer has begun. */
async function pipelined(): Promise<void> {
  const { hostname, port, pathname } = new URL(server.httpUrl)
  const socket = connect(Number(port), hostname)
  const path = `${pathname}?query=${encodeURIComponent(subscription)}`
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\nAccept: text/event-stream\r\n\r\n`.repeat(3))
  await once(socket, 'data')
  socket.destroy()
}

async function abortedOnceBegun(): Promise<void> {
  const control = new AbortController()
  await ask('text/event-stream', control.signal)
  control.abort()
}

async function abortedBefore(): Promise<void> {
  const control = new AbortController()
  const asked = ask('text/event-stream', control.signal).catch(() => {})
  setImmediate(() => control.abort())
  await asked
}

it.each([
  ['whose Accept is refused', async () => expect((await ask('application/json')).status).toBe(406)],
  ['aborted before its answer begins', abortedBefore],
  ['aborted after its answer began', abortedOnceBegun],
  ['that waits on a connection that closes', pipelined],
])('a subscription %s is left', async (_way, end) => {
  for (let count = 0; count < repeats; count += 1) await end()
  await vi.waitFor(async () => expect(await groups()).toBe(''), { timeout: 60_000 })
})
