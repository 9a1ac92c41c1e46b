import { EventEmitter, once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hashOfToken, mintToken } from '../../server/auth/tokens.js'
import { nameOf, type Moments } from '../../server/graphql/moments.js'
import { partsOf } from '../../server/graphql/timeline.js'
import { openStore } from '../../server/storage/open-store.js'
import { tokensAnswered } from '../support/auth/tokens-answered.js'
import { noon } from '../support/builders.js'
import { ManualClock } from '../support/manual-clock.js'
import { ScriptedFeed } from '../support/scripted-feed.js'
import { SocketClient } from '../support/socket-client.js'
import { ask, startServer, until, type GraphqlAnswer, type TestServer } from '../support/start-server.js'
import { temporaryDir, type TemporaryDir } from '../support/temporary-dir.js'
import { waysIn } from '../support/ways-in.js'

let data: TemporaryDir
let clock: ManualClock
let server: TestServer
let admin: string

beforeAll(async () => {
  data = temporaryDir()
  clock = new ManualClock(noon)
  server = await startServer({ feed: new ScriptedFeed(), clock }, { AGENTS: 'none', DATA_DIR: data.path })
  const wish = { name: 'The boss', scopes: ['admin'], expiresAtMs: null }
  admin = (await mintToken(server.app.services.tokens, wish, clock.now())).token
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  data[Symbol.dispose]()
})
beforeEach(() =>
  until(
    () => Promise.resolve(server.app.services.counts.members),
    (count) => count === 0,
  ),
)

interface Token {
  readonly id: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly createdAt: string | null
  readonly lastUsedAt: string | null
  readonly expiresAt: string | null
  readonly revokedAt: string | null
}

const fields = 'id name scopes createdAt lastUsedAt expiresAt revokedAt'
const minting = `mutation ($input: MintTokenInput!) { mintToken(input: $input) { bearerToken token { ${fields} } } }`
const revoking = `mutation ($id: ID!) { revokeToken(id: $id) { ${fields} } }`
const listing = `query ($first: Int!, $after: ID) { tokens(first: $first, after: $after) { ${fields} } }`

const asAdmin = <T>(query: string, variables: Record<string, unknown> = {}) =>
  ask<T>(server.httpUrl, query, variables, { authorization: `Bearer ${admin}` })
const codeOf = ({ errors }: GraphqlAnswer<unknown>) => errors?.[0]?.extensions?.code

async function mint(input: Record<string, unknown> = {}): Promise<{ bearerToken: string; token: Token }> {
  const wish = { input: { name: 'A bot', scopes: ['market:read'], ...input } }
  const { data: answer, errors } = await asAdmin<{ mintToken: { bearerToken: string; token: Token } }>(minting, wish)
  if (!answer) throw new Error(JSON.stringify(errors))
  return answer.mintToken
}

async function tokens(first = 1_000, after: string | null = null): Promise<readonly Token[]> {
  const { data: answer } = await asAdmin<{ tokens: Token[] }>(listing, { first, after })
  return answer?.tokens ?? []
}

const follow = 'subscription { newDecision { id } }'

async function following(bearerToken: string): Promise<SocketClient> {
  const client = await new SocketClient(server.wsUrl).initAs(bearerToken)
  client.subscribe('s', follow)
  return client
}

