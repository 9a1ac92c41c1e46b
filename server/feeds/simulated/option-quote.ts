import type { Fraction } from '../../domain/units.js'
import { roundTo } from '../../lib/round.js'
import { impliedVol } from '../../pricing/implied-vol.js'
import type { FairValue } from './fair-value.js'
import type { Random } from './random.js'
import { ceilToTick, floorToTick, nextTick, optionTickSize } from './tick-size.js'

/** One side of an option's market, in the coin. */
export interface OptionQuote {
  readonly price: number
  readonly amountCoin: number
}

/** Bid and ask of an option; null where nobody quotes. */
export interface OptionQuotes {
  readonly bid: OptionQuote | null
  readonly ask: OptionQuote | null
}

export interface QuoteSettings {
  readonly lotCoin: number
  readonly typicalQuoteLots: number
  /** From 0 to 1. A contract keeps it for ever. Contracts with little interest lose their quotes first. */
  readonly interest: number
}

/** How far from the money, in deviations, quotes begin to be missing. */
const bidsThinOut = 2.2
const asksThinOut = { inTheMoney: 3.2, outOfTheMoney: 7 }
const amountChange = 0.12
/** A quote stays while its distance from its target is at most this share of the half spread. */
const patience = 0.45

/**
 * The quotes around a fair value. The bid is not above it, the ask is not below it, they never cross, and both are on
 * the price steps. A quote stays while it is near enough to where its maker wants it.
 */
export function quoteOption(
  fair: FairValue,
  before: OptionQuotes,
  settings: QuoteSettings,
  random: Random,
): OptionQuotes {
  const half = halfSpreadCoin(fair)
  const fairCoin = fair.premiumCoin
  const isKept = (quote: OptionQuote, target: number) => Math.abs(quote.price - target) <= patience * half
  const amount = () => drawAmount(settings, random)
  const side = (quote: OptionQuote | null, price: number): OptionQuote =>
    quote?.price === price && !random.chance(amountChange) ? quote : { price, amountCoin: amount() }

  const kept =
    before.bid && before.bid.price <= fairCoin && isKept(before.bid, fairCoin - half) ? before.bid.price : null
  const bidPrice = kept ?? floorToTick(Math.max(0, fairCoin - half), optionTickSize)
  const hasBid = bidPrice > 0 && isQuoted(fair, settings.interest, bidsThinOut)
  const keptAsk =
    before.ask && before.ask.price >= fairCoin && isKept(before.ask, fairCoin + half) ? before.ask.price : null
  const askPrice = Math.max(keptAsk ?? ceilToTick(fairCoin + half, optionTickSize), nextTick(bidPrice, optionTickSize))
  const thinOut = Math.abs(fair.greeks.delta) > 0.5 ? asksThinOut.inTheMoney : asksThinOut.outOfTheMoney
  return {
    bid: hasBid ? side(before.bid, bidPrice) : null,
    ask: isQuoted(fair, 1 - settings.interest, thinOut) ? side(before.ask, askPrice) : null,
  }
}

/** Volatility of a published price, with four decimals. Null below intrinsic value. */
export function quoteIv(quote: OptionQuote | null, { inputs }: FairValue): Fraction | null {
  if (!quote) return null
  const iv = impliedVol({ ...inputs, premiumUsd: quote.price * inputs.forwardUsd })
  const rounded = iv === null ? 0 : roundTo(iv, 4)
  return rounded > 0 ? rounded : null
}

/** A maker earns a part of a volatility point, more of it away from the money, and something for the hedge. */
function halfSpreadCoin({ inputs, greeks, deviations }: FairValue): number {
  const volPoints = 0.3 + 0.2 * Math.min(9, deviations * deviations)
  const hedge = 5e-5 * Math.abs(greeks.delta)
  return Math.max(0.00004, (volPoints * greeks.vega) / inputs.forwardUsd + hedge)
}

function isQuoted({ inputs, deviations }: FairValue, interest: number, thinOut: number): boolean {
  return inputs.yearsToExpiry > 0 && interest > 0.25 * (Math.abs(deviations) - thinOut)
}

function drawAmount({ lotCoin, typicalQuoteLots }: QuoteSettings, random: Random): number {
  const lots = Math.max(1, Math.round(typicalQuoteLots * Math.exp(0.9 * random.normal())))
  return roundTo(lots * lotCoin, 1)
}
