import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { httpBot } from '../support/api/bot.js'
import { jwtSettings, keyPair, sign, startIssuer, type Issuer, type KeyPair } from '../support/auth/issuer.js'
import { decision, noon } from '../support/builders.js'
import { ManualClock } from '../support/manual-clock.js'
import { ScriptedFeed } from '../support/scripted-feed.js'
import { SocketClient, type Message } from '../support/socket-client.js'
import { ask, startServer, until, type TestServer } from '../support/start-server.js'

let clock: ManualClock
let key: KeyPair
let issuer: Issuer
let server: TestServer
let seq = 0

beforeAll(async () => {
  key = await keyPair('a', 'ES256')
  issuer = await startIssuer(key)
  clock = new ManualClock(noon)
  server = await startServer(
    { feed: new ScriptedFeed(), clock },
    { AGENTS: 'none', JWT_JWKS_URL: issuer.url, ...jwtSettings },
  )
  using owner = httpBot(server, await server.mint('a'))
  await owner.do('publishPositions')
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await issuer[Symbol.asyncDispose]()
})
beforeEach(() =>
  until(
    () => Promise.resolve(members()),
    (count) => count === 0,
  ),
)

const members = () => server.app.services.counts.members
const allJoined = (wanted: number) =>
  until(
    () => Promise.resolve(members()),
    (count) => count === wanted,
  )
const tokenFor = (seconds: number, claims: Record<string, unknown> = {}) =>
  sign(key, { nowMs: clock.now(), claims: { exp: clock.now() / 1_000 + seconds, ...claims } })
const bearer = async (seconds: number, claims?: Record<string, unknown>) => ({
  authorization: `Bearer ${await tokenFor(seconds, claims)}`,
})

/** Says something to all streams of decisions. */
function say(): string {
  seq += 1
  const said = decision({ id: `d-${seq}`, seq, accountId: 'a' })
  server.app.services.bus.publish('decision', 'a', said)
  return said.id
}

const events = 'subscription { newDecision { id } }'
const idOf = ({ payload }: Message) => (payload as { data: { newDecision: { id: string } } }).data.newDecision.id

/** A stream over a WebSocket. `heard` resolves with all ids that came, when the socket has closed. */
async function socketStream(headers: { authorization: string }) {
  const client = await new SocketClient(server.wsUrl).init(headers)
  client.subscribe('s', events)
  const heard = (async () => {
    const ids: string[] = []
    for (;;) {
      const message = await client.next().catch(() => null)
      if (message === null) return ids
      ids.push(idOf(message))
    }
  })()
  return { client, heard }
}

/** A stream of server-sent events: its whole text when it has ended. */
async function sseStream(headers: { authorization: string }): Promise<{ heard: Promise<string> }> {
  const response = await fetch(server.httpUrl, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: events }),
  })
  return { heard: response.text() }
}

