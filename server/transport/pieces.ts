import { Readable } from 'node:stream'

/** So long is each piece. */
export const pieceBytes = 65_536

/** A body to be written piece by piece, so that the stall watch sees whether its reader takes any. */
export function inPieces(body: Buffer): Readable {
  const starts = Array.from({ length: Math.ceil(body.length / pieceBytes) }, (_, index) => index * pieceBytes)
  return Readable.from(starts.map((start) => body.subarray(start, start + pieceBytes)))
}
