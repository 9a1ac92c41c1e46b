import { execute, parse, type ExecutionArgs, type ExecutionResult } from 'graphql'
import { createSchema } from 'graphql-yoga'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { noon } from '../../../tests/support/builders.js'
import { ManualClock, settle } from '../../../tests/support/manual-clock.js'
import { viewerOf } from '../../auth/viewer.js'
import { NobodyWaits, TooMuchWaits } from '../../lib/asker.js'
import { ReadGate } from '../../lib/read-gate.js'
import { never } from '../../lib/stop.js'
import { contextFor, type GraphqlContext, type Services } from '../context.js'
import { nameOf, type Moment, type Moments } from '../moments.js'
import { dateTimeScalar } from '../scalars.js'
import { readerOf, type AccountsTimeline, type MarketTimeline, type Timeline, type TimelineParts } from '../timeline.js'
import { onNamedTimelines } from './named-timelines.js'

type Named = Timeline & { readonly name: string }
type Place = Parameters<typeof readerOf>[1]
const market = (context: GraphqlContext, info: Place) => (readerOf(context, info).timeline as unknown as Named).name
const accounts = (context: GraphqlContext, info: Place) => (readerOf(context, info).accounts as unknown as Named).name

const schema = createSchema<GraphqlContext>({
  typeDefs: `
    scalar DateTime
    type Query {
      marketData(at: DateTime, replay: ID): Market, expiries(at: DateTime, replay: ID): Market, plain: Market
      candles(at: DateTime, replay: ID, instrument: String): Market, volatilityHistory(at: DateTime, replay: ID): Market
      performance(account: ID, at: DateTime): Accounts, decisions(account: [ID!], at: DateTime): Accounts
    }
    type Market { name: String, below: Market }
    type Accounts { name: String }
  `,
  resolvers: {
    DateTime: dateTimeScalar,
    Query: {
      marketData: () => ({}),
      candles: () => ({}),
      expiries: () => ({}),
      volatilityHistory: () => ({}),
      plain: () => ({}),
      performance: () => ({}),
      decisions: () => ({}),
    },
    Market: { name: (_root, _args, context, info) => market(context, info), below: () => ({}) },
    Accounts: { name: (_root, _args, context, info) => accounts(context, info) },
  },
})

/** The moments that were made. */
let made: string[]
/** Whether an operation works with moments at present. */
let isReading = false
/** Why nobody may. */
let refusal: Error | null = null
/** What moments wait for. */
let moment: Promise<void> | null = null
beforeEach(() => {
  refusal = null
  moment = null
})

const moments: Moments = {
  async reading(wished, work) {
    if (refusal) throw refusal
    isReading = true
    await moment
    const found = new Map(wished.map((moment) => [nameOf(moment), momentFor(moment)]))
    return work(found).finally(() => (isReading = false))
  },
}

function momentFor(moment: Moment): TimelineParts | Error {
  const at = new Date(moment.atMs).toISOString().slice(11, 16)
  const name = nameOf(moment).replace(String(moment.atMs), at)
  made.push(name)
  if (at === '00:00') return new Error('not recorded')
  const isOfMarket = moment.kind !== 'ACCOUNTS'
  return {
    market: isOfMarket ? ({ name } as unknown as MarketTimeline) : null,
    accounts: isOfMarket ? null : ({ accountsFor: () => ({ name }) } as unknown as AccountsTimeline),
  }
}

function argsOf(
  query: string,
  variableValues: Record<string, unknown> = {},
  scopes: readonly string[] = ['market:read'],
): ExecutionArgs {
  made = []
  const seen = { name: 'live', sees: (id: string) => id !== 'hidden' }
  const live = { name: 'live', clock: new ManualClock(noon), accountsFor: () => seen }
  const services = { live, moments } as unknown as Services
  const contextValue = contextFor(services, viewerOf('token:1', scopes))
  return { schema, document: parse(query), variableValues, contextValue }
}

async function answerTo(
  query: string,
  variables?: Record<string, unknown>,
  scopes?: readonly string[],
): Promise<ExecutionResult> {
  const result = await onNamedTimelines(argsOf(query, variables, scopes), execute)
  return JSON.parse(JSON.stringify(result)) as ExecutionResult
}

it('each root field reads the time that it names, and so do the fields below it', async () => {
  const query = `query ($at: DateTime) {
    marketData { name }
    a: marketData(at: "2026-11-20T09:00Z") { name below { name } }
    ...More
    nothing: marketData(at: null) { name }
    plain { name }
  }
  fragment More on Query { b: marketData(at: $at) { below { below { name } } } }`
  const { data } = await answerTo(query, { at: '2026-11-20T10:00Z' })
  expect(data).toEqual({
    marketData: { name: 'live' },
    a: { name: 'MARKET 09:00', below: { name: 'MARKET 09:00' } },
    b: { below: { below: { name: 'MARKET 10:00' } } },
    nothing: { name: 'live' },
    plain: { name: 'live' },
  })
  expect(made).toEqual(['MARKET 09:00', 'MARKET 10:00'])
})

const at = 'at: "2026-11-20T09:00Z"'

