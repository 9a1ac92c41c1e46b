import { parse } from 'graphql'
import { createSchema } from 'graphql-yoga'
import { beforeEach, describe, expect, it } from 'vitest'
import { smallYoga } from '../../../tests/support/api/small-yoga.js'
import { tooMuchAskedFor, useCostLimit } from './use-cost-limit.js'

const typeDefs =
  'type Query { rows(first: Int): [Row!]! } type Row { n: Int rows(first: Int): [Row!]! } type Mutation { do: Int }'
let executed: number
beforeEach(() => (executed = 0))
const rows = () => {
  executed += 1
  return []
}

/** Ten rows of an object with one value. */
const ask = smallYoga(typeDefs, { Query: { rows }, Mutation: { do: () => 1 } }, () => [useCostLimit(110)])

describe('an operation', () => {
  it('may cost as much as the limit', async () => {
    expect(await ask('{ rows(first: 10) { n } }')).toMatchObject({ data: { rows: [] } })
    expect(await ask('mutation { do }')).toMatchObject({ data: { do: 1 } })
    expect(executed).toBe(1)
  })

  it('that costs more is not executed, and is told what it costs', async () => {
    const { data, errors } = await ask('{ rows(first: 10) { n } more: rows(first: 1) { n } }')
    expect(data).toBeUndefined()
    expect(errors).toMatchObject([
      {
        message:
          'The operation costs 121; at most 110 is allowed. Ask for less with "first", "limit" or "points", for fewer fields, or for each under one name.',
        locations: [{ line: 1, column: 1 }],
        extensions: { code: 'TOO_MUCH_ASKED_FOR', allowed: { max: 110, unit: 'cost' } },
      },
    ])
    expect(executed).toBe(0)
  })

  it('whose names alone fill more than an answer may have is not executed either', async () => {
    const wide = smallYoga(typeDefs, { Query: { rows } }, () => [useCostLimit(1_000_000)])
    const longer = (count: number) => `{ rows(first: ${count}) { ${'x'.repeat(1_000)}: __typename } }`
    expect((await wide(longer(1_000))).data).toEqual({ rows: [] })
    executed = 0
    expect((await wide(longer(1_050))).errors).toMatchObject([
      {
        message:
          'The names of its fields alone may fill 1,054,208 bytes of the answer; at most 1,048,576 are sent. Ask for less with "first", "limit" or "points", for fewer fields, or under shorter names.',
        extensions: { code: 'TOO_MUCH_ASKED_FOR', allowed: { max: 1_048_576, unit: 'bytes' } },
      },
    ])
    expect(executed).toBe(0)
  })

  it('costs what its variables ask for', async () => {
    const query = 'query ($first: Int) { rows(first: $first) { n } }'
    expect((await ask({ query, variables: { first: 10 } })).errors).toBeUndefined()
    expect((await ask({ query, variables: { first: 11 } })).errors).toHaveLength(1)
  })

  it('is the one that is named', async () => {
    const query = 'query Small { rows(first: 1) { n } } query Large { rows(first: 1000) { n } }'
    expect((await ask({ query, operationName: 'Small' })).errors).toBeUndefined()
    expect((await ask({ query, operationName: 'Large' })).errors).toHaveLength(1)
  })
})

describe('what an operation is refused for', () => {
  const schema = createSchema({ typeDefs })
  const refusal = (text: string, operationName?: string) =>
    tooMuchAskedFor({ schema, document: parse(text), ...(operationName && { operationName }) }, 110)

  it('is not said of one that is not there', () => {
    expect(refusal('{ rows(first: 1000) { n } }', 'Other')).toBeNull()
  })

  it('is that it cannot be counted, if its fragments multiply without end', () => {
    const levels = Array.from({ length: 30 }, (_, level) => {
      const below = level === 29 ? 'n' : `...L${level + 1}`
      const many = Array.from({ length: 60 }, (_unused, n) => `r${n}: rows(first: 1) { ${below} }`).join(' ')
      return `fragment L${level} on Row { ${many} }`
    })
    expect(refusal(`{ rows { ...L0 } } ${levels.join(' ')}`)?.message).toMatch(
      /^The operation costs more than can be counted; at most 110 is allowed\./,
    )
  })
})
