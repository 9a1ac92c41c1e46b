import { describe, expect, it } from 'vitest'
import type { AccountChoice_AccountFragment } from '../../gql/graphql.js'
import { ignore } from '../../testing/faces.js'
import { render, wordsOf } from '../../testing/render.js'
import { AccountSwitch } from './account-switch.js'
import { firstAccount } from './first-account.js'

const account = (id: string, more: Partial<AccountChoice_AccountFragment> = {}): AccountChoice_AccountFragment => ({
  id,
  name: `Name of ${id}`,
  kind: 'PAPER',
  agent: null,
  source: 'SIMULATED',
  closedAt: null,
  hasTraded: false,
  visibility: 'PUBLIC',
  ...more,
})
const closed = account('a', { closedAt: '2026-11-21T12:00:00Z' })
const [b, c] = [account('b'), account('c')]
const traded = (one: AccountChoice_AccountFragment) => ({ ...one, hasTraded: true })

describe('the account shown before one is chosen', () => {
  it('is the first open one that has traded, or else the first open one', () => {
    expect(firstAccount([closed, b, c], null)).toBe('b')
    expect(firstAccount([traded(closed), b, traded(c)], null)).toBe('c')
  })

  it('changes to one that has traded, and then no more', () => {
    expect(firstAccount([b, traded(c)], 'b')).toBe('c')
    expect(firstAccount([traded(b), traded(c)], 'c')).toBe('c')
  })

  it('gives way when it is closed, and is closed only where all are', () => {
    expect(firstAccount([traded({ ...b, closedAt: closed.closedAt }), c], 'b')).toBe('c')
    expect(firstAccount([closed], null)).toBe('a')
    expect(firstAccount([], null)).toBeNull()
  })
})

describe('the choice of an account', () => {
  const show = (chosen: AccountChoice_AccountFragment | null, accounts = [closed, b]) =>
    render(<AccountSwitch accounts={accounts} chosen={chosen} onChoose={ignore} />)

  it('has the closed ones apart, and says of one that it is closed', () => {
    expect(show(b)).toMatch(/<option[^>]*>Name of b<\/option><optgroup label="Closed"><option[^>]*>Name of a/)
    expect(wordsOf(show(closed))).toMatch(/Closed$/)
    expect(show(closed)).toContain('closed for good')
    expect(wordsOf(show(b))).toMatch(/Paper$/)
  })

  it('marks those that are private, in the list and beside it', () => {
    const hidden = account('h', { visibility: 'PRIVATE' })
    expect(show(hidden, [b, hidden])).toMatch(/Name of b<\/option><option[^>]*>Name of h \(private\)/)
    expect(wordsOf(show(hidden, [hidden]))).toMatch(/Paper private$/)
    expect(show(b, [b])).not.toContain('private')
  })

  it('has no group where none is closed', () => {
    expect(show(b, [b, c])).not.toContain('optgroup')
  })
})
