import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { compressed, preferredCoding } from './content-coding.js'

describe('the coding of an answer', () => {
  it.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate', 'gzip'],
    ['GZIP', 'gzip'],
    ['x-gzip', 'gzip'],
    ['x-gzip;q=0', null],
    ['br;q=0, gzip', 'gzip'],
    ['br; q=0.1, gzip; q=0.9', 'gzip'],
    ['*', 'br'],
    ['br;q=0, *', 'gzip'],
    ['*;q=0', null],
    ['gzip;q=0', null],
    ['gzip;q=nonsense', null],
    ['identity', null],
    ['brotli', null],
    ['', null],
    [undefined, null],
  ])('of %j is %j', (accepted, coding) => {
    expect(preferredCoding(accepted)).toBe(coding)
  })
})

it('a body is compressed in the coding that was asked for', async () => {
  const body = Buffer.from('x'.repeat(1_000))
  expect(gunzipSync(await compressed(body, 'gzip'))).toEqual(body)
  expect(brotliDecompressSync(await compressed(body, 'br'))).toEqual(body)
})

it('brotli does not take the time of its best quality', async () => {
  const body = Buffer.from(Array.from({ length: 2_000 }, (_, index) => `${index * index} `).join(''))
  const best = brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } })
  expect((await compressed(body, 'br')).length).toBeGreaterThan(best.length)
})
