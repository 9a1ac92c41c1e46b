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

/** What the owner of a published account says of it as a whole. */
export type PublishedSnapshot =
  | { readonly kind: 'POSITIONS'; readonly body: PublishedPositions }
  | { readonly kind: 'PERFORMANCE'; readonly body: PublishedPerformance }

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
