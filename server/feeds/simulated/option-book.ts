import type { ListedOption } from '../../domain/instrument.js'
import type { OptionValues } from '../../domain/market-events.js'
import type { UnixMs } from '../../domain/units.js'
import { roundTo } from '../../lib/round.js'
import { changedOptionValues } from './changed-values.js'
import { fairValue, publishedGreeks, type ExpiryMarket, type FairValue } from './fair-value.js'
import type { MarketSettings } from './market-settings.js'
import { quoteIv, quoteOption, type OptionQuotes } from './option-quote.js'
import type { Random } from './random.js'

/** What decides when an option is priced next, and how much it trades. */
interface PricingBasis {
  readonly forwardUsd: number
  readonly atmVol: number
  readonly years: number
  readonly delta: number
  readonly vega: number
  readonly deviations: number
  readonly premiumCoin: number
}

/** One listed option: its market, and what was sent of it last. */
export interface OptionBook {
  readonly instrument: ListedOption
  readonly interest: number
  quotes: OptionQuotes
  lastPrice: number | null
  openInterestLots: number
  volumeLots: number
  /** What it was last priced with. Null before the first time. */
  basis: PricingBasis | null
  published: OptionValues | null
  /** It is priced again at this time at the latest. */
  dueMs: UnixMs
}

/** A book that has not yet quoted or traded. */
export function createOptionBook(instrument: ListedOption, random: Random): OptionBook {
  return {
    instrument,
    interest: random.next(),
    quotes: { bid: null, ask: null },
    lastPrice: null,
    openInterestLots: 0,
    volumeLots: 0,
    basis: null,
    published: null,
    dueMs: 0,
  }
}

const nearDeviations = 0.35
const nearYears = 10 / 365
const longestSilenceMs = 45_000

/**
 * Whether an option is priced again. An option at the money of a near expiry always is. The others are when their price
 * would have moved by about half a tick, which differs a little between them, or after a while. So options far from the
 * money, and expensive ones, change seldom.
 */
export function isDue({ basis, dueMs, interest }: OptionBook, market: ExpiryMarket, nowMs: UnixMs): boolean {
  if (!basis || nowMs >= dueMs || market.years <= 0) return true
  if (market.years < nearYears && Math.abs(basis.deviations) < nearDeviations) return true
  const forwardMove = basis.delta * (market.forwardUsd - basis.forwardUsd)
  const volMove = basis.vega * 100 * (market.atmVol - basis.atmVol)
  const patience = (3e-5 + 1e-4 * Math.abs(basis.delta)) * (0.6 + 0.8 * interest)
  return Math.abs(forwardMove + volMove) > patience * basis.forwardUsd
}

/** Prices and quotes an option again. Answers what changed of its published values; null when nothing did. */
export function refresh(
  book: OptionBook,
  market: ExpiryMarket,
  nowMs: UnixMs,
  { options }: MarketSettings,
  random: Random,
): Partial<OptionValues> | null {
  const fair = fairValue(book.instrument, market)
  book.quotes = quoteOption(fair, book.quotes, { ...options, interest: book.interest }, random)
  book.basis = basisOf(fair, market)
  book.dueMs = nowMs + Math.round(longestSilenceMs * (0.4 + 0.6 * random.next()))
  const before = book.published
  book.published = valuesOf(book, fair, options.lotCoin)
  return before ? changedOptionValues(before, book.published) : book.published
}

function basisOf(
  { greeks, deviations, premiumCoin }: FairValue,
  { forwardUsd, atmVol, years }: ExpiryMarket,
): PricingBasis {
  return { forwardUsd, atmVol, years, delta: greeks.delta, vega: greeks.vega, deviations, premiumCoin }
}

function valuesOf(book: OptionBook, fair: FairValue, lotCoin: number): OptionValues {
  const { quotes } = book
  return {
    bidPrice: quotes.bid?.price ?? null,
    bidAmountCoin: quotes.bid?.amountCoin ?? null,
    bidIv: quoteIv(quotes.bid, fair),
    askPrice: quotes.ask?.price ?? null,
    askAmountCoin: quotes.ask?.amountCoin ?? null,
    askIv: quoteIv(quotes.ask, fair),
    markPrice: roundTo(fair.premiumCoin, 4),
    markIv: fair.inputs.iv,
    lastPrice: book.lastPrice,
    underlyingPriceUsd: fair.inputs.forwardUsd,
    greeks: publishedGreeks(fair.greeks, book.published?.greeks ?? null),
    openInterestCoin: roundTo(book.openInterestLots * lotCoin, 1),
    volume24hCoin: roundTo(book.volumeLots * lotCoin, 1),
  }
}
