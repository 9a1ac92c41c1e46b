import type { UnixMs } from '../../domain/units.js'
import type { RecordedEvent } from '../recorded-event.js'
import type { ExportedSegment } from './exported-segments.js'

/** Where an export writes its bytes. */
export interface ExportFile {
  /** How many bytes were written. */
  readonly bytes: number
  write(bytes: Uint8Array): Promise<void>
}

/** Writes a market in a format. What it holds back is bounded. */
export interface ExportSink {
  /** Where what is heard begins, or goes on after a hole. */
  begin(segment: ExportedSegment): Promise<void>
  event(recorded: RecordedEvent): void
  /** Where what is heard ends. */
  end(timeMs: UnixMs): void
  /** Whether it holds enough to be written now. */
  readonly isFull: boolean
  /** Writes what it holds back. */
  flush(): Promise<void>
  /** What it needs to go on after what it has written: plain values. */
  place(): unknown
  /** Writes the end of the file. */
  finish(): Promise<void>
}
