import type { Server } from 'node:http'
import { Counter, Registry } from 'prom-client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { admissionFor } from '../../tests/support/admission.js'
import { anyJudge } from '../../tests/support/edge.js'
import { listening } from '../../tests/support/http-parts.js'
import { httpSend } from '../../tests/support/http-send.js'
import { TrustedProxies } from '../edge/trusted-proxies.js'
import { createLogger } from '../lib/logger.js'
import { StreamCounts } from '../metrics/stream-counts.js'
import { maxConnections, metricsServer } from './metrics-server.js'
import { MetricsPage } from './pages/metrics-page.js'

const proxies = new TrustedProxies(['127.0.0.1'])
let server: Server
let counts: StreamCounts
beforeEach(() => void (counts = new StreamCounts()))
afterEach(() => void server.close())

async function serving(token: string | null = null, env: Record<string, string> = {}): Promise<string> {
  const registry = new Registry()
  new Counter({ name: 'things_total', help: 'Things.', registers: [registry] })
  const page = new MetricsPage(registry, token)
  const judge = anyJudge({ proxies })
  const admission = admissionFor(env, counts)
  server = metricsServer({ judge, proxies, admission, counts, page, tls: null, log: createLogger('silent', false) })
  return listening(server)
}

describe('without a token', () => {
  it('this machine reads the metrics', async () => {
    const { status, headers, text } = await httpSend(`${await serving()}/metrics`, {})
    expect(status).toBe(200)
    expect(text).toMatch(/^things_total 0$/m)
    expect(headers).toMatchObject({
      'content-type': expect.stringMatching(/^text\/plain; version=/) as string,
      'cache-control': 'no-store',
    })
  })

  it.each([{ 'x-forwarded-for': '192.0.2.1' }, { 'x-forwarded-for': '127.0.0.1' }, { via: '1.1 somebody' }])(
    'nobody behind a proxy reads them: %j',
    async (headers) => {
      const { status, text } = await httpSend(`${await serving()}/metrics`, {
        headers: headers,
      })
      expect(status).toBe(401)
      expect(text).not.toContain('things_total')
    },
  )
})

describe('with a token', () => {
  const statusWith = async (headers: Record<string, string>) =>
    (await httpSend(`${await serving('secret')}/metrics`, { headers })).status

  it('its bearer reads the metrics, from anywhere', async () => {
    expect(await statusWith({ authorization: 'Bearer secret', 'x-forwarded-for': '192.0.2.1' })).toBe(200)
  })

  it.each([{}, { authorization: 'Bearer other' }, { authorization: 'secret' }, { authorization: 'Bearer ' }])(
    'nobody else does, not even this machine: %j',
    async (headers) => {
      expect(await statusWith(headers as Record<string, string>)).toBe(401)
    },
  )

  it('who may not read them is told how one may', async () => {
    const { headers, text } = await httpSend(`${await serving('secret')}/metrics`, {})
    expect(headers['www-authenticate']).toBe('Bearer')
    expect(JSON.parse(text)).toEqual({ error: expect.stringContaining('METRICS_TOKEN') as string })
  })
})

it('nothing else is served at that address', async () => {
  const url = await serving()
  for (const path of ['/', '/health', '/graphql']) {
    const accept = 'application/json'
    const { status, text } = await httpSend(`${url}${path}`, { headers: { accept } })
    expect(status).toBe(404)
    expect(JSON.parse(text)).toEqual({ error: expect.stringContaining('/metrics') as string })
  }
})

it('its answers have the headers of every answer', async () => {
  const url = `${await serving()}/metrics`
  const headersOf = async (proto: string) => (await httpSend(url, { headers: { 'x-forwarded-proto': proto } })).headers
  expect(await headersOf('http')).toHaveProperty('x-content-type-options', 'nosniff')
  expect(await headersOf('http')).not.toHaveProperty('strict-transport-security')
  expect(await headersOf('https')).toHaveProperty('strict-transport-security')
})

it('a foreign name does not lead to it', async () => {
  const { status, text } = await httpSend(`${await serving()}/metrics`, { headers: { host: 'foreign.example' } })
  expect(status).toBe(421)
  expect(text).toContain('BAD_REQUEST')
})

it('only a few may connect at a time', async () => {
  await serving()
  expect(server.maxConnections).toBe(maxConnections)
})

it('whoever guesses tokens is soon answered with 429, and counted', async () => {
  const url = await serving('a-token-of-16-characters', { LIMIT_OPERATIONS_PER_SECOND: '3' })
  const guess = () => httpSend(`${url}/metrics`, { headers: { authorization: 'Bearer a-guess' } })
  const statuses = (await Promise.all([guess(), guess(), guess(), guess(), guess()])).map(({ status }) => status)
  expect(statuses.filter((status) => status === 401)).toHaveLength(3)
  expect([...counts.refusedRequests]).toEqual([
    [401, 3],
    [429, 2],
  ])
  expect([...counts.refusals]).toEqual([['operations', 2]])
})

it('whoever may read the metrics is limited for other paths, and never for the metrics', async () => {
  const token = 'a-token-of-16-characters'
  const url = await serving(token, { LIMIT_OPERATIONS_PER_SECOND: '1' })
  const headers = { accept: 'application/json', authorization: `Bearer ${token}` }
  const statusOf = async (path: string) => (await httpSend(url + path, { headers })).status
  for (let n = 0; n < 5; n++) expect(await statusOf('/metrics')).toBe(200)
  while ((await statusOf('/other')) !== 429);
  for (let n = 0; n < 5; n++) expect(await statusOf('/metrics')).toBe(200)
})
