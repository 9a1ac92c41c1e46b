import { createSchema } from 'graphql-yoga'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { admissionFor } from '../../../tests/support/admission.js'
import { patient } from '../../../tests/support/patient.js'
import { usualLimits } from '../../../tests/support/usual-limits.js'
import { authenticator } from '../../auth/authenticate.js'
import { Sessions } from '../../auth/sessions.js'
import { viewerOf } from '../../auth/viewer.js'
import type { AccountSet } from '../../domain/account-set.js'
import type { GraphqlContext, Services } from '../../graphql/context.js'
import { maxCachedBytes } from '../../graphql/pipeline/document-cache.js'
import { operationTimeMs } from '../../graphql/pipeline/use-deadline.js'
import { TooMuchWaits, type Asker } from '../../lib/asker.js'
import type { Clock } from '../../lib/clock.js'
import { Stop } from '../../lib/stop.js'
import { unknownSource } from '../../limits/source.js'
import { StreamCounts } from '../../metrics/stream-counts.js'
import { StoreUnavailable } from '../../storage/journal.js'
import { wsOperations } from '../ws/ws-operations.js'
import { askerOf } from './operation-of.js'
import type { TransportContext } from './transport-context.js'
import { gammacastApi, type GammacastApi } from './yoga.js'

let api: GammacastApi
let sessions: Sessions
let nowMs: number
/** How often the mutation of this name ran. */
let done: number
/** For whom the store would be read, of each operation. */
let askers: Asker[]
let logged: { readonly level: string; readonly err: unknown }[]

const schema = createSchema<GraphqlContext>({
  typeDefs:
    'type Query { well: String, bug: String, away: String, crowded: String, viewer: String, long: String, stuck: String, slow: String } type Mutation { stuck: String, done: Int }',
  resolvers: {
    Query: {
      well: () => 'well',
      bug() {
        throw new Error('a secret')
      },
      away() {
        throw new StoreUnavailable('a secret')
      },
      crowded() {
        throw new TooMuchWaits(1_000)
      },
      viewer: (_root, _args, { viewer }) => viewer.id,
      long: () => 'x'.repeat(2_000),
      stuck: () => new Promise<never>(() => {}),
      slow: () => void vi.advanceTimersByTime(600),
    },
    Mutation: { stuck: () => new Promise<never>(() => {}), done: () => (done += 1) },
  },
})

beforeEach(() => {
  askers = []
  logged = []
  const line = (level: string) => (facts: { err?: unknown }) => void logged.push({ level, err: facts.err })
  const log = { debug: () => {}, info: () => {}, warn: line('warn'), error: line('error') }
  nowMs = 0
  done = 0
  const clock = { now: () => nowMs }
  sessions = new Sessions(clock as Clock)
  const services = {
    counts: new StreamCounts(),
    sessions,
    live: {
      clock,
      accountsFor: (_readable: AccountSet, asker?: Asker) => {
        if (asker) askers.push(asker)
        return {}
      },
    },
  } as unknown as Services
  const authenticate = authenticator('read-open', [{ isMine: (token) => token !== 'foreign', viewerOf: viewerNamed }])
  api = gammacastApi({
    schema,
    services,
    authenticate,
    allowedOrigins: ['https://desk.example'],
    introspection: true,
    limits: usualLimits,
    known: null,
    admission: admissionFor(),
    log,
  })
})

const expiresAtMs = 60_000
const viewerNamed = (token: string) =>
  token === 'away'
    ? Promise.reject(new StoreUnavailable('a secret'))
    : Promise.resolve(viewerOf(token, [], expiresAtMs))

const json = 'application/json'

async function post(
  body: BodyInit,
  headers: Record<string, string> = { 'content-type': json },
  context: TransportContext = { connection: {} },
) {
  const response = await api.yoga.fetch('http://here/graphql', { method: 'POST', headers, body }, context)
  return { status: response.status, headers: response.headers, text: await response.text() }
}

/** A new connection of an address. */
const from = (address: string) => ({ connection: {}, source: { key: address, isLoopback: false } })
type From = ReturnType<typeof from>

