import { buildSchema, GraphQLError, parse, validate, type ExecutionArgs } from 'graphql'
import { beforeEach, describe, expect, it } from 'vitest'
import { BadCredentials } from '../auth/credentials.js'
import { everyone } from '../auth/viewer.js'
import { Subscription } from '../fanout/subscription.js'
import { StoreUnavailable } from '../storage/journal.js'
import { maxOperationChars, maxOperations, wsOperations, type SocketExtra } from './ws-operations.js'
import type { GammacastApi } from './yoga.js'

const schema = buildSchema('type Query { a: Int }')

/** What the API was asked, and how it fails. */
let authorizations: unknown[]
let contexts: unknown[]
let failure: Error | null
let closed: unknown[]
let extra: SocketExtra
/** The operations of the socket, by their ids. */
let subscriptions: Record<string, unknown>
beforeEach(() => {
  authorizations = []
  contexts = []
  failure = null
  closed = []
  subscriptions = {}
  const outbox = { close: (...close: unknown[]) => void closed.push(close), sinkFor: (id: string) => `sink of ${id}` }
  extra = { outbox: outbox as never, authorization: 'of the upgrade', viewer: null, sizes: new Map() }
})

const subscribe = () => {}
const execute = () => {}
const api = {
  subscribe,
  yoga: {
    getEnveloped: (context: unknown) => {
      contexts.push(context)
      return { schema, parse, validate, contextFactory, execute }
    },
  },
  authenticate(authorization: unknown) {
    authorizations.push(authorization)
    return failure ? Promise.reject(failure) : Promise.resolve(everyone)
  },
  maskError: (error: unknown) => (error instanceof GraphQLError ? error : new GraphQLError('Unexpected error.')),
} as unknown as GammacastApi
const contextFactory = () => (failure ? Promise.reject(failure) : Promise.resolve('the context'))

type Hooks = { readonly [hook: string]: (...args: unknown[]) => unknown }
const hooks = () => wsOperations(api) as unknown as Hooks

const connect = (connectionParams?: unknown) => hooks().onConnect?.({ extra, connectionParams })

/** A `subscribe` of a socket that has connected: the arguments to execute, or the errors. */
async function begin(id: string, payload: object): Promise<ExecutionArgs | readonly GraphQLError[]> {
  subscriptions[id] = null
  extra.viewer = everyone
  const result = hooks().onSubscribe?.({ extra, subscriptions }, id, payload)
  return (await result) as ExecutionArgs | readonly GraphQLError[]
}
const errorOf = async (id: string, payload: object) => {
  const [error] = (await begin(id, payload)) as readonly GraphQLError[]
  return error
}

describe('the credentials of a socket', () => {
  it.each<[string, unknown, unknown]>([
    ['the connection parameters', { authorization: 'a' }, 'a'],
    ['them, however they write it', { Authorization: 'a' }, 'a'],
    ['headers among them', { headers: { AUTHORIZATION: 'a' } }, 'a'],
    ['them before their headers', { headers: { authorization: 'b' }, authorization: 'a' }, 'a'],
    ['the upgrade, when there are none', undefined, 'of the upgrade'],
    ['the upgrade, when they are empty', { authorization: '', headers: { authorization: null } }, 'of the upgrade'],
    ['the upgrade, when they name something else', { xauthorization: 'a', authorizations: 'b' }, 'of the upgrade'],
    ['the upgrade, when the headers are a list', { headers: ['authorization'] }, 'of the upgrade'],
  ])('are those of %s', async (_what, params, authorization) => {
    expect(await connect(params)).toBe(true)
    expect(authorizations).toEqual([authorization])
    expect(extra.viewer).toBe(everyone)
    expect(closed).toEqual([])
  })

  it.each([
    [new BadCredentials('No.'), 4403, /^No\./],
    [new StoreUnavailable('away'), 1013, /store/],
    [new Error('a secret'), 1013, /^Unexpected error\.$/],
  ])('that are not accepted close it, saying why: %s', async (error, code, reason) => {
    failure = error
    expect(await connect()).toBe(false)
    expect(closed).toEqual([[code, expect.stringMatching(reason)]])
    expect(extra.viewer).toBeNull()
  })
})

