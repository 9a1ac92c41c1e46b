import { GraphQLError, parse, Source } from 'graphql'
import { describe, expect, it } from 'vitest'
import { refusalOf } from '../../tests/support/api/refusal-of.js'
import { AuthenticationUnavailable, BadCredentials } from '../auth/credentials.js'
import { anonymousViewer, viewerOf } from '../auth/viewer.js'
import { NotRecorded } from '../history/not-recorded.js'
import { NobodyWaits, TooMuchWaits } from '../lib/asker.js'
import { StoreUnavailable } from '../storage/journal.js'
import { contextFor, type Services } from './context.js'
import { apiError, forbidden, unauthenticated } from './errors.js'
import { missingScope } from './missing-scope.js'
import { authenticationError } from './pipeline/authentication-error.js'
import { expectedError } from './pipeline/expected-errors.js'
import { rateLimited, tooManyOperations } from './pipeline/limit-errors.js'
import { withExtensions } from './pipeline/with-extensions.js'
import { requireAdmin } from './require-admin.js'
import type { Timeline } from './timeline.js'

const shown = (error: unknown) => JSON.parse(JSON.stringify(error)) as Record<string, unknown>

describe('an error for the caller', () => {
  it('has a code, and what it is about', () => {
    const node = parse('{ a }').definitions[0]
    expect(
      shown(apiError('INVALID_INPUT', 'No.', { argument: 'a', allowed: { values: ['b'] }, ...(node && { node }) })),
    ).toEqual({
      message: 'No.',
      locations: [{ line: 1, column: 1 }],
      extensions: { code: 'INVALID_INPUT', argument: 'a', allowed: { values: ['b'] } },
    })
    expect(shown(apiError('TIMED_OUT', 'Late.'))).toEqual({ message: 'Late.', extensions: { code: 'TIMED_OUT' } })
  })

  it('with more extensions is the same in all else', () => {
    const document = parse('{ a }')
    const source = new Source('{ b }')
    const fault = new Error('why')
    const inDocument = new GraphQLError('No.', {
      nodes: document.definitions,
      path: ['a'],
      originalError: fault,
      extensions: { code: 'INVALID_INPUT' },
    })
    const more = withExtensions(inDocument, { argument: 'a' })
    expect(more.nodes).toEqual(document.definitions)
    expect(more).toMatchObject({ message: 'No.', path: ['a'], originalError: fault })
    expect(more.extensions).toEqual({ code: 'INVALID_INPUT', argument: 'a' })
    const inText = withExtensions(new GraphQLError('No.', { source, positions: [2] }), {}, 'Never.')
    expect(inText).toMatchObject({ message: 'Never.', positions: [2] })
    expect(inText.source).toBe(source)
  })
})

describe('a refusal over HTTP', () => {
  it('of who sent no good credentials says how to get some', () => {
    expect(shown(unauthenticated('The token has expired'))).toEqual({
      message:
        'The token has expired: send a valid one as "Authorization: Bearer <token>". This mints one for an account: npm run token -- --account <id>, and this one with another scope: npm run token -- mint --name my-token --scope <scope>',
      extensions: { code: 'UNAUTHENTICATED', http: { status: 401, headers: { 'WWW-Authenticate': 'Bearer' } } },
    })
  })

  it('of who may not do this names the scope that would allow it', () => {
    const challenge = (wanted: string, scope?: string) => ({
      code: 'FORBIDDEN',
      ...(scope !== undefined && { scope }),
      http: { status: 403, headers: { 'WWW-Authenticate': `Bearer error="insufficient_scope"${wanted}` } },
    })
    expect(shown(forbidden('No.', {}))).toEqual({ message: 'No.', extensions: challenge('') })
    expect(shown(missingScope('market:read'))).toEqual({
      message:
        'The credentials lack the scope "market:read". This mints a token that has it: npm run token -- mint --name my-token --scope market:read',
      extensions: challenge(', scope="market:read"', 'market:read'),
    })
  })

  it.each([
    [1, 1],
    [1_000, 1],
    [1_001, 2],
    [0, 1],
  ])('of who did too much says in which second to try again: %d ms are %d s', (retryAfterMs, seconds) => {
    expect(shown(rateLimited('Too much', retryAfterMs))).toEqual({
      message: `Too much; try again in ${seconds} s.`,
      extensions: {
        code: 'RATE_LIMITED',
        retryAfterMs,
        http: { status: 429, headers: { 'Retry-After': String(seconds) } },
      },
    })
  })

  it('of who runs too much at a time says how much may run', () => {
    expect(shown(tooManyOperations('Too many', { max: 5, unit: 'reads' }))).toEqual({
      message: 'Too many',
      extensions: {
        code: 'TOO_MANY_OPERATIONS',
        allowed: { max: 5, unit: 'reads' },
        retryAfterMs: 5_000,
        http: { status: 429, headers: { 'Retry-After': '5' } },
      },
    })
    expect(tooManyOperations('Too many', null, 60_000).extensions).toMatchObject({ retryAfterMs: 60_000 })
    expect(tooManyOperations('Too many', null).extensions).not.toHaveProperty('allowed')
  })
})

describe('who sent a request', () => {
  it('with bad credentials is told what is wrong with them', () => {
    expect(authenticationError(new BadCredentials('What follows "Bearer" is no token'))).toMatchObject({
      message: expect.stringMatching(/^What follows "Bearer" is no token: send a valid one/) as string,
      extensions: { code: 'UNAUTHENTICATED' },
    })
  })

  it.each([
    [new AuthenticationUnavailable('The keys cannot be fetched'), 'AUTHENTICATION_UNAVAILABLE'],
    [new StoreUnavailable('a secret'), 'STORE_UNAVAILABLE'],
  ])('is told to come back while nobody can tell: %s', (error, code) => {
    expect(authenticationError(error)).toMatchObject({
      message: expect.stringMatching(/Try again later\.$/) as string,
      extensions: { code, http: { status: 503 } },
    })
  })

  it('is told nothing of a fault of ours', () => {
    const fault = new Error('a secret')
    expect(authenticationError(fault)).toBe(fault)
  })
})