const query = (text: string) => JSON.stringify({ query: text })

describe('a fault of ours', () => {
  it('is masked in the answer and logged once', async () => {
    const { text } = await post(query('{ well bug }'))
    const answer = JSON.parse(text) as { data: unknown; errors: { message: string; extensions?: object }[] }
    expect(answer.data).toEqual({ well: 'well', bug: null })
    expect(answer.errors[0]).toMatchObject({ message: 'Unexpected error.', path: ['bug'] })
    expect(text).not.toMatch(/secret|stack|originalError/)
    expect(logged).toEqual([{ level: 'error', err: expect.objectContaining({ message: 'a secret' }) }])
  })

  it('is not what a caller can act on: that is said to the caller, and warned of', async () => {
    const { text } = await post(query('{ away }'))
    expect(text).toContain('STORE_UNAVAILABLE')
    expect(text).not.toContain('secret')
    expect(logged.map(({ level }) => level)).toEqual(['warn'])
  })
})

describe('a read that is refused because too much waits', () => {
  it('is said to the caller, with when to try again, and is no fault of ours', async () => {
    const { status, headers, text } = await post(query('{ crowded }'))
    expect([status, headers.get('retry-after')]).toEqual([429, '5'])
    const { errors } = JSON.parse(text) as { errors: unknown[] }
    expect(errors).toMatchObject([
      {
        path: ['crowded'],
        extensions: { code: 'TOO_MANY_OPERATIONS', allowed: { max: 1_000, unit: 'reads' }, retryAfterMs: 5_000 },
      },
    ])
    expect(logged).toEqual([])
  })
})

describe('an operation that takes too long', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
  afterEach(() => void vi.useRealTimers())

  it.each([
    ['query', 'Ask for less'],
    ['mutation', 'It may have been kept all the same'],
  ])('is given up, and its client told what to do: %s', async (kind, fix) => {
    const answer = post(query(`${kind} { stuck }`))
    await vi.waitUntil(() => vi.getTimerCount() > 0, patient)
    vi.advanceTimersByTime(operationTimeMs)
    const { status, text } = await answer
    expect(status).toBe(200)
    expect(text).toContain('"data":null')
    expect(text).toContain('TIMED_OUT')
    expect(text).toContain(fix)
    expect(logged).toEqual([])
    expect(askers.map(({ signal }) => signal.aborted)).toEqual([true])
  })
})