describe('streams whose token expires', () => {
  it('over a hundred WebSockets are closed with 4403, and nothing is delivered after that', async () => {
    const streams = []
    for (let count = 0; count < 100; count += 1) streams.push(await socketStream(await bearer(5, { sub: `${count}` })))
    using lasting = (await socketStream(await bearer(600))).client
    await allJoined(101)
    const before = [say()]
    await clock.advance(4_999)
    before.push(say())
    await clock.advance(1)
    say()
    for (const { client, heard } of streams) {
      expect(await client.closed).toEqual({ code: 4403, reason: expect.stringContaining('has expired') as string })
      expect(await heard).toEqual(before)
    }
    expect(lasting.socket.readyState).toBe(lasting.socket.OPEN)
  })

  it('of server-sent events end with an error event, and nothing is delivered after that', async () => {
    const headers = await bearer(5)
    const streams = await Promise.all(Array.from({ length: 20 }, () => sseStream(headers)))
    await allJoined(20)
    const before = say()
    await clock.advance(5_000)
    say()
    for (const { heard } of streams) {
      const text = await heard
      const data = [...text.matchAll(/^data: (\{.*)$/gm)].map(([, json = '']) => JSON.parse(json) as object)
      expect(data).toEqual([
        { data: { newDecision: { id: before } } },
        { errors: [expect.objectContaining({ extensions: { code: 'UNAUTHENTICATED' } })] },
      ])
      expect(text.trimEnd()).toMatch(/event: complete(\ndata:)?$/)
    }
  })

  it('do not leave anything behind', async () => {
    const { client } = await socketStream(await bearer(5))
    await allJoined(1)
    await clock.advance(5_000)
    await client.closed
    await allJoined(0)
    expect(server.app.services.counts.groups).toBe(0)
  })

  it('do not begin with a token that is about to end by the leeway only: they have until that is over', async () => {
    const { client } = await socketStream(await bearer(-10))
    await allJoined(1)
    await clock.advance(19_999)
    expect(client.socket.readyState).toBe(client.socket.OPEN)
    await clock.advance(1)
    expect((await client.closed).code).toBe(4403)
  })
})

const renewal = 'mutation ($token: String!) { renewToken(token: $token) { id scopes expiresAt } }'

interface Renewed {
  readonly data?: { readonly renewToken: object } | null
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[]
}

async function renewed(client: SocketClient, token: string): Promise<Renewed> {
  client.subscribe('renewal', renewal, { token })
  const { payload } = await client.next()
  expect(await client.next()).toEqual({ id: 'renewal', type: 'complete' })
  return payload as Renewed
}

describe('a token on a live socket', () => {
  const following = async (headers: { authorization: string }) => {
    const client = await new SocketClient(server.wsUrl).init(headers)
    client.subscribe('s', events)
    await allJoined(1)
    return client
  }

  it('is renewed, and its streams go on until the new one ends', async () => {
    using client = await following(await bearer(5))
    await clock.advance(4_000)
    const expiresAt = new Date(clock.now() + 10_000).toISOString()
    const answer = await renewed(client, await tokenFor(10, { scope: 'market:read account:trade:a' }))
    expect(answer).toEqual({
      data: {
        renewToken: {
          id: 'jwt:https://login.example|trader',
          scopes: ['account:trade:a', 'market:read'],
          expiresAt,
        },
      },
    })
    await clock.advance(9_999)
    const id = say()
    expect(idOf(await client.next())).toBe(id)
    client.subscribe('w', '{ viewer { expiresAt } }')
    expect(await client.nextData('w')).toEqual({ viewer: { expiresAt } })
    await clock.advance(1)
    expect((await client.closed).code).toBe(4403)
  })

  it.each([
    ['that reads another account', () => tokenFor(600, { scope: 'market:read account:read:secret' }), 'FORBIDDEN'],
    ['that reads everything', () => tokenFor(600, { scope: 'admin' }), 'FORBIDDEN'],
    ['that does not read the market', () => tokenFor(600, { scope: '' }), 'FORBIDDEN'],
    ['that has expired', () => tokenFor(-60), 'UNAUTHENTICATED'],
    ['that nobody made', () => Promise.resolve('gct_nobody'), 'UNAUTHENTICATED'],
    ['that is none', () => Promise.resolve(' '), 'UNAUTHENTICATED'],
  ])('is not renewed by one %s: the one from before stays, and ends when it did', async (_what, make, code) => {
    using client = await following(await bearer(5))
    expect((await renewed(client, await make())).errors?.[0]?.extensions.code).toBe(code)
    await clock.advance(4_999)
    const id = say()
    expect(idOf(await client.next())).toBe(id)
    await clock.advance(1)
    expect((await client.closed).code).toBe(4403)
  })

  it('is renewed there only: a request over HTTP has a token of its own', async () => {
    const { errors } = await ask(server.httpUrl, renewal, { token: await tokenFor(60) }, await bearer(60))
    expect(errors?.[0]?.extensions?.code).toBe('BAD_REQUEST')
  })
})
