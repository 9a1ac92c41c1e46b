import type { RecordedMarket, RecordedPiece } from './market-history.js'

/** A segment that is whole: it begins with its key frame. `dropped` as in a piece. */
export type ImportedSegment = Pick<RecordedPiece, 'fromMs' | 'toMs' | 'bytes' | 'dropped'>

/** There is a market of this name already. */
export class MarketInUse extends Error {
  override readonly name = 'MarketInUse'
}

/**
 * Puts in recordings of other programs, as markets of their own. Nobody sees anything of an import before it is finished.
 * Only the process that holds the store does so. Everything rejects with `StoreUnavailable` as `MarketHistory` does.
 */
export interface MarketImports {
  /** Begins one, and removes what imports left that were interrupted. Rejects with `MarketInUse`. */
  begin(market: RecordedMarket): Promise<void>
  /** Keeps segments, all or none. They are in the order of time and after all that was added before. */
  add(market: RecordedMarket, segments: readonly ImportedSegment[]): Promise<void>
  /** Shows all of it at once. */
  finish(market: RecordedMarket): Promise<void>
  /** Removes a market, imported or recorded, some segments at a time. Answers whether there is more to remove. */
  remove(market: RecordedMarket): Promise<boolean>
  /** How many bytes all imports have, finished or not. */
  bytes(): Promise<number>
}