it.each([
  [`marketData(${at})`, ['MARKET 09:00']],
  [`expiries(${at})`, ['MARKET 09:00 OPTIONS']],
  [`candles(${at})`, ['MARKET 09:00 CANDLES']],
  [`volatilityHistory(${at})`, ['MARKET 09:00 CANDLES']],
  [`candles(${at}, instrument: "BTC-25DEC26-84000-C")`, ['MARKET 09:00 OPTIONS CANDLES']],
  [`decisions(${at}, account: ["a"])`, ['ACCOUNTS 09:00']],
  [`performance(${at}, account: "a")`, ['ACCOUNTS 09:00 a']],
  [`performance(${at})`, ['ACCOUNTS 09:00 ALL']],
  // Who may not see it must not find out by the time that it takes.
  [`performance(${at}, account: "hidden")`, ['ACCOUNTS 09:00']],
])('of a moment is made what its fields read: %s', async (field, moments) => {
  const { errors } = await answerTo(`{ ${field} { name } }`)
  expect(errors).toBeUndefined()
  expect(made).toEqual(moments)
})

it('fields of one time share what is made of it', async () => {
  const { data } = await answerTo(`{
    marketData(${at}) { name } expiries(${at}) { name } candles(${at}) { name } decisions(${at}) { name }
    b: performance(${at}, account: "b") { name } a: performance(${at}, account: "a") { name }
  }`)
  const [ofMarket, ofAccounts] = [{ name: 'MARKET 09:00 OPTIONS CANDLES' }, { name: 'ACCOUNTS 09:00 a b' }]
  expect(data).toEqual({
    ...{ marketData: ofMarket, expiries: ofMarket, candles: ofMarket },
    ...{ decisions: ofAccounts, a: ofAccounts, b: ofAccounts },
  })
  expect(made).toEqual([ofMarket.name, ofAccounts.name])
})

it('options are played before a field reads them in a replay, and for no other field', async () => {
  const asked: string[] = []
  const replays = {
    read: (id: string) => ({
      scene: {
        name: id,
        clock: new ManualClock(noon),
        accountsFor: () => ({}),
        playOptions: () => Promise.resolve(void asked.push(id)),
      },
      closed: new AbortController().signal,
      whyClosed: null,
    }),
  }
  const args = argsOf(`{
    marketData(replay: "a") { name }
    expiries(replay: "b") { name }
    perpetual: candles(replay: "c", instrument: "BTC-PERPETUAL") { name }
    option: candles(replay: "d", instrument: "BTC-25DEC26-84000-C") { name }
    volatilityHistory(replay: "e") { name }
  }`)
  const context = args.contextValue as GraphqlContext
  const services = { ...context.services, replays } as unknown as Services
  const result = await onNamedTimelines({ ...args, contextValue: { ...context, services } }, execute)
  expect(asked).toEqual(['b', 'd', 'e'])
  expect(JSON.parse(JSON.stringify(result))).toMatchObject({ data: { option: { name: 'd' } } })
})

/** The operation, with replays that have these gates, for somebody who leaves with the signal. */
function argsWith(query: string, gates: Readonly<Record<string, ReadGate>>, signal = never): ExecutionArgs {
  const replays = {
    read: (id: string) => ({
      scene: { name: id, clock: new ManualClock(noon), accountsFor: () => ({}), gate: gates[id] },
      closed: new AbortController().signal,
      whyClosed: null,
    }),
  }
  const args = argsOf(query)
  const context = args.contextValue as GraphqlContext
  const services = { ...context.services, replays } as unknown as Services
  return { ...args, contextValue: { ...context, services, asker: { source: 'ann', connection: {}, signal } } }
}

it('replays go nowhere while they are read, and are read when all of them are there', async () => {
  const gates = { a: new ReadGate(), b: new ReadGate() }
  const args = argsWith('{ a: marketData(replay: "a") { name } b: marketData(replay: "b") { name } }', gates)
  await gates.b.close(never)
  let answer: () => void = () => {}
  let hasBegun = false
  const answering = onNamedTimelines(args, async () => {
    hasBegun = true
    await new Promise<void>((resolve) => (answer = resolve))
  })
  // Who waits for one replay does not keep another one from going on.
  await gates.a.close(never)
  gates.b.open()
  await settle()
  expect(hasBegun).toBe(false)
  gates.a.open()
  await settle()
  expect(hasBegun).toBe(true)
  let isClosed = false
  void gates.a.close(never).then(() => (isClosed = true))
  await settle()
  expect(isClosed).toBe(false)
  answer()
  await answering
  await settle()
  expect(isClosed).toBe(true)
})

it('an operation whose asker leaves waits for no replay, and does not run later', async () => {
  const gate = new ReadGate()
  const leaving = new AbortController()
  await gate.close(never)
  const run = vi.fn(() => null)
  const answering = onNamedTimelines(argsWith('{ marketData(replay: "a") { name } }', { a: gate }, leaving.signal), run)
  leaving.abort()
  await expect(answering).rejects.toThrow(NobodyWaits)
  gate.open()
  await settle()
  expect(run).not.toHaveBeenCalled()
  // Nobody is inside.
  await gate.close(never)
})

