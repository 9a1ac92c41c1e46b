import { buildSchema, getIntrospectionQuery, getOperationAST, parse } from 'graphql'
import { expect, it } from 'vitest'
import { askedFor } from './asked-for.js'

const schema = buildSchema(`
  type Query {
    accounts: [Account!]!
    decisions(first: Int! = 20): Connection!
  }
  type Account { id: ID! trades: [Account!]! }
  type Connection { edges: [Edge!]! }
  type Edge { node: Decision! }
  type Decision { reasoning: String! }
`)

function sumOf(query: string): number {
  const document = parse(query)
  const definition = getOperationAST(document)
  if (!definition) throw new Error('No operation')
  return askedFor({ schema, document, definition, variables: {} }).sum
}

const names = (count: number, field: string) =>
  Array.from({ length: count }, (_, index) => `${field.at(0)}${index}: ${field}`).join(' ')
const decisions = `decisions(first: 1000) { edges { node { ${names(280, 'reasoning')} } } }`

it('multiplies the size of a field by the names below it', () => {
  expect(sumOf(`{ ${decisions} }`)).toBe(280_000)
})

it('counts a list in a list, and what the schema says of itself, as shorter', () => {
  expect(sumOf(`{ accounts { trades { id } } }`)).toBe(1_000)
  expect(sumOf(`{ ${names(3, 'accounts { id }')} }`)).toBe(300)
  expect(sumOf(getIntrospectionQuery())).toBeLessThanOrEqual(1_000)
})

it('counts the names of what the schema says of itself', () => {
  const fields = (below: string) => names(12, `fields { type { ofType { ${below} } } }`)
  const fragment = 'fragment I on __Type { fields { name } }'
  expect(sumOf(`{ __schema { types { ${fields('...I')} } } } ${fragment}`)).toBeGreaterThan(5_000)
  expect(sumOf(`{ __type(name: "Query") { ${fields(names(50, 'fields { name }'))} } }`)).toBeGreaterThan(5_000)
})

it('never takes for little what it stops reading at, wherever that is', () => {
  const filler = `${names(49, 'accounts { ...F }')}`
  for (let more = 0; more < 400; more += 1) {
    const fragment = `fragment F on Account { ${'id '.repeat(402)} }`
    expect(
      sumOf(`{ more: accounts { ${'id '.repeat(more + 1)} } ${filler} ${decisions} } ${fragment}`),
    ).toBeGreaterThan(5_000)
  }
})
