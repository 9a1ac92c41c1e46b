import type { CurrencyInstruments } from '../domain/instrument.js'
import type { MarketData, PricePoint } from '../domain/market-data.js'
import type { FeedState } from '../domain/market-events.js'
import type { ExpirySummaries, OptionChain } from '../domain/option-chain.js'
import type { RecordingFacts } from '../domain/recording.js'
import type { DataSource, Freshness } from '../domain/source.js'
import type { UnixMs } from '../domain/units.js'

export interface FeedStatus {
  readonly name: string
  readonly source: DataSource
  readonly state: FeedState
  /** When the state began, and when the feed tries the source again, both by our clock. */
  readonly sinceMs: UnixMs
  readonly nextAttemptMs: UnixMs | null
  readonly freshness: Freshness
  readonly detail: string | null
  readonly recording: RecordingFacts | null
  readonly lastReceivedMs: UnixMs | null
  readonly currencies: readonly string[]
}

/**
 * The read side of the market: the last published state, at published precision. Currencies are those of
 * `feedStatus().currencies`. For another one, or an expiry that is not listed, the answer is null.
 */
export interface Market {
  marketData(currency: string): MarketData | null
  /** The listed instruments of a currency. The same object until something in it changes. */
  instruments(currency: string): CurrencyInstruments | null
  /** The newest `points` prices of the index, one a second at most, oldest first. */
  indexHistory(currency: string, points: number): readonly PricePoint[]
  /** Listed expiries that have not passed by the market's own clock, nearest first. */
  expiries(currency: string): readonly UnixMs[]
  /** The same with what is known of each. */
  expirySummaries(currency: string): ExpirySummaries | null
  chain(currency: string, expiryMs: UnixMs): OptionChain | null
  feedStatus(): FeedStatus
  /** Whether the feed has delivered any value yet. */
  ready(): boolean
}
