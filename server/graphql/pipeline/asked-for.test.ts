import {
  buildSchema,
  getIntrospectionQuery,
  getOperationAST,
  Kind,
  parse,
  type DocumentNode,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql'
import { expect, it } from 'vitest'
import { usualChainLimit } from '../../domain/limits.js'
import { askedFor } from './asked-for.js'

const schema = buildSchema(`
  type Query {
    accounts: [Account!]!
    decisions(first: Int! = 20): Connection!
    chain(limit: Int, symbols: [String!], kinds: [String!]): Chain!
  }
  type Chain { contracts: [Account!]! }
  type Account { id: ID! trades: [Account!]! }
  type Connection { edges: [Edge!]! }
  type Edge { node: Decision! }
  type Decision { reasoning: String! }
`)

const sumOf = (query: string, variables = {}) => sumOfDocument(parse(query), variables)

function sumOfDocument(document: DocumentNode, variables: Record<string, unknown> = {}): number {
  const definition = getOperationAST(document)
  if (!definition) throw new Error('No operation')
  return askedFor({ schema, document, definition, variables }).sum
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

it('counts a size that may be left out as the longest list that is named, or as the usual one', () => {
  const below = '{ contracts { id } }'
  expect(sumOf(`{ chain ${below} }`)).toBe(usualChainLimit)
  expect(sumOf(`{ chain(limit: null) ${below} }`)).toBe(usualChainLimit)
  expect(sumOf(`{ chain(limit: 30) ${below} }`)).toBe(30)
  expect(sumOf(`{ chain(symbols: ["a"]) ${below} }`)).toBe(usualChainLimit)
  const some = Array.from({ length: 40 }, (_, index) => `"${index}"`)
  expect(sumOf(`{ chain(symbols: [${some.join()}], kinds: ["a", "b"]) ${below} }`)).toBe(40)
  const many = Array.from({ length: 6_000 }, (_, index) => `"${index}"`)
  expect(sumOf(`{ chain(symbols: [${many.join()}]) ${below} }`)).toBe(5_000)
  const query = `query ($s: [String!], $n: Int) { chain(symbols: $s, limit: $n) ${below} }`
  expect(sumOf(query, { s: some })).toBe(40)
  expect(sumOf(query, { s: some, n: 3 })).toBe(3)
  expect(sumOf(query, { n: null })).toBe(usualChainLimit)
  expect(sumOf(query, { n: 'ten' })).toBe(5_000)
})

it('counts a size that is none, where there must be one, as the largest', () => {
  expect(sumOf('{ decisions(first: null) { edges { node { reasoning } } } }')).toBe(20)
  expect(sumOf('{ decisions(first: "ten") { edges { node { reasoning } } } }')).toBe(20)
})

it('never takes for little what it stops reading at, wherever that is', () => {
  const filler = `${names(49, 'accounts { ...F }')}`
  const fragment = `fragment F on Account { ${'id '.repeat(402)} }`
  const base = parse(`{ ${filler} ${decisions} } ${fragment}`)
  const [more] = operationOf(parse(`{ more: accounts { ${'id '.repeat(400)} } }`)).selectionSet.selections
  for (let count = 1; count <= 400; count += 1) {
    expect(sumOfDocument(startingWith(shortened(more, count), base))).toBeGreaterThan(5_000)
  }
})

const operationOf = ({ definitions }: DocumentNode) => definitions[0] as OperationDefinitionNode

/** A field with the first of the fields below it. */
function shortened(field: SelectionNode | undefined, count: number): SelectionNode {
  if (field?.kind !== Kind.FIELD || !field.selectionSet) throw new Error('No field')
  const selections = field.selectionSet.selections.slice(0, count)
  return { ...field, selectionSet: { ...field.selectionSet, selections } }
}

function startingWith(selection: SelectionNode, document: DocumentNode): DocumentNode {
  const [{ selectionSet, ...operation }, ...rest] = [operationOf(document), ...document.definitions.slice(1)]
  const selections = [selection, ...selectionSet.selections]
  return { ...document, definitions: [{ ...operation, selectionSet: { ...selectionSet, selections } }, ...rest] }
}