describe('an administrator', () => {
  it('mints tokens with scopes, which work at once and are listed without the secret', async () => {
    const expiresAt = new Date(noon + 3_600_000).toISOString()
    const scopes = ['market:read', 'accounts:open', 'account:trade:*', 'account:trade:*']
    const { bearerToken, token } = await mint({ name: 'Trader 📈', scopes, expiresAt })
    expect(token).toEqual({
      id: hashOfToken(bearerToken).slice(0, 16),
      name: 'Trader 📈',
      scopes: ['account:trade:*', 'accounts:open', 'market:read'],
      createdAt: new Date(noon).toISOString(),
      lastUsedAt: null,
      expiresAt,
      revokedAt: null,
    })
    const { data: seen } = await ask(
      server.httpUrl,
      '{ viewer { id scopes expiresAt } }',
      {},
      {
        authorization: `Bearer ${bearerToken}`,
      },
    )
    expect(seen).toEqual({ viewer: { id: `token:${token.id}`, scopes: token.scopes, expiresAt } })
    expect((await tokens())[0]).toEqual(token)
    expect(JSON.stringify(await tokens())).not.toContain(bearerToken)
  })

  it('reads the list page by page', async () => {
    for (let count = 0; count < 3; count += 1) await mint()
    const all = (await tokens()).map(({ id }) => id)
    const first = (await tokens(2)).map(({ id }) => id)
    expect(first).toEqual(all.slice(0, 2))
    expect((await tokens(1_000, first[1] ?? '')).map(({ id }) => id)).toEqual(all.slice(2))
    expect(codeOf(await asAdmin(listing, { first: 5, after: 'nobody' }))).toBe('UNKNOWN_CURSOR')
    for (const size of [0, 1_001]) expect(codeOf(await asAdmin(listing, { first: size }))).toBe('OUT_OF_RANGE')
  })

  it.each([
    ['scopes', { scopes: [] }],
    ['scopes.1', { scopes: ['market:read', 'everything'] }],
    ['scopes.0', { scopes: ['account:trade:Not An Id'] }],
    ['scopes', { scopes: Array.from({ length: 101 }, (_, n) => `account:read:a${n}`) }],
    ['name', { name: ' ' }],
    ['name', { name: 'two\nlines' }],
    ['name', { name: 'x'.repeat(101) }],
    ['expiresAt', { expiresAt: new Date(noon).toISOString() }],
  ])('is told when %s is not what it may be', async (field, input) => {
    const { errors } = await asAdmin(minting, { input: { name: 'A', scopes: ['market:read'], ...input } })
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', argument: `input.${field}` })
  })

  it('is what everybody else is told how to become, with the whole command', async () => {
    const toldTo = async (headers: Record<string, string>) =>
      (await ask(server.httpUrl, '{ tokens { id } }', {}, headers)).errors?.[0]?.message
    const command = /: npm run token -- mint --name my-token --scope admin$/
    expect(await toldTo({})).toMatch(command)
    expect(await toldTo({ authorization: `Bearer ${await server.mint('bot')}` })).toMatch(command)
  })

  it('is told when there is no token to revoke', async () => {
    expect(codeOf(await asAdmin(revoking, { id: 'nobody' }))).toBe('UNKNOWN_TOKEN')
    expect(codeOf(await asAdmin(revoking, { id: admin }))).toBe('UNKNOWN_TOKEN')
  })
})

describe.each(waysIn)('over %s', (way, ask) => {
  const refused = ['HTTP', 'SSE'].includes(way) ? { code: 'UNAUTHENTICATED', status: 401 } : { code: 4403, status: 0 }

  it('nobody but an administrator mints, lists or revokes', async () => {
    const status = (code: number) => (['HTTP', 'SSE'].includes(way) ? code : 0)
    const { bearerToken, token } = await mint({
      scopes: ['market:read', 'account:trade:*', 'account:read:*', 'accounts:open'],
    })
    for (const query of [
      '{ tokens { id } }',
      'mutation { mintToken(input: { name: "Mine", scopes: ["admin"] }) { bearerToken } }',
      `mutation { revokeToken(id: "${token.id}") { id } }`,
    ]) {
      const forbidden = { code: 'FORBIDDEN', status: status(403) }
      expect(await ask(server, query, `Bearer ${bearerToken}`)).toEqual(forbidden)
      expect(await ask(server, query, null)).toEqual({ code: 'UNAUTHENTICATED', status: status(401) })
    }
    expect((await tokens()).find(({ id }) => id === token.id)?.revokedAt).toBeNull()
  })

  it('a revoked token is of no use from then on', async () => {
    const { bearerToken, token } = await mint()
    const query = '{ viewer { id } }'
    expect(await ask(server, query, `Bearer ${bearerToken}`)).toEqual({ data: { viewer: { id: `token:${token.id}` } } })
    await asAdmin(revoking, { id: token.id })
    expect(await ask(server, query, `Bearer ${bearerToken}`)).toEqual(refused)
  })

  it('a revoked token is of no use for the rest of the mutation that revoked it', async () => {
    const { bearerToken, token } = await mint({ scopes: ['admin'] })
    const before = (await tokens()).length
    const next = 'mintToken(input: { name: "Next", scopes: ["admin"] }) { bearerToken }'
    const query = `mutation { revokeToken(id: "${token.id}") { id } a: ${next} b: ${next} }`
    expect(await ask(server, query, `Bearer ${bearerToken}`)).toMatchObject({ code: refused.code })
    expect(await tokens()).toHaveLength(before)
  })

  it('a token is of no use after its end, to the millisecond', async () => {
    const { bearerToken } = await mint({ expiresAt: new Date(clock.now() + 5_000).toISOString() })
    const query = '{ viewer { scopes } }'
    await clock.advance(4_999)
    expect(await ask(server, query, `Bearer ${bearerToken}`)).toHaveProperty('data')
    await clock.advance(1)
    expect(await ask(server, query, `Bearer ${bearerToken}`)).toEqual(refused)
  })
})

