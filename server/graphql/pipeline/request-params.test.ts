import { describe, expect, it, vi } from 'vitest'
import { refusalOf } from '../../../tests/support/api/refusal-of.js'
import { isNestedTooDeep, maxNesting } from './nesting.js'
import { namesPersisted, paramsOf, problemOf, withKnownText } from './request-params.js'

const query = '{ a }'
/** As many lists within each other. */
const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)])
const bad = { code: 'BAD_REQUEST', http: { status: 400 } }

describe('a request', () => {
  it.each([
    { query },
    { query, variables: null, operationName: null, extensions: null, more: null },
    { query, variables: {}, operationName: 'A', extensions: { persistedQuery: {} }, more: undefined },
    { query, variables: { a: nested(maxNesting - 2) } },
  ])('is one: %#', (params) => expect(problemOf(params, null)).toBeNull())

  it.each<[unknown, string]>([
    [null, 'The request must be a JSON object with "query", not null.'],
    [undefined, 'The request must be a JSON object with "query", not undefined.'],
    [[], 'The request must be a JSON object with "query", not a list.'],
    ['x', 'The request must be a JSON object with "query", not a string.'],
    [7, 'The request must be a JSON object with "query", not a number.'],
    [
      { query, operation_name: 'A' },
      'The request has an unknown part "operation_name"; it may have query, variables, operationName, extensions.',
    ],
    ...[
      'secret-text',
      'a'.repeat(41),
      `ghp_${'a1B2'.repeat(9)}`,
      `eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.${'a'.repeat(43)}`,
      'ä',
      '',
    ].map((name): [unknown, string] => [
      { query, [name]: 1 },
      'The request has an unknown part; it may have query, variables, operationName, extensions.',
    ]),
    [{ query, variables: [] }, '"variables" must be an object, not a list.'],
    [{ query, variables: 'x' }, '"variables" must be an object, not a string.'],
    [{ query, extensions: 5 }, '"extensions" must be an object, not a number.'],
    [{ query, operationName: {} }, '"operationName" must be a text, not an object.'],
    [{ query: 5 }, '"query" must be a text, not a number.'],
    [{}, '"query" is missing: send the text of the operation.'],
    [{ query: '' }, '"query" is missing: send the text of the operation.'],
    [{ query: null }, '"query" is missing: send the text of the operation.'],
    [{ query, more: nested(maxNesting) }, `Its objects and lists are nested deeper than ${maxNesting} levels.`],
  ])('%j is none, and its sender is told which part', (params, message) => {
    const problem = problemOf(params, null)
    expect({ ...problem?.extensions, message: problem?.message }).toEqual({ ...bad, message })
  })

  it.each([
    [{ extensions: { persistedQuery: { version: 1 } } }, true],
    [{ query: '', documentId: 'a' }, true],
    [{ query: null, doc_id: 'a' }, true],
    [{ id: 'a' }, true],
    [{ id: 5 }, false],
    [{ query, id: 'a' }, false],
    [{ extensions: { persistedQuery: null } }, false],
    [{ extensions: [] }, false],
    [null, false],
  ])('%j names a persisted document instead of a text: %s', (params, names) => {
    expect(namesPersisted(params)).toBe(names)
    if (!names) return
    expect(problemOf(params, null)).toMatchObject({
      message: 'PersistedQueryNotSupported',
      extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' },
    })
    const known = { textOf: () => undefined, knows: () => false }
    expect(problemOf(params, known)?.extensions.code).toBe('OPERATION_NOT_ALLOWED')
  })
})

describe('a known document', () => {
  const known = { textOf: (id: string) => (id === 'a' || id === 'sha256:b' ? query : undefined), knows: () => true }

  it.each([
    { documentId: 'a' },
    { doc_id: 'a' },
    { id: 'a' },
    { id: 'b' },
    { documentId: 'unknown', id: 'a' },
    { query: '', documentId: 'a' },
    { extensions: { persistedQuery: { sha256Hash: 'b' } } },
    { extensions: { persistedQuery: { sha256Hash: 'sha256:b' } } },
    { extensions: { persistedQuery: 5 }, id: 'a' },
  ])('may be named instead of sent: %j', (named) => {
    const more = { variables: { n: 1 }, operationName: 'A' }
    expect(withKnownText({ ...more, ...named }, known)).toEqual({ ...more, query })
  })

  it.each([
    { id: 'unknown' },
    { id: 5 },
    { query: '{ b }', id: 'a' },
    { extensions: { persistedQuery: { sha256Hash: 5 } } },
    { extensions: { persistedQuery: {} } },
    {},
    null,
  ])('is not %j, which stays as it is', (params) => {
    expect(withKnownText(params, known)).toBe(params)
  })

  it('is none where none is known', () => {
    const params = { id: 'a' }
    expect(withKnownText(params, null)).toBe(params)
  })
})

describe('a query string or a form', () => {
  it('is read once, however many names it has: to look each of them up takes the square of the time', () => {
    const search = new URLSearchParams(Array.from({ length: 4_000 }, (_, n) => [`n${n}`, 'x']))
    const lookUps = [vi.spyOn(search, 'getAll'), vi.spyOn(search, 'get'), vi.spyOn(search, 'has')]
    expect(Object.keys(paramsOf(search))).toHaveLength(4_000)
    for (const lookUp of lookUps) expect(lookUp).not.toHaveBeenCalled()
  })

  it.each<[string, object]>([
    [
      'query={a}&operationName=A&variables={"n":1}&extensions={}',
      { query: '{a}', operationName: 'A', variables: { n: 1 }, extensions: {} },
    ],
    ['query={a}&operationName=&variables=', { query: '{a}', variables: undefined }],
    ['id=a&more=b&more=c', { id: 'a', more: 'b' }],
    ['', {}],
  ])('%s has its parts', (search, params) => {
    expect(paramsOf(new URLSearchParams(search))).toStrictEqual(params)
  })

  it.each([
    ['query={a}&query={b}', '"query" is given more than once.'],
    ['variables={}&variables={}', '"variables" is given more than once.'],
    ['documentId=a&documentId=b', '"documentId" is given more than once.'],
    ['variables=x', '"variables" is not valid JSON; leave it out, or send an object such as {"currency":"BTC"}.'],
    ['extensions={', '"extensions" is not valid JSON; leave it out, or send an object such as {"currency":"BTC"}.'],
  ])('%s is refused', (search, message) => {
    expect(refusalOf(() => paramsOf(new URLSearchParams(search)))).toEqual({ ...bad, message })
  })
})

it('values are nested as deep as is allowed, in lists and in objects', () => {
  expect([1, 'a', null, undefined, [], { a: [] }].map((value) => isNestedTooDeep(value, 2))).toEqual(
    Array.from({ length: 6 }, () => false),
  )
  expect([[[[]]], { a: { b: {} } }, [1, [[1]]]].map((value) => isNestedTooDeep(value, 2))).toEqual([true, true, true])
})
