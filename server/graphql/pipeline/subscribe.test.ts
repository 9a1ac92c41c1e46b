import { GraphQLError, parse, type ExecutionResult } from 'graphql'
import { createSchema } from 'graphql-yoga'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ManualClock, settle } from '../../../tests/support/manual-clock.js'
import { patient } from '../../../tests/support/patient.js'
import { turnAsker } from '../../../tests/support/turn-asker.js'
import { everyone as anybody, viewerOf } from '../../auth/viewer.js'
import { Fanout, type FanoutOptions } from '../../fanout/fanout.js'
import { everyone } from '../../fanout/live-source.js'
import { Subscription } from '../../fanout/subscription.js'
import { FairTurns } from '../../lib/fair-turns.js'
import { StreamCounts } from '../../metrics/stream-counts.js'
import { contextFor, type GraphqlContext, type Services } from '../context.js'
import { apiError } from '../errors.js'
import { live } from '../live.js'
import { maskFault } from './mask-fault.js'
import { subscribeThrough, useSubscribe, type SubscribeParts } from './subscribe.js'
import { operationTimeMs } from './use-deadline.js'

let counts: StreamCounts
/** What became of the documents that groups hold. */
let held: ('held' | 'let go')[]
/** How often the operation was given up. */
let givenUp: number
let spent: object[]
let arrive: (late: 'WITH_A_STREAM' | 'WITH_AN_ERROR') => void
beforeEach(() => {
  counts = new StreamCounts()
  held = []
  givenUp = 0
  spent = []
})

const price = () =>
  live<{ seq: number }>(new ManualClock(0), {
    field: 'price',
    audience: everyone,
    changes: () => ({ next: () => Promise.resolve({ done: true, value: undefined }) }),
    read: () => ({ seq: 1 }),
    minIntervalMs: 0,
  })
const resolve = (event: unknown) => event
const schema = createSchema<GraphqlContext>({
  typeDefs: `
    enum Side { BUY SELL }
    type Query { none: Int }
    type Price { seq: Int! seenBy: String! accounts: String }
    type Subscription {
      price(n: Int! = 1, side: Side, first: Int = 1): Price
      refused: Price
      broken: Price
      late: Price
    }
  `,
  resolvers: {
    Price: {
      seenBy: (_price, _args, { viewer }) => viewer.id,
      accounts: (_price, _args, { live }) => JSON.stringify(live.accounts),
    },
    Subscription: {
      price: { subscribe: price, resolve },
      refused: {
        subscribe() {
          throw apiError('UNKNOWN_EXPIRY', 'No. Did you mean "BUY"?')
        },
      },
      broken: {
        subscribe() {
          throw new Error('a secret')
        },
      },
      late: {
        subscribe: () =>
          new Promise((begin, fail) => {
            arrive = (late) => (late === 'WITH_A_STREAM' ? begin(price()) : fail(new Error('late')))
          }),
        resolve,
      },
    },
  },
})

const services = { live: { accountsFor: (readable: unknown) => ({ readable }) } } as unknown as Services
const reader = viewerOf('token:1', ['market:read', 'account:read:a', 'account:trade:b'])
const sharedContext = contextFor(services, anybody)
const holding = () => {
  held.push('held')
  return () => void held.push('let go')
}
const connection = {}
const payerOf = (context: unknown) => turnAsker('a', context as { connection: object })

type Parts = Partial<SubscribeParts & Pick<FanoutOptions, 'hold'>>

function subscribing({ hold = holding, ...parts }: Parts = {}) {
  const maskError = maskFault(() => undefined)
  const bounds = { maxBytes: Infinity, refusal: () => new GraphQLError('Long') }
  const share = { burstMs: 1, share: 1 }
  const turns = new FairTurns({ now: () => 0, ofConnection: share, ofSource: share })
  const { spend } = turns
  turns.spend = (source, work) => {
    spent.push(source.connection)
    return spend.call(turns, source, work) as ReturnType<typeof work>
  }
  return subscribeThrough({
    fanout: new Fanout({
      counts,
      meanings: { places: {}, sets: [] },
      maskError,
      bounds,
      sharedContextFor: () => sharedContext,
      hold,
      payerOf,
      turns,
    }),
    maskError,
    introspection: true,
    maxCost: 1_000,
    turns,
    askerOf: payerOf,
    ...parts,
  })
}

function begin(query: string, { variables = {}, ...parts }: Begin = {}) {
  const contextValue = { ...contextFor(services, reader), giveUp: () => (givenUp += 1), connection }
  return subscribing(parts)({ schema, document: parse(query), variableValues: variables, contextValue })
}
type Begin = Parts & { readonly variables?: Record<string, unknown> }

async function firstOf(begun: Promise<Subscription | ExecutionResult>): Promise<unknown> {
  const subscription = await begun
  if (!(subscription instanceof Subscription)) throw new Error(JSON.stringify(subscription))
  for await (const { data } of subscription) return JSON.parse(JSON.stringify(data))
  return null
}

async function errorsOf(begun: Promise<Subscription | ExecutionResult>) {
  const result = await begun
  if (result instanceof Subscription) throw new Error('It has begun')
  expect(result.data).toBeUndefined()
  return result.errors?.map((error) => error.toJSON())
}

