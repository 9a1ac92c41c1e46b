import { createHash } from 'node:crypto'
import { parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { refusalOf } from '../../../tests/support/api/refusal-of.js'
import { smallYoga } from '../../../tests/support/api/small-yoga.js'
import { usualLimits } from '../../../tests/support/usual-limits.js'
import { knownOperations } from './known-operations.js'
import { useDocuments } from './use-documents.js'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

describe('the known operations', () => {
  const text = 'query A {\n  a # why\n  b\n}'
  const known = knownOperations([text, 'query C { c }'], { 'id-of-d': 'query D { d }' })

  it('are known however they are written', () => {
    for (const one of [text, 'query A{a b}', 'query A { b a }', 'query C { c }', 'query D { d }']) {
      expect(known.knows(parse(one))).toBe(true)
    }
  })

  it('are no others', () => {
    for (const one of ['query A { a }', 'query A { a b c }', 'query B { a b }', '{ a b }', 'query A { x: a b }']) {
      expect(known.knows(parse(one))).toBe(false)
    }
  })

  it('have the ids of their files, and those of the draft of GraphQL over HTTP', () => {
    expect(known.textOf('id-of-d')).toBe('query D { d }')
    expect(known.textOf(`sha256:${sha256('query C { c }')}`)).toBe('query C { c }')
    expect(known.textOf(`sha256:${sha256('query D { d }')}`)).toBe('query D { d }')
    expect(known.textOf(`sha256:${sha256('query A { a b }')}`)).toBe(text)
    expect(known.textOf('C')).toBeUndefined()
  })

  it('need no names', () => {
    expect(knownOperations(['{ a }']).knows(parse('{ a }'))).toBe(true)
    expect(knownOperations([]).textOf('a')).toBeUndefined()
  })
})

describe('a document', () => {
  const typeDefs = 'type Query { a: Int }'
  const resolvers = { Query: { a: () => 1 } }

  it('is read within its limits', async () => {
    const ask = smallYoga(typeDefs, resolvers, () => [useDocuments({ ...usualLimits, maxAliases: 1 }, null)])
    expect(await ask('{ b: a }')).toMatchObject({ data: { b: 1 } })
    expect((await ask('{ b: a c: a }')).errors).toMatchObject([{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }])
  })

  it('runs only if it is known, where only known ones run', async () => {
    const ask = smallYoga(typeDefs, resolvers, () => [useDocuments(usualLimits, knownOperations(['{ a }']))])
    expect(await ask('{ a # the same\n }')).toMatchObject({ data: { a: 1 } })
    const { data, errors } = await ask('{ b: a }')
    expect(data).toBeUndefined()
    expect(errors).toMatchObject([
      {
        message: 'This server runs only the operations that it knows; this document is none of them.',
        extensions: { code: 'OPERATION_NOT_ALLOWED' },
      },
    ])
    expect(refusalOf(() => knownOperations(['{ a']))).toHaveProperty('message')
  })
})
