import { execute, parse, type ExecutionArgs, type ExecutionResult } from 'graphql'
import { createSchema } from 'graphql-yoga'
import { expect, it } from 'vitest'
import { noon } from '../../../tests/support/builders.js'
import { ManualClock } from '../../../tests/support/manual-clock.js'
import { viewerOf } from '../../auth/viewer.js'
import { contextFor, type GraphqlContext, type Services } from '../context.js'
import { dateTimeScalar } from '../scalars.js'
import { readerOf, type Timeline } from '../timeline.js'
import { withNamedTimelines } from './named-timelines.js'

type Named = Timeline & { readonly name: string }
const name = (context: GraphqlContext, info: Parameters<typeof readerOf>[1]) =>
  (readerOf(context, info).timeline as Named).name

const schema = createSchema<GraphqlContext>({
  typeDefs: `
    scalar DateTime
    type Query { market(at: DateTime): Market, marketData(at: DateTime, replay: ID): Market, plain: Market
      expiries(replay: ID): Market, candles(replay: ID, instrument: String): Market }
    type Market { name: String, below: Market }
  `,
  resolvers: {
    DateTime: dateTimeScalar,
    Query: { market: () => ({}), marketData: () => ({}), plain: () => ({}), expiries: () => ({}), candles: () => ({}) },
    Market: { name: (_root, _args, context, info) => name(context, info), below: () => ({}) },
  },
})

/** The times for which timelines were made. */
let made: string[]
/** How many are being made, and the most at a time. */
let atOnce = { now: 0, most: 0 }

function timelineNamed(name: string): Named {
  return { name, clock: new ManualClock(noon), accountsFor: () => ({}) } as unknown as Named
}

function argsOf(
  query: string,
  variableValues: Record<string, unknown> = {},
  scopes: readonly string[] = ['market:read'],
): ExecutionArgs {
  made = []
  atOnce = { now: 0, most: 0 }
  const services = {
    live: timelineNamed('live'),
    async timelineAt(atMs: number) {
      const at = new Date(atMs).toISOString().slice(11, 16)
      made.push(at)
      const now = atOnce.now + 1
      atOnce = { now, most: Math.max(atOnce.most, now) }
      await Promise.resolve()
      atOnce = { ...atOnce, now: atOnce.now - 1 }
      if (at === '00:00') throw new Error('not recorded')
      return timelineNamed(at)
    },
  } as unknown as Services
  const contextValue = contextFor(services, viewerOf('token:1', scopes))
  return { schema, document: parse(query), variableValues, contextValue }
}

async function answerTo(
  query: string,
  variables?: Record<string, unknown>,
  scopes?: readonly string[],
): Promise<ExecutionResult> {
  const result = await execute(await withNamedTimelines(argsOf(query, variables, scopes)))
  return JSON.parse(JSON.stringify(result)) as ExecutionResult
}

it('each root field reads the time that it names, and so do the fields below it', async () => {
  const query = `query ($at: DateTime) {
    market { name }
    a: market(at: "2026-11-20T09:00Z") { name below { name } }
    ...More
    nothing: market(at: null) { name }
    plain { name }
  }
  fragment More on Query { b: market(at: $at) { below { below { name } } } }`
  const { data } = await answerTo(query, { at: '2026-11-20T10:00Z' })
  expect(data).toEqual({
    market: { name: 'live' },
    a: { name: '09:00', below: { name: '09:00' } },
    b: { below: { below: { name: '10:00' } } },
    nothing: { name: 'live' },
    plain: { name: 'live' },
  })
  expect(made).toEqual(['09:00', '10:00'])
})

it('options are played before a field reads them in a replay, and for no other field', async () => {
  const asked: string[] = []
  const replays = {
    read: (id: string) => ({
      scene: { ...timelineNamed(id), playOptions: () => Promise.resolve(void asked.push(id)) },
      closed: new AbortController().signal,
      whyClosed: null,
    }),
  }
  const args = argsOf(`{
    marketData(replay: "a") { name }
    expiries(replay: "b") { name }
    perpetual: candles(replay: "c", instrument: "BTC-PERPETUAL") { name }
    option: candles(replay: "d", instrument: "BTC-25DEC26-84000-C") { name }
  }`)
  const context = args.contextValue as GraphqlContext
  const services = { ...context.services, replays } as unknown as Services
  const ready = await withNamedTimelines({ ...args, contextValue: { ...context, services } })
  expect(asked).toEqual(['b', 'd'])
  expect(JSON.parse(JSON.stringify(await execute(ready)))).toMatchObject({ data: { option: { name: 'd' } } })
})

it('an operation that names no time is executed at once, as it is', () => {
  const args = argsOf('{ market { name } }')
  expect(withNamedTimelines(args)).toBe(args)
  expect(made).toEqual([])
})

it('a time that is not there, or not yet, is the error of the fields that name it', async () => {
  const query = `{
    now: market { name }
    none: market(at: "2026-11-20") { name }
    future: market(at: "2026-11-20T12:00:00.001Z") { name }
    present: market(at: "2026-11-20T12:00Z") { name }
  }`
  const { data, errors } = await answerTo(query)
  expect(data).toEqual({
    now: { name: 'live' },
    none: { name: null },
    future: { name: null },
    present: { name: '12:00' },
  })
  expect(errors).toMatchObject([
    { message: 'not recorded', path: ['none', 'name'] },
    { path: ['future', 'name'], extensions: { code: 'OUT_OF_RANGE', allowed: { max: '2026-11-20T12:00:00.000Z' } } },
  ])
})

it('wrong arguments and variables are left to execution, which names them', async () => {
  const { errors } = await answerTo('{ market(at: "yesterday") { name } }')
  expect(errors?.[0]?.message).toContain('"yesterday"')
  const variable = await answerTo('query ($at: DateTime) { market(at: $at) { name } }', { at: 5 })
  expect(variable.errors?.[0]?.message).toContain('$at')
  expect(made).toEqual([])
})

it('who may not read the market has no moment of it made', async () => {
  const { data, errors } = await answerTo('{ marketData(at: "2026-11-20T09:00Z") { name } }', {}, ['account:read:a'])
  expect(data).toEqual({ marketData: { name: null } })
  expect(errors).toMatchObject([
    { message: expect.stringContaining('"market:read"') as string, extensions: { code: 'FORBIDDEN' } },
  ])
  expect(made).toEqual([])
})

const fields = (hours: readonly number[]) =>
  `{ ${hours.map((hour, index) => `f${index}: market(at: "2026-11-20T0${hour}:00Z") { name }`).join(' ')} plain { name } }`

it('different times of an operation are made one after the other, and the same one once', async () => {
  const { data, errors } = await answerTo(fields([4, 3, 4, 2, 1, 3]))
  expect(errors).toBeUndefined()
  expect(data).toMatchObject({ f0: { name: '04:00' }, f2: { name: '04:00' }, f5: { name: '03:00' } })
  expect(made).toEqual(['04:00', '03:00', '02:00', '01:00'])
  expect(atOnce.most).toBe(1)
})

it('an operation that names more times than it may has none of them made', async () => {
  const { data, errors } = await answerTo(fields([5, 4, 3, 2, 1]))
  expect(data).toMatchObject({ f0: { name: null }, f4: { name: null }, plain: { name: 'live' } })
  expect(errors).toHaveLength(5)
  expect(errors?.[4]).toMatchObject({
    message: 'Argument "at": the operation names 5 different times; name at most 4.',
    path: ['f4', 'name'],
    extensions: { code: 'OUT_OF_RANGE', argument: 'at', allowed: { max: 4 } },
  })
  expect(made).toEqual([])
})
