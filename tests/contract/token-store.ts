import { expect, it } from 'vitest'
import type { StoreHome } from '../support/store/store-home.js'

/** What every token store promises. */
export function describeTokenStore(makeHome: () => Promise<StoreHome>): void {
  it('knows the account of a token after it was opened again, and no other', async () => {
    await using home = await makeHome()
    {
      await using store = await home.open()
      await store.tokens.add('not-open-yet', 'hash-1')
      await store.tokens.add('b', 'hash-2')
      await store.tokens.add('b', 'hash-3')
    }
    await using store = await home.open()
    const asked = ['hash-1', 'hash-2', 'hash-3', 'hash', '', '\0', 'HASH-1']
    const known = await Promise.all(asked.map((hash) => store.tokens.accountOf(hash)))
    expect(known).toEqual(['not-open-yet', 'b', 'b', null, null, null, null])
  })

  it('takes the same token for the same account twice, and never for another', async () => {
    await using home = await makeHome()
    await using store = await home.open()
    await store.tokens.add('a', 'hash')
    await store.tokens.add('a', 'hash')
    await expect(store.tokens.add('b', 'hash')).rejects.toThrow('another account')
    expect(await store.tokens.accountOf('hash')).toBe('a')
  })
}
