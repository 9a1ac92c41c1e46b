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
    type Query { market(at: DateTime): Market, plain: Market }
    type Market { name: String, below: Market }
  `,
  resolvers: {
    DateTime: dateTimeScalar,
    Query: { market: () => ({}), plain: () => ({}) },
    Market: { name: (_root, _args, context, info) => name(context, info), below: () => ({}) },
  },
})

/** The times for which timelines were made. */
let made: string[]

function argsOf(query: string, variableValues: Record<string, unknown> = {}): ExecutionArgs {
  made = []
  const timeline = (name: string) =>
    ({ name, clock: new ManualClock(noon), accountsFor: () => ({}) }) as unknown as Named
  const services = {
    live: timeline('live'),
    timelineAt(atMs: number) {
      const at = new Date(atMs).toISOString().slice(11, 16)
      made.push(at)
      return at === '00:00' ? Promise.reject(new Error('not recorded')) : Promise.resolve(timeline(at))
    },
  } as unknown as Services
  const contextValue = contextFor(services, viewerOf('token:1', []))
  return { schema, document: parse(query), variableValues, contextValue }
}

async function answerTo(query: string, variables?: Record<string, unknown>): Promise<ExecutionResult> {
  const result = await execute(await withNamedTimelines(argsOf(query, variables)))
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
