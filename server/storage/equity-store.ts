import type { UnixMs } from '../domain/units.js'

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
 * There is one history an account. A step back in time begins another, and what was kept of the account is forgotten, when
 * it leads to the first sample since the store was opened, as that of a recording does that starts over, or to more than
 * 10 sample intervals before the newest. A smaller one is a clock set right, or a start from older books.
 */
export interface EquityStore {
  /**
   * Adds samples, those of an account in the order of time. One that is not newer than the newest is dropped, unless it
   * begins another history; one that is kept already, with its value, begins none. Rejects with `StoreUnavailable`.
   */
  add(samples: readonly EquitySample[]): Promise<void>
  /**
   * The finest bars kept that cover the span in at most `maxBars`, oldest first; those at its ends may reach beyond it.
   * Where even the coarsest are too many, neighbors are joined.
   */
  bars(accountId: string, span: { fromMs: UnixMs; toMs: UnixMs; maxBars: number }): Promise<readonly EquityBar[]>
}
