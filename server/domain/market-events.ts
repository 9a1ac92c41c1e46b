import type { Greeks } from './greeks.js'
import type { InstrumentState, ListedInstrument } from './instrument.js'
import type { Fraction, UnixMs } from './units.js'

/** When something happened by the exchange's clock, and when we heard of it by ours. */
export interface EventTimes {
  readonly eventTimeMs: UnixMs
  readonly receivedTimeMs: UnixMs
}

/**
 * What is listed of one currency: all options, all perpetuals, or both. It replaces what was listed before of the kinds
 * that are in it.
 */
export interface ListingEvent extends EventTimes {
  readonly type: 'listing'
  readonly currency: string
  readonly instruments: readonly ListedInstrument[]
}

export interface IndexEvent extends EventTimes {
  readonly type: 'index'
  readonly currency: string
  /** Null: what was said of it is not believed. */
  readonly priceUsd: number | null
}

export interface VolatilityIndexEvent extends EventTimes {
  readonly type: 'volatility-index'
  readonly currency: string
  /** As the price of an index. */
  readonly volatility: Fraction | null
}

/** A perpetual's values. Null means: said to be missing, or not believed. */
export interface PerpetualValues {
  readonly bidPriceUsd: number | null
  readonly bidAmountUsd: number | null
  readonly askPriceUsd: number | null
  readonly askAmountUsd: number | null
  readonly markPriceUsd: number | null
  readonly lastPriceUsd: number | null
  readonly change24hPct: number | null
  readonly high24hUsd: number | null
  readonly low24hUsd: number | null
  readonly volume24hCoin: number | null
  readonly volume24hUsd: number | null
  readonly openInterestUsd: number | null
  readonly fundingRate8h: Fraction | null
  readonly fundingPaid8h: Fraction | null
}

/** What changed of a perpetual; a field left out was not spoken of. */
export interface PerpetualEvent extends EventTimes {
  readonly type: 'perpetual'
  readonly currency: string
  readonly symbol: string
  readonly values: Partial<PerpetualValues>
  /** Left out where it was not spoken of. */
  readonly state?: InstrumentState
}

/**
 * An option's values. Prices are in the instrument's `premiumUnit`, amounts and open interest in the coin,
 * volatilities fractions. Null means: said to be missing, or not believed.
 */
export interface OptionValues {
  readonly bidPrice: number | null
  readonly bidAmountCoin: number | null
  readonly askPrice: number | null
  readonly askAmountCoin: number | null
  /** The exchange's own IV of the quote of the same message; never sent without that quote. */
  readonly bidIv: Fraction | null
  readonly askIv: Fraction | null
  readonly markPrice: number | null
  readonly markIv: Fraction | null
  readonly lastPrice: number | null
  /** Forward of the option's expiry. */
  readonly underlyingPriceUsd: number | null
  readonly greeks: Greeks | null
  readonly openInterestCoin: number | null
  readonly volume24hCoin: number | null
}

/** What one message said of one option; a field left out was not spoken of. */
export interface OptionUpdate {
  readonly symbol: string
  readonly eventTimeMs: UnixMs
  readonly values: Partial<OptionValues>
  /** Left out where it was not spoken of. */
  readonly state?: InstrumentState
}

/**
 * Options of one currency that changed together. A quote without `bidIv`/`askIv` in the same update has no
 * exchange IV any more.
 */
export interface OptionsEvent {
  readonly type: 'options'
  readonly currency: string
  readonly receivedTimeMs: UnixMs
  readonly updates: readonly OptionUpdate[]
  /**
   * What of the currency's options that are not named is as it was said last: the marks, on a channel that names only
   * those that changed; all of it, from a source that speaks of every change.
   */
  readonly confirms?: 'MARKS' | 'ALL'
}

/** The exchange halts an instrument, or lets it trade again. */
interface InstrumentStateEvent extends EventTimes {
  readonly type: 'instrument-state'
  readonly currency: string
  readonly symbol: string
  readonly state: InstrumentState
}

/** The exchange locks the index of a currency, or unlocks it: nothing that is priced by a locked one trades. */
interface IndexLockEvent extends EventTimes {
  readonly type: 'index-lock'
  readonly currency: string
  readonly locked: boolean
}

/** At what the exchange delivered the options of a currency that expired at a time. */
export interface DeliveryPriceEvent extends EventTimes {
  readonly type: 'delivery-price'
  readonly currency: string
  readonly expiryMs: UnixMs
  readonly priceUsd: number
}

export type FeedState = 'CONNECTING' | 'LIVE' | 'RECONNECTING' | 'ENDED'

/** What the feed is doing. Anything but LIVE makes all its values stale. `detail` says why, for people. */
export interface FeedStateEvent {
  readonly type: 'feed-state'
  readonly state: FeedState
  readonly detail: string | null
  /** How soon it tries its source again; left out where that is not planned. */
  readonly retryInMs?: number
}

/** Forget everything: what follows is another history (a recording that starts over). */
interface ResetEvent {
  readonly type: 'reset'
}

export type MarketEvent =
  | ListingEvent
  | IndexEvent
  | VolatilityIndexEvent
  | PerpetualEvent
  | OptionsEvent
  | InstrumentStateEvent
  | IndexLockEvent
  | DeliveryPriceEvent
  | FeedStateEvent
  | ResetEvent
