import { describe, expect, it } from 'vitest'
import { smallYoga } from '../../../tests/support/api/small-yoga.js'
import { apiError } from '../errors.js'
import { useAllowedNames } from './use-allowed-names.js'
import { useNoIntrospection } from './use-no-introspection.js'

const typeDefs = `
  enum Color { RED GREEN }
  type Query { find(color: Color): String refuse: String break: String }
`
const guess = 'No. Did you mean "RED"?'
const resolvers = {
  Query: {
    find: () => 'found',
    refuse() {
      throw apiError('INVALID_INPUT', guess)
    },
    break() {
      throw new Error('Value "BLUE" does not exist in "Color" enum.')
    },
  },
}
const withVariable = { query: 'query ($c: Color) { find(color: $c) }', variables: { c: 'BLUE' } }

describe('where the schema may be asked for', () => {
  const ask = smallYoga(typeDefs, resolvers, () => [useAllowedNames()])
  const colors = ['RED', 'GREEN']

  it.each<[object | string, readonly string[]]>([
    ['{ found }', ['find', 'refuse', 'break']],
    ['{ find(color: BLUE) }', colors],
    [withVariable, colors],
  ])('an error names what is known there: %j', async (asked, allowed) => {
    const { errors = [] } = await ask(asked)
    expect(errors).toMatchObject([{ extensions: { allowed: { values: allowed } } }])
    expect(errors[0]?.message).toContain(`Known here: ${allowed.join(', ')}.`)
  })

  it('each of several errors does', async () => {
    const { errors } = await ask('{ found lost }')
    expect(errors?.map(({ extensions }) => extensions?.allowed)).toEqual([
      { values: ['find', 'refuse', 'break'] },
      { values: ['find', 'refuse', 'break'] },
    ])
  })

  it('what resolvers say stays as they say it, beside the data', async () => {
    const { data, errors } = await ask('{ find break refuse }')
    expect(data).toEqual({ find: 'found', break: null, refuse: null })
    expect(errors?.map(({ message }) => message).sort()).toEqual([
      guess,
      'Value "BLUE" does not exist in "Color" enum.',
    ])
    expect(await ask('{ find }')).toEqual({ status: 200, data: { find: 'found' } })
  })
})

describe('where the schema may not be asked for', () => {
  const ask = smallYoga(typeDefs, resolvers, () => [useNoIntrospection()])

  it.each([
    ['{ find(color: BLUE) }', 'Value "BLUE" does not exist in "…" enum.'],
    ['{ finds }', 'Cannot query field "finds" on type "Query".'],
    [withVariable, 'Variable "$c" got invalid value "BLUE"; Value "BLUE" does not exist in "Color" enum.'],
    ['{ find(color: "Color") }', 'Enum "Color" cannot represent non-enum value: "Color".'],
    ['{ find(color: 5) }', 'Enum "…" cannot represent non-enum value: 5.'],
    ['{ find(color: "\\"") }', 'Enum "…" cannot represent non-enum value: "\\"".'],
    ['query ($c: String) { find(color: $c) }', 'Variable "$c" of type "String" used in position expecting type "…".'],
    ['{ refuse }', 'No.'],
  ])('an error tells no name that was not sent: %j', async (asked, message) => {
    const { errors } = await ask(asked)
    expect(errors?.map((error) => error.message)).toEqual([message])
  })

  it('an error loses nothing but the hint', async () => {
    const { data, errors } = await ask('{ find refuse }')
    expect(data).toEqual({ find: 'found', refuse: null })
    expect(errors).toEqual([
      { message: 'No.', path: ['refuse'], locations: [{ line: 1, column: 8 }], extensions: { code: 'INVALID_INPUT' } },
    ])
  })

  it('neither is told what a field without a selection has', async () => {
    const query = '{ __type }'
    expect((await ask(query)).errors?.map(({ message }) => message).join()).not.toContain('Did you mean')
  })

  it.each(['{ __schema { queryType { name } } }', '{ __type(name: "Query") { name } }'])(
    'it is refused: %s',
    async (query) => {
      const { data, errors } = await ask(query)
      expect(data).toBeUndefined()
      expect(errors?.[0]?.message).toMatch(/^GraphQL introspection has been disabled/)
    },
  )

  it('all else is answered', async () => {
    expect(await ask('{ __typename find }')).toEqual({ status: 200, data: { __typename: 'Query', find: 'found' } })
  })
})
