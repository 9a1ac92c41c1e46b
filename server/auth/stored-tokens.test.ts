import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ManualClock } from '../../tests/support/manual-clock.js'
import { sqliteHomeInMemory, type StoreHome } from '../../tests/support/store/store-home.js'
import type { Store } from '../storage/open-store.js'
import type { TokenKind } from './authenticate.js'
import { BadCredentials } from './credentials.js'
import { storedTokens } from './stored-tokens.js'
import { TokenUses } from './token-uses.js'
import { forAccount, hashOfToken, mintToken, viewerIdOf } from './tokens.js'

const noon = Date.UTC(2026, 8, 24, 12)
let clock: ManualClock
let home: StoreHome
let store: Store
let uses: TokenUses
let kind: TokenKind

beforeEach(async () => {
  clock = new ManualClock(noon)
  home = sqliteHomeInMemory()
  const now = () => clock.now()
  store = await home.open({ now })
  uses = new TokenUses(store.tokens, { warn: () => {} })
  kind = storedTokens({ tokens: store.tokens, uses, now })
})
afterEach(async () => {
  await store[Symbol.asyncDispose]()
  await home[Symbol.asyncDispose]()
})

const mint = (expiresAtMs: number | null = null) =>
  mintToken(store.tokens, { name: 'Desk', scopes: ['market:read'], expiresAtMs }, clock.now())

describe('a token that was minted here', () => {
  it('is known by its form, whether it is good or not', async () => {
    const { token } = await mint()
    expect(token).toMatch(/^gct_[\w-]{43}$/)
    expect([token, 'gct_made-up', 'a.gct_b.c', 'gct', ''].map((text) => kind.isMine(text))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })

  it('is never the same twice, and is kept as its SHA-256 only', async () => {
    const [one, other] = [await mint(), await mint()]
    expect(one.token).not.toBe(other.token)
    expect(one.stored.id).not.toBe(other.stored.id)
    expect(hashOfToken('gct_a')).toBe('b35964c18d9563675397a32972c337d6fb1f70910ff7562fe87bc5c9cd133077')
    const kept = await store.tokens.find(hashOfToken(one.token))
    expect(kept).toEqual(one.stored)
    expect(kept).toEqual({
      id: hashOfToken(one.token).slice(0, 16),
      name: 'Desk',
      scopes: ['market:read'],
      createdAtMs: noon,
      expiresAtMs: null,
      lastUsedAtMs: null,
      revokedAtMs: null,
    })
    expect(JSON.stringify(kept)).not.toContain(one.token.slice(4))
  })

  it('gives a viewer with its scopes and its end, and notes that it was used', async () => {
    const { token, stored } = await mint(noon + 5_000)
    await clock.advance(1_000)
    const viewer = await kind.viewerOf(token)
    expect(viewer).toMatchObject({ id: viewerIdOf(stored.id), expiresAtMs: noon + 5_000 })
    expect(viewer.id).toBe(`token:${stored.id}`)
    expect(viewer.scopes.texts).toEqual(['market:read'])
    await uses.write()
    expect((await store.tokens.find(hashOfToken(token)))?.lastUsedAtMs).toBe(noon + 1_000)
  })

  it('for an account may do all with it, has its name and does not end', () => {
    expect(forAccount('bot')).toEqual({
      name: 'bot',
      scopes: ['account:publish:bot', 'account:read:bot', 'account:trade:bot', 'accounts:open', 'market:read'],
      expiresAtMs: null,
    })
  })

  it('is good until the moment when it expires', async () => {
    const { token } = await mint(noon + 5_000)
    await clock.advance(4_999)
    expect((await kind.viewerOf(token)).expiresAtMs).toBe(noon + 5_000)
    await clock.advance(1)
    await expect(kind.viewerOf(token)).rejects.toThrow(new BadCredentials('The bearer token has expired'))
  })

  it.each([
    ['is unknown', () => Promise.resolve('gct_made-up'), 'The bearer token is unknown in the store of this server'],
    ['was revoked', revoked, 'The bearer token was revoked'],
    ['was revoked and has expired', () => revoked(noon), 'The bearer token was revoked'],
  ])('is refused when it %s, and counts as not used', async (_what, make, problem) => {
    await expect(kind.viewerOf(await make())).rejects.toThrow(new BadCredentials(problem))
    await uses.write()
    const listed = await store.tokens.list({ first: 10, after: null })
    for (const { lastUsedAtMs } of listed ?? []) expect(lastUsedAtMs).toBeNull()
  })

  async function revoked(expiresAtMs: number | null = null): Promise<string> {
    const { token, stored } = await mint(expiresAtMs)
    await store.tokens.revoke(stored.id, clock.now())
    return token
  }
})
