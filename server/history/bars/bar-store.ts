import type { UnixMs } from '../../domain/units.js'
import type { RecordedMarket, TimeSpan } from '../market-history.js'

/** The bars of an hour of a series, as bytes. */
export interface StoredBars {
  readonly series: string
  readonly fromMs: UnixMs
  readonly bytes: Uint8Array
}

/** Reads all bars of a market, beside whoever keeps them. Everything rejects with `StoreUnavailable` as `MarketHistory` does. */
export interface BarReader {
  /** When the first hours begin from a time on. Null: no hour does. */
  nextHour(market: RecordedMarket, fromMs: UnixMs): Promise<UnixMs | null>
  /** The hours of all series that begin at a time. */
  hours(market: RecordedMarket, fromMs: UnixMs): Promise<readonly StoredBars[]>
  /** How many bytes the store says that there are. */
  countedBytes(market: RecordedMarket): Promise<number>
}

/**
 * Bars by minutes, an hour of a series together. Everything rejects with `StoreUnavailable` as `MarketHistory` does.
 */
export interface BarStore extends BarReader {
  /** Keeps hours, all or none. What was kept of the same hour is replaced. */
  keep(market: RecordedMarket, hours: readonly StoredBars[]): Promise<void>
  /** The hours of a series that begin in a span, the oldest first. */
  read(market: RecordedMarket, series: string, span: TimeSpan): Promise<readonly StoredBars[]>
}
