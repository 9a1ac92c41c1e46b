import { crc32 } from 'node:zlib'

/** A segment cannot be read: it is damaged, or a later version of this program wrote it. */
export class UnreadableSegment extends Error {
  override readonly name = 'UnreadableSegment'
}

const mark = Buffer.from('GCHS')
const version = 1
const frameBytes = mark.length + 1 + 4

/** Puts the mark, the version and a check sum before the contents of a segment. */
export function framed(contents: Uint8Array): Buffer {
  const frame = Buffer.alloc(frameBytes)
  mark.copy(frame)
  frame.writeUInt8(version, mark.length)
  frame.writeUInt32BE(crc32(contents), mark.length + 1)
  return Buffer.concat([frame, contents])
}

/** The contents. Throws `UnreadableSegment` when a bit of them differs from what was written. */
export function unframed(bytes: Uint8Array): Uint8Array {
  const frame = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, frameBytes))
  if (frame.length < frameBytes) throw new UnreadableSegment('The segment is cut off')
  if (!frame.subarray(0, mark.length).equals(mark)) throw new UnreadableSegment('These bytes are no segment')
  const written = frame.readUInt8(mark.length)
  if (written !== version) {
    throw new UnreadableSegment(`The segment has version ${written}; this program reads version ${version}`)
  }
  const contents = bytes.subarray(frameBytes)
  if (frame.readUInt32BE(mark.length + 1) !== crc32(contents)) {
    throw new UnreadableSegment('The segment is damaged: its check sum is another')
  }
  return contents
}
