import { describe, expect, it } from 'vitest'
import { anyoneOf, viewerOf } from './viewer.js'

const audience = (...scopes: string[]) => viewerOf('somebody', scopes).audience

describe('the audience of a viewer', () => {
  it('is the same for all who may read the same accounts, whatever else they may do', () => {
    expect(audience('account:read:b', 'account:read:a')).toBe(
      audience('accounts:open', 'account:read:a', 'account:read:b'),
    )
    expect(audience('account:read:a', 'account:trade:b')).toBe(audience('account:read:a', 'market:read'))
    expect(audience('market:read', 'account:trade:a')).toBe('public')
    expect(audience('admin')).toBe(audience('account:read:*', 'account:read:a'))
  })

  it('differs for those who may not', () => {
    const all = [
      audience(),
      audience('account:read:a'),
      audience('account:read:b'),
      audience('account:read:a', 'account:read:b'),
      audience('account:read:a-b'),
      audience('account:read:all'),
      audience('account:read:public'),
      audience('account:read:*'),
    ]
    expect(new Set(all).size).toBe(all.length)
  })

  it.each([['market:read', 'account:trade:a', 'accounts:open'], ['account:read:a', 'account:publish:a'], ['admin']])(
    'has somebody in it who reads the same and does nothing: %s',
    (...scopes) => {
      const viewer = viewerOf('token:1', scopes, 5)
      const anyone = anyoneOf(viewer)
      expect(anyone.audience).toBe(viewer.audience)
      expect(anyone.scopes.readAccount('a')).toBe(viewer.scopes.readAccount('a'))
      expect(anyone.scopes).toMatchObject({ writable: [], openAccounts: false, administer: false })
      expect(anyone).toMatchObject({ id: expect.not.stringContaining('token'), expiresAtMs: null })
    },
  )
})
