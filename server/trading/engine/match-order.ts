import { subtractCoin } from '../../domain/coin.js'
import type { Liquidity } from '../../domain/fill.js'
import { isTrading } from '../../domain/instrument.js'
import type { Order } from '../../domain/order.js'
import type { Quote } from '../../domain/quote.js'
import type { RefusalOf } from '../../domain/refusal.js'
import { withoutDust } from '../../lib/round.js'
import { tradedInstrument } from './instrument-rules.js'

/** What matching needs to know of an order. */
export interface OrderFacts extends Pick<
  Order,
  'symbol' | 'side' | 'type' | 'timeInForce' | 'limitPriceUsd' | 'limitPriceCoin'
> {
  readonly remainingCoin: number
  /** Whether it has been waiting in the book: false when it has just arrived. */
  readonly resting: boolean
}

/** Why an order cannot be matched now. */
export type MatchRefusal = RefusalOf<'InstrumentHalted' | 'StalePrice' | 'NoQuote' | 'NotEnoughOffered'>

export interface Match {
  /** Possibly less than wanted. */
  readonly quantityCoin: number
  readonly priceUsd: number
  /** Of an inverse option; null otherwise. */
  readonly priceCoin: number | null
  readonly liquidity: Exclude<Liquidity, 'DELIVERY'>
}

/** A limit that the quote does not reach, or a quote of which nothing is left: the order waits, or is dropped. */
export interface NoMatch {
  readonly nothing: true
}

const nothing: NoMatch = { nothing: true }

/**
 * Matches an order with the live quote. An order that arrives takes the opposite quote at the price of the quote; a limit order
 * does so only when that price is within its limit. A resting limit order fills at its limit when the opposite quote reaches
 * it. No depth is made up: an order fills no more than the size at the quote, less `takenCoin`, which this account took of this
 * very quote before. Where the exchange did not say the size, the quote fills the whole order. A resting order is never
 * refused, it waits. Throws a RangeError for a quote of another symbol and for a limit order without its limit.
 */
export function matchOrder(order: OrderFacts, quote: Quote, takenCoin: number): Match | NoMatch | MatchRefusal {
  if (quote.symbol !== order.symbol) throw new RangeError(`A quote of ${quote.symbol} for an order in ${order.symbol}`)
  const unusable = refusalOf(order.symbol, quote)
  if (unusable) return order.resting ? nothing : unusable
  const offer = offerTo(order, quote)
  const price = order.type === 'MARKET' ? takerPrice(order, offer) : limitOrderPrice(order, offer, quote)
  if (price) return sized(order, price, leftOf(offer, takenCoin))
  return order.type === 'MARKET' ? noQuote(order) : nothing
}

/** The side of the quote that an order meets. */
interface Offer {
  readonly priceUsd: number | null
  readonly priceCoin: number | null
  readonly quantityCoin: number | null
}

type MatchPrice = Omit<Match, 'quantityCoin'>

function offerTo({ side }: OrderFacts, quote: Quote): Offer {
  return side === 'BUY'
    ? { priceUsd: quote.askPriceUsd, priceCoin: quote.askPriceCoin, quantityCoin: quote.askQuantityCoin }
    : { priceUsd: quote.bidPriceUsd, priceCoin: quote.bidPriceCoin, quantityCoin: quote.bidQuantityCoin }
}

function refusalOf(symbol: string, quote: Quote): MatchRefusal | null {
  const { state, freshness, markPriceUsd, underlyingPriceUsd, asOf } = quote
  if (state !== null && !isTrading(state)) {
    return { refused: 'InstrumentHalted', symbol, state, message: `${symbol} does not trade at present: ${state}` }
  }
  if (freshness === 'STALE') return { refused: 'StalePrice', asOf, message: `The prices of ${symbol} are stale` }
  if (markPriceUsd === null) return { refused: 'NoQuote', message: `${symbol} has no mark price to value it at` }
  if (underlyingPriceUsd === null) return { refused: 'NoQuote', message: `${symbol} has no forward to margin it by` }
  return null
}

function noQuote({ symbol, side }: OrderFacts): MatchRefusal {
  return { refused: 'NoQuote', message: `Nobody ${side === 'BUY' ? 'offers' : 'bids for'} ${symbol}` }
}

function takerPrice({ symbol }: OrderFacts, { priceUsd, priceCoin }: Offer): MatchPrice | null {
  if (priceUsd === null || (priceCoin === null && isQuotedInCoin(symbol))) return null
  return { priceUsd, priceCoin, liquidity: 'TAKER' }
}

function limitOrderPrice(order: OrderFacts, offer: Offer, quote: Quote): MatchPrice | null {
  const inCoin = isQuotedInCoin(order.symbol)
  const limit = inCoin ? order.limitPriceCoin : order.limitPriceUsd
  if (limit === null) throw new RangeError(`A limit order in ${order.symbol} without a limit`)
  const offered = inCoin ? offer.priceCoin : offer.priceUsd
  if (offered === null || (order.side === 'BUY' ? offered > limit : offered < limit)) return null
  if (!order.resting) return takerPrice(order, offer)
  if (!inCoin) return { priceUsd: limit, priceCoin: null, liquidity: 'MAKER' }
  const { underlyingPriceUsd } = quote
  if (underlyingPriceUsd === null) return null
  return { priceUsd: withoutDust(limit * underlyingPriceUsd), priceCoin: limit, liquidity: 'MAKER' }
}

/** Null where the exchange did not say. */
function leftOf({ quantityCoin }: Offer, takenCoin: number): number | null {
  return quantityCoin === null ? null : Math.max(subtractCoin(quantityCoin, takenCoin), 0)
}

function sized(order: OrderFacts, price: MatchPrice, leftCoin: number | null): Match | NoMatch | MatchRefusal {
  const quantityCoin = Math.min(order.remainingCoin, leftCoin ?? Infinity)
  const isShort = quantityCoin < order.remainingCoin
  const needsMore = (order.timeInForce === 'FOK' && isShort) || (order.type === 'MARKET' && quantityCoin === 0)
  if (needsMore) return order.resting ? nothing : tooLarge(order, quantityCoin)
  return quantityCoin === 0 ? nothing : { quantityCoin, ...price }
}

function tooLarge({ symbol, side, remainingCoin }: OrderFacts, leftCoin: number): MatchRefusal {
  const place = side === 'BUY' ? 'offered at the best ask' : 'wanted at the best bid'
  const message = `Only ${leftCoin} of ${symbol} ${place}, the order is for ${remainingCoin}`
  return { refused: 'NotEnoughOffered', offeredCoin: leftCoin, message }
}

/** Inverse options have their book in the coin. */
export function isQuotedInCoin(symbol: string): boolean {
  const { kind, settlement } = tradedInstrument(symbol)
  return kind === 'OPTION' && settlement === 'INVERSE'
}
