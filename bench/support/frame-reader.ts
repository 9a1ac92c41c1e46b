const empty = Buffer.alloc(0)

export interface Frame {
  readonly opcode: number
  /** Null of a frame that nobody wanted to read. */
  readonly payload: Buffer | null
}

/** Longer payloads are passed over, unless wanted. */
const alwaysReadBytes = 125

/** Cuts what a WebSocket server sends into frames, and looks at nothing in them. Keeps no part of a chunk it was given. */
export class FrameReader {
  #rest = empty
  #passOver = 0
  #passed = 0

  constructor(
    private readonly wants: () => boolean,
    private readonly heard: (frame: Frame) => void,
  ) {}

  read(chunk: Buffer): void {
    let bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk
    this.#rest = empty
    while (bytes.length > 0) {
      const taken = this.#passOver > 0 ? this.#passOn(bytes) : this.#frame(bytes)
      if (taken === 0) break
      bytes = bytes.subarray(taken)
    }
    if (bytes.length > 0) this.#rest = Buffer.from(bytes)
  }

  #passOn(bytes: Buffer): number {
    const taken = Math.min(bytes.length, this.#passOver)
    this.#passOver -= taken
    if (this.#passOver === 0) this.heard({ opcode: this.#passed, payload: null })
    return taken
  }

  /** How many bytes it took: none while something of them is still missing. */
  #frame(bytes: Buffer): number {
    const head = headOf(bytes)
    if (!head) return 0
    const { opcode, headBytes, payloadBytes } = head
    if (payloadBytes > alwaysReadBytes && !this.wants()) {
      this.#passOver = payloadBytes
      this.#passed = opcode
      return headBytes
    }
    if (bytes.length < headBytes + payloadBytes) return 0
    this.heard({ opcode, payload: bytes.subarray(headBytes, headBytes + payloadBytes) })
    return headBytes + payloadBytes
  }
}

function headOf(bytes: Buffer): { opcode: number; headBytes: number; payloadBytes: number } | null {
  const [first = 0, length = 0] = bytes
  const opcode = first & 0x0f
  const headBytes = length === 127 ? 10 : length === 126 ? 4 : 2
  if (bytes.length < headBytes) return null
  if (length === 127) return { opcode, headBytes, payloadBytes: Number(bytes.readBigUInt64BE(2)) }
  return { opcode, headBytes, payloadBytes: length === 126 ? bytes.readUInt16BE(2) : length }
}

/** A client's frame with a short text or control payload; masked with zeros, which the protocol allows. */
export function clientFrame(opcode: number, payload: Buffer): Buffer {
  const long = payload.length > 125
  const head = Buffer.alloc(long ? 8 : 6)
  head[0] = 0x80 | opcode
  head[1] = 0x80 | (long ? 126 : payload.length)
  if (long) head.writeUInt16BE(payload.length, 2)
  return Buffer.concat([head, payload])
}
