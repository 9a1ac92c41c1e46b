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
import { operationCost, type Cost } from './operation-cost.js'

const schema = buildSchema(`
  type Query {
    account: Account!
    accounts: [Account!]!
    names: [String!]!
    decision: Decision!
    decisions(first: Int! = 20): Connection!
    node: Node!
    any: Any!
    curve(points: Int! = 500): Chain!
    then(at: String): Account!
    chain(limit: Int, symbols: [String!], kinds: [String!]): Chain!
  }
  type Chain { contracts: [Account!]! }
  interface Node { id: ID! }
  union Any = Account | Decision
  type Account implements Node { id: ID! trades: [Account!]! }
  type Connection { edges: [Edge!]! total: Int! }
  type Edge { node: Decision! }
  type Decision { id: ID! reasoning: String! symbol: String! }
`)

const costOf = (query: string, variables = {}) => costOfDocument(parse(query), variables).units
const nameBytesOf = (query: string, variables = {}) => costOfDocument(parse(query), variables).nameBytes

function costOfDocument(document: DocumentNode, variables: Record<string, unknown> = {}): Cost {
  const definition = getOperationAST(document)
  if (!definition) throw new Error('No operation')
  return operationCost({ schema, document, definition, variables })
}

const names = (count: number, field: string) =>
  Array.from({ length: count }, (_, index) => `${field.at(0)}${index}: ${field}`).join(' ')
const decisions = `decisions(first: 1000) { edges { node { ${names(280, 'reasoning')} } } }`

it('adds up what is asked for: values, objects, long texts', () => {
  expect(costOf('{ account { id } }')).toBe(10 + 1)
  expect(costOf('{ account { id a: id b: id } }')).toBe(10 + 3)
  expect(costOf('{ account { id id ...A } } fragment A on Account { id }')).toBe(10 + 1)
  expect(costOf('{ account { id @skip(if: true) } }')).toBe(10 + 1)
  expect(costOf('{ decision { reasoning } }')).toBe(10 + 10)
  expect(costOf('{ decision { symbol } }')).toBe(10 + 1)
  expect(costOf('{ __typename }')).toBe(1)
})

it('adds what a moment of the past takes, once for all fields that name it', () => {
  const [account, moment] = [11, 10_000]
  expect(costOf('{ then { id } a: then(at: null) { id } }')).toBe(2 * account)
  expect(costOf('{ then(at: "a") { id } a: then(at: "a") { id } }')).toBe(2 * account + moment)
  expect(costOf('{ then(at: "a") { id } b: then(at: "b") { id } }')).toBe(2 * account + 2 * moment)
  const named =
    'query ($at: String, $or: String = "a") { a: then(at: $at) { id } b: then(at: $at) { id } c: then(at: $or) { id } }'
  expect(costOf(named)).toBe(3 * account + 2 * moment)
  expect(costOf(named, { at: 'a', or: null })).toBe(3 * account + moment)
  expect(costOf('{ ...Then } fragment Then on Query { then(at: "a") { id } }')).toBe(account + moment)
})

it('counts a page at least by its size', () => {
  expect(costOf('{ decisions(first: 1000) { total } }')).toBe(1_000)
  expect(costOf('{ decisions(first: 2) { total } }')).toBe(10 + 1)
})

it('counts the fields of a fragment by the type of the fragment', () => {
  expect(costOf('{ node { ... on Account { trades { id } } } }')).toBe(10 + 100 * 11)
  expect(costOf('{ node { ... { id } ...F } } fragment F on Account { trades { id } }')).toBe(10 + 1 + 100 * 11)
  expect(costOf('{ any { __typename ... on Decision { reasoning } } }')).toBe(10 + 1 + 10)
})

it('counts what is in a list as often as the list is long, and what stands beside the list once', () => {
  expect(costOf('{ decisions(first: 1000) { edges { node { id } } } }')).toBe(10 + 1_000 * (10 + 10 + 1))
  expect(costOf('{ decisions { edges { node { id } } } }')).toBe(10 + 20 * 21)
  expect(costOf('{ decisions(first: 1000) { edges { node { id } } total } }')).toBe(10 + 1_000 * 21 + 1)
  expect(costOf(`{ ${decisions} }`)).toBe(10 + 1_000 * (20 + 280 * 10))
})

it('counts a list in a list, and a list of values, as shorter', () => {
  expect(costOf('{ accounts { id } }')).toBe(100 * 11)
  expect(costOf('{ account { trades { id } } }')).toBe(10 + 100 * 11)
  expect(costOf('{ accounts { trades { id } } }')).toBe(100 * (10 + 10 * 11))
  expect(costOf(`{ ${names(3, 'accounts { id }')} }`)).toBe(300 * 11)
  expect(costOf('{ names }')).toBe(10)
})

