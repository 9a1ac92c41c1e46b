import { buildSchema, execute, getIntrospectionQuery, parse, type ExecutionArgs, type ExecutionResult } from 'graphql'
import { beforeEach, expect, it } from 'vitest'
import { documentBytes } from './document-cache.js'
import { useSchemaAnswers } from './use-schema-answers.js'

/** Its answers are long, so that few of them are kept. */
const schema = buildSchema(`
  "${'What a query may ask for. '.repeat(30_000)}"
  type Query { well(n: Int): String }
  type Mutation { well: String }
`)
type Execute = (args: ExecutionArgs) => ExecutionResult | Promise<ExecutionResult>

let executed: number
let answer: (text: string) => ExecutionResult & { stringify?(): string }
beforeEach(() => {
  executed = 0
  const plugin = useSchemaAnswers()
  const documents = new Map<string, ExecutionArgs['document']>()
  answer = (text) => {
    const document = documents.get(text) ?? parse(text)
    documents.set(text, document)
    const args: ExecutionArgs = { schema, document }
    let run: Execute = (all) => {
      executed += 1
      return execute(all)
    }
    const hook = { args, executeFn: run, setExecuteFn: (fn: Execute) => (run = fn) }
    void plugin.onExecute?.(hook as never)
    return run(args) as ExecutionResult
  }
})

it('tells what the schema says of itself once, and serializes it once', () => {
  const [first, again] = [answer(getIntrospectionQuery()), answer(getIntrospectionQuery())]
  expect(executed).toBe(1)
  expect(again).toBe(first)
  expect(JSON.parse(first.stringify?.() ?? '')).toEqual({ data: first.data })
  expect(first.data).toHaveProperty('__schema')
})

it.each(['{ __typename }', '{ __type(name: "Query") { name } }'])('tells %s once, too', (text) => {
  expect(answer(text)).toBe(answer(text))
  expect(executed).toBe(1)
})

it.each([
  '{ ... { __schema { queryType { name } } } }',
  '{ well __schema { queryType { name } } }',
  'mutation { __typename }',
  'query ($s: Boolean = false) { __schema { queryType { name @skip(if: $s) } } }',
])('keeps nothing that anything else can change: %s', (text) => {
  answer(text)
  answer(text)
  expect(executed).toBe(2)
})

it('keeps answers of a bounded length: those that fit stay, and the oldest is told anew when one more has pushed it out', () => {
  const text = (n: number) => `query Q${n} ${getIntrospectionQuery().replace(/^\s*query IntrospectionQuery/, '')}`
  const ask = (n: number) => answer(text(n))
  const { length } = ask(0).stringify?.() ?? ''
  const fitting = Math.floor(4_194_304 / (length + documentBytes(parse(text(0)), text(0))))
  for (let n = 1; n < fitting; n += 1) ask(n)
  expect(executed).toBe(fitting)
  ask(0)
  expect(executed).toBe(fitting)
  ask(fitting)
  ask(1)
  expect(executed).toBe(fitting + 2)
})

it('counts the document of a question too: short questions with long comments push each other out', () => {
  const ask = (n: number) => answer(`{ __typename } # ${n} ${'-'.repeat(60_000)}`)
  for (let n = 0; n < 50; n += 1) ask(n)
  ask(0)
  expect(executed).toBe(51)
})
