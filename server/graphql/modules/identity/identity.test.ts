import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { apiOfRecords } from '../../../../tests/support/api/api-of-records.js'
import { noon } from '../../../../tests/support/builders.js'
import { ManualClock } from '../../../../tests/support/manual-clock.js'
import { sqliteHomeInMemory, type StoreHome } from '../../../../tests/support/store/store-home.js'
import { Sessions } from '../../../auth/sessions.js'
import { hashOfToken } from '../../../auth/tokens.js'
import { viewerOf } from '../../../auth/viewer.js'
import type { Store } from '../../../storage/open-store.js'

const iso = (ms: number) => new Date(ms).toISOString()
const fields = 'id name scopes createdAt lastUsedAt expiresAt revokedAt'

let home: StoreHome
let store: Store
let clock: ManualClock
let sessions: Sessions
let api: ReturnType<typeof apiOfRecords>
beforeAll(async () => {
  home = sqliteHomeInMemory()
  store = await home.open()
})
afterAll(async () => {
  await store[Symbol.asyncDispose]()
  await home[Symbol.asyncDispose]()
})
beforeEach(() => {
  clock = new ManualClock(noon)
  sessions = new Sessions(clock)
  api = apiOfRecords(['admin'])
  Object.assign(api.services, { tokens: store.tokens, sessions })
  Object.assign(api.live, { clock })
})

interface Minted {
  readonly bearerToken: string
  readonly token: { readonly id: string } & Record<string, unknown>
}

async function mint(input = 'scopes: ["market:read"]'): Promise<Minted> {
  const { mintToken } = await api.show(
    `mutation { mintToken(input: { name: "A bot", ${input} }) { bearerToken token { ${fields} } } }`,
  )
  return mintToken as Minted
}
const list = async (args: string) => (await api.show(`{ tokens(${args}) { ${fields} } }`)).tokens as Minted['token'][]
const revoke = async (id: string) => (await api.show(`mutation { revokeToken(id: "${id}") { ${fields} } }`)).revokeToken

