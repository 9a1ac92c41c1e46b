import type { Writable } from 'node:stream'
import { continuationStart, frameStartLength, longestControlFrame, writeFrameStart, type FramePart } from './frames.js'

/** When there are more bytes, they are not copied. The stream gets the shared tails themselves. */
export const scratchBytes = 16_384
/** At most this much of a tail goes into one frame. A mark cannot stand inside a frame. */
const fragmentBytes = 32_768
const nothing = Buffer.alloc(0)

/** The writer tells it after each frame how many bytes it has written. It answers a control frame to write next, or null. */
export interface WriteObserver {
  written(bytes: number): Buffer | null
}

/**
 * Gathers the frames for one stream and writes them at once, from a buffer that all streams share. When the kernel has
 * taken everything (`writableLength` is 0), the writer uses the buffer again. If not, the stream keeps the buffer, and
 * the writer makes a new one. It runs once per socket and turn, so it makes as few objects as possible.
 */
export class FrameWriter {
  readonly #frames: FramePart[] = []
  #count = 0
  #bytes = 0
  #scratch = newScratch()
  #view = this.#scratch.subarray(0, 0)

  /** How many bytes it has gathered. */
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

  /** Hands over what it has gathered, to be added again later. */
  takeOut(): FramePart[] {
    const frames = this.#frames.slice(0, this.#count).map((frame) => ({ ...frame }))
    this.clear()
    return frames
  }

  /** Forgets what it has gathered. It lets go of the bytes too: later writes may have fewer frames, and would never replace them. */
  clear(): void {
    for (let index = 0; index < this.#count; index += 1) {
      const frame = this.#frames[index] as FramePart
      frame.head = nothing
      frame.tail = nothing
    }
    this.#count = 0
    this.#bytes = 0
  }

  /**
   * Writes what it has gathered. False when the stream has no room for more; it emits `drain` when it has. A long
   * message becomes several frames.
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
