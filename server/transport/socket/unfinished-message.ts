/** What a chunk costs besides its bytes. */
const chunkBytes = 128
/** The longest header of a frame. */
const headerBytes = 14
const nothing = Buffer.alloc(0)

/**
 * Measures what is kept of a message that is not complete: the chunks that it came in. It reads only the headers of
 * frames (RFC 6455, 5.2), of everything that the client sends. Control frames may stand between the frames of a message.
 */
export class UnfinishedMessage {
  /** Of the frame of which the header is being read. */
  #header = nothing
  #headerBytes = 0
  /** Of the payload of the frame that is being read. */
  #missingBytes = 0
  #isControl = false
  #isLast = false
  /** Whether a frame of the message has begun. */
  #isBegun = false
  #bytes = 0
  #finished = 0

  /** How many messages have been complete. */
  get finished(): number {
    return this.#finished
  }

  /** 0 when nothing is missing. */
  get bytes(): number {
    return this.#bytes
  }

  /** Takes what came next. */
  read(chunk: Buffer): void {
    this.#bytes += chunk.length + chunkBytes
    let at = 0
    while (at < chunk.length) {
      if (this.#missingBytes > 0) {
        const taken = Math.min(this.#missingBytes, chunk.length - at)
        this.#missingBytes -= taken
        at += taken
      } else {
        if (this.#headerBytes === 0) this.#header = Buffer.allocUnsafe(headerBytes)
        this.#header[this.#headerBytes++] = chunk[at++] ?? 0
        if (this.#headerBytes !== headerLength(this.#header, this.#headerBytes)) continue
        this.#beginFrame()
      }
      if (this.#missingBytes === 0) this.#endFrame(chunk)
    }
    if (!this.#isBegun && this.#headerBytes + this.#missingBytes === 0) this.#bytes = 0
  }

  #beginFrame(): void {
    const [first = 0] = this.#header
    this.#isLast = (first & 0x80) !== 0
    this.#isControl = (first & 0x08) !== 0
    this.#missingBytes = payloadLength(this.#header)
    this.#headerBytes = 0
    this.#header = nothing
    if (!this.#isControl) this.#isBegun = true
  }

  #endFrame({ length }: Buffer): void {
    if (this.#isControl || !this.#isLast) return
    this.#isBegun = false
    this.#finished += 1
    this.#bytes = length + chunkBytes
  }
}

/** Null while too little of the header is known. */
function headerLength(header: Buffer, known: number): number | null {
  if (known < 2) return null
  const [, second = 0] = header
  const length = second & 0x7f
  const extended = length < 126 ? 0 : length === 126 ? 2 : 8
  return 2 + extended + ((second & 0x80) === 0 ? 0 : 4)
}

function payloadLength(header: Buffer): number {
  const length = (header[1] ?? 0) & 0x7f
  if (length < 126) return length
  return length === 126 ? header.readUInt16BE(2) : Number(header.readBigUInt64BE(2))
}
