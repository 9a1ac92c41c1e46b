import { buildSchema, parse, type GraphQLSchema } from 'graphql'
import { describe, expect, it } from 'vitest'
import { groupKey, operationKey } from './group-key.js'

const ticksAndLogs = buildSchema(`
  input Range { from: Int = 1, to: Int }
  type Query { a: Int }
  type Subscription {
    tick(limit: Int! = 10, range: Range, after: ID): Int
    log(after: ID, not: ID, of: [ID!], notOf: [ID!], spans: [Range]): Log
  }
  type Log {
    seq: Int
    named(of: [ID!]): Int
  }
`)
const meanings = { places: { log: 'after' }, sets: ['of', 'spans'] }

interface Asked {
  readonly query: string
  readonly variables?: Record<string, unknown>
  readonly operationName?: string
  readonly audience?: string
  readonly schema?: GraphQLSchema
}

const key = ({ query, variables, operationName, audience = 'everyone', schema = ticksAndLogs }: Asked) =>
  groupKey(
    operationKey(
      { schema, document: parse(query), variableValues: variables ?? null, operationName: operationName ?? null },
      meanings,
    ),
    audience,
  )

const tick = 'subscription ($limit: Int! = 10) { tick(limit: $limit) }'

describe('subscriptions form one group', () => {
  it.each<[string, Asked, Asked]>([
    [
      'whatever the layout and the comments',
      { query: 'subscription { tick }' },
      { query: 'subscription {\n  # the tick\n  tick\n}' },
    ],
    ['with a default or the same value given', { query: tick }, { query: tick, variables: { limit: 10 } }],
    [
      'with defaults inside an input',
      { query: 'subscription ($r: Range) { tick(range: $r) }', variables: { r: { to: 2 } } },
      { query: 'subscription ($r: Range) { tick(range: $r) }', variables: { r: { to: 2, from: 1 } } },
    ],
    ['whatever variables nobody declared', { query: tick }, { query: tick, variables: { limit: 10, other: 1 } }],
    [
      'whatever else the document holds',
      { query: 'subscription A { tick }', operationName: 'A' },
      { query: 'query B { a } subscription A { tick } fragment F on Query { a }', operationName: 'A' },
    ],
    [
      'whatever fragments the document holds that they do not use',
      { query: 'subscription { tick }' },
      { query: 'subscription { tick } fragment F on Query { a }' },
    ],
    [
      'wherever they begin',
      { query: 'subscription ($after: ID) { log(after: $after) { seq } }', variables: { after: '7' } },
      { query: 'subscription ($after: ID) { log(after: $after) { seq } }' },
    ],
    [
      'whatever the order and the repetitions of a set',
      { query: 'subscription ($of: [ID!]) { log(of: $of) { seq } }', variables: { of: ['b', 'a', 'b'] } },
      { query: 'subscription ($of: [ID!]) { log(of: $of) { seq } }', variables: { of: ['a', 'b'] } },
    ],
    [
      'with one value given alone or as a set of one',
      { query: 'subscription ($of: [ID!]) { log(of: $of) { seq } }', variables: { of: 'a' } },
      { query: 'subscription ($of: [ID!]) { log(of: $of) { seq } }', variables: { of: ['a'] } },
    ],
    [
      'wherever they begin, in the document too',
      { query: 'subscription { log(after: "7") { seq } }' },
      { query: 'subscription { log { seq } }' },
    ],
    [
      'whether a value stands in the document or in a variable, of whatever name',
      { query: 'subscription ($a: [ID!], $b: ID) { log(not: $b, of: $a) { seq } }', variables: { a: ['x'], b: 'y' } },
      { query: 'subscription { log(of: "x", not: "y") { seq } }' },
    ],
    [
      'in whatever order their variables are declared',
      {
        query: 'subscription ($x: Boolean!, $y: Boolean!) { log { seq @skip(if: $x) named @skip(if: $y) } }',
        variables: { x: false, y: true },
      },
      {
        query: 'subscription ($y: Boolean!, $x: Boolean!) { log { seq @skip(if: $x) named @skip(if: $y) } }',
        variables: { x: false, y: true },
      },
    ],
    [
      'whatever the order and the repetitions of a set of inputs in the document',
      { query: 'subscription { log(spans: [{ from: 1, to: 2 }, { to: 3 }]) { seq } }' },
      { query: 'subscription { log(spans: [{ to: 3 }, { to: 2, from: 1 }, { to: 3 }]) { seq } }' },
    ],
    [
      'with null given and nothing given',
      { query: 'subscription ($r: Range) { tick(range: $r) }', variables: { r: null } },
      { query: 'subscription ($r: Range) { tick(range: $r) }' },
    ],
    [
      'with null given and nothing given inside of an input',
      { query: 'subscription { tick(range: { from: 2, to: null }) }' },
      { query: 'subscription { tick(range: { from: 2 }) }' },
    ],
    [
      'with null given and nothing given inside of inputs in a list',
      { query: 'subscription { log(spans: [{ from: 2, to: null }]) { seq } }' },
      { query: 'subscription { log(spans: [{ from: 2 }]) { seq } }' },
    ],
  ])('%s', (_, one, other) => expect(key(one)).toBe(key(other)))
})

