import type { Writable } from 'node:stream'
import type { FramePart } from '../fanout/frames.js'
import { frameStartLength, writeFrameStart } from '../fanout/frames.js'

/** What is longer is not copied: the shared tails are handed to the stream as they are. */
const scratchBytes = 16_384

/**
 * Gathers the frames for one stream and writes them in one go, put together in a buffer that all streams share. That
 * buffer is used again at once when the kernel has taken everything, which a stream tells by having nothing left to
 * write; otherwise the stream may keep it. It makes next to no garbage, for it runs once per socket and turn.
 */
export class FrameWriter {
  readonly #frames: FramePart[] = []
  #count = 0
  #bytes = 0
  #scratch = Buffer.allocUnsafeSlow(scratchBytes)
  #view = this.#scratch.subarray(0, 0)

  /** Bytes gathered. */
  get bytes(): number {
    return this.#bytes
  }

  add(head: Buffer, tail: Buffer, deflated: boolean): void {
    const frame = (this.#frames[this.#count] ??= { head, tail, deflated })
    frame.head = head
    frame.tail = tail
    frame.deflated = deflated
    this.#count += 1
    this.#bytes += frameStartLength(frame) + tail.length
  }

  /** Forgets what was gathered. */
  clear(): void {
    this.#count = 0
    this.#bytes = 0
  }

  /** Writes what was gathered; false when the stream has no room for more, and says `drain` when it has. */
  write(stream: Writable): boolean {
    const ready = this.#bytes > scratchBytes ? this.#writeParts(stream) : this.#writeCopy(stream)
    this.clear()
    return ready
  }

  #writeCopy(stream: Writable): boolean {
    let at = 0
    for (let index = 0; index < this.#count; index += 1) {
      const frame = this.#frames[index] as FramePart
      at = writeFrameStart(frame, this.#scratch, at)
      this.#scratch.set(frame.tail, at)
      at += frame.tail.length
    }
    if (this.#view.length !== at) this.#view = this.#scratch.subarray(0, at)
    const ready = stream.write(this.#view)
    if (stream.writableLength > 0) {
      this.#scratch = Buffer.allocUnsafeSlow(scratchBytes)
      this.#view = this.#scratch.subarray(0, 0)
    }
    return ready
  }

  #writeParts(stream: Writable): boolean {
    let ready = true
    stream.cork()
    for (let index = 0; index < this.#count; index += 1) {
      const frame = this.#frames[index] as FramePart
      const start = Buffer.allocUnsafe(frameStartLength(frame))
      writeFrameStart(frame, start, 0)
      stream.write(start)
      if (frame.tail.length > 0) ready = stream.write(frame.tail)
    }
    stream.uncork()
    return ready
  }
}