describe('an administrator', () => {
  it('mints a token, whose secret is shown once', async () => {
    const { bearerToken, token } = await mint(
      `scopes: ["market:read", "admin", "admin"], expiresAt: "${iso(noon + 1)}"`,
    )
    expect(token).toEqual({
      id: hashOfToken(bearerToken).slice(0, 16),
      name: 'A bot',
      scopes: ['admin', 'market:read'],
      createdAt: iso(noon),
      lastUsedAt: null,
      expiresAt: iso(noon + 1),
      revokedAt: null,
    })
    expect((await list('first: 1'))[0]).toEqual(token)
    expect(await store.tokens.find(hashOfToken(bearerToken))).toMatchObject({ id: token.id, createdAtMs: noon })
    expect((await mint()).token.expiresAt).toBeNull()
    expect((await mint('scopes: ["market:read"], expiresAt: null')).token.expiresAt).toBeNull()
  })

  it('reads them page by page, the newest first, and when they were used last', async () => {
    const minted = [await mint(), await mint(), await mint()].map(({ token }) => token.id).reverse()
    await store.tokens.used(new Map([[minted[0] ?? '', noon + 60_000]]))
    const [newest, next] = await list('first: 2')
    expect([newest?.id, next?.id]).toEqual(minted.slice(0, 2))
    expect([newest?.lastUsedAt, next?.lastUsedAt]).toEqual([iso(noon + 60_000), null])
    expect((await list(`first: 1, after: "${minted[1]}"`))[0]?.id).toBe(minted[2])
    await expect(list('first: 1, after: "nobody"')).rejects.toMatchObject({
      extensions: { code: 'UNKNOWN_CURSOR', argument: 'after' },
      message: expect.stringContaining('"nobody"') as string,
    })
    for (const first of [0, 1_001]) {
      await expect(list(`first: ${first}`)).rejects.toMatchObject({
        extensions: { code: 'OUT_OF_RANGE', argument: 'first' },
      })
    }
  })

  const accounts = (count: number) => Array.from({ length: count }, (_, n) => `"account:read:a${n}"`).join()

  it('gives a token up to a hundred scopes', async () => {
    expect((await mint(`scopes: [${accounts(100)}]`)).token.scopes).toHaveLength(100)
  })

  it.each([
    ['scopes', 'scopes: []', /"input.scopes" must be 1 to 100 of market:read, account:read:<id>/],
    ['scopes.1', 'scopes: ["market:read", "everything"]', /"input.scopes.1" must be one of market:read/],
    ['scopes', `scopes: [${accounts(101)}]`, /must be 1 to 100 of/],
    ['expiresAt', `scopes: ["admin"], expiresAt: "${iso(noon)}"`, /"input.expiresAt" must be a time in the future/],
  ])('is told when %s is not what it may be', async (field, input, message) => {
    await expect(mint(input)).rejects.toMatchObject({
      message: expect.stringMatching(message) as string,
      extensions: { code: 'INVALID_INPUT', argument: `input.${field}` },
    })
  })

  it.each(['" "', '"two\\nlines"', `"${'x'.repeat(101)}"`])('is told that a token is not named %s', async (name) => {
    await expect(
      api.show(`mutation { mintToken(input: { name: ${name}, scopes: ["admin"] }) { bearerToken } }`),
    ).rejects.toMatchObject({ extensions: { code: 'INVALID_INPUT', argument: 'input.name' } })
  })

  it('revokes a token, and all that runs with it ends', async () => {
    const { token } = await mint()
    const ended: string[] = []
    sessions.begin(viewerOf(`token:${token.id}`, []), (why) => ended.push(why))
    sessions.begin(viewerOf('token:other', []), (why) => ended.push(why))
    await clock.advance(5)
    expect(await revoke(token.id)).toEqual({ ...token, revokedAt: iso(noon + 5) })
    expect(ended).toEqual(['REVOKED'])
    await clock.advance(5)
    expect(await revoke(token.id)).toEqual({ ...token, revokedAt: iso(noon + 5) })
  })

  it('is told when there is no such token', async () => {
    await expect(revoke('nobody')).rejects.toMatchObject({
      message: 'Argument "id": there is no token "nobody"; "tokens" lists them.',
      extensions: { code: 'UNKNOWN_TOKEN', argument: 'id' },
    })
  })
})

describe('nobody else', () => {
  it.each([
    '{ tokens(first: 1) { id } }',
    'mutation { mintToken(input: { name: "Mine", scopes: ["admin"] }) { bearerToken } }',
    'mutation { revokeToken(id: "a") { id } }',
  ])('may %s', async (query) => {
    const { services, show } = apiOfRecords(['account:trade:*', 'accounts:open', 'market:read'])
    Object.assign(services, { tokens: store.tokens, sessions })
    await expect(show(query)).rejects.toMatchObject({ extensions: { code: 'FORBIDDEN' } })
  })
})

describe('the viewer', () => {
  const query = 'id scopes expiresAt'

  it('is who asks', async () => {
    expect(await api.show(`{ viewer { ${query} } }`)).toEqual({
      viewer: { id: 'token:1', scopes: ['admin'], expiresAt: null },
    })
  })

  it('goes on with another token where requests share a connection', async () => {
    const renewed: string[] = []
    api.context.renew = (token) => {
      renewed.push(token)
      return Promise.resolve(viewerOf('token:2', ['market:read'], noon))
    }
    expect(await api.show(`mutation { renewToken(token: "next") { ${query} } }`)).toEqual({
      renewToken: { id: 'token:2', scopes: ['market:read'], expiresAt: iso(noon) },
    })
    expect(renewed).toEqual(['next'])
  })

  it('sends another token with the next request over HTTP', async () => {
    await expect(api.show('mutation { renewToken(token: "next") { id } }')).rejects.toMatchObject({
      message: 'A token is renewed on a WebSocket; over HTTP, send the new one with the next request.',
      extensions: { code: 'BAD_REQUEST' },
    })
  })
})
