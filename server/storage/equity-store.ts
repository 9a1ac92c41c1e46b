import type { UnixMs } from '../domain/units.js'

/** An account's value at one time of the market, in USD. */
export interface EquitySample {
  readonly accountId: string
  readonly timeMs: UnixMs
  readonly accountValueUsd: number
}

/** Account value over a span: what it was first, lowest, highest and last. */
export interface EquityBar {
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
 * Samples of account value, and bars of 10, 100 and 1,000 of them. Of each size the newest 4,000 an account are kept, so
 * old times are coarser and nothing grows without bound.
 */
export interface EquityStore {
  /** Adds samples; one that is already there is left as it is. Rejects with `StoreUnavailable`. */
  add(samples: readonly EquitySample[]): Promise<void>
  /** The finest bars kept that cover the span in at most `maxBars`, oldest first; ends included. */
  bars(accountId: string, span: { fromMs: UnixMs; toMs: UnixMs; maxBars: number }): Promise<readonly EquityBar[]>
}
