import { Writable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import { collectGarbage } from '../../../tests/support/collect-garbage.js'
import { FrameWriter, type WriteObserver } from './frame-writer.js'

/** A stream whose kernel takes what it is given at once, or only when told. */
class Kernel extends Writable {
  readonly writes: Buffer[] = []
  readonly #takes: boolean

  constructor(takes: boolean, highWaterMark = 16_384) {
    super({ highWaterMark })
    this.#takes = takes
  }

  override _write(bytes: Buffer, _encoding: string, done: () => void): void {
    this.writes.push(bytes)
    if (this.#takes) done()
  }
}

const noHead = Buffer.alloc(0)
const quiet: WriteObserver = { written: () => null }
let writer: FrameWriter
beforeEach(() => {
  writer = new FrameWriter()
})

const add = (length: number, letter = 'x') => writer.add(noHead, Buffer.alloc(length, letter), false)
const sizes = ({ writes }: Kernel) => writes.map(({ length }) => length)

describe('what is gathered', () => {
  it('is counted with the frames around it, written once, and forgotten', () => {
    const kernel = new Kernel(true)
    writer.add(Buffer.from('{"id":'), Buffer.from('1}'), false)
    add(126)
    expect(writer.bytes).toBe(2 + 8 + 4 + 126)
    expect(writer.write(kernel, quiet)).toBe(true)
    expect(sizes(kernel)).toEqual([140])
    expect(kernel.writes[0]?.subarray(2, 10).toString()).toBe('{"id":1}')
    expect(writer.bytes).toBe(0)
    add(1)
    writer.write(kernel, quiet)
    expect(sizes(kernel)).toEqual([140, 3])
  })

  it('may be dropped', () => {
    add(100)
    writer.clear()
    expect(writer.bytes).toBe(0)
    const kernel = new Kernel(true)
    add(1)
    writer.write(kernel, quiet)
    expect(sizes(kernel)).toEqual([3])
  })

  it('is not kept once it is written or dropped, however many frames were before it', async () => {
    const sink = new Writable({ write: (_bytes, _encoding, done) => done() })
    const longTailAt = (place: number, finish: () => void): WeakRef<Buffer> => {
      for (let before = 0; before < place; before += 1) add(1)
      const tail = Buffer.alloc(100_000)
      writer.add(noHead, tail, false)
      finish()
      return new WeakRef(tail)
    }
    const written = longTailAt(3, () => void writer.write(sink, quiet))
    const dropped = longTailAt(2, () => writer.clear())
    // In the turn that made it, a weak reference holds its value.
    await setImmediate()
    collectGarbage()
    expect([written.deref(), dropped.deref()]).toEqual([undefined, undefined])
  })

  it('is not overwritten while the kernel has not taken it', () => {
    const kernel = new Kernel(false)
    add(100, 'a')
    writer.write(kernel, quiet)
    add(100, 'b')
    writer.write(kernel, quiet)
    expect(kernel.writes[0]?.subarray(2).toString()).toBe('a'.repeat(100))
  })

  it('goes to the next stream from the same memory, when the kernel has taken it', () => {
    const kernels = [new Kernel(true), new Kernel(true)]
    for (const kernel of kernels) {
      add(100)
      writer.write(kernel, quiet)
    }
    const [one, two] = kernels.map(({ writes }) => writes[0]?.buffer)
    expect(one).toBe(two)
  })

  it('says when the stream has no room for more', () => {
    const kernel = new Kernel(false, 100)
    add(90)
    expect(writer.write(kernel, quiet)).toBe(true)
    add(10)
    expect(writer.write(kernel, quiet)).toBe(false)
    add(100_000)
    expect(writer.write(new Kernel(false, 100), quiet)).toBe(false)
  })
})

it('16 KiB and the longest control frame are written at once', () => {
  const kernel = new Kernel(true)
  add(16_384 - 4)
  expect(writer.bytes).toBe(16_384)
  writer.write(kernel, { written: () => Buffer.alloc(127, 'p') })
  expect(sizes(kernel)).toEqual([16_384 + 127])
})

describe('more than 16 KiB', () => {
  it('is not copied', () => {
    const kernel = new Kernel(true)
    const tail = Buffer.alloc(20_000)
    writer.add(noHead, tail, false)
    writer.write(kernel, quiet)
    expect(sizes(kernel)).toEqual([4, 20_000])
    expect(kernel.writes[1]?.buffer).toBe(tail.buffer)
  })

  it('is written in frames of 32 KiB, between which a control frame may stand', () => {
    const kernel = new Kernel(true, 1_000_000)
    const told: number[] = []
    const control = Buffer.from('ping')
    writer.add(noHead, Buffer.alloc(65_536 + 10), false)
    writer.add(Buffer.from('h'), noHead, false)
    const written = (bytes: number) => (told.push(bytes) % 2 === 0 ? control : null)
    expect(writer.write(kernel, { written })).toBe(true)
    expect(told).toEqual([32_772, 32_772, 12, 3])
    expect(sizes(kernel)).toEqual([4, 32_768, 4, 32_768, 4, 2, 10, 3, 4])
    const first = (index: number) => kernel.writes[index]?.[0]
    // A text that goes on, its continuations, of which the last says so, and a text in one frame.
    expect([first(0), first(2), first(5), first(7)]).toEqual([0x01, 0x00, 0x80, 0x81])
  })

  it('is told whole to who counts it, a short one with its control frame', () => {
    const kernel = new Kernel(true)
    add(10)
    writer.write(kernel, { written: (bytes) => (bytes === 12 ? Buffer.from('ping') : null) })
    expect(sizes(kernel)).toEqual([16])
    expect(kernel.writes[0]?.subarray(12).toString()).toBe('ping')
  })
})
