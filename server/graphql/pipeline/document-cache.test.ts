import { parse } from 'graphql'
import { createSchema, createYoga } from 'graphql-yoga'
import { expect, it, onTestFinished, vi } from 'vitest'
import { documentCache, maxCachedBytes, noErrorCache, sweepMs } from './document-cache.js'

/** A document of about 92 kB, other than any other. */
const long = (n: number) => `query Q${n} { marketData(currency: "${'x'.repeat(92_000)}") { seq } }`

it('keeps a fixed number of bytes, however many and long the documents are', () => {
  const cache = documentCache()
  for (let n = 0; n < 100; n += 1) cache.set(long(n), parse(long(n)))
  expect(cache.calculatedSize).toBeLessThanOrEqual(maxCachedBytes)
  expect(cache.size).toBeLessThan(50)
  expect(cache.get(long(99))).toBeDefined()
  expect(cache.get(long(0))).toBeUndefined()
})

it('counts tokens and comments, which take more than their characters', () => {
  const sizeOf = (text: string) => {
    const cache = documentCache()
    cache.set(text, parse(text))
    return cache.calculatedSize
  }
  expect(sizeOf(`{ ${'a '.repeat(1_000)} }`)).toBeGreaterThan(500_000)
  expect(sizeOf(`${'#\n'.repeat(1_000)}{ a }`)).toBeGreaterThan(500_000)
  expect(sizeOf('{ a }')).toBeLessThan(10_000)
})

it('keeps no error of a document, which is read again', async () => {
  const cache = { documentCache: documentCache(), errorCache: noErrorCache }
  const yoga = createYoga({
    schema: createSchema({ typeDefs: 'type Query { a: Int }' }),
    parserAndValidationCache: cache,
    logging: false,
  })
  for (const query of ['{', '{', '{ b }', '{ b }']) {
    const response = await yoga.fetch(`http://here/graphql?query=${encodeURIComponent(query)}`)
    expect(await response.text()).toMatch(/Syntax Error|Cannot query field/)
  }
})

it('keeps no more documents than it counts to', () => {
  const cache = documentCache()
  for (let n = 0; n < 1_100; n += 1) cache.set(`{ a${n} }`, parse(`{ a${n} }`))
  expect(cache.size).toBe(1_000)
})

it('drops a document that nobody sends any more, without being asked', () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const cache = documentCache()
  cache.set('{ once }', parse('{ once }'))
  cache.set('{ often }', parse('{ often }'))
  for (let n = 0; n < 10; n += 1) {
    vi.advanceTimersByTime(sweepMs)
    expect(cache.get('{ often }')).toBeDefined()
  }
  expect(cache.size).toBe(1)
  vi.advanceTimersByTime(2 * sweepMs)
  expect(cache.size).toBe(0)
  expect(vi.getTimerCount()).toBe(0)
})
