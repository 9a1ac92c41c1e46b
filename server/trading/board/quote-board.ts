import type { MarketData } from '../../domain/market-data.js'
import type { OptionChain } from '../../domain/option-chain.js'
import type { Quote } from '../../domain/quote.js'
import type { UnixMs } from '../../domain/units.js'
import { msPerDay } from '../../domain/units.js'
import { DeliveryPrice } from '../engine/delivery-price.js'
import { optionQuote, perpetualQuote } from './quotes-of.js'

interface CurrencyBoard {
  market: MarketData
  readonly chains: Map<UnixMs, OptionChain>
  readonly delivery: DeliveryPrice
}

/**
 * The newest quote of everything that trades, as published on the bus. What is no longer listed keeps its last quote for
 * a day, as STALE, for whoever still holds it.
 */
export class QuoteBoard {
  readonly #currencies = new Map<string, CurrencyBoard>()
  readonly #quotes = new Map<string, Quote>()

  /** By symbol. */
  get quotes(): ReadonlyMap<string, Quote> {
    return this.#quotes
  }

  takeMarket(market: MarketData): void {
    const board = this.#boardOf(market)
    const { perpetual: before } = board.market
    board.market = market
    if (market.asOf !== null && market.indexPriceUsd !== null) {
      board.delivery.observe(market.asOf, market.indexPriceUsd)
    }
    const quote = perpetualQuote(market)
    if (quote) this.#quotes.set(quote.symbol, quote)
    else if (before) this.#turnStale(before.symbol)
  }

  takeChain(chain: OptionChain): void {
    const board = this.#currencies.get(chain.currency)
    board?.chains.set(chain.expiryMs, chain)
    for (const contract of chain.contracts) {
      const quote = optionQuote(chain, contract)
      if (quote) this.#quotes.set(quote.symbol, quote)
    }
  }

  /** Forgets the chains of a currency that are no longer listed. */
  takeExpiries(currency: string, expiries: readonly UnixMs[]): void {
    const board = this.#currencies.get(currency)
    for (const [expiryMs, { contracts }] of board?.chains ?? []) {
      if (expiries.includes(expiryMs)) continue
      for (const { symbol } of contracts) {
        this.#turnStale(symbol)
        if ((board?.market.asOf ?? 0) > expiryMs + msPerDay) this.#quotes.delete(symbol)
      }
      if ((board?.market.asOf ?? 0) > expiryMs + msPerDay) board?.chains.delete(expiryMs)
    }
  }

  market(currency: string): MarketData | null {
    return this.#currencies.get(currency)?.market ?? null
  }

  /** Those not expired, nearest first. */
  chains(currency: string): readonly OptionChain[] {
    const board = this.#currencies.get(currency)
    const nowMs = board?.market.asOf ?? 0
    return [...(board?.chains.values() ?? [])]
      .filter(({ expiryMs }) => expiryMs > nowMs)
      .sort((a, b) => a.expiryMs - b.expiryMs)
  }

  /** The newest time of the market over all currencies; null before the first. */
  nowMs(): UnixMs | null {
    let newest: UnixMs | null = null
    for (const { market } of this.#currencies.values()) {
      if (market.asOf !== null) newest = Math.max(newest ?? market.asOf, market.asOf)
    }
    return newest
  }

  /** Whether any market is being heard. */
  isLive(): boolean {
    return [...this.#currencies.values()].some(({ market }) => market.freshness === 'LIVE')
  }

  /**
   * What options of a currency that expired at a time are delivered at: the mean of the index over the 30 minutes before
   * it, or, where nothing of these was heard, the index now. Null while that is unknown.
   */
  deliveryPriceUsd(currency: string, expiryMs: UnixMs): number | null {
    const board = this.#currencies.get(currency)
    return board?.delivery.averageUsd(expiryMs) ?? board?.market.indexPriceUsd ?? null
  }

  #boardOf(market: MarketData): CurrencyBoard {
    const known = this.#currencies.get(market.currency)
    if (known) return known
    const made = { market, chains: new Map<UnixMs, OptionChain>(), delivery: new DeliveryPrice() }
    this.#currencies.set(market.currency, made)
    return made
  }

  #turnStale(symbol: string): void {
    const quote = this.#quotes.get(symbol)
    if (quote?.freshness === 'LIVE') this.#quotes.set(symbol, { ...quote, freshness: 'STALE' })
  }
}
