import { crc32 } from 'node:zlib'

const sumBytes = 4

/** Puts a check sum before bytes. */
export function withCheckSum(bytes: Uint8Array): Buffer {
  const sum = Buffer.alloc(sumBytes)
  sum.writeUInt32BE(crc32(bytes))
  return Buffer.concat([sum, bytes])
}

/** The bytes behind their check sum. Throws an Error when a bit of them differs from what was written. */
export function withoutCheckSum(summed: Uint8Array): Uint8Array {
  const bytes = summed.subarray(sumBytes)
  const isCutOff = summed.length < sumBytes
  if (isCutOff || new DataView(summed.buffer, summed.byteOffset).getUint32(0) !== crc32(bytes)) {
    throw new Error('Their check sum is another')
  }
  return bytes
}
