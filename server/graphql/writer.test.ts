import { describe, expect, it } from 'vitest'
import { refusalOf } from '../../tests/support/api/refusal-of.js'
import { anonymousViewer, viewerOf } from '../auth/viewer.js'
import type { CommandKind } from '../trading/brokerage.js'
import { contextFor, type Services } from './context.js'
import { writerOf } from './writer.js'

/** A server with three open accounts, of which `published` publishes, and one of an agent, `momentum`. */
const services = {
  live: { accountsFor: () => ({}) },
  brokerage: {
    kindOf: (id: string) => ({ open: 'PAPER', momentum: 'PAPER', paper: 'PAPER', published: 'PUBLISHED' })[id] ?? null,
  },
  isAgentAccount: (id: string) => id === 'momentum',
} as unknown as Services

function writer(kind: CommandKind, scopes: readonly string[], named?: string | null): unknown {
  const context = contextFor(services, viewerOf('token:1', scopes))
  try {
    return writerOf(context, kind, named)
  } catch (error) {
    const { message, extensions } = error as { message: string; extensions: { code: string } }
    return `${extensions.code}: ${message}`
  }
}

const lacks = (scope: string, id: string) =>
  `FORBIDDEN: The credentials lack the scope "${scope}". This mints a token that has it: npm run token -- --account ${id}`

describe('the account that a mutation writes to', () => {
  it('is the only one of the credentials, or the one that is named', () => {
    expect(writer('placeOrder', ['account:trade:open'])).toBe('open')
    expect(writer('placeOrder', ['account:trade:open', 'account:publish:open'], null)).toBe('open')
    expect(writer('placeOrder', ['account:trade:open', 'account:trade:b'], 'b')).toBe('b')
    expect(writer('placeOrder', ['account:trade:*'], 'b')).toBe('b')
    expect(writer('publishDecision', ['admin'], 'b')).toBe('b')
  })

  it('must be named when there are several', () => {
    const several = writer('placeOrder', ['account:trade:open', 'account:publish:b'])
    expect(several).toMatch(/INVALID_INPUT: .*"input.account".*b, open/)
    expect(writer('placeOrder', ['admin'])).toMatch(/INVALID_INPUT: .*"input.account".*several \(every account\)\.$/)
    const many = Array.from({ length: 22 }, (_, n) => `account:trade:a${n + 10}`)
    expect(writer('placeOrder', many)).toMatch(/ a28, a29\)\.$/)
  })

  it.each(['', 'A', 'a b', '*', 'ä', '../a', 'x'.repeat(65)])('cannot be %j', (named) => {
    expect(writer('placeOrder', ['admin'], named)).toMatch(/INVALID_INPUT: .*"input.account" must be an id: 1 to 64/)
  })

  it.each([
    ['placeOrder', ['account:publish:open', 'account:read:open', 'market:read'], 'account:trade:open'],
    ['setExits', ['account:trade:other'], 'account:trade:open'],
    ['publishDecision', ['account:trade:open'], 'account:publish:open'],
    ['openAccount', ['account:trade:open'], 'accounts:open'],
    ['openAccount', ['accounts:open', 'account:publish:open'], 'account:trade:open'],
  ] as const)('of %s is refused to %j, naming the scope', (kind, scopes, missing) => {
    expect(writer(kind, scopes, 'open')).toBe(lacks(missing, 'open'))
  })

  it('is opened by the first publication only with the scope for that', () => {
    expect(writer('publishPositions', ['account:publish:new'])).toContain('"accounts:open"')
    expect(writer('publishPositions', ['account:publish:new', 'accounts:open'])).toBe('new')
    expect(writer('publishPositions', ['account:publish:open'])).toBe('open')
  })

  it.each([
    ['paper', 'account:trade:paper', 'account:publish:paper'],
    ['published', 'account:publish:published', 'account:trade:published'],
  ])('that is %s is shown or hidden by whoever may read it and has %s, but not %s', (id, right, other) => {
    const read = `account:read:${id}`
    const set = (scopes: readonly string[]) => writer('setAccountVisibility', scopes, id)
    expect([set([read, right]), set(['account:read:*', right]), set(['admin'])]).toEqual([id, id, id])
    expect([set([right]), set([right, other]), set([other])]).toEqual([
      lacks(read, id),
      lacks(read, id),
      lacks(read, id),
    ])
    expect([set([read, other]), set([read])]).toEqual([lacks(right, id), lacks(right, id)])
  })

  it('that was never opened is shown or hidden by nobody, which is told to whoever could open it', () => {
    for (const right of ['account:trade:new', 'account:publish:new'])
      expect(writer('setAccountVisibility', ['account:read:new', right], 'new')).toBe('new')
    expect(writer('setAccountVisibility', ['account:read:new'], 'new')).toContain('"account:trade:new"')
    // It is answered with the refusal `AgentAccount`.
    expect(writer('setAccountVisibility', ['admin'], 'momentum')).toBe('momentum')
  })

  it('is never that of an agent, whatever the scopes', () => {
    expect(writer('placeOrder', ['admin'], 'momentum')).toMatch(/FORBIDDEN: Account "momentum" is for a built-in agent/)
    expect(writer('publishDecision', ['account:publish:momentum'])).toMatch(/FORBIDDEN/)
    // Nobody can have a token for it, so none is named.
    for (const kind of ['placeOrder', 'closeAccount', 'setAccountVisibility'] as const)
      expect(writer(kind, ['account:trade:open'], 'momentum')).toMatch(
        /built-in agent, and nobody else may write to it: name/,
      )
    const context = contextFor(services, viewerOf('token:1', ['admin']))
    expect(refusalOf(() => writerOf(context, 'placeOrder', 'momentum'))).toMatchObject({
      argument: 'input.account',
      // No scope allows it.
      http: { headers: { 'WWW-Authenticate': 'Bearer error="insufficient_scope"' } },
    })
    // It is answered with the refusal `AgentAccount`.
    expect(writer('closeAccount', ['account:trade:momentum'])).toBe('momentum')
  })

  it('may be written to by anybody where the server says so', () => {
    const context = contextFor(services, anonymousViewer(['account:trade:open']))
    expect(writerOf(context, 'placeOrder', null)).toBe('open')
  })

  it('is nobody’s without credentials, and with credentials that write nowhere', () => {
    const context = contextFor(services, anonymousViewer(['market:read']))
    expect(() => writerOf(context, 'placeOrder', 'open')).toThrow(/A write needs a bearer token: send a valid one/)
    expect(writer('placeOrder', ['market:read'])).toMatch(
      /FORBIDDEN: .* "account:trade:<id>"\. .* npm run token -- --account <id>$/,
    )
  })
})
