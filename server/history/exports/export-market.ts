import type { UnixMs } from '../../domain/units.js'
import type { HistoryReader, RecordedMarket, TimeSpan } from '../market-history.js'
import type { ExportSink } from './export-sink.js'
import { exportedSegments } from './exported-segments.js'

/** How far an export is. What came before is written. */
export interface ExportPlace {
  readonly doneMs: UnixMs
  /** Whether what is heard goes on there. */
  readonly isOpen: boolean
  readonly events: number
  readonly holes: number
}

export interface ExportParts {
  readonly reader: HistoryReader
  readonly market: RecordedMarket
  readonly span: TimeSpan
  readonly sink: ExportSink
  /** Called when all until there is in the file. */
  readonly onWritten: (place: ExportPlace) => Promise<void>
  readonly onReached: (timeMs: UnixMs) => void
}

export const nothingExported = (fromMs: UnixMs): ExportPlace => ({ doneMs: fromMs, isOpen: false, events: 0, holes: 0 })

/**
 * Writes what is recorded of a span, from a place on. When the signal aborts, it finishes the segment, has the place kept, and rejects
 * with the reason.
 */
export async function exportMarket(parts: ExportParts, place: ExportPlace, signal: AbortSignal): Promise<ExportPlace> {
  const { reader, market, span, sink, onWritten, onReached } = parts
  let { doneMs, isOpen, events, holes } = place
  let hasWritten = false
  const beforeMs = isOpen ? doneMs : null
  for await (const segment of exportedSegments(reader, market, { ...span, fromMs: doneMs }, beforeMs)) {
    if (!isOpen || !segment.goesOn) {
      if (isOpen) sink.end(doneMs)
      if (doneMs > span.fromMs || isOpen) holes += 1
      await sink.begin(segment)
      isOpen = true
    }
    for (const recorded of segment.events()) {
      sink.event(recorded)
      events += 1
      if (sink.isFull) {
        await sink.flush()
        hasWritten = true
      }
    }
    doneMs = segment.toMs
    onReached(doneMs)
    if (hasWritten || signal.aborted) {
      await sink.flush()
      await onWritten({ doneMs, isOpen, events, holes })
      hasWritten = false
    }
    signal.throwIfAborted()
  }
  if (isOpen) sink.end(doneMs)
  await sink.finish()
  return { doneMs, isOpen, events, holes }
}
