import { describe, expect, it } from 'vitest'
import { UnfinishedMessage } from './unfinished-message.js'

const text = 0x01
const ping = 0x09
const continuation = 0x00
const last = 0x80

/** A frame as clients send it, masked. */
function frame(first: number, payload: number): Buffer {
  const length =
    payload < 126
      ? Buffer.from([0x80 | payload])
      : payload < 65_536
        ? Buffer.from([0x80 | 126, payload >> 8, payload & 0xff])
        : Buffer.from([0x80 | 127, 0, 0, 0, 0, 0, payload >> 16, (payload >> 8) & 0xff, payload & 0xff])
  return Buffer.concat([Buffer.from([first]), length, Buffer.alloc(4 + payload)])
}

const bytesAfter = (...chunks: Buffer[]) => {
  const message = new UnfinishedMessage()
  for (const chunk of chunks) message.read(chunk)
  return message.bytes
}

describe('an unfinished message', () => {
  it.each([0, 1, 125, 126, 65_535, 65_536])('is none after a whole frame of %i bytes, however it is cut', (length) => {
    const whole = frame(text | last, length)
    expect(bytesAfter(whole)).toBe(0)
    for (const at of [1, 2, 3, 5, 9, whole.length - 1].filter((at) => at < whole.length)) {
      const [start, end] = [whole.subarray(0, at), whole.subarray(at)]
      expect(bytesAfter(start)).toBe(start.length + 128)
      expect(bytesAfter(start, end)).toBe(0)
    }
  })

  it('is all that has come of it, in however many pieces, until it is complete', () => {
    const whole = frame(text | last, 200)
    const message = new UnfinishedMessage()
    const pieces = [whole.subarray(0, 50), whole.subarray(50, 100), whole.subarray(100, 150)]
    for (const piece of pieces) message.read(piece)
    expect([message.bytes, message.finished]).toEqual([150 + 3 * 128, 0])
    message.read(whole.subarray(150))
    message.read(Buffer.concat([whole, frame(ping | last, 5), frame(text, 5)]))
    expect(message.finished).toBe(2)
  })

  it('is none after a whole frame that is not masked', () => {
    expect(bytesAfter(Buffer.from([text | last, 1, 0x20]))).toBe(0)
    expect(bytesAfter(Buffer.from([text | last, 0]))).toBe(0)
  })

  it('is all fragments so far, those without a byte included, until the last one', () => {
    const fragments = [frame(text, 1), ...Array.from({ length: 9 }, () => frame(continuation, 0))]
    expect(bytesAfter(...fragments)).toBe(10 * (6 + 128) + 1)
    expect(bytesAfter(...fragments, frame(continuation | last, 1))).toBe(0)
  })

  it('goes on after a control frame', () => {
    expect(bytesAfter(frame(text, 1), frame(ping | last, 5))).toBeGreaterThan(0)
    expect(bytesAfter(frame(ping | last, 5))).toBe(0)
  })

  it('keeps the chunk that it began in, however much of it belongs to others', () => {
    const chunk = Buffer.concat([frame(text | last, 60_000), frame(text, 1)])
    expect(bytesAfter(chunk)).toBe(chunk.length + 128)
  })
})