describe('subscriptions form different groups', () => {
  it.each<[string, Asked, Asked]>([
    ['for different audiences', { query: tick }, { query: tick, audience: 'desk' }],
    ['with different values', { query: tick }, { query: tick, variables: { limit: 11 } }],
    [
      'with null given and nothing given where there is a default',
      { query: 'subscription ($r: Range) { tick(range: $r) }', variables: { r: { from: null } } },
      { query: 'subscription ($r: Range) { tick(range: $r) }', variables: { r: {} } },
    ],
    [
      'with null given and nothing given below their field',
      { query: 'subscription ($of: [ID!]) { log { named(of: $of) } }', variables: { of: null } },
      { query: 'subscription ($of: [ID!]) { log { named(of: $of) } }' },
    ],
    [
      'with other inputs in a list, as many as before',
      { query: 'subscription { log(spans: [{ from: 1, to: 2 }]) { seq } }' },
      { query: 'subscription { log(spans: [{ from: 1, to: 3 }]) { seq } }' },
    ],
    [
      'with a list that holds null and one that is empty',
      { query: 'subscription { log(spans: [null]) { seq } }' },
      { query: 'subscription { log(spans: []) { seq } }' },
    ],
    ['with different aliases', { query: 'subscription { a: tick }' }, { query: 'subscription { b: tick }' }],
    [
      'with different directives',
      { query: 'subscription ($x: Boolean!) { tick @skip(if: $x) }', variables: { x: true } },
      { query: 'subscription ($x: Boolean!) { tick @skip(if: $x) }', variables: { x: false } },
    ],
    [
      'with different operations of one document',
      { query: 'subscription A { tick } subscription B { log { seq } }', operationName: 'A' },
      { query: 'subscription A { tick } subscription B { log { seq } }', operationName: 'B' },
    ],
    [
      'with a place that says something else as well',
      { query: 'subscription ($after: ID) { log(after: $after, not: $after) { seq } }', variables: { after: '7' } },
      { query: 'subscription ($after: ID) { log(after: $after, not: $after) { seq } }', variables: { after: '8' } },
    ],
    [
      'with other values of a set, and with none',
      { query: 'subscription ($of: [ID!]) { log(of: $of) { seq } }', variables: { of: [] } },
      { query: 'subscription ($of: [ID!]) { log(of: $of) { seq } }', variables: { of: null } },
    ],
    [
      'with the order of a list that is no set',
      { query: 'subscription ($of: [ID!]) { log(notOf: $of) { seq } }', variables: { of: ['b', 'a'] } },
      { query: 'subscription ($of: [ID!]) { log(notOf: $of) { seq } }', variables: { of: ['a', 'b'] } },
    ],
    [
      'with the same argument of another field',
      { query: 'subscription ($after: ID) { tick(after: $after) }', variables: { after: '7' } },
      { query: 'subscription ($after: ID) { tick(after: $after) }', variables: { after: '8' } },
    ],
    [
      'with other members of a set',
      { query: 'subscription { log(of: ["a", "b"]) { seq } }' },
      { query: 'subscription { log(of: ["a", "c"]) { seq } }' },
    ],
    [
      'with a set in another order below their field',
      { query: 'subscription ($of: [ID!]) { log { named(of: $of) } }', variables: { of: ['a', 'b'] } },
      { query: 'subscription ($of: [ID!]) { log { named(of: $of) } }', variables: { of: ['b', 'a'] } },
    ],
    [
      'with different arguments of a field in a fragment',
      { query: 'subscription ($n: Int!) { ...F } fragment F on Subscription { tick(limit: $n) }', variables: { n: 1 } },
      { query: 'subscription ($n: Int!) { ...F } fragment F on Subscription { tick(limit: $n) }', variables: { n: 2 } },
    ],
    [
      'with the same field once more, for another field below it',
      { query: 'subscription { log { seq } log { named } }' },
      { query: 'subscription { log { seq } }' },
    ],
    [
      'with different fields of the same arguments',
      { query: 'subscription { a: log(after: "7") { seq } }' },
      { query: 'subscription { a: tick(after: "7") { seq } }' },
    ],
    [
      'with fragments of the same name that differ',
      { query: 'subscription { ...F } fragment F on Subscription { a: tick }' },
      { query: 'subscription { ...F } fragment F on Subscription { b: tick }' },
    ],
    [
      'with fragments of the same name that differ below their field',
      { query: 'subscription { log { ...F } } fragment F on Log { seq }' },
      { query: 'subscription { log { ...F } } fragment F on Log { named }' },
    ],
    [
      'with other variables in a fragment below their field',
      { query: 'subscription ($x: [ID!]) { log { ...F } } fragment F on Log { named(of: $x) }', variables: { x: 'a' } },
      { query: 'subscription ($x: [ID!]) { log { ...F } } fragment F on Log { named(of: $x) }', variables: { x: 'b' } },
    ],
  ])('%s', (_, one, other) => expect(key(one)).not.toBe(key(other)))
})

describe('a group', () => {
  const withoutSubscriptions = buildSchema('type Query { a: Int }')

  it.each<[string, Asked]>([
    ['The document has no such operation', { query: 'subscription A { tick }', operationName: 'B' }],
    ['The variables are not valid', { query: tick, variables: { limit: 'many' } }],
    ['The schema has no such subscription', { query: 'subscription { tock }' }],
    ['The schema has no such subscription', { query: 'subscription { tick }', schema: withoutSubscriptions }],
  ])('is not found for what nobody checked: %s', (message, asked) => expect(() => key(asked)).toThrow(message))
})
