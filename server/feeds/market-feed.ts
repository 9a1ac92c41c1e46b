import type { MarketEvent } from '../domain/market-events.js'
import type { RecordingFacts } from '../domain/recording.js'
import type { DataSource } from '../domain/source.js'
import type { UnixMs } from '../domain/units.js'

/**
 * A source of market events, live or recorded.
 *
 * `events` never throws for what the source does: it reports `feed-state`, reconnects and goes on. It ends when the
 * signal is aborted, or after `ENDED`. Values are in our units (`domain/market-events.ts`); a doubtful value is left
 * out. It is read once per feed.
 */
export interface MarketFeed {
  readonly name: 'simulated' | 'deribit' | 'replay'
  readonly source: DataSource
  /** The currencies it carries, the main one first. */
  readonly currencies: readonly string[]
  /** A stream not heard for so long, by receive time, is stale. */
  readonly staleAfterMs: number
  /** Of a feed that plays one. */
  readonly recording?: RecordingFacts
  events(signal: AbortSignal): AsyncIterable<MarketEvent>
  /** Says that somebody watches this expiry closely, until disposed. A feed that sends everything ignores it. */
  watchExpiry(currency: string, expiryMs: UnixMs): Disposable
}
