import { createSchema, createYoga, type Plugin } from 'graphql-yoga'
import { describe, expect, it } from 'vitest'
import { maxNesting } from './nesting.js'
import { maxAnswerBytes, useAnswerLimit } from './use-answer-limit.js'
import { useArgumentNames } from './use-argument-names.js'
import { maxSameName, maxTokens, useDocumentLimits } from './use-document-limits.js'
import { useOneRootField } from './use-one-root-field.js'
import { useSizeLimit } from './use-size-limit.js'

let writes = 0
const say = (_root: unknown, { length = 1 }: { length?: number }) => 'x'.repeat(length)
const schema = createSchema({
  typeDefs: `
    type Query { say(length: Int): String, page(first: Int): [Query!] }
    type Mutation { write(length: Int): String }
    type Subscription { one: Int, two: Int }
  `,
  resolvers: {
    Query: { say, page: () => [] },
    Mutation: {
      write(...args: Parameters<typeof say>) {
        writes += 1
        return say(...args)
      },
    },
  },
})

interface Answer {
  readonly data?: unknown
  readonly errors?: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[]
}

async function ask(plugin: Plugin, request: object): Promise<Answer> {
  const yoga = createYoga({ schema, plugins: [plugin], maskedErrors: false, logging: false })
  const headers = { 'content-type': 'application/json' }
  const response = await yoga.fetch('http://here/graphql', { method: 'POST', headers, body: JSON.stringify(request) })
  return JSON.parse(await response.text()) as Answer
}
const errorOf = async (plugin: Plugin, query: string) => (await ask(plugin, { query })).errors?.[0]

describe('a document', () => {
  const limits = useDocumentLimits()
  const fields = (count: number, field = 'say') => Array.from({ length: count }, () => field).join(' ')

  it('is read up to 2,000 tokens', async () => {
    const names = (count: number) => `{ ${Array.from({ length: count }, (_, n) => `a${n}: say`).join(' ')} }`
    const most = Math.floor((maxTokens - 2) / 3)
    expect(await errorOf(limits, names(most))).toBeUndefined()
    expect((await errorOf(limits, names(most + 1)))?.extensions?.code).toBe('GRAPHQL_PARSE_FAILED')
  })

  it.each([
    ['braces', '... {', '__typename', '}', maxNesting - 1],
    ['brackets', '[', '', ']', maxNesting - 2],
  ])('is read up to 64 levels of %s', async (_what, open, inside, close, most) => {
    const nested = (levels: number) => open.repeat(levels) + inside + close.repeat(levels)
    const document = (levels: number) => (open === '[' ? `{ say(length: ${nested(levels)}) }` : `{ ${nested(levels)} }`)
    expect((await errorOf(limits, document(most)))?.message ?? '').not.toContain('Nested')
    expect(await errorOf(limits, document(most + 1))).toMatchObject({
      message: `Syntax Error: Nested deeper than ${maxNesting} levels.`,
      extensions: { code: 'GRAPHQL_PARSE_FAILED' },
    })
  })

  it('may open brackets again and again that it has closed', async () => {
    expect(await errorOf(limits, `{ ${fields(100, '... { say }')} }`)).toBeUndefined()
  })

  it('has at most 200 fields that answer under one name', async () => {
    expect(await errorOf(limits, `{ ${fields(maxSameName)} }`)).toBeUndefined()
    const refusal = {
      message: 'The document has more than 200 fields that answer as "say"; send several operations.',
      extensions: { code: 'GRAPHQL_PARSE_FAILED', allowed: { sameName: 200 } },
    }
    expect(await errorOf(limits, `{ ${fields(maxSameName + 1)} }`)).toMatchObject(refusal)
    expect(await errorOf(limits, `{ ${fields(maxSameName)} say: page { say } }`)).toMatchObject(refusal)
    expect(await errorOf(limits, `{ ${fields(maxSameName)} other: say }`)).toBeUndefined()
  })
})

