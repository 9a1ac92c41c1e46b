import { randomInt } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { brotliCompressSync, constants } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noon } from '../../../tests/support/builders.js'
import { randomEvent } from '../../../tests/support/random-events.js'
import { listedByName } from '../../domain/instrument-name.js'
import type { MarketEvent } from '../../domain/market-events.js'
import { simulatedEvents } from '../../feeds/simulated/simulated-events.js'
import { MarketState } from '../../market/market-state.js'
import type { RecordedEvent } from '../recorded-event.js'
import { decodeSegment, openSegment } from './read-segment.js'
import { framed } from './segment-frame.js'
import { encodeSegment, SegmentWriter } from './write-segment.js'

const facts = { name: 'simulated', source: 'SIMULATED', currencies: ['BTC', 'ETH'], staleAfterMs: 8_000 } as const

function heard(event: MarketEvent): RecordedEvent {
  return { heardMs: 'receivedTimeMs' in event ? event.receivedTimeMs : noon, event }
}

const settings = { seed: 'segments', currencies: ['BTC'], fromMs: noon, tickMs: 1_000, chainMs: 30_000 }
const oneMinute = [...simulatedEvents({ ...settings, toMs: noon + 60_000 })].map(heard)
const first = oneMinute.filter(({ heardMs }) => heardMs === noon)

const number = fc.oneof(
  fc.double(),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => Math.round(value * 1e4) / 1e4),
  fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 5e-324, Number.MAX_VALUE, 2 ** 53, -(2 ** 53), 2 ** 50, 0.1 + 0.2),
)
/** Any text, halves of surrogate pairs too. (The strings of fast-check prepare themselves for seconds.) */
const anyText = fc.array(fc.nat({ max: 0xffff }), { maxLength: 10 }).map((codes) => String.fromCharCode(...codes))
const text = fc.oneof(anyText, fc.constantFrom('', '\ud800', '\udc00x', '__proto__', '\u0000'))
const instruments = fc.array(fc.constantFrom('BTC-PERPETUAL', 'BTC-25DEC26-84000-C', 'BTC-25DEC26-84000-P'), {
  maxLength: 3,
})
const anyEvent = randomEvent({
  number,
  text,
  currency: fc.oneof(fc.constantFrom('BTC', 'ETH'), text),
  symbol: fc.oneof(fc.constantFrom('BTC-25DEC26-84000-C', 'BTC-25DEC26-84000-P', 'BTC-PERPETUAL'), text),
  time: fc.oneof(fc.integer({ min: noon, max: noon + 100_000 }), fc.maxSafeInteger()),
  instruments: fc
    .tuple(instruments, number, text)
    .map(([names, lotSize, symbol]) => names.flatMap((name) => [{ ...listedByName(name), lotSize, symbol } as never])),
})
const anyRecorded = fc
  .tuple(fc.integer({ min: noon, max: noon + 200_000 }), anyEvent)
  .map(([heardMs, event]) => ({ heardMs, event }))

const unreadable = expect.objectContaining({ name: 'UnreadableSegment' }) as unknown

function errorOf(bytes: Uint8Array): unknown {
  try {
    return decodeSegment(bytes)
  } catch (error) {
    return error
  }
}

const isTold = (bytes: Uint8Array) => {
  const error = errorOf(bytes)
  return error instanceof Error && error.name === 'UnreadableSegment'
}

