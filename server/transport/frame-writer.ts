import type { Writable } from 'node:stream'
import { continuationStart, frameStartLength, longestControlFrame, writeFrameStart, type FramePart } from './frames.js'

/** What is longer is not copied: the shared tails are handed to the stream as they are. */
const scratchBytes = 16_384
/** So much of a tail goes into one frame, for nothing can come between the bytes of a frame. */
const fragmentBytes = 32_768

/** Told between two frames how many bytes go out; answers a control frame that is to follow them at once, or null. */
export interface WriteObserver {
  written(bytes: number): Buffer | null
}

/**
 * Gathers the frames for one stream and writes them in one go, put together in a buffer that all streams share. That
 * buffer is used again at once when the kernel has taken everything, which a stream tells by having nothing left to
 * write; otherwise the stream may keep it. It makes next to no garbage, for it runs once per socket and turn.
 */
export class FrameWriter {
  readonly #frames: FramePart[] = []
  #count = 0
  #bytes = 0
  #scratch = newScratch()
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

  /**
   * Writes what was gathered; false when the stream has no room for more, and says `drain` when it has. Long messages go
   * in several frames.
   */
  write(stream: Writable, observer: WriteObserver): boolean {
    const ready = this.#bytes > scratchBytes ? this.#writeParts(stream, observer) : this.#writeCopy(stream, observer)
    this.clear()
    return ready
  }

  #writeCopy(stream: Writable, observer: WriteObserver): boolean {
    let at = 0
    for (let index = 0; index < this.#count; index += 1) {
      const frame = this.#frames[index] as FramePart
      at = writeFrameStart(frame, this.#scratch, at)
      this.#scratch.set(frame.tail, at)
      at += frame.tail.length
    }
    const control = observer.written(at)
    if (control) {
      this.#scratch.set(control, at)
      at += control.length
    }
    if (this.#view.length !== at) this.#view = this.#scratch.subarray(0, at)
    const ready = stream.write(this.#view)
    if (stream.writableLength > 0) {
      this.#scratch = newScratch()
      this.#view = this.#scratch.subarray(0, 0)
    }
    return ready
  }

  #writeParts(stream: Writable, observer: WriteObserver): boolean {
    let ready = true
    stream.cork()
    for (let index = 0; index < this.#count; index += 1) {
      const frame = this.#frames[index] as FramePart
      const { tail } = frame
      let end = Math.min(tail.length, fragmentBytes)
      const start = Buffer.allocUnsafe(frameStartLength(frame, end))
      writeFrameStart(frame, start, 0, end)
      ready = writeFrame(stream, start, tail.subarray(0, end), observer)
      while (end < tail.length) {
        const begin = end
        end = Math.min(tail.length, begin + fragmentBytes)
        const continuation = continuationStart(end - begin, end === tail.length)
        ready = writeFrame(stream, continuation, tail.subarray(begin, end), observer)
      }
    }
    stream.uncork()
    return ready
  }
}

function writeFrame(stream: Writable, start: Buffer, tail: Buffer, observer: WriteObserver): boolean {
  let ready = stream.write(start)
  if (tail.length > 0) ready = stream.write(tail)
  const control = observer.written(start.length + tail.length)
  return control ? stream.write(control) : ready
}

function newScratch(): Buffer {
  return Buffer.allocUnsafeSlow(scratchBytes + longestControlFrame)
}
