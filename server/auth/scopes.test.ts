import { describe, expect, it } from 'vitest'
import { isIn } from '../domain/account-set.js'
import { isScope, scopesOf, scopesOfAccount } from './scopes.js'

/** What the scopes allow on two accounts. */
function allowed(...texts: string[]) {
  const scopes = scopesOf(texts)
  const on = (accountId: string) =>
    [
      isIn(scopes.readable, accountId) && 'read',
      scopes.publishTo(accountId) && 'publish',
      scopes.tradeOn(accountId) && 'trade',
    ].filter(Boolean)
  return { a: on('a'), b: on('b'), market: scopes.readMarket, open: scopes.openAccounts, admin: scopes.administer }
}

const nothing = { a: [], b: [], market: false, open: false, admin: false }

describe('scopes', () => {
  it.each([
    ['market:read', { market: true }],
    ['account:read:a', { a: ['read'] }],
    ['account:publish:a', { a: ['publish'] }],
    ['account:trade:*', { a: ['trade'], b: ['trade'] }],
    ['accounts:open', { open: true }],
    [
      'admin',
      { a: ['read', 'publish', 'trade'], b: ['read', 'publish', 'trade'], market: true, open: true, admin: true },
    ],
  ])('%s allows what it says and nothing else', (text, more) => {
    expect(allowed(text)).toEqual({ ...nothing, ...more })
  })

  it.each([
    'account:trade',
    'account:trade:',
    'account:trade:A',
    'account:trade:**',
    'account:trade:a b',
    'account:trade:a,b',
    `account:trade:${'a'.repeat(65)}`,
    'account:read:a\n',
    'my account:read:a',
    'account:administer:a',
    'market:*',
    'market:read:a',
    'Admin',
    'admin ',
    '*',
    '',
    'openid',
    '__proto__',
  ])('%j is none and allows nothing', (text) => {
    expect(isScope(text)).toBe(false)
    expect(allowed(text)).toEqual(nothing)
  })

  it('of a token for one account: all of that account, and the market', () => {
    expect(allowed(...scopesOfAccount('a'))).toEqual({
      a: ['read', 'publish', 'trade'],
      b: [],
      market: true,
      open: true,
      admin: false,
    })
  })

  it('name the accounts that may be written to, each once', () => {
    expect(scopesOf(['account:trade:b', 'account:publish:a', 'account:publish:b', 'account:read:c']).writable).toEqual([
      'a',
      'b',
    ])
    expect(scopesOf(['account:publish:b', 'account:trade:a']).writable).toEqual(['a', 'b'])
    expect(scopesOf(['account:publish:*', 'account:trade:a']).writable).toBe('ALL')
    expect(scopesOf(['account:publish:a', 'account:trade:*']).writable).toBe('ALL')
    expect(scopesOf(['account:read:*']).writable).toEqual([])
  })

  it('are those that are ours, each once', () => {
    expect(scopesOf(['openid', 'market:read', 'admin', 'admin']).texts).toEqual(['admin', 'market:read'])
  })
})
