import { createSchema, createYoga, type Plugin } from 'graphql-yoga'
import { describe, expect, it } from 'vitest'
import { smallYoga } from '../../../tests/support/api/small-yoga.js'
import { maxAnswerBytes, useAnswerLimit } from './use-answer-limit.js'

const say = (_root: unknown, { length = 1 }: { length?: number }) => 'x'.repeat(length)
const schema = createSchema({
  typeDefs: `
    type Query { say(length: Int): String, bug: String }
    type Mutation { write(length: Int): String }
  `,
  resolvers: {
    Query: { say, bug: () => Promise.reject(new Error('broken')) },
    Mutation: { write: say },
  },
})

interface Answer {
  readonly data?: unknown
  readonly errors?: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[]
}

async function ask(plugin: Plugin, request: object): Promise<Answer> {
  const yoga = createYoga({ schema, plugins: [plugin], maskedErrors: false, logging: false })
  const headers = { 'content-type': 'application/json' }
  const response = await yoga.fetch('http://here/graphql', { method: 'POST', headers, body: JSON.stringify(request) })
  return JSON.parse(await response.text()) as Answer
}
const errorOf = async (plugin: Plugin, query: string) => (await ask(plugin, { query })).errors?.[0]

describe('an answer', () => {
  const limit = useAnswerLimit()
  const around = '{"data":{"say":""}}'.length

  it('has up to a mebibyte', async () => {
    const most = maxAnswerBytes - around
    expect((await ask(limit, { query: `{ say(length: ${most}) }` })).data).toEqual({ say: 'x'.repeat(most) })
    expect(await ask(limit, { query: `{ say(length: ${most + 1}) }` })).toEqual({
      errors: [
        {
          message: `The answer has ${maxAnswerBytes + 1} bytes of JSON; at most 1048576 are sent. Ask for less with "first", "limit" or "points", for fewer fields, or for each under one name.`,
          extensions: { code: 'TOO_MUCH_ASKED_FOR', allowed: { bytes: maxAnswerBytes } },
        },
      ],
    })
  })

  it('with errors keeps them beside what there is', async () => {
    const { data, errors } = await ask(limit, { query: '{ say bug }' })
    expect(data).toEqual({ say: 'x', bug: null })
    expect(errors).toMatchObject([{ message: 'broken', path: ['bug'] }])
  })

  it('is made into JSON once, and not at all where that is done', async () => {
    let made = 0
    const counted = { toJSON: () => (made += 1) }
    const done = { data: {}, stringify: () => '{"data":{"done":true}}' }
    const quick = {
      onExecute({
        args,
        setResultAndStopExecution,
      }: {
        args: { operationName?: string }
        setResultAndStopExecution: Set
      }) {
        setResultAndStopExecution(args.operationName === 'Done' ? done : { data: { counted } })
      },
    }
    type Set = (result: object) => void
    const asking = smallYoga('type Query { a: Int }', {}, () => [limit, quick])
    expect((await asking({ query: 'query Once { a }', operationName: 'Once' })).data).toEqual({ counted: 1 })
    expect((await asking({ query: 'query Done { a }', operationName: 'Done' })).data).toEqual({ done: true })
  })

  it('to a write says that the write is done', async () => {
    const error = await errorOf(limit, `mutation { write(length: ${maxAnswerBytes}) }`)
    expect(error?.message).toMatch(/under one name\. What it writes is written: sent again with the same key, it only/)
  })
})
