import type { MarketEvent } from '../../domain/market-events.js'
import type { UnixMs } from '../../domain/units.js'
import type { KeyFrame } from '../../market/key-frame.js'
import type { FeedFacts } from '../../market/market-state.js'

/** What a market of the past says up to a time, since the moment before. */
export interface PastMoment {
  readonly timeMs: UnixMs
  /** All that the market was before these events. Null: it goes on from the moment before. */
  readonly keyFrame: KeyFrame | null
  readonly events: Iterable<MarketEvent>
}

export interface PastSpan {
  readonly currencies: readonly string[]
  readonly fromMs: UnixMs
  /** Nothing is told that this clock has not reached; it may go on meanwhile. */
  readonly until: () => UnixMs
}

/** A market that can be told from any time in its past on. */
export interface PastMarket {
  readonly facts: Omit<FeedFacts, 'currencies'>
  /** In the order of time. The first is of the beginning, and says all there is then. */
  moments(span: PastSpan): Iterable<PastMoment> | AsyncIterable<PastMoment>
}
