import type { UnixMs } from '../domain/units.js'
import type { Asker } from '../lib/asker.js'

/** An account's value at one time of the market, in USD. */
export interface EquitySample {
  readonly accountId: string
  readonly timeMs: UnixMs
  readonly accountValueUsd: number
}

/** Account value over a span: what it was first, lowest, highest and last. */
export interface EquityBar {
  /** The time of its first sample. */
  readonly fromMs: UnixMs
  readonly firstUsd: number
  readonly lowUsd: number
  readonly lowAtMs: UnixMs
  readonly highUsd: number
  readonly highAtMs: UnixMs
  readonly lastUsd: number
  readonly lastAtMs: UnixMs
}

/**
 * Samples of account value, and bars of the spans of 10, 100 and 1,000 of them. Of each size the newest 4,000 an account
 * are kept (and up to some hundred more), so old times are coarser and nothing grows without bound.
 *
 * An account has one history. A step back in time begins another one, and the store forgets what it kept of the account,
 * in two cases. The step leads to the first sample since the store was opened, as when a recording starts over. Or it
 * leads to more than 10 sample intervals before the newest sample. A smaller step back is a corrected clock, or a start
 * from older books.
 */
export interface EquityStore {
  /**
   * Adds samples, those of an account in the order of time. Drops a sample that is not newer than the newest, unless it
   * begins another history. A sample that is kept already, with its value, never does. Rejects with `StoreUnavailable`.
   */
  add(samples: readonly EquitySample[]): Promise<void>
  /**
   * The finest bars kept that cover the span in at most `maxBars`, oldest first; those at its ends may reach beyond it.
   * Where even the coarsest are too many, neighbors are joined. With an `asker` it is read as by `Journal.recordsFor`.
   */
  bars(
    accountId: string,
    span: { fromMs: UnixMs; toMs: UnixMs; maxBars: number },
    asker?: Asker,
  ): Promise<readonly EquityBar[]>
  /** The highest account value of the bars of all sizes that are from one time on and before another. Null without any. */
  peak(accountId: string, span: { fromMs: UnixMs; beforeMs: UnixMs }, asker?: Asker): Promise<number | null>
}
