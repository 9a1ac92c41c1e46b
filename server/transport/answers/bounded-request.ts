import { IncomingMessage } from 'node:http'

/** A body may come in this many parts, and one more for each `bytesOfPart`. The shortest packets have 536 bytes. */
const maxParts = 256
const bytesOfPart = 64

/** The code of the fault of a body in too many parts. */
export const tooManyParts = 'BODY_TOO_MANY_PARTS'
export const tooManyPartsText = `The body comes in too many small parts: at most ${maxParts} and one more for each ${bytesOfPart} bytes are read.`

/**
 * A request whose body may not come in too many small parts. A part of a byte is 6 bytes on the wire and takes
 * microseconds, long before anybody knows what is asked. Whoever sends too many gets the answer to a broken request, and the
 * connection ends.
 */
export class BoundedRequest extends IncomingMessage {
  #parts = 0
  #bytes = 0
  #isRefused = false

  /** Node's parser hands over each part so. */
  override push(part: Buffer | null): boolean {
    if (part === null) return super.push(part)
    this.#parts += 1
    this.#bytes += part.length
    if (this.#parts <= maxParts + this.#bytes / bytesOfPart) return super.push(part)
    if (!this.#isRefused) {
      this.#isRefused = true
      // Node reports its parser's own faults so.
      this.socket.emit('error', Object.assign(new Error(tooManyPartsText), { code: tooManyParts }))
    }
    return false
  }
}
