import { GraphQLError } from 'graphql'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { BadCredentials } from '../../auth/credentials.js'
import { everyone, type Viewer } from '../../auth/viewer.js'
import { Subscription } from '../../fanout/subscription.js'
import type { Admission } from '../../limits/admission.js'
import { unknownSource } from '../../limits/source.js'
import { StoreUnavailable } from '../../storage/journal.js'
import type { GammacastApi } from '../yoga/yoga.js'
import { wsOperations, type SocketExtra } from './ws-operations.js'

/** What the API was asked, and how it fails. */
let authorizations: unknown[]
let failure: Error | null
let closed: unknown[]
let isOpen: boolean
let extra: SocketExtra
beforeEach(() => {
  authorizations = []
  failure = null
  closed = []
  isOpen = true
  const outbox = {
    get isOpen() {
      return isOpen
    },
    closeAtFault: (...close: unknown[]) => void closed.push(close),
    cutOff: (...close: unknown[]) => void closed.push(close),
    sendAnswer: (...answer: unknown[]) => void answers.push(answer),
  }
  refusal = null
  answers = []
  extra = {
    outbox: outbox as never,
    guard: { userRefusal: () => refusal, operation: (id: string) => running.get(id) } as never,
    authorization: 'of the upgrade',
    session: null,
    source: unknownSource,
  }
})

const running = new Map<string, unknown>()
let refusal: string | null = null
let answers: unknown[] = []
let endSession: () => void = () => {}
const subscribe = () => {}
const execute = () => {}
const api = {
  subscribe,
  yoga: { getEnveloped: () => ({ execute }) },
  authenticate(authorization: unknown) {
    authorizations.push(authorization)
    return failure ? Promise.reject(failure) : Promise.resolve(everyone)
  },
  sessions: {
    begin(viewer: Viewer, end: (why: 'EXPIRED') => void) {
      endSession = () => end('EXPIRED')
      return { viewer }
    },
  },
  maskError: (error: unknown) => (error instanceof GraphQLError ? error : new GraphQLError('Unexpected error.')),
} as unknown as GammacastApi

type Hooks = { readonly [hook: string]: (...args: unknown[]) => unknown }
const hooks = () => wsOperations(api, {} as Admission) as unknown as Hooks

async function connect(connectionParams?: unknown): Promise<unknown> {
  const context = { extra, connectionParams }
  const isAccepted = await hooks().onConnect?.(context)
  // graphql-ws would keep a token for as long as the socket is open.
  expect(context.connectionParams).toBeUndefined()
  return isAccepted
}

describe('the credentials of a socket', () => {
  it.each<[string, unknown, unknown]>([
    ['the connection parameters', { authorization: 'a' }, 'a'],
    ['them, however they write it', { Authorization: 'a' }, 'a'],
    ['headers among them', { headers: { AUTHORIZATION: 'a' } }, 'a'],
    ['them, where they are not null', { authorization: null, Authorization: 'a' }, 'a'],
    ['them before their headers', { headers: { authorization: 'b' }, authorization: 'a' }, 'a'],
    ['the upgrade, when there are none', undefined, 'of the upgrade'],
    ['the upgrade, when they are empty', { authorization: '', headers: { authorization: null } }, 'of the upgrade'],
    ['the upgrade, when they name something else', { xauthorization: 'a', authorizations: 'b' }, 'of the upgrade'],
    ['the upgrade, when the headers are a list', { headers: ['authorization'] }, 'of the upgrade'],
  ])('are those of %s', async (_what, params, authorization) => {
    expect(await connect(params)).toBe(true)
    expect(authorizations).toEqual([authorization])
    expect(extra.session?.viewer).toBe(everyone)
    expect(extra.authorization).toBeUndefined()
    expect(closed).toEqual([])
  })

  it('that expire close it', async () => {
    await connect()
    endSession()
    expect(closed).toEqual([[4403, expect.stringMatching(/expired/)]])
  })

  it('of a user who has too many sockets close it, saying so', async () => {
    refusal = 'Too many'
    expect(await connect()).toBe(false)
    expect(closed).toEqual([[1013, 'Too many']])
    expect(extra.session).toBeNull()
  })

  it('are not taken any more when it has closed meanwhile', async () => {
    isOpen = false
    expect(await connect()).toBe(false)
    expect(extra.session).toBeNull()
  })

  it.each([
    [new BadCredentials('No.'), 4403, /^No\./],
    [new StoreUnavailable('away'), 1013, /store/],
    [new Error('a secret'), 1013, /^Unexpected error\.$/],
  ])('that are not accepted close it, saying why: %s', async (error, code, reason) => {
    failure = error
    expect(await connect()).toBe(false)
    expect(closed).toEqual([[code, expect.stringMatching(reason)]])
    expect(extra.session).toBeNull()
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

  it('that is serialized is sent as it is, unless its client has completed it', async () => {
    const result = { data: { a: 1 }, stringify: () => 'the JSON' }
    for (const subscriptions of [{ a: null }, {}]) {
      const more = hooks().onOperation?.({ extra, subscriptions }, 'a', {}, {}, result) as AsyncGenerator
      expect(await more.next()).toEqual({ done: true, value: undefined })
    }
    expect(answers).toEqual([['a', 'the JSON']])
  })

  it('of a subscription streams for the operation, unless its client has completed it, and graphql-ws forgets it', () => {
    const streams = vi.fn()
    running.set('a', { streams })
    const leave = vi.fn()
    const subscription = Object.assign(new Subscription({} as never, {} as never), { leave })
    for (const subscriptions of [{ a: null, b: null }, { b: null }]) {
      expect(hooks().onOperation?.({ extra, subscriptions }, 'a', {}, {}, subscription)).toBeUndefined()
      expect(subscriptions).toEqual({ b: null })
    }
    expect(streams.mock.calls).toEqual([[subscription]])
    expect(leave).toHaveBeenCalledOnce()
    expect(hooks().onOperation?.({ extra, subscriptions: {} }, 'a', {}, {}, { data: null })).toBeUndefined()
  })

  it('comes from the pipeline of all transports', () => {
    expect(hooks()).toMatchObject({ execute, subscribe })
  })
})
