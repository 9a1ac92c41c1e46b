/** How long a piece is. */
export const pieceBytes = 65_536

/** Whether it is written in pieces. Our texts are never that long. */
export function isLong(chunk: unknown): chunk is Uint8Array {
  return chunk instanceof Uint8Array && chunk.length > pieceBytes
}

export function piecesOf(chunk: Uint8Array): readonly Uint8Array[] {
  const starts = Array.from({ length: Math.ceil(chunk.length / pieceBytes) }, (_, index) => index * pieceBytes)
  return starts.map((start) => chunk.subarray(start, start + pieceBytes))
}
