import { GraphQLError } from 'graphql'
import { describe, expect, it } from 'vitest'
import { jsonWithin, surelyExceeds } from './bounded-json.js'

const values: readonly object[] = [
  {},
  [],
  { data: null },
  { data: { a: 1, b: [true, false, null], c: 'text', d: 1.5e-7 } },
  { data: [[[]], [{}], ['', 'x']], left: undefined },
  { text: 'é€😀 "quoted" \u0000\n' },
  { errors: [new GraphQLError('No', { path: ['a', 0], extensions: { code: 'X' } })], data: { a: null } },
  Object.assign(Object.create(null) as object, { a: { toJSON: () => 'written by itself' } }),
]

describe('JSON within a limit', () => {
  it.each(values)('is that of any value, up to the byte: %j', (value) => {
    const json = JSON.stringify(value)
    const bytes = Buffer.byteLength(json)
    expect(jsonWithin(bytes, value)).toBe(json)
    expect(jsonWithin(bytes - 1, value)).toBeNull()
    expect(surelyExceeds(bytes, value)).toBe(false)
  })

  it('is not made of a value that is too long', () => {
    let made = 0
    const counting = { toJSON: () => `${(made += 1)}` }
    const rows = Array.from({ length: 100_000 }, () => ({ ['a'.repeat(100)]: counting }))
    expect(jsonWithin(10_000, { data: rows })).toBeNull()
    expect(made).toBeLessThan(101)
  })

  it('is known to be too long from what is sure, not from how texts are encoded', () => {
    expect(surelyExceeds(10, { a: 'xxxxxxxxx' })).toBe(true)
    expect(surelyExceeds(12, { a: '€€€€' })).toBe(false)
    expect(jsonWithin(12, { a: '€€€€' })).toBeNull()
  })
})