describe('a connection that uses more time than its share', () => {
  const [greedy, other] = ['192.0.2.1', '192.0.2.2'].map((address) => from(address)) as [From, From]
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
  afterEach(() => void vi.useRealTimers())

  const textFor = async (asking: From, text: string) => (await post(query(text), undefined, asking)).text

  it('waits until its share has paid, and others do not wait for it', async () => {
    api.turns.spent(askerOf(greedy), 10_500)
    const order: string[] = []
    const late = textFor(greedy, '{ well }').then(() => order.push('greedy'))
    expect(await textFor(other, '{ well }')).toContain('well')
    order.push('other')
    vi.advanceTimersByTime(40_000)
    await late
    expect(order).toEqual(['other', 'greedy'])
  })

  it('and others of its address wait together once the address has used its share', async () => {
    for (let count = 0; count < 3; count += 1) api.turns.spent(askerOf(from('192.0.2.1')), 400)
    const order: string[] = []
    const late = textFor(from('192.0.2.1'), '{ well }').then(() => order.push('neighbor'))
    expect(await textFor(other, '{ well }')).toContain('well')
    order.push('other')
    vi.advanceTimersByTime(40_000)
    await late
    expect(order).toEqual(['other', 'neighbor'])
  })

  it('has its turn between two of another address, however many connections that one has', async () => {
    const order: string[] = []
    const crowd = Array.from({ length: 40 }, () =>
      textFor(from('192.0.2.1'), '{ well }').then(() => order.push('crowd')),
    )
    const one = textFor(other, '{ well }').then(() => order.push('one'))
    await Promise.all([one, ...crowd])
    expect(order.indexOf('one')).toBeLessThan(2)
  })

  it('leaves behind what never runs', async () => {
    api.turns.spent(askerOf(greedy), 10_500)
    const stop = new Stop()
    const late = post(query('mutation { done }'), undefined, { ...greedy, stop })
    await vi.waitUntil(() => vi.getTimerCount() > 0, patient)
    stop.abort()
    vi.advanceTimersByTime(40_000)
    expect((await late).text).toContain('TIMED_OUT')
    await post(query('mutation { done }'), undefined, { ...other, stop })
    expect(done).toBe(0)
    expect(logged).toEqual([])
  })

  it('has used what executing took', async () => {
    await textFor(greedy, '{ slow }')
    // One piece of work begins in each turn of the event loop.
    const nextTurn = () => new Promise((resolve) => setImmediate(resolve))
    await nextTurn()
    expect(api.turns.begin(askerOf(greedy))).toBeInstanceOf(Promise)
    await nextTurn()
    expect(api.turns.begin(askerOf(other))).toBeUndefined()
  })

  it('has used what is done once the store has answered', async () => {
    await textFor(greedy, '{ well }')
    askers[0]?.goesOn?.()
    vi.advanceTimersByTime(600)
    await new Promise((resolve) => setImmediate(resolve))
    await new Promise((resolve) => setImmediate(resolve))
    expect(api.turns.hasPaid(askerOf(greedy))).toBe(false)
    expect(api.turns.hasPaid(askerOf(other))).toBe(true)
  })

  it('waits on a WebSocket too, and what its client completes meanwhile never runs', async () => {
    const { onSubscribe } = wsOperations(api, admissionFor())
    const guard = {
      operation: () => ({ stop: new Stop() }),
      refusal: () => null,
      subscriptionRefusal: () => null,
    }
    const extra = { guard, source: unknownSource, session: { viewer: viewerOf('somebody', []) } }
    const subscriptions: Record<string, null> = { kept: null, completed: null }
    const begin = (id: string) => onSubscribe?.({ extra, subscriptions } as never, id, { query: '{ well }' })
    api.turns.spent(askerOf({ ...from('192.0.2.1'), connection: extra }), 10_500)
    const operations = ['kept', 'completed'].map((id) => Promise.resolve(begin(id)))
    delete subscriptions.completed
    await vi.waitUntil(() => vi.getTimerCount() > 0, patient)
    vi.advanceTimersByTime(40_000)
    const [kept, completed] = await Promise.all(operations)
    expect(kept).toHaveProperty('document')
    expect(completed).toMatchObject([{ message: 'Completed' }])
  })
})

describe.each([
  ['was revoked', () => sessions.revoke('me')],
  ['has expired', () => void (nowMs = expiresAtMs)],
])('what waited while its token %s', (why, end) => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
  afterEach(() => void vi.useRealTimers())

  it('for the rest of its body never runs', async () => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const writer = writable.getWriter()
    const request = new Request('http://here/graphql', {
      method: 'POST',
      headers: { 'content-type': json, authorization: 'Bearer me' },
      body: readable,
      duplex: 'half',
    } as RequestInit)
    const answer = Promise.resolve(api.yoga.fetch(request, { connection: {} }))
    await writer.write(Buffer.from('{ "query": "mutation {'))
    end()
    await writer.write(Buffer.from(' done }" }'))
    await writer.close()
    const response = await answer
    expect(response.status).toBe(401)
    expect(await response.text()).toContain(`The bearer token ${why}`)
    expect(done).toBe(0)
  })

  it('for its turn on a WebSocket never runs', async () => {
    const { onSubscribe } = wsOperations(api, admissionFor())
    const guard = {
      operation: () => ({ stop: new Stop() }),
      refusal: () => null,
      subscriptionRefusal: () => null,
    }
    const extra = { guard, source: unknownSource, session: { viewer: viewerOf('me', [], expiresAtMs) } }
    api.turns.spent(askerOf({ ...from('192.0.2.1'), connection: extra }), 10_500)
    const payload = { query: 'mutation { done }' }
    const begun = Promise.resolve(onSubscribe?.({ extra, subscriptions: { a: null } } as never, 'a', payload))
    await vi.waitUntil(() => vi.getTimerCount() > 0, patient)
    end()
    vi.advanceTimersByTime(40_000)
    expect(await begun).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
  })
})

