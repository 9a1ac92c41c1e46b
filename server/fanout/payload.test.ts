import { inflateRawSync } from 'node:zlib'
import { GraphQLError, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { Payload } from './payload.js'

/** A result whose message, with the brace that ends it, has so many bytes. */
const ofBytes = (bytes: number) => {
  const shell = Buffer.byteLength(JSON.stringify({ data: { text: '' } })) + 1
  return new Payload({ data: { text: 'x'.repeat(bytes - shell) } })
}

describe('a result for many readers', () => {
  it('is serialized once, compressed once', () => {
    const payload = ofBytes(2_000)
    expect(payload.tail).toBe(payload.tail)
    expect(payload.deflatedTail).toBe(payload.deflatedTail)
    const end = Buffer.from([0, 0, 0xff, 0xff, 1, 0, 0, 0xff, 0xff])
    expect(inflateRawSync(Buffer.concat([payload.deflatedTail ?? Buffer.alloc(0), end]))).toEqual(payload.tail)
  })

  it('is compressed from 1 KiB on', () => {
    expect(ofBytes(1_023).deflatedTail).toBeNull()
    expect(ofBytes(1_024).deflatedTail).not.toBeNull()
  })

  it('is none when its JSON has more bytes than allowed', () => {
    const result = { data: { text: 'é€' } }
    const { bytes } = new Payload(result)
    expect(Payload.within(bytes, result)?.json).toBe('{"data":{"text":"é€"}}')
    expect(Payload.within(bytes - 1, result)).toBeNull()
  })

  it('is as long as its JSON in UTF-8', () => {
    expect(new Payload({ data: { text: 'é€' } }).bytes).toBe(Buffer.byteLength('{"data":{"text":"é€"}}'))
  })

  it('has errors with their path and codes, and not where the document has them', () => {
    const nodes = parse('{ a }').definitions
    const error = new GraphQLError('no', { nodes, path: ['a'], extensions: { code: 'X' } })
    const { json } = new Payload({ data: { a: null }, errors: [error] })
    expect(JSON.parse(json)).toEqual({
      data: { a: null },
      errors: [{ message: 'no', path: ['a'], extensions: { code: 'X' } }],
    })
  })
})
