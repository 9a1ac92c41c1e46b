import type { OrderSide } from '../../domain/order.js'
import type { Quote } from '../../domain/quote.js'
import { roundTo } from '../../lib/round.js'

interface Taken {
  readonly priceUsd: number | null
  readonly quantityCoin: number | null
  readonly takenCoin: number
}

/**
 * What an account took of the quotes that still stand. A quote is a new one when its price or its size differs; until
 * then what was taken of it is gone, so that nobody fills twice against the same size.
 */
export class TakenQuotes {
  readonly #taken = new Map<string, Taken>()

  /** How much of this very quote is gone, in the coin. */
  of(quote: Quote, side: OrderSide): number {
    const taken = this.#taken.get(keyOf(quote, side))
    const { priceUsd, quantityCoin } = offerOf(quote, side)
    return taken?.priceUsd === priceUsd && taken.quantityCoin === quantityCoin ? taken.takenCoin : 0
  }

  take(quote: Quote, side: OrderSide, quantityCoin: number): void {
    const takenCoin = roundTo(this.of(quote, side) + quantityCoin, 8)
    this.#taken.set(keyOf(quote, side), { ...offerOf(quote, side), takenCoin })
  }
}

function keyOf({ symbol }: Quote, side: OrderSide): string {
  return `${side}:${symbol}`
}

function offerOf(quote: Quote, side: OrderSide): Pick<Taken, 'priceUsd' | 'quantityCoin'> {
  return side === 'BUY'
    ? { priceUsd: quote.askPriceUsd, quantityCoin: quote.askQuantityCoin }
    : { priceUsd: quote.bidPriceUsd, quantityCoin: quote.bidQuantityCoin }
}
