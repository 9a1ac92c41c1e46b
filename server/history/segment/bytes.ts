/** Bytes that end before what they announce, or that announce what cannot be. */
export class BrokenBytes extends Error {
  override readonly name = 'BrokenBytes'
}

const doubleBytes = 8

/** Bytes that grow. Whole numbers take as many bytes as they need, seven bits in each. */
export class ByteWriter {
  #bytes = new Uint8Array(64)
  #length = 0

  get length(): number {
    return this.#length
  }

  /** A whole number from 0 to 2 ** 53 - 1. */
  whole(value: number): void {
    let rest = value
    this.#makeRoom()
    while (rest > 0x7f) {
      this.#bytes[this.#length++] = (rest % 0x80) | 0x80
      rest = rest > 0x7fffffff ? Math.floor(rest / 0x80) : rest >> 7
    }
    this.#bytes[this.#length++] = rest
  }

  double(value: number): void {
    this.#makeRoom()
    new DataView(this.#bytes.buffer).setFloat64(this.#length, value)
    this.#length += doubleBytes
  }

  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  /** For one number: no whole number is longer than a double. */
  #makeRoom(): void {
    if (this.#length + doubleBytes <= this.#bytes.length) return
    const more = new Uint8Array(this.#bytes.length * 2)
    more.set(this.#bytes)
    this.#bytes = more
  }
}

/** Reads what a `ByteWriter` wrote. Throws `BrokenBytes` where the bytes end too early. */
export class ByteReader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get left(): number {
    return this.#bytes.length - this.#at
  }

  whole(): number {
    const first = this.#next()
    if (first < 0x80) return first
    let value = first & 0x7f
    let factor = 0x80
    for (;;) {
      const byte = this.#next()
      value += (byte & 0x7f) * factor
      if (byte < 0x80) break
      factor *= 0x80
      if (factor > Number.MAX_SAFE_INTEGER) throw new BrokenBytes('a number has no end')
    }
    if (value > Number.MAX_SAFE_INTEGER) throw new BrokenBytes('a number is too large')
    return value
  }

  /** A whole number of four bytes. */
  whole32(): number {
    const { buffer, byteOffset } = this.take(4)
    return new DataView(buffer, byteOffset, 4).getUint32(0)
  }

  double(): number {
    const { buffer, byteOffset } = this.take(doubleBytes)
    return new DataView(buffer, byteOffset, doubleBytes).getFloat64(0)
  }

  take(length: number): Uint8Array {
    if (length > this.left) throw new BrokenBytes('the bytes end too early')
    this.#at += length
    return this.#bytes.subarray(this.#at - length, this.#at)
  }

  #next(): number {
    const byte = this.#bytes[this.#at++]
    if (byte === undefined) throw new BrokenBytes('the bytes end too early')
    return byte
  }
}