describe('what is for administrators', () => {
  const services = { live: { accountsFor: () => ({}) } } as unknown as Services
  const refusal = (viewer: Parameters<typeof contextFor>[1]) =>
    refusalOf(() => requireAdmin(contextFor(services, viewer)))

  it('is for them', () => {
    expect(requireAdmin(contextFor(services, viewerOf('token:1', ['admin'])))).toBe(services)
  })

  it('is refused to anybody else, saying what they need', () => {
    expect(refusal(anonymousViewer(['market:read']))).toMatchObject({
      code: 'UNAUTHENTICATED',
      message: expect.stringMatching(
        /^This needs a bearer token with the scope "admin"\. .* npm run token -- mint --name my-token --scope admin$/,
      ) as string,
    })
    expect(refusal(viewerOf('token:1', ['account:trade:*', 'accounts:open']))).toMatchObject({
      code: 'FORBIDDEN',
      scope: 'admin',
      message: expect.stringMatching(/^The credentials lack the scope "admin"\. .* --scope admin$/) as string,
    })
  })
})

describe('a context', () => {
  let asked: Parameters<Timeline['accountsFor']>
  const accounts = {}
  const accountsFor = (...args: typeof asked) => {
    asked = args
    return accounts
  }
  const services = { live: { accountsFor } } as unknown as Services
  const viewer = viewerOf('token:1', ['account:read:a'])

  it('shows the accounts as the viewer may see them', () => {
    const context = contextFor(services, viewer)
    expect(context).toMatchObject({ services, viewer, renew: null })
    expect(context.live.accounts).toBe(accounts)
    expect(asked[0]).toEqual(['a'])
    expect(asked[1]).toBeUndefined()
    expect(() => context.giveUp()).not.toThrow()
  })

  it('of an operation reads the store for who asked', () => {
    const asker = { source: 'an address', connection: {}, signal: new AbortController().signal }
    const operation = { asker, renew: () => Promise.resolve(viewer), giveUp: () => undefined }
    expect(contextFor(services, viewer, operation)).toMatchObject({
      renew: operation.renew,
      giveUp: operation.giveUp,
    })
    expect(asked[1]).toBe(asker)
  })
})

describe('a time of which nothing is recorded', () => {
  const [from, at, to] = ['2026-11-20T08:00:00.000Z', '2026-11-20T12:00:00.000Z', '2026-11-20T16:00:00.000Z']
  const ms = (iso: string) => Date.parse(iso)
  const range = { fromMs: ms(from), toMs: ms(to) }
  const shown = (...facts: ConstructorParameters<typeof NotRecorded>) => expectedError(new NotRecorded(...facts))

  it.each([
    ['is outside of what is', null, ''],
    ['cannot be read', 'UNREADABLE', ': what was kept of that time cannot be read'],
  ] as const)('is told when it %s, with what is recorded', (_what, lack, why) => {
    expect(shown(ms(at), range, lack)).toMatchObject({
      message: `Argument "at": nothing is recorded at ${at}${why}. The recording reaches from ${from} to ${to}.`,
      extensions: { code: 'NOT_RECORDED', argument: 'at', allowed: { min: from, max: to } },
    })
  })

  it.each([
    [0, 'in which nobody recorded'],
    [7, 'in which 7 events were dropped'],
  ])('is told when it is in a hole, with the nearest times that are recorded: %d', (dropped, why) => {
    const hole = { fromMs: ms(at) - 1, toMs: ms(at) + 1, dropped }
    const ends = ['2026-11-20T11:59:59.999Z', '2026-11-20T12:00:00.001Z']
    expect(shown(ms(at), range, hole)).toMatchObject({
      message: `Argument "at": nothing is recorded at ${at}: there is a hole from ${ends[0]} to ${ends[1]}, ${why}. These two times are the nearest that are recorded.`,
      extensions: { code: 'NOT_RECORDED', argument: 'at', allowed: { values: ends } },
    })
  })

  it('is told when what accounts were was removed, with what is kept of them', () => {
    expect(shown(ms(at), range, 'ACCOUNTS_REMOVED')).toMatchObject({
      message: `Argument "at": what accounts were at ${at} was too old or too much, and was removed. They are kept from ${from} to ${to}.`,
      extensions: { code: 'NOT_RECORDED', argument: 'at', allowed: { min: from, max: to } },
    })
  })

  it('is told when nothing at all is recorded', () => {
    expect(shown(ms(at), null)?.message).toContain('nothing is recorded')
    expect(shown(ms(at), null)?.extensions).toEqual({ code: 'NOT_RECORDED', argument: 'at' })
  })
})

describe('a read of the store', () => {
  const shownAs = (error: Error) => expectedError(new GraphQLError('a secret', { path: ['a'], originalError: error }))

  it('is refused while too many wait', () => {
    expect(shownAs(new TooMuchWaits(7))).toMatchObject({
      message: 'Too many reads wait; ask for less at a time, or try again later.',
      path: ['a'],
      extensions: { code: 'TOO_MANY_OPERATIONS', allowed: { max: 7, unit: 'reads' }, http: { status: 429 } },
    })
  })

  it('is given up when nobody waits', () => {
    expect(shownAs(new NobodyWaits())).toMatchObject({
      message: 'The operation was given up.',
      extensions: { code: 'TIMED_OUT' },
    })
  })
})
