import { expect, it } from 'vitest'
import { createLogger } from '../../server/lib/logger.js'
import { httpSend } from '../support/http-send.js'
import { SocketClient } from '../support/socket-client.js'
import { startServer, type TestServer } from '../support/start-server.js'

/** A server behind a proxy of this machine, and what it logs at the usual level. */
async function logged(env: Record<string, string> = {}) {
  let log = ''
  const destination = { write: (line: string) => void (log += line) }
  const server = await startServer(
    { log: createLogger('info', false, undefined, destination) },
    { AGENTS: 'none', TRUSTED_PROXIES: '127.0.0.1', LIMIT_OPERATIONS_PER_SECOND: '10', ...env },
  )
  return { server, log: () => log }
}

const from = (address: string) => ({ 'x-forwarded-for': address })
const json = { 'content-type': 'application/json' }

/** Sends a request so often, some at a time. Answers how often each status came. */
async function flood(url: string, times: number, headers: Record<string, string>, body?: string) {
  const statuses = new Map<number | undefined, number>()
  let left = times
  const send = async () => {
    while (left-- > 0) {
      const { status } = await httpSend(url, { headers, ...(body !== undefined && { body }) })
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: 10 }, send))
  return statuses
}

const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' }
const key = { 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' }
const long = 'e'.repeat(15_000)

const floods: [string, (server: TestServer) => Promise<ReadonlyMap<number | undefined, number>>][] = [
  [
    'WebSockets of foreign pages with a long name',
    ({ httpUrl }) => flood(httpUrl, 200, { ...from('9.9.9.9'), ...upgrade, ...key, origin: `https://${long}` }),
  ],
  [
    'WebSockets of a foreign host',
    ({ httpUrl }) =>
      flood(httpUrl, 200, { ...from('9.9.9.9'), ...upgrade, ...key, host: `${'h.'.repeat(120)}example` }),
  ],
  ['bad handshakes', ({ httpUrl }) => flood(httpUrl, 200, { ...from('9.9.9.9'), ...upgrade })],
  ['bad JSON', ({ httpUrl }) => flood(httpUrl, 200, { ...from('9.9.9.9'), ...json }, `{"${long}`)],
  ['batches', ({ httpUrl }) => flood(httpUrl, 200, { ...from('9.9.9.9'), ...json }, '[{"query":"{ __typename }"}]')],
  ['long paths', ({ app }) => flood(`${app.url}${long.slice(0, 8_000)}`, 200, from('9.9.9.9'))],
  ['tokens of the metrics', ({ app }) => flood(app.metricsUrl, 200, { ...from('9.9.9.9'), authorization: 'Bearer x' })],
  [
    'tokens',
    ({ httpUrl }) => flood(httpUrl, 200, { ...from('9.9.9.9'), ...json, authorization: `Bearer ${long}` }, '{}'),
  ],
]

it.each(floods)('of an address hold few bytes of the log, and are limited: %s', async (_what, send) => {
  const { server, log } = await logged()
  await using _server = server
  const before = log().length
  const statuses = await send(server)
  expect(statuses.get(429)).toBeGreaterThan(0)
  expect(log().length - before).toBeLessThan(10_000)
  expect(log()).toContain('"client":"9.9.9.9","limit":"operations"')
  expect(server.app.services.counts.refusedRequests.get(429)).toBe(statuses.get(429))
  expect((await fetch(`${server.app.url}sign-in.json`)).status).toBe(200)
})

it('the log names the address that meets a limit of a WebSocket, and its kind', async () => {
  const { server, log } = await logged({
    LIMIT_OPERATIONS_PER_SECOND: '5',
    LIMIT_SUBSCRIPTIONS_PER_ANONYMOUS_SOCKET: '1',
  })
  await using _server = server
  using socket = await new SocketClient(server.wsUrl, 'graphql-transport-ws', {
    headers: from('2001:db8:0:7::1'),
  }).init()
  for (let count = 0; count < 20; count += 1) socket.subscribe(`${count}`, 'subscription { newDecision { id } }')
  let refused = await socket.next()
  while (!JSON.stringify(refused).includes('RATE_LIMITED')) refused = await socket.next()
  expect(log()).toContain('"client":"2001:db8:0:7::/64","limit":"operations"')
})

it('clients that their proxy does not name have the limits of one address, and are not this machine', async () => {
  const { server, log } = await logged()
  await using _server = server
  const statuses = await flood(`${server.app.url}sign-in.json`, 200, from('unknown'))
  expect(statuses.get(429)).toBeGreaterThan(0)
  expect(log()).toContain('"client":"unknown","limit":"operations"')
  expect((await fetch(`${server.app.url}sign-in.json`)).status).toBe(200)
})
