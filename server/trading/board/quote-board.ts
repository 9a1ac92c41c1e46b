import type { Delivery } from '../../domain/fill.js'
import type { CurrencyInstruments, ListedInstrument, OptionInstrument } from '../../domain/instrument.js'
import type { HeardMarket } from '../../domain/market-data.js'
import type { HeardChain } from '../../domain/option-chain.js'
import type { Quote } from '../../domain/quote.js'
import { msPerDay, msPerMinute, type UnixMs } from '../../domain/units.js'
import { DeliveryPrice } from '../engine/delivery-price.js'
import { heardMs } from '../engine/heard-time.js'
import { instrumentOf } from '../engine/instrument-rules.js'
import { optionQuote, perpetualQuote } from './quotes-of.js'
import { RememberedMarks, withoutMark } from './remembered-marks.js'

/** How long the exchange may take to tell a delivery price, before the first index after the expiry is used. */
const tellingMs = 10 * msPerMinute

type Expiring = Pick<OptionInstrument, 'currency' | 'expiryMs'>

interface CurrencyBoard {
  market: HeardMarket | null
  /** The listed expiries. Null until they are known: until then every expiry that is quoted counts as listed. */
  listed: readonly UnixMs[] | null
  readonly chains: Map<UnixMs, HeardChain>
  readonly delivery: DeliveryPrice
}

/**
 * The newest quote of everything that trades, as heard, not rounded. An instrument that is no longer listed keeps its last
 * quote as STALE for a day, for accounts that still hold it.
 */
export class QuoteBoard {
  readonly #currencies = new Map<string, CurrencyBoard>()
  readonly #quotes = new Map<string, Quote>()
  readonly #remembered = new RememberedMarks()
  readonly #instruments = new Map<string, ListedInstrument>()
  readonly #liveMs = new Map<string, number>()

  /** By symbol. */
  get quotes(): ReadonlyMap<string, Quote> {
    return this.#quotes
  }

  /** What the exchange lists, by symbol. */
  get instruments(): ReadonlyMap<string, ListedInstrument> {
    return this.#instruments
  }

  /**
   * How much market time passed while a perpetual was heard, by symbol. Time between two LIVE markets counts, but no time next
   * to a STALE one or across a gap. It counts from the start of the server, so only differences mean something.
   */
  get liveMs(): ReadonlyMap<string, number> {
    return this.#liveMs
  }

  takeMarket(market: HeardMarket): void {
    const board = this.#boardOf(market.currency)
    const before = board.market?.perpetual
    this.#countLive(board.market, market)
    if (isAnotherHistory(board.market, market)) board.delivery.reset()
    board.market = market
    const { indexPriceUsd, indexAsOf, timeMs } = market
    const isConfirmed = indexAsOf !== null && timeMs !== null && indexAsOf <= timeMs
    if (isConfirmed && indexPriceUsd !== null) board.delivery.observe(indexAsOf, indexPriceUsd)
    const quote = perpetualQuote(market)
    if (quote) this.#take(quote, market.timeMs ?? quote.asOf)
    if (before && before.symbol !== quote?.symbol) this.#turnStale(before.symbol)
  }

  takeChain(chain: HeardChain): void {
    const board = this.#boardOf(chain.currency)
    const before = board.chains.get(chain.expiryMs)
    board.chains.set(chain.expiryMs, chain)
    this.#takeContracts(board, chain)
    for (const symbol of leftOut(before, chain)) this.#turnStale(symbol)
  }

  /** Takes in all that is listed of a currency. Quotes of its other instruments are STALE from now on. */
  takeInstruments({ currency, instruments }: CurrencyInstruments): void {
    for (const [symbol, one] of this.#instruments) {
      if (one.currency !== currency || instruments.has(symbol)) continue
      this.#instruments.delete(symbol)
      this.#turnStale(symbol)
    }
    for (const [symbol, one] of instruments) this.#instruments.set(symbol, one)
  }

  /** Takes in the listed expiries of a currency. Quotes of its other expiries are STALE from now on. */
  takeExpiries(currency: string, expiries: readonly UnixMs[]): void {
    const board = this.#boardOf(currency)
    board.listed = expiries
    for (const chain of board.chains.values()) {
      if (isListed(board, chain) || !isLongGone(board, chain)) this.#takeContracts(board, chain)
      else this.#forget(board, chain)
    }
  }

