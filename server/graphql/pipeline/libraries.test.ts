import { costLimitRule } from '@escape.tech/graphql-armor-cost-limit'
import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases'
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth'
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives'
import { buildSchema, Kind, parse, specifiedRules, validate, type ValidationRule } from 'graphql'
import { getComplexity, type ComplexityEstimator } from 'graphql-query-complexity'
import { describe, expect, it } from 'vitest'
import { usualLimits } from '../../../tests/support/usual-limits.js'
import { checkDocument } from './check-document.js'
import { operationCost } from './operation-cost.js'

/** Why the limits of documents and costs are our own: what the usual libraries let through, or count otherwise. */
const schema = buildSchema(`
  type Query { rows(first: Int! = 20): Rows! row(id: ID): Row! }
  type Rows { edges: [Edge!]! pageInfo: PageInfo! }
  type Edge { node: Row! }
  type PageInfo { hasNextPage: Boolean! }
  type Row { id: ID! row: Row! }
`)
const times = (count: number, part: (n: number) => string) => Array.from({ length: count }, (_, n) => part(n)).join(' ')
const unused = (inside: string) => `fragment Unused on Row { ${inside} } query { __typename }`

/** What armor says while nothing else is validated. It throws. */
const allows = (rule: unknown, text: string) => validate(schema, parse(text), [rule as ValidationRule]).length === 0
const refuses = (text: string) => expect(() => checkDocument(parse(text), usualLimits)).toThrow()

describe('graphql-armor', () => {
  it.each([
    ['aliases of __typename', maxAliasesRule({ n: 15 }), `{ ${times(100, (n) => `a${n}: __typename`)} }`],
    ['aliases that nobody spreads', maxAliasesRule({ n: 15 }), unused(times(100, (n) => `a${n}: id`))],
    [
      'directives that nobody spreads',
      maxDirectivesRule({ n: 8 }),
      unused(times(100, (n) => `a${n}: id @skip(if: false)`)),
    ],
    ['depth that nobody spreads', maxDepthRule({ n: 10 }), unused(`${'row { '.repeat(30)} id ${'}'.repeat(30)}`)],
  ])('does not count %s, which all cost time to validate', (_what, rule, text) => {
    expect(allows(rule, text)).toBe(true)
    refuses(text)
  })

  it('looks when validation comes to the operation: fragments before it have been compared by then', () => {
    const compared: string[] = []
    const watching: ValidationRule = () => ({ FragmentDefinition: ({ name }) => void compared.push(name.value) })
    const text = `fragment A on Row { ${'id '.repeat(300)} } { ${times(16, (n) => `a${n}: row { ...A }`)} }`
    const rules = [...specifiedRules, watching, maxAliasesRule({ n: 15 }) as ValidationRule]
    expect(() => validate(schema, parse(text), rules)).toThrow('Aliases limit')
    expect(compared).toEqual(['A'])
    refuses(text)
  })

  it('knows no variable, no default and no other argument that says how long a list is', () => {
    const text = 'query ($n: Int! = 1000) { rows(first: $n) { edges { node { id } } } }'
    expect(allows(costLimitRule({ maxCost: 100 }), text)).toBe(true)
    expect(costOf(text)).toBeGreaterThan(10_000)
  })
})

function costOf(text: string, variables: Record<string, unknown> = {}): number {
  const document = parse(text)
  const definition = document.definitions[0]
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('No operation')
  return operationCost({ schema, document, definition, variables }).units
}

describe('graphql-query-complexity', () => {
  const byFirst: ComplexityEstimator = ({ args, childComplexity }) => 1 + Number(args.first ?? 1) * childComplexity
  const complexityOf = (text: string, variables: Record<string, unknown> = {}) =>
    getComplexity({ schema, query: parse(text), variables, estimators: [byFirst] })
  const edges = 'edges { node { id } }'

  it('counts a page twice that two fragments ask for', () => {
    const once = `{ rows(first: 100) { ${edges} } }`
    const twice = `{ rows(first: 100) { ${edges} ...A } } fragment A on Rows { ${edges} }`
    expect(complexityOf(twice)).toBeGreaterThan(1.9 * complexityOf(once))
    expect(costOf(twice)).toBe(costOf(once))
  })

  it('multiplies what stands beside a list, because a field does not know the arguments above it', () => {
    const [bare, more] = ['', ' pageInfo { hasNextPage }'].map(
      (beside) => `{ rows(first: 1000) { ${edges}${beside} } }`,
    )
    expect(complexityOf(more ?? '') - complexityOf(bare ?? '')).toBeGreaterThan(1_000)
    expect(costOf(more ?? '') - costOf(bare ?? '')).toBeLessThan(20)
  })

  it('counts nothing when one argument is wrong, though the other fields run', () => {
    const text =
      'query ($n: Int = 1) { a: rows(first: $n) { edges { node { id } } } b: rows(first: 1000) { edges { node { id } } } }'
    expect(() => complexityOf(text, { n: null })).toThrow()
    expect(costOf(text, { n: null })).toBeGreaterThan(10_000)
  })
})