describe('an operation', () => {
  it('is executed for who connected, with what was sent', async () => {
    const payload = { query: 'query A { a }', operationName: 'A', variables: { n: 1 }, extensions: { e: 1 } }
    expect(await begin('a', payload)).toEqual({
      schema,
      document: parse(payload.query),
      contextValue: 'the context',
      operationName: 'A',
      variableValues: { n: 1 },
    })
    expect(contexts.at(-1)).toEqual({ params: payload, viewer: everyone })
    expect(await begin('b', { query: '{ a }' })).toMatchObject({ operationName: null, variableValues: null })
  })

  it('that is not of the schema, or not GraphQL, is refused', async () => {
    expect((await errorOf('a', { query: '{ b }' }))?.message).toMatch(/"b"/)
    expect((await errorOf('b', { query: '{' }))?.message).toMatch(/Syntax Error/)
  })

  it('that names a persisted document is told to send its text', async () => {
    const extensions = { persistedQuery: {} }
    expect((await errorOf('a', { query: '', extensions }))?.message).toBe('PersistedQueryNotSupported')
  })

  it('that fails for a reason of ours is masked', async () => {
    failure = new Error('a secret')
    expect((await errorOf('a', { query: '{ a }' }))?.message).toBe('Unexpected error.')
  })

  it('is one of a thousand at most', async () => {
    for (let n = 1; n < maxOperations; n += 1) subscriptions[n] = null
    expect(await begin('the thousandth', { query: '{ a }' })).toHaveProperty('document')
    expect(await errorOf('one more', { query: '{ a }' })).toMatchObject({
      message: 'This socket runs 1,000 operations already; complete some, or open another socket.',
      extensions: { code: 'TOO_MANY_OPERATIONS', allowed: maxOperations },
    })
  })

  it('counts with its characters for as long as it runs', async () => {
    const long = (length: number) => {
      const payload = { query: '{ a }', variables: { text: '' } }
      return { ...payload, variables: { text: 'x'.repeat(length - JSON.stringify(payload).length) } }
    }
    const half = maxOperationChars / 2
    expect(await begin('a', long(half))).toHaveProperty('document')
    expect(await begin('b', long(half))).toHaveProperty('document')
    expect(await errorOf('c', { query: '{ a }' })).toMatchObject({
      message: 'This socket runs operations of 4,000,000 characters already; complete some, or open another socket.',
      extensions: { code: 'TOO_MANY_OPERATIONS', allowed: maxOperationChars },
    })
    // An id that is used again counts once.
    expect(await begin('b', long(half))).toHaveProperty('document')
    delete subscriptions.a
    expect(await begin('c', long(half))).toHaveProperty('document')
    expect(await errorOf('d', { query: '{ a }' })).toMatchObject({ extensions: { code: 'TOO_MANY_OPERATIONS' } })
  })
})

describe('a result', () => {
  const secret = new GraphQLError('No.', { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } })
  const shown = { message: 'No.', extensions: { code: 'BAD_REQUEST' } }

  it('is sent without what its errors say to the HTTP server', () => {
    const next = (result: object) => hooks().onNext?.({}, 'a', {}, {}, result)
    expect(next({ data: { a: 1 } })).toBeUndefined()
    expect(next({ errors: [secret], data: null })).toEqual({ errors: [shown], data: null })
    expect(next({ errors: [secret] })).toStrictEqual({ errors: [shown] })
    expect(hooks().onError?.({}, 'a', {}, [secret])).toEqual([shown])
  })

  it('of a subscription goes to the place of its id in the outbox', () => {
    const told: unknown[] = []
    const subscription = Object.assign(new Subscription({} as never, {} as never), {
      deliverTo: (sink: unknown) => told.push(sink),
    })
    hooks().onOperation?.({ extra }, 'a', {}, {}, subscription)
    expect(told).toEqual(['sink of a'])
    expect(hooks().onOperation?.({ extra }, 'a', {}, {}, { data: null })).toBeUndefined()
  })

  it('comes from the pipeline of all transports', () => {
    expect(hooks()).toMatchObject({ execute, subscribe })
  })
})
