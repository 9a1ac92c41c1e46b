import type { MarketEvent } from '../domain/market-events.js'
import type { RecordingFacts } from '../domain/recording.js'
import type { DataSource } from '../domain/source.js'
import type { UnixMs } from '../domain/units.js'

/**
 * A source of market events, live or recorded.
 *
 * `events` is read once per feed. When the source fails, it does not throw: it reports `feed-state`, connects again and
 * goes on. It ends when the signal is aborted, or after `ENDED`. Values are in our units (`domain/market-events.ts`).
 * It leaves out a doubtful value.
 */
export interface MarketFeed {
  readonly name: 'simulated' | 'deribit' | 'replay'
  readonly source: DataSource
  /** Which of several markets of this source, of which each has a history of its own. Left out: there is only one. */
  readonly world?: string
  /** The currencies it carries, the main one first. */
  readonly currencies: readonly string[]
  /** A stream that was not heard for longer is stale. Receive times count. */
  readonly staleAfterMs: number
  /** Only of a feed that plays a recording. */
  readonly recording?: RecordingFacts
  events(signal: AbortSignal): AsyncIterable<MarketEvent>
  /** Somebody watches this expiry closely, until it is disposed. A feed that sends everything ignores it. */
  watchExpiry(currency: string, expiryMs: UnixMs): Disposable
}
