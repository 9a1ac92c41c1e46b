import type { HistoryHole } from '../domain/history-status.js'
import type { DataSource } from '../domain/source.js'
import type { UnixMs } from '../domain/units.js'

/** A market that is recorded apart from all others. */
export interface RecordedMarket {
  readonly source: DataSource
  /** Which of the markets of this source; empty where there is only one. */
  readonly world: string
}

/** From a time on until before another, by our clock. */
export interface TimeSpan {
  readonly fromMs: UnixMs
  readonly toMs: UnixMs
}

/** What was heard within a short span, as bytes. Pieces with the same `segmentMs` follow each other without a break. */
export interface RecordedPiece extends TimeSpan {
  /** Where the segment begins that this is a piece of. The first piece has its key frame. */
  readonly segmentMs: UnixMs
  readonly bytes: Uint8Array
  /** How many events before it were heard and are not recorded. More than none only in the first piece of a segment. */
  readonly dropped: number
}

/** A span of a market that begins with a key frame: one piece, or all those that are not joined yet. */
export interface StoredSegment extends TimeSpan {
  readonly pieces: readonly Uint8Array[]
}

/** From the first recorded time to the last one. There may be holes in it. */
export interface RecordedRange extends TimeSpan {
  /** How much is kept, compressed. */
  readonly bytes: number
}

/** A market of which something is recorded. */
export interface KnownMarket {
  readonly market: RecordedMarket
  /** No other market of the store has it, nor will one have it later. */
  readonly number: number
  /** Whether somebody put it in, as a recording with a name of its own. The server does not add to it, nor remove of it. */
  readonly isImported: boolean
  readonly range: RecordedRange
}

export interface HistoryBounds {
  /** Of all recorded markets together. */
  readonly maxBytes: number
  /** What ended before is removed. */
  readonly beforeMs: UnixMs
}

/** Reads what is recorded of markets. Everything rejects as that of `MarketHistory`. */
export interface HistoryReader {
  /** All of which something is recorded, by source and world. Without imports that are not finished. */
  markets(): Promise<readonly KnownMarket[]>
  /** The segments that have something of the span, the oldest first. Each is read when it is asked for. */
  segments(market: RecordedMarket, span: TimeSpan): AsyncIterable<StoredSegment>
  /** Null while nothing is recorded. */
  range(market: RecordedMarket): Promise<RecordedRange | null>
  /** The newest ones of the span, at most `limit`, the oldest of them first. */
  holes(market: RecordedMarket, span: TimeSpan, limit: number): Promise<readonly HistoryHole[]>
  /** The hole that has a time. Its two ends are recorded times. Null when there is none, as before the range and after it. */
  holeAt(market: RecordedMarket, ms: UnixMs): Promise<HistoryHole | null>
}

/**
 * What is recorded of markets, append-only: what is old is removed as a whole, and nothing is changed. Everything rejects
 * with `StoreUnavailable` while the database cannot be reached or its disk is full, and works again by itself afterward.
 * Only the process that holds the store writes.
 */
export interface MarketHistory extends HistoryReader {
  /**
   * Keeps pieces, all or none; answers when they survive a power cut. They are in the order of time and after all that is
   * recorded of the market. A piece that is kept already is not kept again.
   */
  append(market: RecordedMarket, pieces: readonly RecordedPiece[]): Promise<void>
  /** The oldest segment in pieces that begins within the span. Null when there is none. */
  inPieces(market: RecordedMarket, span: TimeSpan): Promise<StoredSegment | null>
  /** Puts one piece in the place of all pieces of a segment. */
  join(market: RecordedMarket, segment: TimeSpan & { readonly bytes: Uint8Array }): Promise<void>
  /**
   * Removes the oldest segments of all markets until the bounds are kept, some at a time. Answers whether there is more to remove.
   * Imports count, but stay. The segment that `market` is recorded in at present, which begins at `segmentMs`, stays.
   */
  prune(
    bounds: HistoryBounds,
    writing: { readonly market: RecordedMarket; readonly segmentMs: UnixMs },
  ): Promise<boolean>
}
