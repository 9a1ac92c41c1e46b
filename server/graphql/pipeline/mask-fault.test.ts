import { GraphQLError, parse } from 'graphql'
import { beforeEach, describe, expect, it } from 'vitest'
import { StoreUnavailable } from '../../storage/journal.js'
import { KeyReused } from '../../trading/brokerage.js'
import { maskFault } from './mask-fault.js'
import { badRequest, withoutInternals } from './request-errors.js'

let logged: unknown[]
let mask: (error: unknown) => GraphQLError
beforeEach(() => {
  logged = []
  mask = maskFault((error) => void logged.push(error))
})

const nodes = parse('{ a }').definitions
const ofField = (originalError: Error) => new GraphQLError(originalError.message, { nodes, path: ['a'], originalError })

describe('a fault of ours', () => {
  it.each<[string, Error | string]>([
    ['an error', new Error('a secret')],
    ['one of a field', ofField(new Error('a secret'))],
    ['a text', 'a secret'],
  ])('is logged, and shown without what it says: %s', (_what, fault) => {
    const shown = mask(fault)
    expect(shown.message).toBe('Unexpected error.')
    expect(shown.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR' })
    expect(shown.originalError).toBeUndefined()
    expect(logged).toEqual([fault instanceof Error ? fault : new Error('a secret')])
  })

  it('is shown at its place', () => {
    expect(mask(ofField(new Error('a secret')))).toMatchObject({ nodes, path: ['a'] })
    expect(mask(new Error('a secret')).path).toBeUndefined()
  })

  it('that all readers of a stream meet is logged once', () => {
    const fault = new Error('a secret')
    expect(mask(fault)).toBe(mask(fault))
    expect(logged).toHaveLength(1)
  })
})

describe('what a caller can act on', () => {
  it.each([
    [
      new StoreUnavailable('a secret'),
      'STORE_UNAVAILABLE',
      /^The store cannot be reached or is full; nothing was kept/,
    ],
    [
      new StoreUnavailable('a secret', { isReached: true }),
      'STORE_UNAVAILABLE',
      /^The store took too long; nothing was kept\. Ask for less at a time, or try again later\.$/,
    ],
    [
      new StoreUnavailable('a secret', { outcomeUnknown: true, isReached: true }),
      'STORE_UNAVAILABLE',
      /before the store confirmed the write, so it may have been kept\. Try again with the same key: nothing is done twice/,
    ],
    [
      new KeyReused('The key was used before'),
      'IDEMPOTENCY_KEY_REUSED',
      /^Argument "input.idempotencyKey": The key was used before; use another\.$/,
    ],
  ])('is said, at its place, and told to the log: %s', (error, code, message) => {
    for (const thrown of [error, ofField(error)]) {
      const shown = mask(thrown)
      expect(shown.extensions.code).toBe(code)
      expect(shown.message).toMatch(message)
      expect(shown.originalError).toBeUndefined()
      expect(shown.path).toEqual(thrown === error ? undefined : ['a'])
      expect(shown.nodes).toEqual(thrown === error ? undefined : nodes)
    }
    expect(logged).toEqual([error, ofField(error)])
  })

  it('names the argument of a key that was used', () => {
    expect(mask(new KeyReused('Used')).extensions.argument).toBe('input.idempotencyKey')
  })

  it('is left as it is when it was made for the caller, but cut', () => {
    const refusal = new GraphQLError('No.', { extensions: { code: 'OUT_OF_RANGE' } })
    expect(mask(refusal)).toBe(refusal)
    expect(mask(new GraphQLError('x'.repeat(1_000), { extensions: { code: 'OUT_OF_RANGE' } })).message).toHaveLength(
      399,
    )
    expect(mask(new GraphQLError('Variable "$n" is wrong')).extensions.code).toBe('BAD_USER_INPUT')
    expect(logged).toEqual([])
  })
})

describe('an error as clients see it', () => {
  it('has no part for the HTTP server', () => {
    const headers = { 'accept-encoding': 'identity' }
    const error = badRequest('No.', 415, { headers, allowed: { values: ['a'] } })
    expect(error.extensions).toEqual({
      code: 'BAD_REQUEST',
      allowed: { values: ['a'] },
      http: { status: 415, headers },
    })
    expect(withoutInternals(error)).toEqual({
      message: 'No.',
      extensions: { code: 'BAD_REQUEST', allowed: { values: ['a'] } },
    })
    expect(badRequest('No.').extensions.http).toStrictEqual({ status: 400 })
    const internals = { http: {}, unexpected: true }
    expect(withoutInternals(new GraphQLError('No.', { extensions: internals }))).toStrictEqual({ message: 'No.' })
    expect(withoutInternals(new GraphQLError('No.', { path: ['a'] }))).toEqual({ message: 'No.', path: ['a'] })
  })

  it('has no argument that is as long as a message', () => {
    const shown = (argument: unknown) =>
      withoutInternals(new GraphQLError('No.', { extensions: { code: 'C', argument } })).extensions?.argument
    expect(shown('x'.repeat(400))).toBe('x'.repeat(400))
    expect(shown('x'.repeat(401))).toBeUndefined()
    expect(shown(['x'.repeat(500)])).toEqual(['x'.repeat(500)])
  })
})