describe('an operation', () => {
  const limit = useSizeLimit()

  it('asks for up to 5,000 of all fields together', async () => {
    expect(await errorOf(limit, '{ page(first: 4999) { say } say }')).toBeUndefined()
    expect(await errorOf(limit, '{ page(first: 5000) { say } say }')).toMatchObject({
      message: expect.stringMatching(/^The operation asks for 5001; at most 5000 is allowed, "first"/) as string,
      extensions: { code: 'TOO_MUCH_ASKED_FOR', allowed: { sum: 5_000, rootFields: 50 } },
    })
  })

  it('has up to 50 root fields', async () => {
    const names = (count: number) => `{ ${Array.from({ length: count }, (_, n) => `a${n}: say`).join(' ')} }`
    expect(await errorOf(limit, names(50))).toBeUndefined()
    expect((await errorOf(limit, names(51)))?.message).toBe(
      'The operation has 51 root fields; at most 50 are allowed. Send several operations.',
    )
  })

  it('that asks for too much does nothing', async () => {
    const before = writes
    const names = Array.from({ length: 51 }, (_, n) => `a${n}: write`).join(' ')
    expect(await ask(limit, { query: `mutation { ${names} }` })).toMatchObject({ errors: [{}] })
    expect(writes).toBe(before)
  })

  it('is counted by its name and with its variables', async () => {
    const query = 'query A { say } query B($n: Int) { page(first: $n) { say } say }'
    const sized = (n: number, operationName: string) => ask(limit, { query, operationName, variables: { n } })
    expect((await sized(5_000, 'B')).errors).toHaveLength(1)
    expect((await sized(4_999, 'B')).errors).toBeUndefined()
    expect((await sized(5_000, 'A')).errors).toBeUndefined()
  })
})

describe('an answer', () => {
  const limit = useAnswerLimit()
  const around = '{"data":{"say":""}}'.length

  it('has up to a mebibyte', async () => {
    const most = maxAnswerBytes - around
    expect((await ask(limit, { query: `{ say(length: ${most}) }` })).data).toEqual({ say: 'x'.repeat(most) })
    expect(await ask(limit, { query: `{ say(length: ${most + 1}) }` })).toEqual({
      errors: [
        {
          message: `The answer has ${maxAnswerBytes + 1} bytes of JSON; at most 1048576 are sent. Ask for less with "first", "limit" or "points", for fewer fields, or for each under one name.`,
          extensions: { code: 'TOO_MUCH_ASKED_FOR', allowed: { bytes: maxAnswerBytes } },
        },
      ],
    })
  })

  it('to a write says that the write is done', async () => {
    const error = await errorOf(limit, `mutation { write(length: ${maxAnswerBytes}) }`)
    expect(error?.message).toMatch(/under one name\. What it writes is written: sent again with the same key, it only/)
  })
})

describe('a subscription', () => {
  const rule = useOneRootField()
  const refused = (names: string) => `A subscription has one root field; this one has ${names}.`

  it.each([
    ['subscription { one two }', refused('one, two')],
    ['subscription { a: one b: one }', refused('a, b')],
    ['subscription { one ...F } fragment F on Subscription { two }', refused('one, two')],
    ['subscription ($s: Boolean!) { one @skip(if: $s) two @include(if: $s) }', refused('one, two')],
    ['subscription { __typename }', 'A subscription cannot ask for __typename.'],
    ['subscription { a: __typename }', 'A subscription cannot ask for __typename.'],
  ])('has one root field, whatever its directives say: %s', async (query, message) => {
    expect((await errorOf(rule, query))?.message).toBe(message)
  })

  it.each([
    'subscription ($s: Boolean!) { one @skip(if: $s) one }',
    'subscription { a: one ... { a: one } }',
    'query { a: say b: say __typename } subscription S { one }',
  ])('may ask for it more than once: %s', async (query) => {
    const [error] = (await ask(rule, { query, operationName: 'none' })).errors ?? []
    expect(error?.message).not.toMatch(/^A subscription/)
  })
})

describe('an error about a value', () => {
  const names = useArgumentNames()

  it('names the argument, once', async () => {
    expect(await errorOf(names, '{ say(length: "ten") }')).toMatchObject({
      message: 'Argument "length": Int cannot represent non-integer value: "ten"',
      extensions: { argument: 'length' },
    })
    expect(await errorOf(names, '{ page(first: 1) { say(length: $n) } }')).toMatchObject({
      message: 'Argument "length": Variable "$n" is not defined.',
      extensions: { argument: 'length' },
    })
  })

  it('that is about no value names none', async () => {
    expect(await errorOf(names, '{ said }')).not.toHaveProperty('extensions.argument')
  })
})
