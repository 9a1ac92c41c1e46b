import {
  buildSchema,
  getOperationAST,
  GraphQLError,
  graphqlSync,
  parse,
  type ExecutionArgs,
  type GraphQLErrorOptions,
} from 'graphql'
import { describe, expect, it } from 'vitest'
import { withAllowedNames, withNamesOfInput } from './allowed-names.js'
import { coercedOperation } from './coerced-operation.js'
import { withInputCode } from './input-error-code.js'
import { nullWhereRequired } from './null-where-required.js'

const fields = Array.from({ length: 22 }, (_, index) => `f${index}: Int`).join(' ')
const schema = buildSchema(`
  enum Color { RED GREEN }
  input Choice { color: Color!, count: Int }
  input One @oneOf { name: String, id: ID }
  interface Named { name: String }
  type Wide { ${fields} }
  type Narrow { ${fields.slice(0, fields.indexOf(' f20'))} }
  type Query { find(color: Color, choice: Choice, one: One, n: Int! = 5): Int named: Named wide: Wide }
  type Mutation {
    must(choice: Choice!, one: One!, n: Int!, colors: [Color!]!): [Named!]!
    narrow: Narrow
  }
`)

/** The first error of an operation, with the names that are known there. */
function errorOf(source: string, variableValues: Record<string, unknown> = {}): GraphQLError {
  const [error] = graphqlSync({ schema, source, variableValues, rootValue: { find: () => 1 } }).errors ?? []
  if (!error) throw new Error('There is none')
  return withAllowedNames(schema, error)
}

describe('an error about a name', () => {
  const [colors, choice, one] = [
    ['RED', 'GREEN'],
    ['color', 'count'],
    ['name', 'id'],
  ]
  it.each<[string, readonly string[], Record<string, unknown>?]>([
    ['{ find(color: BLUE) }', colors],
    ['{ find(color: "RED") }', colors],
    ['query ($c: Color) { find(color: $c) }', colors, { c: 'BLUE' }],
    ['{ find(choice: { size: 1, color: RED }) }', choice],
    ['{ find(choice: 5) }', choice],
    ['query ($c: Choice) { find(choice: $c) }', choice, { c: 5 }],
    ['query ($c: Choice) { find(choice: $c) }', choice, { c: { color: 'RED', size: 1 } }],
    ['{ find(one: { name: "a", id: "b" }) }', one],
    ['{ found }', ['find', 'named', 'wide']],
    ['{ named }', ['name']],
    ['{ named { id } }', ['name']],
    ['{ find(colr: RED) }', ['color', 'choice', 'one', 'n']],
    ['query ($o: One) { find(one: $o) }', one, { o: { name: 'a', id: 'b' } }],
    ['mutation ($c: [Color!]!) { must(colors: $c, choice: { color: RED }, one: { id: 1 }, n: 1) { name } }', colors],
    ['mutation ($c: Color!) { must(colors: [$c], choice: { color: RED }, one: { id: 1 }, n: 1) { name } }', colors],
    ['mutation { must(choice: 5, one: { id: 1 }, n: 1, colors: RED) { name } }', choice],
    ['mutation { must(choice: { color: RED }, one: { id: 1 }, n: 1, colors: RED) }', ['name']],
  ])('%s lists what is known there', (source, allowed, variables) => {
    const error = errorOf(source, variables)
    expect(error.extensions.allowed).toEqual({ values: allowed })
    expect(error.message).toMatch(new RegExp(`[.?] Known here: ${allowed.join(', ')}\\.$`))
    expect(error.nodes?.length).toBeGreaterThan(0)
  })

  it('names no more in words than people read', () => {
    const { message, extensions } = errorOf('{ wide { g } }')
    expect((extensions.allowed as { values: string[] }).values).toHaveLength(22)
    expect(message).toMatch(/ f18, f19 or 2 more\.$/)
    expect(errorOf('mutation { narrow { g } }').message).toMatch(/ f18, f19\.$/)
  })

  it('that is about no name, or says itself what is allowed, is left as it is', () => {
    const plain = new GraphQLError('Something else.')
    expect(withAllowedNames(schema, plain)).toBe(plain)
    const said = new GraphQLError('Value does not exist in "Color" enum.', { extensions: { allowed: { values: [] } } })
    expect(withAllowedNames(schema, said)).toBe(said)
    for (const message of [
      'Says "Cannot query field "a" on type "Query"".',
      'Says "Unknown argument "a" on field "Query.find"".',
      'Expected value of type "Int!", found 5.',
    ]) {
      const other = new GraphQLError(message)
      expect(withAllowedNames(schema, other)).toBe(other)
    }
  })

  it('keeps what it said, as sentences, and where it came from', () => {
    const originalError = new GraphQLError('why')
    const said = (message: string) => withAllowedNames(schema, new GraphQLError(message, { originalError }))
    const message = 'Value "B.C" does not exist in "Color" enum'
    for (const end of ['', '.']) {
      expect(said(`${message}${end}`)).toMatchObject({ message: `${message}. Known here: RED, GREEN.`, originalError })
    }
    expect(said(`${message}. Did you mean "RED"?`).message).toBe(
      `${message}. Did you mean "RED"? Known here: RED, GREEN.`,
    )
    expect(withAllowedNames(schema, new GraphQLError(message)).originalError).toBeUndefined()
  })

  it('of a resolver is left as it is, unless it is about the input', () => {
    const message = 'Value "BLUE" does not exist in "Color" enum.'
    const ofResolver = new GraphQLError(message, { path: ['find'] })
    expect(withNamesOfInput(schema, ofResolver)).toBe(ofResolver)
    const ofInput = new GraphQLError(message, { path: ['find'], extensions: { code: 'BAD_USER_INPUT' } })
    expect(withNamesOfInput(schema, ofInput)).toMatchObject({
      path: ['find'],
      extensions: { code: 'BAD_USER_INPUT', allowed: { values: colors } },
    })
    expect(withNamesOfInput(schema, new GraphQLError(message)).extensions.allowed).toEqual({ values: colors })
  })
})