describe('an operation that names a time and a replay', () => {
  const query = '{ marketData(at: "2026-11-20T09:00Z") { name } then: marketData(replay: "a") { name } }'
  const data = { marketData: { name: 'MARKET 09:00' }, then: { name: 'a' } }

  it('has no place among those that read moments while its replay goes to a time', async () => {
    const gate = new ReadGate()
    await gate.close(never)
    const answering = onNamedTimelines(argsWith(query, { a: gate }), execute)
    await settle()
    expect([isReading, made]).toEqual([false, []])
    gate.open()
    expect(JSON.parse(JSON.stringify(await answering))).toEqual({ data })
  })

  it('gives its place back when the replay went to a time again before the moments were there', async () => {
    const gate = new ReadGate()
    let found: () => void = () => {}
    moment = new Promise((resolve) => (found = resolve))
    const answering = onNamedTimelines(argsWith(query, { a: gate }), execute)
    await settle()
    expect(isReading).toBe(true)
    await gate.close(never)
    found()
    await settle()
    expect(isReading).toBe(false)
    gate.open()
    expect(JSON.parse(JSON.stringify(await answering))).toEqual({ data })
  })
})

it('an operation that names no time is executed at once, as it is', () => {
  const args = argsOf('{ marketData { name } }')
  expect(onNamedTimelines(args, (executed) => executed)).toBe(args)
  expect(made).toEqual([])
})

it('of a field that @skip or @include leaves out no moment is made', async () => {
  const query = `query ($no: Boolean!, $yes: Boolean!) {
    a: marketData(at: "2026-11-20T09:00Z") @skip(if: $yes) { name }
    b: marketData(at: "2026-11-20T08:00Z") @include(if: $no) { name }
    ... on Query @include(if: $no) { c: marketData(at: "2026-11-20T07:00Z") { name } }
    ...More @skip(if: $yes)
    d: marketData(at: "2026-11-20T05:00Z") @skip(if: $no) @include(if: $yes) { name }
  }
  fragment More on Query { e: marketData(at: "2026-11-20T06:00Z") { name } }`
  const { data, errors } = await answerTo(query, { no: false, yes: true })
  expect(errors).toBeUndefined()
  expect(data).toEqual({ d: { name: 'MARKET 05:00' } })
  expect(made).toEqual(['MARKET 05:00'])
})

it('a time that is not there, or not yet, is the error of the fields that name it', async () => {
  const query = `{
    now: marketData { name }
    none: marketData(at: "2026-11-20") { name }
    future: marketData(at: "2026-11-20T12:00:00.001Z") { name }
    present: marketData(at: "2026-11-20T12:00Z") { name }
  }`
  const { data, errors } = await answerTo(query)
  expect(data).toEqual({
    now: { name: 'live' },
    none: { name: null },
    future: { name: null },
    present: { name: 'MARKET 12:00' },
  })
  expect(errors).toMatchObject([
    { message: 'not recorded', path: ['none', 'name'] },
    { path: ['future', 'name'], extensions: { code: 'OUT_OF_RANGE', allowed: { max: '2026-11-20T12:00:00.000Z' } } },
  ])
  expect(made).toEqual(['MARKET 00:00', 'MARKET 12:00'])
})

it('when too much waits, the fields that name a time say so, and the others are answered', async () => {
  refusal = new TooMuchWaits(10)
  const { data, errors } = await answerTo('{ plain { name } then: marketData(at: "2026-11-20T09:00Z") { name } }')
  expect(data).toEqual({ plain: { name: 'live' }, then: { name: null } })
  expect(errors).toMatchObject([{ message: refusal.message, path: ['then', 'name'] }])
  expect(made).toEqual([])
})

it('moments are held until the operation is answered', async () => {
  const during: boolean[] = []
  const args = argsOf('{ marketData(at: "2026-11-20T09:00Z") { name } }')
  await onNamedTimelines(args, async (executed) => {
    await new Promise((resolve) => setImmediate(resolve))
    during.push(isReading)
    return execute(executed)
  })
  expect([...during, isReading]).toEqual([true, false])
})

it('wrong arguments and variables are left to execution, which names them', async () => {
  const { errors } = await answerTo('{ marketData(at: "yesterday") { name } }')
  expect(errors?.[0]?.message).toContain('"yesterday"')
  const variable = await answerTo('query ($at: DateTime) { marketData(at: $at) { name } }', { at: 5 })
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
  `{ ${hours.map((hour, index) => `f${index}: marketData(at: "2026-11-20T0${hour}:00Z") { name }`).join(' ')} plain { name } }`

it('a time that several fields name is made once', async () => {
  const { data, errors } = await answerTo(fields([4, 3, 4, 2, 1, 3]))
  expect(errors).toBeUndefined()
  expect(data).toMatchObject({
    f0: { name: 'MARKET 04:00' },
    f2: { name: 'MARKET 04:00' },
    f5: { name: 'MARKET 03:00' },
  })
  expect(made).toEqual(['MARKET 04:00', 'MARKET 03:00', 'MARKET 02:00', 'MARKET 01:00'])
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
