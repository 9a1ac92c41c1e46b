import { openSegment } from './segment/read-segment.js'
import { SegmentWriter } from './segment/write-segment.js'

/** One segment of pieces that follow each other. Other work runs between two of them. */
export async function joinPieces(pieces: readonly Uint8Array[]): Promise<Uint8Array> {
  let writer: SegmentWriter | null = null
  let endMs = 0
  for (const bytes of pieces) {
    const piece = openSegment(bytes)
    writer ??= new SegmentWriter(piece.fromMs, piece.keyFrame())
    for (const recorded of piece.events(-Infinity, Infinity)) writer.add(recorded)
    endMs = piece.toMs
    await new Promise((resolve) => setImmediate(resolve))
  }
  if (!writer) throw new Error('There are no pieces to join')
  return writer.finish(endMs)
}
