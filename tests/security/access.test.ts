import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startOpen } from '../support/start-open.js'
import type { TestServer } from '../support/start-server.js'
import { waysIn } from '../support/ways-in.js'

const modes = ['off', 'read-open', 'required'] as const
type Mode = (typeof modes)[number]

const servers = new Map<Mode, TestServer>()
beforeAll(async () => {
  for (const mode of modes) {
    const server = await startOpen({ AUTH: mode, AGENTS: 'none' })
    servers.set(mode, server)
  }
})
afterAll(async () => {
  for (const server of servers.values()) await server[Symbol.asyncDispose]()
})

function serverOf(mode: Mode): TestServer {
  const server = servers.get(mode)
  if (!server) throw new Error(`No server with AUTH=${mode}`)
  return server
}

const read = '{ marketData { currency } }'
const follow = 'subscription { marketData { currency } }'
const publish = (account = '') =>
  `mutation { publishPositions(input: { idempotencyKey: "k"${account && `, account: "${account}"`}, positions: [] }) { __typename } }`

const price = { data: { marketData: { currency: 'BTC' } } }
const published = { data: { publishPositions: { __typename: 'PositionsPublished' } } }

describe.each(waysIn)('over %s', (way, ask) => {
  const isSocket = !['HTTP', 'SSE'].includes(way)
  const refused = isSocket ? { code: 4403, status: 0 } : { code: 'UNAUTHENTICATED', status: 401 }
  const lacking = (code: string, status: number) => ({ code, status: isSocket ? 0 : status })
  const [streams, events] = way === 'HTTP' ? [read, read] : [read, follow]

  it('AUTH=off lets everybody do everything', async () => {
    const server = serverOf('off')
    for (const query of [streams, events]) expect(await ask(server, query, null)).toEqual(price)
    expect(await ask(server, publish('anybody'), null)).toEqual(published)
    expect(await ask(server, publish(), null)).toEqual(lacking('INVALID_INPUT', 200))
  })

  it('AUTH=read-open lets everybody read, and only a token write', async () => {
    const server = serverOf('read-open')
    for (const query of [streams, events]) expect(await ask(server, query, null)).toEqual(price)
    expect(await ask(server, publish('bot'), null)).toEqual(lacking('UNAUTHENTICATED', 401))
    const authorization = `Bearer ${await server.mint('bot')}`
    expect(await ask(server, publish(), authorization)).toEqual(published)
    expect(await ask(server, publish('bot'), authorization)).toEqual(published)
    expect(await ask(server, publish('other'), authorization)).toEqual(lacking('FORBIDDEN', 403))
  })

  it('AUTH=required lets nobody do anything without a token', async () => {
    const server = serverOf('required')
    for (const query of [streams, events, publish('bot'), '{ __typename }', '{ __schema { queryType { name } } }']) {
      expect(await ask(server, query, null)).toEqual(refused)
    }
    const authorization = `Bearer ${await server.mint('bot')}`
    for (const query of [streams, events]) expect(await ask(server, query, authorization)).toEqual(price)
    expect(await ask(server, publish(), authorization)).toEqual(published)
  })

  it.each(modes)('AUTH=%s refuses credentials that are not good, also for what everybody may read', async (mode) => {
    const server = serverOf(mode)
    const good = await server.mint('bot')
    for (const bad of [
      'Bearer gct_wrong',
      `Bearer ${good}x`,
      `Bearer ${good.slice(0, -1)}`,
      `Bearer ${good.toUpperCase()}`,
      good,
      'Basic bWU6eA==',
      'Bearer',
      'Bearer a.b.c',
    ]) {
      for (const query of [streams, events]) expect(await ask(server, query, bad)).toEqual(refused)
    }
  })
})

it('a preflight of a browser needs no token, also with AUTH=required', async () => {
  const { httpUrl } = serverOf('required')
  expect((await fetch(httpUrl, { method: 'OPTIONS' })).status).toBe(204)
})
