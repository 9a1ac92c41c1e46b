import { beforeEach, describe, expect, it } from 'vitest'
import { smallYoga } from '../../../tests/support/api/small-yoga.js'
import { turnAsker } from '../../../tests/support/turn-asker.js'
import type { FairTurns, TurnAsker } from '../../lib/fair-turns.js'
import { maxAnswerBytes, useAnswerLimit } from './use-answer-limit.js'

const say = (_root: unknown, { length = 1 }: { length?: number }) => 'x'.repeat(length)
let spending: string[]
beforeEach(() => (spending = []))
const turns = {
  spend<T>({ source }: TurnAsker, work: () => T): T {
    spending.push(source)
    return work()
  },
} as unknown as FairTurns
const typeDefs = `
  type Query { say(length: Int): String, bug: String }
  type Mutation { write(length: Int): String }
`
const resolvers = {
  Query: { say, bug: () => Promise.reject(new Error('broken')) },
  Mutation: { write: say },
}
const limit = () => useAnswerLimit(turns, () => turnAsker('asker'))
const ask = smallYoga(typeDefs, resolvers, () => [limit()])

describe('an answer', () => {
  const around = '{"data":{"say":""}}'.length

  it('has up to a mebibyte', async () => {
    const most = maxAnswerBytes - around
    expect((await ask(`{ say(length: ${most}) }`)).data).toEqual({ say: 'x'.repeat(most) })
    expect(await ask(`{ say(length: ${most + 1}) }`)).toEqual({
      status: 200,
      errors: [
        {
          message: `The answer has more than 1,048,576 bytes of JSON, which is the most that is sent. Ask for less with "first", "limit" or "points", for fewer fields, or for each under one name.`,
          extensions: { code: 'TOO_MUCH_ASKED_FOR', allowed: { max: maxAnswerBytes, unit: 'bytes' } },
        },
      ],
    })
  })

  it('is made into JSON in the time of the asker', async () => {
    await ask('{ say }')
    expect(spending).toEqual(['asker'])
  })

  it('with errors keeps them beside what there is', async () => {
    const { data, errors } = await ask('{ say bug }')
    expect(data).toEqual({ say: 'x', bug: null })
    expect(errors).toMatchObject([{ message: 'broken', path: ['bug'] }])
  })

  it('is measured and then made into JSON once, and not at all where that is done', async () => {
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
    const asking = smallYoga('type Query { a: Int }', {}, () => [limit(), quick])
    expect((await asking({ query: 'query Once { a }', operationName: 'Once' })).data).toEqual({ counted: 2 })
    expect((await asking({ query: 'query Done { a }', operationName: 'Done' })).data).toEqual({ done: true })
  })

  it('to a write says that the write is done', async () => {
    const { errors } = await ask(`mutation { write(length: ${maxAnswerBytes}) }`)
    expect(errors?.[0]?.message).toMatch(
      /under one name\. What it writes is written: sent again with the same key, it only/,
    )
  })
})