  /** Takes in a quote from before the start, unless the market was heard since, or a later one from before the start is known. */
  remember(quote: Quote): void {
    const known = this.#quotes.get(quote.symbol)
    if (known && !(this.#remembered.has(known) && quote.asOf > known.asOf)) return
    this.#remembered.add(quote)
    this.#quotes.set(quote.symbol, quote)
  }

  market(currency: string): HeardMarket | null {
    return this.#currencies.get(currency)?.market ?? null
  }

  /** The chains that are listed and have not expired, nearest first. */
  chains(currency: string): readonly HeardChain[] {
    const board = this.#boardOf(currency)
    const nowMs = board.market?.timeMs ?? 0
    return [...board.chains.values()]
      .filter((chain) => chain.expiryMs > nowMs && isListed(board, chain))
      .sort((a, b) => a.expiryMs - b.expiryMs)
  }

  /** The newest time of any market: the clock of the accounts, which trade in all of them. Null before the first. */
  newestTimeMs(): UnixMs | null {
    let newest: UnixMs | null = null
    for (const { market } of this.#currencies.values()) {
      const timeMs = market?.timeMs ?? null
      if (timeMs !== null) newest = Math.max(newest ?? timeMs, timeMs)
    }
    return newest
  }

  /** Whether any market is being heard. */
  isLive(): boolean {
    return [...this.#currencies.values()].some(({ market }) => market?.freshness === 'LIVE')
  }

  /** By the clock of its own currency. The time of another currency lets nothing expire. */
  hasExpired({ currency, expiryMs }: Expiring): boolean {
    return (this.market(currency)?.timeMs ?? -Infinity) >= expiryMs
  }

  /**
   * The price at which an expired option is delivered: the one that the exchange has told, or else the mean of the index over
   * the last 30 minutes. When too little of the index was heard for a mean, the exchange has ten minutes of heard market to tell
   * its price. After that it is the first index after the expiry. Null until then.
   */
  delivery(option: Expiring): Delivery | null {
    const { currency, expiryMs } = option
    const board = this.#currencies.get(currency)
    const timeMs = board?.market?.timeMs ?? null
    if (!board?.market || timeMs === null || !this.hasExpired(option)) return null
    const told = board.market.deliveryPricesUsd.get(expiryMs)
    if (told !== undefined) return { priceUsd: told, origin: 'EXCHANGE' }
    const averageUsd = board.delivery.averageUsd(expiryMs)
    if (averageUsd !== null) return { priceUsd: averageUsd, origin: 'AVERAGE' }
    const first = board.delivery.firstAfter(expiryMs)
    return first && timeMs >= first.timeMs + tellingMs ? { priceUsd: first.priceUsd, origin: 'LATE' } : null
  }

  #boardOf(currency: string): CurrencyBoard {
    const known = this.#currencies.get(currency)
    if (known) return known
    const made: CurrencyBoard = {
      market: null,
      listed: null,
      chains: new Map(),
      delivery: new DeliveryPrice(),
    }
    this.#currencies.set(currency, made)
    return made
  }

  #countLive(before: HeardMarket | null, now: HeardMarket): void {
    if (now.perpetual === null) return
    const { symbol } = now.perpetual
    const passedMs = isLive(before) && isLive(now) ? heardMs(before.asOf ?? Infinity, now.asOf ?? 0) : 0
    this.#liveMs.set(symbol, (this.#liveMs.get(symbol) ?? 0) + passedMs)
  }

  #takeContracts(board: CurrencyBoard, chain: HeardChain): void {
    for (const contract of chain.contracts) {
      const quote = optionQuote(chain, contract, isListed(board, chain))
      if (quote) this.#take(quote, board.market?.timeMs ?? quote.asOf)
    }
  }

  /** Keeps the last known mark and forward, at which positions count while the present ones are unknown. */
  #take(heard: Quote, timeMs: UnixMs): void {
    const quote = this.#remembered.believes(heard, timeMs) ? heard : withoutMark(heard)
    const known = this.#quotes.get(quote.symbol)
    this.#quotes.set(quote.symbol, {
      ...quote,
      lastMarkPriceUsd: quote.lastMarkPriceUsd ?? known?.lastMarkPriceUsd ?? null,
      lastUnderlyingPriceUsd: quote.lastUnderlyingPriceUsd ?? known?.lastUnderlyingPriceUsd ?? null,
    })
  }

  /** Forgets a chain, and all quotes of its expiry. */
  #forget(board: CurrencyBoard, { currency, expiryMs }: HeardChain): void {
    for (const symbol of this.#quotes.keys()) {
      const instrument = instrumentOf(symbol)
      if (instrument?.kind !== 'OPTION') continue
      const { option } = instrument
      if (option.currency === currency && option.expiryMs === expiryMs) this.#quotes.delete(symbol)
    }
    board.chains.delete(expiryMs)
  }

  #turnStale(symbol: string): void {
    const quote = this.#quotes.get(symbol)
    if (quote?.freshness === 'LIVE') this.#quotes.set(symbol, { ...quote, freshness: 'STALE' })
  }
}

/** The clock of a market goes back, or has no time, only where a recording starts over. */
function isAnotherHistory(before: HeardMarket | null, { timeMs }: HeardMarket): boolean {
  return before?.timeMs != null && (timeMs === null || timeMs < before.timeMs)
}

function isLive(market: HeardMarket | null): market is HeardMarket {
  return market !== null && market.perpetual !== null && market.freshness === 'LIVE'
}

function isListed({ listed }: CurrencyBoard, { expiryMs }: HeardChain): boolean {
  return listed === null || listed.includes(expiryMs)
}

/** The contracts that were in a chain before and are not in it now. */
function leftOut(before: HeardChain | undefined, now: HeardChain): readonly string[] {
  if (!before || before.contracts.every(({ symbol }, at) => now.contracts[at]?.symbol === symbol)) return []
  const kept = new Set(now.contracts.map(({ symbol }) => symbol))
  return before.contracts.flatMap(({ symbol }) => (kept.has(symbol) ? [] : [symbol]))
}

function isLongGone({ market }: CurrencyBoard, { expiryMs }: HeardChain): boolean {
  return (market?.timeMs ?? 0) > expiryMs + msPerDay
}