describe('what is read of a segment', () => {
  it('is what was written, to the last bit of every number and text, in the same order', async () => {
    const anySegment = fc
      .tuple(fc.maxSafeInteger(), fc.maxSafeInteger(), fc.array(anyRecorded, { maxLength: 40 }))
      .map(([fromMs, toMs, events]) => ({ fromMs, toMs, keyFrame: null, events }))
    await fc.assert(
      fc.asyncProperty(anySegment, async (segment) => {
        expect(isDeepStrictEqual(decodeSegment(await encodeSegment(segment)), segment)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('is the same of a market with all of its options, key frame and greeks included', async () => {
    const state = new MarketState(facts, () => noon)
    for (const { event } of first) state.fold(event)
    const segment = { fromMs: noon, toMs: noon + 60_000, keyFrame: state.keyFrame(), events: oneMinute }
    const bytes = await encodeSegment(segment)
    expect(isDeepStrictEqual(decodeSegment(bytes), segment)).toBe(true)
    expect(bytes.length).toBeLessThan(JSON.stringify(segment).length / 20)
  })

  it('has greeks that no model expects, and greeks without IV or forward', async () => {
    const greeks = { delta: 0.5, gamma: 0.00001, vega: 12.34567, theta: -3, rho: 1e-9 }
    const values = [
      { greeks },
      { greeks, markIv: 0.5 },
      { greeks, markIv: 0.5, underlyingPriceUsd: 84_000 },
      { greeks: { ...greeks, rho: 1 } },
      { greeks: { ...greeks, rho: -0 } },
      { greeks: { ...greeks, rho: 1 }, markIv: 1e300 },
      { greeks: { ...greeks, rho: 1 }, markIv: null },
      { greeks: { ...greeks, rho: 1 }, markIv: 5e-324, underlyingPriceUsd: 5e-324 },
      { greeks: { ...greeks, rho: 1 }, markIv: Infinity, underlyingPriceUsd: Number.MAX_VALUE },
      { greeks: null },
    ]
    const updates = ['BTC-25DEC30-84000-C', 'BTC-25DEC30-84000-P', 'of no option'].flatMap((symbol) =>
      values.map((one) => ({ symbol, eventTimeMs: noon, values: one })),
    )
    const events = [heard({ type: 'options', currency: 'BTC', receivedTimeMs: noon, updates })]
    const segment = { fromMs: noon, toMs: noon, keyFrame: null, events }
    expect(isDeepStrictEqual(decodeSegment(await encodeSegment(segment)), segment)).toBe(true)
  })

  it('is of a span what was heard from its begin on and before its end', async () => {
    const opened = openSegment(
      await encodeSegment({ fromMs: noon, toMs: noon + 60_000, keyFrame: null, events: oneMinute }),
    )
    const [fromMs, toMs] = [noon + 10_000, noon + 46_000]
    const within = oneMinute.filter(({ heardMs }) => heardMs >= fromMs && heardMs < toMs)
    expect(isDeepStrictEqual([...opened.events(fromMs, toMs)], within)).toBe(true)
    expect(within.length).toBeGreaterThan(70)
  })

  it('is of options only their states and the newest time, where nobody needs their values', async () => {
    const updates = [
      { symbol: 'BTC-25DEC30-84000-C', eventTimeMs: noon + 5, values: { markIv: 0.5, bidPrice: 0.01 } },
      { symbol: 'BTC-25DEC30-84000-P', eventTimeMs: noon + 3, values: { markIv: 0.5 }, state: 'HALTED' as const },
    ]
    const options = { type: 'options', currency: 'BTC', receivedTimeMs: noon, updates } as const
    const others = oneMinute.filter(({ event }) => event.type !== 'options')
    const events = [heard(options), heard({ ...options, updates: [] }), ...others, heard(options)]
    const opened = openSegment(await encodeSegment({ fromMs: noon, toMs: noon + 120_000, keyFrame: null, events }))
    const states = [
      { ...updates[1], values: {} },
      { symbol: '', eventTimeMs: noon + 5, values: {} },
    ]
    expect([...opened.events(-Infinity, Infinity, 'STATES')]).toEqual([
      heard({ ...options, updates: states } as MarketEvent),
      ...events.slice(1, -1),
      heard({ ...options, updates: states } as MarketEvent),
    ])
  })

  it('is of a key frame all but its options, where nobody needs their values', async () => {
    const state = new MarketState(facts, () => noon)
    for (const { event } of first) state.fold(event)
    const keyFrame = state.keyFrame()
    const opened = openSegment(await encodeSegment({ fromMs: noon, toMs: noon, keyFrame, events: [] }))
    const steps = opened.keyFrameInSteps('STATES')
    let step = steps.next()
    while (step.done !== true) step = steps.next()
    const emptied = keyFrame.currencies.map((one) => ({
      ...one,
      expiries: one.expiries.map((expiry) => ({ ...expiry, options: [] })),
    }))
    expect(step.value).toEqual({ ...keyFrame, currencies: emptied })
    expect(step.value).not.toEqual(keyFrame)
  })

  it('refuses what is not plain, rather than losing something of it', async () => {
    const event = { type: 'reset', at: new Map() } as unknown as MarketEvent
    const segment = { fromMs: noon, toMs: noon, keyFrame: null, events: [heard(event)] }
    await expect(encodeSegment(segment)).rejects.toThrow(TypeError)
  })
})

describe('a part that no block can hold', () => {
  it('is told when the segment is finished, and not before', async () => {
    const values = { bidPrice: Math.PI, askPrice: Math.E, markPrice: Math.SQRT2, lastPrice: Math.LN2 }
    const updates = Array.from({ length: 250_000 }, () => ({ symbol: 'BTC', eventTimeMs: noon, values }))
    const writer = new SegmentWriter(noon, null)
    writer.add(heard({ type: 'options', currency: 'BTC', receivedTimeMs: noon, updates }))
    writer.add({ heardMs: noon + 60_000, event: { type: 'reset' } })
    await new Promise((resolve) => setImmediate(resolve))
    await expect(writer.finish(noon + 120_000)).rejects.toThrow('cannot be recorded')
  })
})

describe('a damaged segment', () => {
  const prices = first.filter(({ event }) => event.type === 'index' || event.type === 'perpetual')
  const small = encodeSegment({ fromMs: noon, toMs: noon + 1_000, keyFrame: null, events: prices })

  it('is told for each byte that differs', async () => {
    const bytes = await small
    const notTold = [...bytes.keys()].filter((at) => {
      const damaged = Buffer.from(bytes)
      damaged[at] = (damaged[at] ?? 0) ^ (1 << randomInt(8))
      return !isTold(damaged)
    })
    expect(notTold).toEqual([])
  })

  it('is told wherever it is cut off, and when more follows', async () => {
    const bytes = await small
    expect([...bytes.keys()].filter((length) => !isTold(bytes.subarray(0, length)))).toEqual([])
    expect(errorOf(Buffer.concat([bytes, Buffer.alloc(1)]))).toEqual(unreadable)
  })

  it('of a later version is told by that version', async () => {
    const later = Buffer.from(await small)
    later[4] = 9
    expect(() => decodeSegment(later)).toThrow('The segment has version 9')
  })

  it('is told for any contents with a right check sum', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(errorOf(framed(bytes))).toEqual(unreadable)
      }),
    )
  })
})

describe('a segment that claims more than it may hold', () => {
  const compressed = (bytes: Uint8Array) =>
    brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
  const headed = (text: string, block = Buffer.alloc(0)) => {
    const packed = compressed(Buffer.from(text))
    const sizes = Buffer.alloc(8)
    sizes.writeUInt32BE(packed.length, 0)
    sizes.writeUInt32BE(Buffer.byteLength(text), 4)
    return framed(Buffer.concat([sizes, packed, block]))
  }
  const column = { bytes: 0, fields: [], shapes: [], items: null }
  const part = (bytes: Buffer, columns: object | string, length = bytes.length) => {
    const packed = compressed(bytes)
    const text = typeof columns === 'string' ? columns : JSON.stringify(columns)
    const parts = `[{"fromMs":0,"toMs":0,"packedBytes":${packed.length},"bytes":${length},"columns":${text}}]`
    return headed(`{"fromMs":0,"toMs":0,"texts":["reset"],"keyFrame":null,"parts":${parts}}`, packed)
  }

  it('is read while it keeps to it', () => {
    const [heardMs, type] = [
      { ...column, bytes: 1 },
      { ...column, bytes: 2 },
    ]
    const event = { ...column, bytes: 2, fields: [['type', type]], shapes: [[0]] }
    const fields = [
      ['heardMs', heardMs],
      ['event', event],
    ]
    const bytes = Buffer.from([8, 0, 11, 8, 0, 4, 0])
    const { events } = decodeSegment(part(bytes, { ...column, bytes: 2, fields, shapes: [[0, 1]] }))
    expect(events).toEqual([{ heardMs: 1, event: { type: 'reset' } }])
  })

  it('is refused before it takes the memory: blocks, heads, lists, columns, depth', () => {
    const bomb = Buffer.alloc(9 * 1024 * 1024)
    const headBomb = Buffer.alloc(8 + 8)
    headBomb.writeUInt32BE(8, 0)
    headBomb.writeUInt32BE(0xffffffff, 4)
    const deep = (depth: number) =>
      `${'{"bytes":0,"fields":[],"shapes":[],"items":'.repeat(depth)}null${'}'.repeat(depth)}`
    const wide = { ...column, fields: Array.from({ length: 1_000 }, (_, at) => [`f${at}`, column]) }
    const longList = Buffer.from([7, 0xff, 0xff, 0xff, 0x7f])
    const told: readonly [Buffer, string][] = [
      [part(bomb, { ...column, bytes: bomb.length }), 'Too big'],
      [part(bomb, { ...column, bytes: 100 }, 100), 'larger than 100 bytes'],
      [framed(headBomb), 'a block is too large'],
      [part(longList, { ...column, bytes: longList.length, items: column }), 'a list is longer than its items'],
      [part(Buffer.alloc(1), wide), 'there are too many columns'],
      [part(Buffer.from([7, 1]), deep(40_000)), 'call stack'],
    ]
    for (const [bytes, message] of told) {
      expect(errorOf(bytes)).toEqual(unreadable)
      expect(() => decodeSegment(bytes)).toThrow(message)
    }
  })

  it('is refused when a value is deeper than any of ours', () => {
    const columns = Array.from({ length: 40 }, () => [7, 1]).flat()
    const nested = Array.from({ length: 40 }).reduce<object | null>((items) => ({ ...column, bytes: 2, items }), null)
    expect(() => decodeSegment(part(Buffer.from(columns), nested ?? column))).toThrow('a value is too deep')
  })
})
