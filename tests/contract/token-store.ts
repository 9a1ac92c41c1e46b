import { expect, it } from 'vitest'
import type { StoredToken } from '../../server/storage/token-store.js'
import { noon } from '../support/builders.js'
import { tokenRecord } from '../support/store/records.js'
import type { StoreHome } from '../support/store/store-home.js'

const idsOf = (tokens: readonly StoredToken[] | null) => tokens?.map(({ id }) => id) ?? null

/** What every token store promises. */
export function describeTokenStore(makeHome: () => Promise<StoreHome>): void {
  const scopes = ['account:read:*', 'account:trade:not-open-yet', 'market:read']
  const unused = { lastUsedAtMs: null, revokedAtMs: null }

  it('finds a token by its hash after it was opened again, as it was added, and no other', async () => {
    await using home = await makeHome()
    const lasting = tokenRecord({ id: 'a', name: 'Ärger, "the" bot 📈', scopes })
    const expiring = tokenRecord({ id: 'b', expiresAtMs: noon + 1, createdAtMs: null })
    {
      await using store = await home.open()
      await store.tokens.add('hash-1', lasting)
      await store.tokens.add('hash-2', expiring)
    }
    await using store = await home.open()
    expect(await store.tokens.find('hash-1')).toEqual({ ...lasting, ...unused })
    expect(await store.tokens.find('hash-2')).toEqual({ ...expiring, ...unused })
    for (const hash of ['hash', '', '\0', 'HASH-1', 'a', "' OR 1=1 --"])
      expect(await store.tokens.find(hash)).toBeNull()
  })

  it('takes no hash and no id twice', async () => {
    await using home = await makeHome()
    await using store = await home.open()
    await store.tokens.add('hash', tokenRecord({ id: 'a' }))
    await expect(store.tokens.add('hash', tokenRecord({ id: 'b', scopes: ['admin'] }))).rejects.toThrow()
    await expect(store.tokens.add('other', tokenRecord({ id: 'a', scopes: ['admin'] }))).rejects.toThrow()
    expect(await store.tokens.find('hash')).toMatchObject({ id: 'a', scopes: ['market:read'] })
    expect(await store.tokens.find('other')).toBeNull()
  })

  it('lists all tokens, the newest first, page by page', async () => {
    await using home = await makeHome()
    await using store = await home.open()
    expect(await store.tokens.list({ first: 5, after: null })).toEqual([])
    for (const id of ['a', 'b', 'c', 'd', 'e']) await store.tokens.add(`hash ${id}`, tokenRecord({ id }))
    expect(idsOf(await store.tokens.list({ first: 2, after: null }))).toEqual(['e', 'd'])
    expect(idsOf(await store.tokens.list({ first: 2, after: 'd' }))).toEqual(['c', 'b'])
    expect(idsOf(await store.tokens.list({ first: 2, after: 'b' }))).toEqual(['a'])
    expect(idsOf(await store.tokens.list({ first: 2, after: 'a' }))).toEqual([])
    for (const after of ['f', '', '\0']) expect(await store.tokens.list({ first: 2, after })).toBeNull()
  })

  it('keeps a revocation, of which a second changes nothing', async () => {
    await using home = await makeHome()
    {
      await using store = await home.open()
      for (const id of ['a', 'b']) await store.tokens.add(`hash ${id}`, tokenRecord({ id }))
      expect(await store.tokens.revoke('a', noon)).toMatchObject({ id: 'a', revokedAtMs: noon })
      expect(await store.tokens.revoke('a', noon + 5)).toMatchObject({ revokedAtMs: noon })
      for (const unknown of ['hash a', '', '\0']) expect(await store.tokens.revoke(unknown, noon)).toBeNull()
    }
    await using store = await home.open()
    expect(await store.tokens.find('hash a')).toMatchObject({ revokedAtMs: noon })
    expect(await store.tokens.find('hash b')).toMatchObject({ revokedAtMs: null })
    expect(await store.tokens.revocationsAfter(0)).toEqual({ ids: ['a'], last: 1 })
  })

  it('keeps the revocation of a JWT, which it need not know, and finds no token by it', async () => {
    await using home = await makeHome()
    const jwt = { id: 'jwt:a-b', name: 'JWT', scopes: [], createdAtMs: null, expiresAtMs: null, lastUsedAtMs: null }
    {
      await using store = await home.open()
      expect(await store.tokens.revocationOf('jwt:a-b')).toBeNull()
      expect(await store.tokens.revoke('jwt:a-b', noon)).toEqual({ ...jwt, revokedAtMs: noon })
      expect(await store.tokens.revoke('jwt:a-b', noon + 5)).toMatchObject({ revokedAtMs: noon })
      for (const bad of ['jwt:', 'jwt:\0', `jwt:${'x'.repeat(256)}`])
        expect(await store.tokens.revoke(bad, noon)).toBeNull()
    }
    await using store = await home.open()
    expect(await store.tokens.revocationOf('jwt:a-b')).toBe(noon)
    for (const other of ['jwt:a', 'jwt:a-b-c', '\0', '']) expect(await store.tokens.revocationOf(other)).toBeNull()
    expect(await store.tokens.revocationsAfter(0)).toEqual({ ids: ['jwt:a-b'], last: 1 })
    expect(idsOf(await store.tokens.list({ first: 5, after: null }))).toEqual(['jwt:a-b'])
  })

  it('tells another process of revocations, each once, in their order and none left out', async () => {
    await using home = await makeHome()
    await using store = await home.open()
    await using other = await home.open()
    const ids = Array.from({ length: 40 }, (_, n) => `t${n}`)
    for (const id of ids) await store.tokens.add(`hash ${id}`, tokenRecord({ id }))
    let heard: string[] = []
    let last = 0
    const listen = async () => {
      const news = await store.tokens.revocationsAfter(last)
      heard = [...heard, ...news.ids]
      last = news.last
    }
    await listen()
    const revoking = ids.map(async (id, n) => (n % 2 === 0 ? store : other).tokens.revoke(id, noon))
    while (heard.length < ids.length) await listen()
    await Promise.all(revoking)
    await listen()
    expect(heard.toSorted()).toEqual(ids.toSorted())
    expect(await store.tokens.revocationsAfter(last)).toEqual({ ids: [], last })
  })

  it('tells at most 1,000 revocations at a time', async () => {
    await using home = await makeHome()
    await using store = await home.open()
    const ids = Array.from({ length: 1_001 }, (_, n) => `t${n}`)
    await Promise.all(ids.map((id) => store.tokens.add(`hash ${id}`, tokenRecord({ id }))))
    await Promise.all(ids.map((id) => store.tokens.revoke(id, noon)))
    const first = await store.tokens.revocationsAfter(0)
    const second = await store.tokens.revocationsAfter(first.last)
    expect([first.ids.length, second.ids.length]).toEqual([1_000, 1])
    expect(new Set([...first.ids, ...second.ids])).toEqual(new Set(ids))
  })

  it('keeps the last use of tokens, and never an earlier one', async () => {
    await using home = await makeHome()
    await using store = await home.open()
    for (const id of ['a', 'b']) await store.tokens.add(`hash ${id}`, tokenRecord({ id }))
    await store.tokens.used(
      new Map([
        ['a', noon],
        ['gone', noon],
      ]),
    )
    await store.tokens.used(new Map([['a', noon - 5]]))
    expect(await store.tokens.find('hash a')).toMatchObject({ lastUsedAtMs: noon })
    expect(await store.tokens.find('hash b')).toMatchObject({ lastUsedAtMs: null })
    await store.tokens.used(new Map([['a', noon + 5]]))
    expect(await store.tokens.find('hash a')).toMatchObject({ lastUsedAtMs: noon + 5 })
  })
}