describe('a query that runs when its token', () => {
  /** A moment of the past that is not made before it is told to, and whether somebody waits for it. */
  async function withHeldMoment(act: (held: { asked: Promise<unknown>; make: () => boolean }) => Promise<void>) {
    const { services } = server.app
    const before = services.moments
    const moment = new EventEmitter()
    const [asked, made] = [once(moment, 'asked'), once(moment, 'made')]
    const moments: Moments = {
      async reading(wished, work) {
        moment.emit('asked')
        await made
        return work(new Map(wished.map((one) => [nameOf(one), partsOf(services.live)])))
      },
    }
    Object.assign(services, { moments })
    try {
      await act({ asked, make: () => moment.emit('made') })
    } finally {
      moment.emit('made')
      Object.assign(services, { moments: before })
    }
  }
  const query = `{ accounts(at: "${new Date(noon).toISOString()}") { id } }`
  const askAs = (token: string) =>
    fetch(server.httpUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    })

  it('is revoked is not answered, even before it is done', () =>
    withHeldMoment(async ({ asked }) => {
      const { bearerToken, token } = await mint()
      const answer = askAs(bearerToken)
      await asked
      await asAdmin(revoking, { id: token.id })
      const { status, text } = await answer.then(async (one) => ({ status: one.status, text: await one.text() }))
      expect(status).toBe(401)
      expect(text).toContain('"code":"UNAUTHENTICATED"')
      expect(text).not.toContain('data')
    }))

  it('expires is not answered either', () =>
    withHeldMoment(async ({ asked }) => {
      const { bearerToken } = await mint({ expiresAt: new Date(clock.now() + 1_000).toISOString() })
      const answer = askAs(bearerToken)
      await asked
      await clock.advance(1_000)
      expect((await answer).status).toBe(401)
    }))

  it('stays good is answered', () =>
    withHeldMoment(async ({ asked, make }) => {
      const [other, { bearerToken }] = [await mint(), await mint()]
      const answer = askAs(bearerToken)
      await asked
      await asAdmin(revoking, { id: other.token.id })
      make()
      expect(await (await answer).json()).toEqual({ data: { accounts: [] } })
    }))
})

describe('the streams of a token that is revoked', () => {
  it('end at once when it is revoked here, and those of others go on', async () => {
    const [revoked, other] = [await mint(), await mint()]
    const [ended, going] = [await following(revoked.bearerToken), await following(other.bearerToken)]
    const { data: answer } = await asAdmin<{ revokeToken: Token }>(revoking, { id: revoked.token.id })
    expect(answer?.revokeToken.revokedAt).toBe(new Date(clock.now()).toISOString())
    expect(await ended.closed).toEqual({ code: 4403, reason: 'The token was revoked' })
    expect(going.socket.readyState).toBe(going.socket.OPEN)
    going[Symbol.dispose]()
  })

  it('end within two seconds when another process revokes it', async () => {
    const { bearerToken, token } = await mint()
    const overSocket = await following(bearerToken)
    const overHttp = await fetch(server.httpUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${bearerToken}`,
      },
      body: JSON.stringify({ query: follow }),
    })
    await until(
      () => Promise.resolve(server.app.services.counts.members),
      (count) => count === 2,
    )
    {
      await using store = await openStore({ dataDir: data.path, now: () => clock.now() })
      await store.tokens.revoke(token.id, clock.now())
    }
    await clock.advance(2_000, () => tokensAnswered(server))
    expect((await overSocket.closed).code).toBe(4403)
    expect(await overHttp.text()).toContain('"errors":[{"message":"The token was revoked"')
  })
})

describe('of a token', () => {
  it('the last use is kept within a minute, and not with every use', async () => {
    const { bearerToken, token } = await mint()
    const lastUsedAt = async () => (await tokens()).find(({ id }) => id === token.id)?.lastUsedAt
    const use = () => ask(server.httpUrl, '{ __typename }', {}, { authorization: `Bearer ${bearerToken}` })
    for (let count = 0; count < 5; count += 1) await use()
    const usedAt = new Date(clock.now()).toISOString()
    expect(await lastUsedAt()).toBeNull()
    await clock.advance(60_000)
    await until(lastUsedAt, (at) => at !== null)
    expect(await lastUsedAt()).toBe(usedAt)
  })

  it('only the hash is in the store', async () => {
    const { bearerToken } = await mint()
    const bytes = readdirSync(data.path).map((file) => readFileSync(join(data.path, file)).toString('latin1'))
    expect(bytes.join()).toContain(hashOfToken(bearerToken))
    expect(bytes.join()).not.toContain(bearerToken.slice(4))
    expect(bytes.join()).not.toContain(admin.slice(4))
  })
})
