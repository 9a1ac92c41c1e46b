import { getIntrospectionQuery, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { refusalOf } from '../../../tests/support/api/refusal-of.js'
import { checkDocument } from './check-document.js'
import { maxNameLength, maxSameName } from './document-limits.js'

const limits = { maxTokens: 1_000, maxDepth: 4, maxAliases: 3, maxDirectives: 3 }
const check = (text: string) => checkDocument(parse(text), limits)
const times = (count: number, part: (n: number) => string) => Array.from({ length: count }, (_, n) => part(n)).join(' ')

const aliases = (count: number) => `{ ${times(count, (n) => `a${n}: a`)} b }`
const directives = (count: number) => `{ ${times(count, (n) => `a${n} @skip(if: true)`)} b }`
const sameName = (count: number) => `{ ${times(count, () => 'a')} }`
const sameAlias = (count: number) => `{ b: a ${times(count - 1, () => 'b')} }`
const nested = (levels: number) => `${'{ a '.repeat(levels)}${'}'.repeat(levels)}`

describe('a document', () => {
  it.each<[string, number, (count: number) => string, string]>([
    ['aliases', 3, aliases, 'aliases'],
    ['directives', 3, directives, 'directives'],
    ['sameName', maxSameName, sameName, 'fields that answer under one name'],
    ['sameName', maxSameName, sameAlias, 'fields that answer under one name'],
    ['depth', 4, nested, 'levels of fields within fields'],
  ])('has as many %s as it may, and no more', (what, most, text, inWords) => {
    expect(() => check(text(most))).not.toThrow()
    expect(refusalOf(() => check(text(most + 1)))).toEqual({
      message: `The document has more than ${most} ${inWords}; send several operations.`,
      code: 'GRAPHQL_PARSE_FAILED',
      allowed: { max: most, unit: what },
    })
  })

  it.each<[string, (name: string) => string]>([
    ['an alias', (name) => `{ ${name}: a }`],
    ['a field', (name) => `{ ${name} }`],
    ['an operation', (name) => `query ${name} { a }`],
    ['a variable', (name) => `query ($${name}: Int) { a }`],
    ['a fragment', (name) => `{ ...${name} } fragment F on Q { a }`],
    ['a fragment that nobody spreads', (name) => `{ a } fragment ${name} on Q { a }`],
    ['a type', (name) => `{ ... on ${name} { a } }`],
    ['a directive', (name) => `{ a @${name} }`],
    ['an argument', (name) => `{ a(${name}: 1) }`],
    ['a field of an input', (name) => `{ a(b: {${name}: 1}) }`],
    ['a value of an enum', (name) => `{ a(b: ${name}) }`],
  ])('has no name of more than 128 characters: %s', (_what, text) => {
    expect(() => check(text('n'.repeat(maxNameLength)))).not.toThrow()
    expect(refusalOf(() => check(text('n'.repeat(maxNameLength + 1))))).toEqual({
      message: 'The document has a name of more than 128 characters; use a shorter one.',
      code: 'GRAPHQL_PARSE_FAILED',
      allowed: { max: 128, unit: 'nameLength' },
    })
  })

  it('counts over all its operations, and in fragments that nobody spreads', () => {
    const unused = 'fragment F on Q'
    expect(() => check(`${aliases(2)} ${unused} { c: a d: a }`)).toThrow('more than 3 aliases')
    expect(() => check(`${directives(2)} ${unused} { ...G @skip(if: true) ... @skip(if: true) { a } }`)).toThrow(
      'more than 3 directives',
    )
    expect(() => check(`${sameName(60)} ${unused} ${sameName(60)}`)).toThrow('under one name')
    expect(() => check(`{ a } ${unused} ${nested(5)}`)).toThrow('levels of fields')
  })

  it('has as many fields as it likes under different names', () => {
    expect(() => check(`{ ${times(200, (n) => `a${n}`)} }`)).not.toThrow()
  })

  it('is as deep as its fragments, wherever they are spread', () => {
    const fragment = 'fragment F on Q { a { b } }'
    expect(() => check(`{ a { a { ...F } } } ${fragment}`)).not.toThrow()
    expect(() => check(`{ a { a { a { ...F } } } } ${fragment}`)).toThrow('levels of fields')
    expect(() => check(`{ a { ... on Q { a { ... { ...F } } } } } ${fragment}`)).not.toThrow()
    expect(() => check(`{ a { ... on Q { a { ... { a { ...F } } } } } } ${fragment}`)).toThrow('levels of fields')
    expect(() => check(`{ a { a { a { a ...F } } } ...F } ${fragment}`)).toThrow('levels of fields')
  })

  it('with fragments that spread each other or are missing is left to validation', () => {
    expect(() => check('{ ...F } fragment F on Q { a { ...G } } fragment G on Q { b { ...F } }')).not.toThrow()
    expect(() => check('{ a { ...Missing } }')).not.toThrow()
    expect(() => check('type Query { a: Int }')).not.toThrow()
  })
})

describe('what the schema says of itself', () => {
  it('may be asked for as deep as tools do', () => {
    expect(() => check(getIntrospectionQuery())).not.toThrow()
    expect(() => check('{ __type(name: "Q") { fields { type { ofType { ofType { name } } } } } }')).not.toThrow()
    // Its own level counts.
    expect(() => check('{ a { a { a { __schema { types { name } } } } } }')).not.toThrow()
    expect(() => check('{ a { a { a { a { __schema { types { name } } } } } } }')).toThrow('levels of fields')
  })

  it.each([
    '{ __schema { all: types { name } } }',
    '{ b: __schema { types { name } } }',
    '{ __type(name: "Q") { all: fields { name } } }',
    '{ __schema { types { ...F } } } fragment F on __Type { n: name }',
  ])('takes no aliases: %s', (text) => {
    expect(refusalOf(() => check(text))).toMatchObject({
      code: 'GRAPHQL_PARSE_FAILED',
      message: 'The fields within __schema and __type take no aliases; leave the aliases out.',
    })
    expect(() => check(text)).toThrow(expect.objectContaining({ locations: [expect.any(Object)] }))
  })

  it('ends where its field or fragment ends', () => {
    expect(() => check('{ __schema { types { name } } b: a }')).not.toThrow()
    expect(() => check('fragment F on __Type { name } { b: a ...G } fragment G on Q__ { c: a }')).not.toThrow()
    expect(() => check('{ b: a { __typename } c: __typename }')).not.toThrow()
  })
})
