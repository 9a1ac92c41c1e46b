import type { GraphQLError } from 'graphql'
import { describe, expect, it } from 'vitest'
import { smallYoga, type SmallAnswer } from '../../../tests/support/api/small-yoga.js'
import { apiError, unauthenticated } from '../errors.js'
import { useBriefErrors } from './use-brief-errors.js'
import { useInputErrorCode } from './use-input-error-code.js'
import { useRequestErrorStatus } from './use-request-error-status.js'

const long = 'x'.repeat(1_000)
const resolvers = {
  Query: {
    say: () => 'said',
    refuse() {
      throw apiError('OUT_OF_RANGE', long)
    },
    deny() {
      throw unauthenticated('Nobody')
    },
    break() {
      throw new Error(long)
    },
  },
}
const typeDefs =
  'type Query { say(n: Int): String! refuse: String deny: String! break: String } type Subscription { say: String }'
const responseJson = 'application/graphql-response+json'

/** The HTTP status for a client that accepts this. */
const statusOf = async (asked: object | string, accept: string, plugins: () => readonly object[]) =>
  (await smallYoga(typeDefs, resolvers, plugins)(asked, { accept })).status

const wrongVariable = { query: 'query ($n: Int) { say(n: $n) }', variables: { n: 'one' } }

describe('the status of an answer', () => {
  const plugins = () => [useInputErrorCode(), useRequestErrorStatus()]

  it.each<[string, object | string, number, number]>([
    ['with data', '{ say }', 200, 200],
    ['with data beside an error', '{ say refuse }', 200, 200],
    ['that is not valid', '{ said }', 400, 200],
    ['that is no GraphQL', '{', 400, 200],
    ['whose variables are wrong', wrongVariable, 400, 200],
    ['that is denied, with a status of its own', '{ deny }', 401, 401],
  ])('%s: %j', async (_what, asked, forResponseJson, forJson) => {
    expect(await statusOf(asked, responseJson, plugins)).toBe(forResponseJson)
    expect(await statusOf(asked, 'application/json', plugins)).toBe(forJson)
  })

  /** The status of an operation that is refused with this error before it is executed. */
  const refusedWith = (error: GraphQLError, accept: string) => {
    const refusing = {
      onExecute: ({ setResultAndStopExecution }: { setResultAndStopExecution(result: object): void }) =>
        setResultAndStopExecution({ errors: [error] }),
    }
    return statusOf('{ say }', accept, () => [refusing, useRequestErrorStatus()])
  }

  it('of what is refused before it is executed is that of a bad request, unless the refusal has its own', async () => {
    expect(await refusedWith(apiError('TOO_MUCH_ASKED_FOR', 'No.'), responseJson)).toBe(400)
    expect(await refusedWith(apiError('TOO_MUCH_ASKED_FOR', 'No.'), 'application/json')).toBe(200)
    expect(await refusedWith(unauthenticated('No'), responseJson)).toBe(401)
    expect(await refusedWith(unauthenticated('No'), 'application/json')).toBe(401)
  })

  it('of a fault of ours is left to Yoga', async () => {
    expect(await refusedWith(apiError('INTERNAL_SERVER_ERROR', 'Unexpected error.'), responseJson)).not.toBe(400)
  })
})

describe('an error about the input', () => {
  const ask = smallYoga(typeDefs, resolvers, () => [useInputErrorCode()])
  const codes = ({ errors }: SmallAnswer) => errors?.map(({ extensions }) => extensions?.code)

  it('has a code, and any other has its own or none', async () => {
    expect(codes(await ask(wrongVariable))).toEqual(['BAD_USER_INPUT'])
    expect(codes(await ask('{ refuse break }'))).toEqual(['OUT_OF_RANGE', undefined])
    expect(await ask('{ say }')).toEqual({ status: 200, data: { say: 'said' } })
  })

  it('is cut, before the answer is measured', async () => {
    const { data, errors } = await ask({ ...wrongVariable, variables: { n: long } })
    expect(data).toBeUndefined()
    expect(errors?.[0]?.message.length).toBeLessThan(200)
    expect((await ask('{ say refuse }')).data).toEqual({ say: 'said', refuse: null })
  })
})

describe('a long error', () => {
  const ask = smallYoga(typeDefs, resolvers, () => [useBriefErrors()])

  it('is cut, whoever made it, and all else stays', async () => {
    const { data, errors = [] } = await ask('{ say refuse }')
    expect(data).toEqual({ say: 'said', refuse: null })
    expect(errors).toMatchObject([{ path: ['refuse'], extensions: { code: 'OUT_OF_RANGE' } }])
    expect(errors[0]?.message).toMatch(/^x+ … x+$/)
    expect((await ask(`{ say(n: "${long}") }`)).errors?.[0]?.message.length).toBeLessThan(200)
    expect(await ask('{ say }')).toEqual({ status: 200, data: { say: 'said' } })
  })
})
