import { addCoin } from '../../domain/coin.js'
import type { OrderSide } from '../../domain/order.js'
import type { Quote } from '../../domain/quote.js'
import { isQuotedInCoin } from '../engine/match-order.js'

interface Taken {
  readonly symbol: string
  readonly side: OrderSide
  /** In the unit of the instrument's book. */
  readonly price: number | null
  readonly quantityCoin: number | null
  readonly takenCoin: number
}

/**
 * What an account took of quotes that still stand. So nobody fills twice against the same size. A quote counts as new when its
 * price in its own book (in the coin for inverse options) or its size changes.
 */
export class TakenQuotes {
  readonly #taken = new Map<string, Taken>()
  readonly #before: TakenQuotes | null

  constructor(before: TakenQuotes | null = null) {
    this.#before = before
  }

  /** How much of this very quote is gone, in the coin. */
  of(quote: Quote, side: OrderSide): number {
    const taken = this.#find(keyOf(quote, side))
    return taken && isOf(taken, quote) ? taken.takenCoin : 0
  }

  take(quote: Quote, side: OrderSide, quantityCoin: number): void {
    const takenCoin = addCoin(this.of(quote, side), quantityCoin)
    this.#taken.set(keyOf(quote, side), { symbol: quote.symbol, side, ...offerOf(quote, side), takenCoin })
  }

  /** A copy for a step. What is taken from it counts here only after `takeOver`. */
  draft(): TakenQuotes {
    return new TakenQuotes(this)
  }

  takeOver(draft: TakenQuotes): void {
    for (const [key, taken] of draft.#taken) this.#taken.set(key, taken)
  }

  /** Forgets quotes that no longer stand. When one of them comes back, it counts as new. */
  follow(quotes: ReadonlyMap<string, Quote>): void {
    for (const [key, taken] of this.#taken) {
      const quote = quotes.get(taken.symbol)
      if (!quote || !isOf(taken, quote)) this.#taken.delete(key)
    }
  }

  #find(key: string): Taken | undefined {
    const before = this.#before
    return this.#taken.get(key) ?? (before ? before.#find(key) : undefined)
  }
}

function keyOf({ symbol }: Quote, side: OrderSide): string {
  return `${side}:${symbol}`
}

function isOf(taken: Taken, quote: Quote): boolean {
  const { price, quantityCoin } = offerOf(quote, taken.side)
  return taken.price === price && taken.quantityCoin === quantityCoin
}

function offerOf(quote: Quote, side: OrderSide): Pick<Taken, 'price' | 'quantityCoin'> {
  const inCoin = isQuotedInCoin(quote.symbol)
  return side === 'BUY'
    ? { price: inCoin ? quote.askPriceCoin : quote.askPriceUsd, quantityCoin: quote.askQuantityCoin }
    : { price: inCoin ? quote.bidPriceCoin : quote.bidPriceUsd, quantityCoin: quote.bidQuantityCoin }
}