describe('an error without a code', () => {
  it.each<[string, string, GraphQLErrorOptions, string | undefined]>([
    ['of variables is one of the input', 'Variable "$n" got invalid value', {}, 'BAD_USER_INPUT'],
    ['of an argument too', 'Argument "n" of required type "Int!"', { path: ['a'] }, 'BAD_USER_INPUT'],
    ['of an argument too', 'Argument "n" of non-null type "Int!"', { path: ['a'] }, 'BAD_USER_INPUT'],
    ['of an argument too', 'Argument "long" has invalid value 1', { path: ['a'] }, 'BAD_USER_INPUT'],
    ['of a field is not', 'Cannot return null', { path: ['a'] }, undefined],
    ['that names an argument later is not', 'No: Argument "n" of required type', { path: ['a'] }, undefined],
    ['of a fault of ours is not', 'a secret', { originalError: new Error('a secret') }, undefined],
    ['that wraps an error of GraphQL is', 'No', { originalError: new GraphQLError('No') }, 'BAD_USER_INPUT'],
    ['is one that has none', 'No', { extensions: { code: 'OUT_OF_RANGE' } }, 'OUT_OF_RANGE'],
  ])('%s: %s', (_what, message, options, code) => {
    expect(withInputCode(new GraphQLError(message, options)).extensions.code).toBe(code)
  })
})

describe('null for a variable with a default', () => {
  const refusalOf = (source: string, variableValues: Record<string, unknown>, operationName?: string) => {
    const document = parse(source)
    const args = { schema, document, variableValues, operationName } as ExecutionArgs
    expect(getOperationAST(document, operationName)).not.toBeNull()
    const asked = coercedOperation(args)
    return asked && nullWhereRequired(asked)
  }

  it('is refused where null is not allowed, naming the argument', () => {
    const refusal = refusalOf('query ($n: Int = 1) { find(n: $n) }', { n: null })
    expect(refusal).toMatchObject({
      message: 'Variable "$n" is null, but argument "n" takes no null; leave it out for its default.',
      extensions: { code: 'BAD_USER_INPUT', argument: 'n' },
    })
  })

  it.each<[string, Record<string, unknown>, string?]>([
    ['query ($n: Int = 1) { find(n: $n) }', { n: 2 }],
    ['query ($n: Int = 1) { find(n: $n) }', {}],
    ['query ($c: Color) { find(color: $c) }', { c: null }],
    ['query ($c: Color, $n: Int = 1) { find(color: $c, n: $n) }', { c: null, n: 2 }],
    [
      'query A($n: Int = 1) { find(choice: { color: RED, count: $n }) } query B($n: Int = 1) { find(n: $n) }',
      { n: null },
      'A',
    ],
  ])('is none in %s with %j', (source, variables, name) => {
    expect(refusalOf(source, variables, name)).toBeNull()
  })

  it('is looked for in the fragments of the operation too', () => {
    const source = 'query A($n: Int = 1) { ...F } fragment F on Query { find(n: $n) }'
    expect(refusalOf(source, { n: null })?.extensions.argument).toBe('n')
  })
})

it('an operation is not read whose name is unknown or whose variables are wrong', () => {
  const document = parse('query A($n: Int!) { find(n: $n) }')
  const coerced = (operationName: string, variableValues?: Record<string, unknown>) =>
    coercedOperation({ schema, document, operationName, variableValues })
  expect(coerced('B', { n: 1 })).toBeNull()
  expect(coerced('A')).toBeNull()
  expect(coerced('A', { n: 1 })).toMatchObject({ variables: { n: 1 }, operation: { name: { value: 'A' } } })
})
