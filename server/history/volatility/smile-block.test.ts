import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { msPerDay, msPerHour, msPerMinute } from '../../domain/units.js'
import { withCheckSum } from '../../lib/check-sum.js'
import { SmileBlock, type HeardSmiles } from './smile-block.js'

const startMs = Date.UTC(2026, 8, 24, 10)
const minute = (count: number) => startMs + count * msPerMinute
const expiry = (days: number) => startMs + days * msPerDay

const smiles = (iv: number, days: readonly number[] = [1, 8]): HeardSmiles => ({
  expiries: days.map((day) => ({ expiryMs: expiry(day), atmIv: iv, call25Iv: iv / 2, put25Iv: null })),
  putCallOpenInterest: 0.5,
  putCallVolume: null,
})

const silent: HeardSmiles = {
  expiries: [{ expiryMs: expiry(1), atmIv: null, call25Iv: null, put25Iv: null }],
  putCallOpenInterest: null,
  putCallVolume: null,
}

describe('an hour of smiles', () => {
  it('gives each minute back as it was, nearest expiry first, also from its bytes', () => {
    const block = new SmileBlock(startMs)
    block.add(minute(0), smiles(0.5, [8]))
    block.add(minute(59), smiles(0.25, [1, 8]))
    for (const one of [block, SmileBlock.ofBytes(startMs, block.bytes())]) {
      expect(one.sample(minute(0))).toEqual(smiles(0.5, [8]))
      expect(one.sample(minute(59))).toEqual(smiles(0.25))
      expect(one.sample(minute(1))).toBeNull()
      expect([one.sample(startMs - 1), one.sample(startMs + msPerHour)]).toEqual([null, null])
    }
  })

  it('tells an expiry whose smile was unknown from one that was not listed', () => {
    const block = new SmileBlock(startMs)
    const unknown = { expiryMs: expiry(8), atmIv: null, call25Iv: null, put25Iv: null }
    block.add(minute(0), { ...smiles(0.5, [1]), expiries: [...smiles(0.5, [1]).expiries, unknown] })
    expect(block.sample(minute(0))?.expiries[1]).toEqual(unknown)
    block.add(minute(1), smiles(0.5, [1]))
    expect(block.sample(minute(1))?.expiries).toHaveLength(1)
  })

  it('has nothing of a minute of which nothing was known', () => {
    const block = new SmileBlock(startMs)
    block.add(minute(3), smiles(0.5))
    block.add(minute(4), silent)
    expect(block.sample(minute(4))).toBeNull()
    expect(block.lastMs()).toBe(minute(3))
    expect(block.lastIn(minute(4), minute(60))).toBeNull()
    expect(block.lastIn(startMs - msPerHour, minute(60))).toBe(minute(3))
    expect(block.lastIn(startMs, minute(3))).toBeNull()
  })

  it('takes in the minutes that it lacks, and no others', () => {
    const [block, earlier] = [new SmileBlock(startMs), new SmileBlock(startMs)]
    block.add(minute(5), smiles(0.5))
    earlier.add(minute(4), smiles(0.25))
    earlier.add(minute(5), smiles(0.75))
    block.prepend(earlier)
    expect([block.sample(minute(4)), block.sample(minute(5))]).toEqual([smiles(0.25), smiles(0.5)])
  })

  it('keeps 64 expiries and no more', () => {
    const block = new SmileBlock(startMs)
    const days = Array.from({ length: 70 }, (_, day) => day + 1)
    block.add(minute(0), smiles(0.5, days))
    expect(block.sample(minute(0))?.expiries.map(({ expiryMs }) => expiryMs)).toEqual(days.slice(0, 64).map(expiry))
    expect(SmileBlock.ofBytes(startMs, block.bytes()).sample(minute(0))?.expiries).toHaveLength(64)
  })

  it('refuses bytes that are not its own', () => {
    const ofBytes = (bytes: Uint8Array) => () => SmileBlock.ofBytes(startMs, bytes)
    expect(ofBytes(deflateRawSync(Buffer.alloc(100)))).toThrow('Their check sum is another')
    expect(ofBytes(withCheckSum(Buffer.from('no')))).toThrow()
    expect(ofBytes(withCheckSum(deflateRawSync(Buffer.alloc(100))))).toThrow('100 bytes')
    expect(ofBytes(withCheckSum(deflateRawSync(Buffer.alloc(10_000_000))))).toThrow()
  })
})
