import { parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { refusalOf } from '../../../tests/support/api/refusal-of.js'
import { maxNesting } from './nesting.js'
import { parseDocument } from './parse-document.js'

const limits = { maxTokens: 300, maxDepth: 100, maxAliases: 1, maxDirectives: 1 }
const read = (text: string) => parseDocument(text, limits)
const code = 'GRAPHQL_PARSE_FAILED'

describe('the text of a document', () => {
  it('is read as GraphQL', () => {
    const text = 'query A($n: Int = 1) { a(n: [$n, { b: 2 }]) @skip(if: false) { b } }'
    expect(JSON.parse(JSON.stringify(read(text)))).toEqual(JSON.parse(JSON.stringify(parse(text))))
  })

  it('that is no GraphQL is refused', () => {
    expect(refusalOf(() => read('{ a'))).toEqual({ code, message: 'Syntax Error: Expected Name, found <EOF>.' })
  })

  it('has a bounded number of tokens, and of comments', () => {
    // The braces, the start and the end of the file are not names.
    expect(() => read(`{ ${'a '.repeat(50)} }`)).not.toThrow()
    expect(refusalOf(() => read(`{ ${'a '.repeat(300)} }`))).toMatchObject({
      code,
      message: expect.stringContaining('300 tokens') as string,
    })
    expect(() => read(`{ a } ${'#\n'.repeat(300)}`)).not.toThrow()
    expect(refusalOf(() => read(`{ a } ${'#\n'.repeat(302)}`))).toMatchObject({ code })
  })

  it('is checked against the limits of a document', () => {
    expect(refusalOf(() => read('{ b: a c: a }'))).toMatchObject({ code, allowed: { max: 1, unit: 'aliases' } })
  })

  it.each([
    ['braces', (levels: number) => `${'{a'.repeat(levels)}${'}'.repeat(levels)}`],
    ['lists', (levels: number) => `{ a(b: ${'['.repeat(levels - 2)}${']'.repeat(levels - 2)}) }`],
    ['objects', (levels: number) => `{ a(b: ${'{c:'.repeat(levels - 2)}1${'}'.repeat(levels - 2)}) }`],
  ])('nests %s as deep as it may, and no deeper', (_what, nested) => {
    expect(() => read(nested(maxNesting))).not.toThrow()
    const tooDeep = nested(maxNesting + 1)
    expect(refusalOf(() => read(tooDeep))).toEqual({ code, message: 'Syntax Error: Nested deeper than 64 levels.' })
  })

  it('is refused at a bracket, before the parser calls itself for thousands of them', () => {
    const parser = { maxTokens: 100_000, maxDepth: 100, maxAliases: 1, maxDirectives: 1 }
    expect(() => parseDocument('{ a(b: ['.padEnd(50_000, '['), parser)).toThrow('Nested deeper')
  })

  it('may open and close brackets one after the other', () => {
    expect(() => read(`{ ${Array.from({ length: 30 }, (_, n) => `a${n}(b: [{}])`).join(' ')} }`)).not.toThrow()
  })
})
