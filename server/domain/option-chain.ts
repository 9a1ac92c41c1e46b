import type { Greeks } from './greeks.js'
import type { InstrumentState, OptionKind } from './instrument.js'
import type { Freshness, LiveHeader, Unpublished, ValueOrigin } from './source.js'
import type { Fraction, UnixMs } from './units.js'

export interface OptionGreeks extends Greeks {
  readonly origin: ValueOrigin
}

/** One option: premiums in the coin and in USD, IVs as fractions. Of a published chain all are at published precision. */
export interface OptionContract {
  readonly symbol: string
  readonly optionKind: OptionKind
  readonly strikeUsd: number
  readonly expiryMs: UnixMs
  /** LOCKED also while the index of its currency is. */
  readonly state: InstrumentState | null
  readonly bidPriceCoin: number | null
  readonly bidPriceUsd: number | null
  readonly bidAmountCoin: number | null
  readonly bidIv: Fraction | null
  readonly askPriceCoin: number | null
  readonly askPriceUsd: number | null
  readonly askAmountCoin: number | null
  readonly askIv: Fraction | null
  readonly markPriceCoin: number | null
  readonly markPriceUsd: number | null
  /** Quote and mark contradict each other, and nothing has confirmed it: nobody trades at the quote. */
  readonly quoteDoubted: boolean
  /** Far from the mark before or its IV from the IV before, or against its own book, and not confirmed: nothing acts on it. */
  readonly markDoubted: boolean
  readonly markIv: Fraction | null
  readonly lastPriceCoin: number | null
  readonly lastPriceUsd: number | null
  readonly greeks: OptionGreeks | null
  readonly quoteIvOrigin: ValueOrigin | null
  readonly openInterestCoin: number | null
  readonly volume24hCoin: number | null
  readonly asOf: UnixMs | null
  /** Bid and ask age for themselves, and so does the mark. */
  readonly quoteAsOf: UnixMs | null
  readonly quoteFreshness: Freshness
  readonly markAsOf: UnixMs | null
  readonly markFreshness: Freshness
}

/**
 * All listed options of one expiry at one moment, sorted by strike, call before put. A contract whose published
 * values did not change is the same object as in the chain before.
 */
export interface OptionChain extends LiveHeader {
  readonly currency: string
  readonly expiryMs: UnixMs
  readonly underlyingPriceUsd: number | null
  readonly underlyingFreshness: Freshness
  readonly indexPriceUsd: number | null
  readonly atmStrikeUsd: number | null
  readonly atmIv: Fraction | null
  readonly openInterest: ChainOpenInterest
  readonly contracts: readonly OptionContract[]
}

/** Open interest over all contracts of an expiry. Null where it is not known of any. */
export interface ChainOpenInterest {
  readonly callsCoin: number | null
  readonly putsCoin: number | null
  /** The most of one contract. */
  readonly largestCoin: number | null
}

/** The same before it is published: what trading reads. */
export type HeardChain = Unpublished<Omit<OptionChain, 'openInterest'>>

/** What a view says of one of its expiries, whichever of its contracts are shown. */
export interface ChainExpiry extends Omit<OptionChain, 'contracts' | 'seq' | 'currency' | 'source' | 'indexPriceUsd'> {
  readonly contractCount: number
}

/**
 * The contracts that a reader asks for, or what changed of them since the event before. They may be of several expiries:
 * what a chain says of itself then is that of the first, but `asOf` is the newest, and STALE is what is so in part.
 */
export interface OptionsChainView extends Omit<OptionChain, 'contracts'> {
  readonly contractCount: number
  /** Nearest first; never empty. */
  readonly expiries: readonly ChainExpiry[]
  readonly whole: boolean
  readonly contracts: readonly OptionContract[]
  readonly removed: readonly string[]
}

export interface ExpirySummaries extends LiveHeader {
  readonly currency: string
  /** Nearest first. */
  readonly expiries: readonly ExpirySummary[]
}

export interface ExpirySummary {
  readonly expiryMs: UnixMs
  readonly daysToExpiry: number | null
  readonly contractCount: number
  readonly atmIv: Fraction | null
  readonly underlyingPriceUsd: number | null
  readonly underlyingFreshness: Freshness
}
