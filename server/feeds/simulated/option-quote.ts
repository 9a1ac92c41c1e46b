import type { Fraction, UnixMs } from '../../domain/units.js'
import { roundTo } from '../../lib/round.js'
import { impliedVol } from '../../pricing/implied-vol.js'
import type { FairValue } from './fair-value.js'
import { normalAt, uniformAt, type RandomKey } from './hashed-random.js'
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

/** Who quotes an option, and how much. */
export interface OptionMaker {
  readonly lotCoin: number
  readonly typicalQuoteLots: number
  /** From 0 to 1. A contract keeps it for ever. Contracts with little interest lose their quotes first. */
  readonly interest: number
  /** The contract's own. */
  readonly key: RandomKey
}

/** How far from the money, in deviations, quotes begin to be missing. */
const bidsThinOut = 2.2
const asksThinOut = { inTheMoney: 3.2, outOfTheMoney: 7 }
/** How long an amount stays on average while its price does. */
const amountLifeMs = 30_000
const sides = { bid: 1, ask: 2 }

/**
 * The quotes around a fair value. The bid is not above it, the ask is not below it, they never cross, and both are on
 * the price steps. So a quote stays while its maker wants it within the same step.
 */
export function quoteOption(fair: FairValue, maker: OptionMaker, timeMs: UnixMs): OptionQuotes {
  const half = halfSpreadCoin(fair)
  const bidPrice = floorToTick(Math.max(0, fair.premiumCoin - half), optionTickSize)
  const askPrice = Math.max(ceilToTick(fair.premiumCoin + half, optionTickSize), nextTick(bidPrice, optionTickSize))
  const hasBid = bidPrice > 0 && isQuoted(fair, maker.interest, bidsThinOut)
  const thinOut = Math.abs(fair.greeks.delta) > 0.5 ? asksThinOut.inTheMoney : asksThinOut.outOfTheMoney
  const hasAsk = isQuoted(fair, 1 - maker.interest, thinOut)
  return {
    bid: hasBid ? { price: bidPrice, amountCoin: amountCoin('bid', bidPrice, timeMs, maker) } : null,
    ask: hasAsk ? { price: askPrice, amountCoin: amountCoin('ask', askPrice, timeMs, maker) } : null,
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

/** Another price has another amount, and after a while so has the same price. */
function amountCoin(
  side: keyof typeof sides,
  price: number,
  timeMs: UnixMs,
  { lotCoin, typicalQuoteLots, key }: OptionMaker,
): number {
  const tick = Math.round(price / optionTickSize.base)
  const age = Math.floor(timeMs / amountLifeMs + uniformAt(key, sides[side], tick))
  const size = Math.exp(0.9 * normalAt(key, sides[side] + 2 * tick, age))
  return roundTo(Math.max(1, Math.round(typicalQuoteLots * size)) * lotCoin, 1)
}