it('documents that were read are kept within their bytes, those that are no GraphQL not at all', async () => {
  const long = (n: number) => `{ well } # ${n} ${'x'.repeat(90_000)}`
  for (let n = 0; n < 60; n += 1) await post(query(long(n)))
  expect(api.documents.size).toBeGreaterThan(10)
  expect(api.documents.calculatedSize).toBeLessThanOrEqual(maxCachedBytes)
  const { size } = api.documents
  await post(query(`{ ${long(0)}`))
  expect(api.documents.size).toBe(size)
})

describe('a body', () => {
  it('with files is refused, naming what is read', async () => {
    const form = new FormData()
    form.set('operations', query('{ well }'))
    form.set('map', '{}')
    const multipart = new Request('http://here/graphql', { method: 'POST', body: form })
    const { status, text } = await post(await multipart.arrayBuffer(), {
      'content-type': multipart.headers.get('content-type') ?? '',
    })
    expect(status).toBe(415)
    expect(text).toContain('application/json')
  })

  it('is refused above 100 kB, and answered below', async () => {
    const spaces = (bytes: number) => query('{ well }').padEnd(bytes)
    expect((await post(spaces(100_000))).status).toBe(200)
    expect((await post(spaces(100_001))).status).toBe(413)
    // Yoga's own limit, 25 MB, would end the connection before the answer is read.
    expect((await post(spaces(26_000_000))).text).toContain('REQUEST_ENTITY_TOO_LARGE')
  })
})

describe('an answer', () => {
  it('is compressed from 1,400 bytes on, for who takes that', async () => {
    const headers = { 'content-type': json, 'accept-encoding': 'gzip' }
    const coding = async (body: string) => (await post(body, headers)).headers.get('content-encoding')
    expect([await coding(query('{ long }')), await coding(query('{ well }'))]).toEqual(['gzip', null])
  })

  it.each([
    ['https://desk.example', 'https://desk.example'],
    ['https://elsewhere.example', null],
  ])('may be read by a page of %s: %s', async (origin, allowed) => {
    const { headers } = await post(query('{ well }'), { 'content-type': json, origin })
    expect(headers.get('access-control-allow-origin')).toBe(allowed)
    expect(headers.get('access-control-allow-credentials')).toBeNull()
  })

  it('knows who sent the token of the header', async () => {
    const viewer = async (headers: object) =>
      (await post(query('{ viewer }'), { 'content-type': json, ...headers })).text
    expect(await viewer({ authorization: 'Bearer me' })).toBe('{"data":{"viewer":"me"}}')
    expect(await viewer({})).toBe('{"data":{"viewer":"anonymous"}}')
  })

  it.each(['Bearer foreign', 'Basic bWU6eA==', 'me'])(
    'to %j is a refusal before the body is read, which a page of a configured origin may read',
    async (authorization) => {
      const origin = 'https://desk.example'
      const { status, headers, text } = await post('not JSON', { 'content-type': json, authorization, origin })
      expect(status).toBe(401)
      expect(text).toContain('"code":"UNAUTHENTICATED"')
      expect(headers.get('www-authenticate')).toBe('Bearer')
      expect(headers.get('access-control-allow-origin')).toBe(origin)
    },
  )

  it('to a token that the store cannot look up says that the store is away', async () => {
    const { status, text } = await post(query('{ well }'), { 'content-type': json, authorization: 'Bearer away' })
    expect(status).toBe(503)
    expect(text).toContain('STORE_UNAVAILABLE')
    expect(text).not.toContain('secret')
  })
})

it.each(['http://here/graphql', 'http://here/elsewhere'])('no page of Yoga is shown to a browser: %s', async (url) => {
  const response = await api.yoga.fetch(url, { headers: { accept: 'text/html' } }, { connection: {} })
  expect(await response.text()).not.toContain('<html')
})
