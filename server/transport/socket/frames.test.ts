import { constants, inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { Payload } from '../../fanout/payload.js'
import { frameStartLength, writeFrameStart, type FramePart } from './frames.js'

/** What a reader makes of a frame: RFC 6455, and RFC 7692 where RSV1 is set. */
function read(frame: Buffer): { text: string; compressed: boolean; final: boolean; opcode: number } {
  const [first = 0, second = 0] = frame
  const short = second & 0x7f
  const [length, at] =
    short < 126 ? [short, 2] : short === 126 ? [frame.readUInt16BE(2), 4] : [Number(frame.readBigUInt64BE(2)), 10]
  if (frame.length !== at + length) throw new Error(`The header says ${length}, the frame has ${frame.length - at}`)
  const compressed = (first & 0x40) !== 0
  const body = frame.subarray(at)
  const text = compressed
    ? inflateRawSync(Buffer.concat([body, Buffer.from([0, 0, 0xff, 0xff])]), { finishFlush: constants.Z_SYNC_FLUSH })
    : body
  return { text: text.toString(), compressed, final: (first & 0x80) !== 0, opcode: first & 0x0f }
}

function frameOf(part: FramePart): Buffer {
  const start = Buffer.alloc(frameStartLength(part) + 3)
  const end = writeFrameStart(part, start, 3)
  return Buffer.concat([start.subarray(3, end), part.tail])
}

const head = Buffer.from('{"id":"ä-1","type":"next","payload":')
const lengths = [0, 1, 124, 125, 126, 127, 4_000, 65_534, 65_535, 65_536, 65_537, 300_000]

describe('a frame', () => {
  it.each(lengths)('of %d bytes in all says its length', (length) => {
    const short = length < head.length ? Buffer.alloc(0) : head
    const tail = Buffer.alloc(length - short.length, 'x')
    expect(read(frameOf({ head: short, tail, deflated: false }))).toEqual({
      text: short.toString() + tail.toString(),
      compressed: false,
      final: true,
      opcode: 1,
    })
  })

  it.each([1, 900, 3_000, 65_530, 200_000])('with a deflated tail of %d rows reads as the plain one', (rows) => {
    const payload = new Payload({ data: { rows: Array.from({ length: rows }, (_, n) => ({ n, name: `row € ${n}` })) } })
    const tail = payload.deflatedTail
    if (tail === null) return expect(payload.tail.length).toBeLessThan(1_024)
    const { text, compressed } = read(frameOf({ head, tail, deflated: true }))
    expect(compressed).toBe(true)
    expect(text).toBe(`${head.toString()}${payload.json}}`)
    expect(tail.length).toBeLessThan(payload.tail.length / 2)
    expect(tail.subarray(-4).toString('hex')).not.toBe('0000ffff')
  })

  it('with a head as long as a stored block allows reads as the plain one', () => {
    const longest = Buffer.alloc(65_535, 'h')
    const payload = new Payload({ data: { text: 'x'.repeat(2_000) } })
    const frame = frameOf({ head: longest, tail: payload.deflatedTail ?? Buffer.alloc(0), deflated: true })
    expect(read(frame).text).toBe(longest.toString() + payload.tail.toString())
  })
})