it('adds up the bytes of the names in the answer, as often as they come', () => {
  expect(nameBytesOf('{ account { id long: id } }')).toBe('"account":,"id":,"long":,'.length)
  expect(nameBytesOf('{ decisions(first: 1000) { edges { node { id } } } }')).toBe(
    '"decisions":,"edges":,'.length + 1_000 * '"node":,"id":,'.length,
  )
  const below = `chain(limit: $n) { contracts { ${'x'.repeat(128)}: __typename ...F } }`
  expect(nameBytesOf(`query ($n: Int) { ${below} } fragment F on Account { id }`, { n: 7 })).toBe(
    '"chain":,"contracts":,'.length + 7 * (132 + '"id":,'.length),
  )
  expect(nameBytesOf('{ names }')).toBe('"names":,'.length)
})

it('leaves what the schema says of itself to its own rules', () => {
  expect(costOf(getIntrospectionQuery())).toBe(1)
})

it('counts a size that may be left out as the longest list that is named, or as the usual one', () => {
  const below = '{ contracts { id } }'
  const sizeOf = (query: string, variables = {}) => (costOf(query, variables) - 10) / 11
  expect(sizeOf(`{ chain ${below} }`)).toBe(usualChainLimit)
  expect(sizeOf(`{ chain(limit: null) ${below} }`)).toBe(usualChainLimit)
  expect(sizeOf(`{ chain(limit: 30) ${below} }`)).toBe(30)
  expect(sizeOf(`{ chain(symbols: ["a"]) ${below} }`)).toBe(usualChainLimit)
  const some = Array.from({ length: 40 }, (_, index) => `"${index}"`)
  expect(sizeOf(`{ chain(symbols: [${some.join()}], kinds: ["a", "b"]) ${below} }`)).toBe(40)
  const many = Array.from({ length: 6_000 }, (_, index) => `"${index}"`)
  expect(sizeOf(`{ chain(symbols: [${many.join()}]) ${below} }`)).toBe(5_000)
  const query = `query ($s: [String!], $n: Int) { chain(symbols: $s, limit: $n) ${below} }`
  expect(sizeOf(query, { s: some })).toBe(40)
  expect(sizeOf(query, { s: some, n: 3 })).toBe(3)
  expect(sizeOf(query, { n: null })).toBe(usualChainLimit)
  expect(sizeOf(query, { n: 'ten' })).toBe(5_000)
  const usual = `query ($m: Int = 7, $n: Int = 3) { chain(limit: $n) ${below} }`
  expect([sizeOf(usual), sizeOf(usual, { n: 4 })]).toEqual([3, 4])
  expect([sizeOf(`{ curve ${below} }`), sizeOf(`{ curve(points: 6) ${below} }`)]).toEqual([500, 6])
})

it('counts a size that is none, where there must be one, as the default', () => {
  expect(costOf('{ decisions(first: null) { edges { node { id } } } }')).toBe(10 + 20 * 21)
  expect(costOf('{ decisions(first: "ten") { edges { node { id } } } }')).toBe(10 + 20 * 21)
})

it('never takes for little what it stops reading at, wherever that is', () => {
  const filler = `${names(49, 'accounts { ...F }')}`
  const fragment = `fragment F on Account { ${'id '.repeat(402)} }`
  const base = parse(`{ ${filler} ${decisions} } ${fragment}`)
  const [more] = operationOf(parse(`{ more: accounts { ${'id '.repeat(400)} } }`)).selectionSet.selections
  // With about 200 fields before it, reading stops at the very field `decisions` and at those next to it.
  const around = Array.from({ length: 20 }, (_, index) => 190 + index)
  for (const count of [1, 100, ...around, 300, 400]) {
    expect(costOfDocument(startingWith(shortened(more, count), base)).units).toBeGreaterThan(120_000)
  }
})

it('stops reading fragments that multiply, and is infinite', () => {
  const levels = Array.from({ length: 30 }, (_, level) => {
    const below = level === 29 ? 'id' : `...L${level + 1}`
    return `fragment L${level} on Account { ${names(60, `trades { ${below} }`)} }`
  })
  const document = parse(`{ account { ...L0 } } ${levels.join(' ')}`)
  let reads = 0
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.FRAGMENT_DEFINITION) continue
    const { selections } = definition.selectionSet
    const counted = () => {
      if ((reads += 1) > 100_000) throw new Error('Read without end')
      return selections
    }
    Object.defineProperty(definition.selectionSet, 'selections', { get: counted })
  }
  expect(costOfDocument(document)).toEqual({ units: Infinity, nameBytes: Infinity })
  expect(reads).toBeGreaterThan(1)
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
