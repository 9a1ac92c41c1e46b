import type { Performance } from './performance.js'
import type { Position } from './position.js'
import type { UnixMs } from './units.js'

/** What the owner of an account says are its open positions. */
export interface PublishedPositions {
  readonly asOf: UnixMs
  readonly positions: readonly Position[]
}

/** What the owner of an account says of how it has done; null is unsaid. */
export interface PublishedPerformance {
  readonly asOf: UnixMs
  readonly figures: Omit<
    Performance,
    | 'seq'
    | 'asOf'
    | 'source'
    | 'freshness'
    | 'accountId'
    | 'sampleIntervalSeconds'
    | 'samples'
    | 'samplesNeeded'
    | 'longTrades'
    | 'shortTrades'
    | 'calibration'
    | 'openPositions'
    | 'doubts'
    | ComputedHere
  >
}

/** How much of a published return is believed, from a moment on: more with every day. */
export interface BelievedReturn {
  readonly returnPct: number
  readonly atMs: UnixMs
}

export interface KeptPerformance extends PublishedPerformance {
  /** Null in what an older release kept. */
  readonly believed: BelievedReturn | null
}

/** What the owner of a published account says of it as a whole, and what is kept of it. */
export type PublishedSnapshot =
  | { readonly kind: 'POSITIONS'; readonly body: PublishedPositions }
  | { readonly kind: 'PERFORMANCE'; readonly body: KeptPerformance }

/** Metrics that nobody publishes. */
type ComputedHere =
  | 'cagrPct'
  | 'calmar'
  | 'expectancyUsd'
  | 'averageWinUsd'
  | 'averageLossUsd'
  | 'exposurePct'
  | 'timeFlatPct'
  | 'feeSharePct'