describe('a subscription', () => {
  it('begins, in the time of its connection', async () => {
    expect(await firstOf(begin('subscription { price { seq } }'))).toEqual({ price: { seq: 1 } })
    expect(spent.length).toBeGreaterThan(1)
    expect(new Set(spent)).toEqual(new Set([connection]))
  })

  it('is executed for nobody in particular, who sees no private account', async () => {
    expect(await firstOf(begin('subscription { price { seenBy accounts } }'))).toEqual({
      price: { seenBy: 'everyone', accounts: '{"readable":[]}' },
    })
  })

  it('holds its document as long as it runs', async () => {
    const begun = await begin('subscription { price { seq } }')
    expect(held).toEqual(['held'])
    if (begun instanceof Subscription) begun.leave()
    expect(held).toEqual(['held', 'let go'])
  })

  it('is refused where its document cannot be held', async () => {
    const hold = () => {
      throw apiError('TOO_MANY_OPERATIONS', 'Too many')
    }
    expect(await errorsOf(begin('subscription { price { seq } }', { hold }))).toMatchObject([
      { message: 'Too many', extensions: { code: 'TOO_MANY_OPERATIONS' } },
    ])
  })

  it('is what Yoga begins, too', () => {
    const subscribe = subscribing()
    const set: unknown[] = []
    void useSubscribe(subscribe).onSubscribe?.({ setSubscribeFn: (fn: unknown) => set.push(fn) } as never)
    expect(set).toEqual([subscribe])
  })
})

describe('a subscription that cannot begin says why', () => {
  it.each<[string, string, Begin, object]>([
    ['it costs too much', 'subscription { price(first: 9) { seq } }', { maxCost: 5 }, { code: 'TOO_MUCH_ASKED_FOR' }],
    [
      'a variable is wrong',
      'subscription ($s: Side) { price(side: $s) { seq } }',
      { variables: { s: 'BUI' } },
      { code: 'BAD_USER_INPUT', argument: 'side', allowed: { values: ['BUY', 'SELL'] } },
    ],
    [
      'null is not allowed',
      'subscription ($n: Int = 1) { price(n: $n) { seq } }',
      { variables: { n: null } },
      { code: 'BAD_USER_INPUT', argument: 'n' },
    ],
    ['its resolver refuses', 'subscription { refused { seq } }', {}, { code: 'UNKNOWN_EXPIRY' }],
    ['it is a fault of ours', 'subscription { broken { seq } }', {}, { code: 'INTERNAL_SERVER_ERROR' }],
  ])('%s: %s', async (_what, query, parts, extensions) => {
    const errors = await errorsOf(begin(query, parts))
    expect(errors).toMatchObject([{ extensions }])
    expect(JSON.stringify(errors)).not.toContain('secret')
    expect(counts.members).toBe(0)
  })

  it.each([
    'subscription { price @skip(if: true) { seq } }',
    'subscription { price @include(if: false) { seq } }',
    'subscription ($s: Boolean = true) { price @skip(if: $s) { seq } }',
    'subscription { ...F @skip(if: true) } fragment F on Subscription { price { seq } }',
    'subscription { ... @include(if: false) { price { seq } } }',
    'subscription { ...F } fragment F on Subscription { price @skip(if: true) { seq } }',
  ])('nothing is left of it: %s', async (query) => {
    expect(await errorsOf(begin(query))).toEqual([
      {
        message: 'The subscription has no field left: @skip or @include leaves its only one out.',
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } },
      },
    ])
  })

  it.each([
    'subscription { price @skip(if: false) { seq } }',
    'subscription { price @include(if: true) { seq } }',
    'subscription ($s: Boolean = false) { price @skip(if: $s) { seq } }',
    'subscription { ...F } fragment F on Subscription { price { seq } }',
    'subscription { price @include(if: true) @skip(if: false) { seq } }',
  ])('unless something is: %s', async (query) => {
    expect(await firstOf(begin(query))).toEqual({ price: { seq: 1 } })
  })

  it('with no name that was not sent, where the schema may not be asked for', async () => {
    const query = 'subscription ($s: Side) { price(side: $s) { seq } }'
    const [error] = (await errorsOf(begin(query, { introspection: false, variables: { s: 'BUI' } }))) ?? []
    expect(error?.message).toMatch(/^Variable "\$s" got invalid value "BUI"/)
    expect(error?.message).not.toContain('BUY')
    expect(error?.extensions).not.toHaveProperty('allowed')
    expect(await errorsOf(begin('subscription { refused { seq } }', { introspection: false }))).toMatchObject([
      { message: 'No.' },
    ])
  })
})

describe('a subscription that begins too late', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
  afterEach(() => void vi.useRealTimers())

  async function givenUpLate(): Promise<void> {
    const errors = errorsOf(begin('subscription { late { seq } }'))
    await vi.waitUntil(() => vi.getTimerCount() > 0, patient)
    vi.advanceTimersByTime(operationTimeMs)
    expect(await errors).toMatchObject([{ extensions: { code: 'TIMED_OUT' } }])
    expect(givenUp).toBe(1)
  }

  it('is given up, and left at once', async () => {
    await givenUpLate()
    arrive('WITH_A_STREAM')
    await vi.waitUntil(() => held.at(-1) === 'let go', patient)
    expect(held).toEqual(['held', 'let go'])
    expect(counts.members).toBe(0)
  })

  it('and fails then is told to nobody', async () => {
    await givenUpLate()
    arrive('WITH_AN_ERROR')
    await settle()
    expect(held).toEqual([])
  })
})
