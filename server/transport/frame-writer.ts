import type { Writable } from 'node:stream'
import type { FramePart } from '../fanout/frames.js'
import { frameStartLength, writeFrameStart } from '../fanout/frames.js'

/** What is longer is not copied: the shared tails are handed to the stream as they are. */
const scratchBytes = 16_384

export interface Written {
  readonly bytes: number
  /** Whether the stream has room for more; otherwise it says `drain` when it has. */
  readonly ready: boolean
}

/**
 * Writes frames in one go, put together in a buffer that all streams share. That buffer is used again at once when the
 * kernel has taken everything, which a stream tells by having nothing left to write; otherwise the stream may keep it.
 */
export class FrameWriter {
  #scratch = Buffer.allocUnsafeSlow(scratchBytes)

  write(frames: readonly FramePart[], stream: Writable): Written {
    let bytes = 0
    for (const frame of frames) bytes += frameStartLength(frame) + frame.tail.length
    const ready = bytes > scratchBytes ? writeParts(frames, stream) : this.#writeCopy(frames, bytes, stream)
    return { bytes, ready }
  }

  #writeCopy(frames: readonly FramePart[], bytes: number, stream: Writable): boolean {
    let at = 0
    for (const frame of frames) {
      at = writeFrameStart(frame, this.#scratch, at)
      this.#scratch.set(frame.tail, at)
      at += frame.tail.length
    }
    const ready = stream.write(this.#scratch.subarray(0, bytes))
    if (stream.writableLength > 0) this.#scratch = Buffer.allocUnsafeSlow(scratchBytes)
    return ready
  }
}

function writeParts(frames: readonly FramePart[], stream: Writable): boolean {
  let ready = true
  stream.cork()
  for (const frame of frames) {
    const start = Buffer.allocUnsafe(frameStartLength(frame))
    writeFrameStart(frame, start, 0)
    stream.write(start)
    if (frame.tail.length > 0) ready = stream.write(frame.tail)
  }
  stream.uncork()
  return ready
}
