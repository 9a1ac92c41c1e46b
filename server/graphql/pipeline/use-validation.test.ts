import { describe, expect, it } from 'vitest'
import { smallYoga } from '../../../tests/support/api/small-yoga.js'
import { useValidation } from './use-validation.js'

const ask = smallYoga(
  `type Query { a: Int }
   type Mutation { a: Int }
   type Subscription { a(n: Int): Int b: Int }`,
  { Query: { a: () => 1 }, Mutation: { a: () => 2 }, Subscription: { a: { subscribe: onlyOne } } },
  () => [useValidation()],
)
async function* onlyOne() {
  yield await Promise.resolve({ a: 3 })
}

const messagesOf = async (query: object | string) => (await ask(query)).errors?.map(({ message }) => message)

describe('validation', () => {
  it('lets pass what is of the schema', async () => {
    expect((await ask('{ a b: a c: a }')).data).toEqual({ a: 1, b: 1, c: 1 })
    expect((await ask('mutation { a b: a }')).data).toEqual({ a: 2, b: 2 })
  })

  it('has the rules of graphql-js', async () => {
    expect(await messagesOf('{ c }')).toEqual(['Cannot query field "c" on type "Query". Did you mean "a"?'])
    expect(await messagesOf('query ($n: Int) { a }')).toEqual(['Variable "$n" is never used.'])
  })

  it('stops at the first few errors', async () => {
    const wrong = Array.from({ length: 50 }, (_, n) => `wrong${n}`).join(' ')
    const messages = await messagesOf(`{ ${wrong} }`)
    expect(messages).toHaveLength(11)
    expect(messages?.at(-1)).toMatch(/^Too many validation errors/)
  })
})

describe('a subscription', () => {
  const extensions = { code: 'GRAPHQL_VALIDATION_FAILED' }
  const overSse = { accept: 'text/event-stream' }

  it.each([
    'subscription { a }',
    'subscription { a: a a }',
    'subscription { a ...F } fragment F on Subscription { a }',
    'subscription { ... on Subscription { a @include(if: true) } }',
  ])('with one root field is one: %s', async (query) => {
    // JSON is not what a subscription is answered with, so that the answer is no GraphQL error.
    await expect(ask(query, overSse)).rejects.toThrow(SyntaxError)
  })

  it.each([
    ['subscription { a b }', 'A subscription has one root field; this one has a, b.'],
    ['subscription { a c: a }', 'A subscription has one root field; this one has a, c.'],
    [
      'subscription { a ...F } fragment F on Subscription { b }',
      'A subscription has one root field; this one has a, b.',
    ],
    ['subscription { __typename }', 'A subscription cannot ask for __typename.'],
    ['subscription { a: __typename }', 'A subscription cannot ask for __typename.'],
  ])('has no more and no other root fields: %s', async (query, message) => {
    expect((await ask(query)).errors).toEqual([{ message, locations: [{ line: 1, column: 1 }], extensions }])
  })

  it('counts a field whatever its directives say, with and without variables', async () => {
    const both = 'A subscription has one root field; this one has a, b.'
    for (const query of [
      'subscription ($s: Boolean!) { a b @skip(if: $s) }',
      'subscription { a b @skip(if: true) }',
      'subscription ($s: Boolean!) { a ... @include(if: $s) { b } }',
    ]) {
      expect(await messagesOf({ query, variables: { s: true } })).toEqual([both])
    }
  })

  it('with several wrong root fields is told both', async () => {
    expect(await messagesOf('subscription { a __typename }')).toEqual([
      'A subscription has one root field; this one has a, __typename.',
      'A subscription cannot ask for __typename.',
    ])
  })
})
