/**
 * WebSocket frames of messages. The head belongs to the subscriber, the tail is shared (RFC 6455, 5.2; RFC 7692).
 *
 * plain:     header | head | tail
 * deflated:  header with RSV1 | stored block around the head | tail, deflated
 *
 * The head is `{"id":"…","type":"next","payload":`. A stored block is a DEFLATE block that is not compressed: one byte
 * 0, its length, and the complement of the length, both little-endian. So the head has a longest length.
 *
 * A message may be cut anywhere in its tail. The rest follows in continuation frames.
 */

const lastFrame = 0x80
const compressed = 0x40
const textFrame = 0x01
const continuationFrame = 0x00
const pingFrameType = 0x09
/** A control frame holds at most 125 bytes (RFC 6455, 5.5). */
export const longestControlFrame = 127
const storedBlockHeader = 5
export const longestDeflatedHead = 65_535

export interface FramePart {
  head: Buffer
  tail: Buffer
  /** Whether `tail` is deflated. */
  deflated: boolean
}

/** How many bytes a frame with `tailBytes` of the tail has before them. */
export function frameStartLength({ head, tail, deflated }: FramePart, tailBytes = tail.length): number {
  const inside = head.length + (deflated ? storedBlockHeader : 0)
  return headerLength(inside + tailBytes) + inside
}

/** Writes everything that comes before the tail. Answers where the tail begins. */
export function writeFrameStart(
  { head, tail, deflated }: FramePart,
  target: Buffer,
  at: number,
  tailBytes = tail.length,
): number {
  const length = head.length + tailBytes + (deflated ? storedBlockHeader : 0)
  const first = textFrame | (deflated ? compressed : 0) | (tailBytes === tail.length ? lastFrame : 0)
  let offset = writeHeader(first, length, target, at)
  if (deflated) {
    target[offset] = 0
    target.writeUInt16LE(head.length, offset + 1)
    target.writeUInt16LE(~head.length & 0xffff, offset + 3)
    offset += storedBlockHeader
  }
  target.set(head, offset)
  return offset + head.length
}

/** The start of a frame that continues a message with `tailBytes` more of its tail. */
export function continuationStart(tailBytes: number, isLast: boolean): Buffer {
  const start = Buffer.allocUnsafe(headerLength(tailBytes))
  writeHeader(continuationFrame | (isLast ? lastFrame : 0), tailBytes, start, 0)
  return start
}

/** A ping, which may stand between any two frames. */
export function pingFrame(name: string): Buffer {
  const frame = Buffer.allocUnsafe(2 + name.length)
  frame.write(name, writeHeader(lastFrame | pingFrameType, name.length, frame, 0), 'latin1')
  return frame
}

function headerLength(length: number): number {
  if (length < 126) return 2
  return length < 65_536 ? 4 : 10
}

function writeHeader(first: number, length: number, target: Buffer, at: number): number {
  target[at] = first
  if (length < 126) {
    target[at + 1] = length
    return at + 2
  }
  if (length < 65_536) {
    target[at + 1] = 126
    target.writeUInt16BE(length, at + 2)
    return at + 4
  }
  target[at + 1] = 127
  target.writeUInt32BE(0, at + 2)
  target.writeUInt32BE(length, at + 6)
  return at + 10
}
