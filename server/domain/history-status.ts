import type { UnixMs } from './units.js'

/** Whether a market is recorded, or why not; the values are those of the schema. */
export type RecordingState = 'RECORDING' | 'INTERRUPTED' | 'CLOCK_BEHIND' | 'OFF' | 'REPLAY'

/** A span within what is recorded, of which nothing is. */
export interface HistoryHole {
  readonly fromMs: UnixMs
  readonly toMs: UnixMs
  /** How many events were heard in it. None: nobody listened, as while the server was stopped. */
  readonly dropped: number
}

/** What is recorded of the market of the feed; every field is defined in `schema/status.graphql`. */
export interface HistoryStatus {
  readonly state: RecordingState
  readonly fromMs: UnixMs | null
  readonly toMs: UnixMs | null
  readonly bytes: number
  readonly maxBytes: number
  /** Null: not counted yet, or nothing is kept. */
  readonly accountBytes: number | null
  readonly maxAccountBytes: number
  readonly recordedEvents: number
  readonly droppedEvents: number
  readonly waitingBytes: number
  /** The newest ones, the oldest of them first. */
  readonly holes: readonly HistoryHole[]
}

/** Tells what is recorded, and whether. */
export interface RecordingReader {
  status(): HistoryStatus
}
