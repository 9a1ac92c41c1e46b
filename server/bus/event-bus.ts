import type { Account } from '../domain/account.js'
import type { ClosedTrade } from '../domain/closed-trade.js'
import type { Decision } from '../domain/decision.js'
import type { Fill } from '../domain/fill.js'
import type { CurrencyInstruments } from '../domain/instrument.js'
import type { HeardMarket, MarketData } from '../domain/market-data.js'
import type { ExpirySummaries, HeardChain, OptionChain } from '../domain/option-chain.js'
import type { OrderEvent } from '../domain/order-event.js'
import type { OpenOrders } from '../domain/order.js'
import type { Leaderboard, Performance } from '../domain/performance.js'
import type { Portfolio } from '../domain/portfolio.js'
import type { Positions } from '../domain/position.js'
import type { ScoreEvent } from '../domain/score-event.js'
import type { Sequenced } from '../domain/source.js'

/** What travels on the bus, by topic. Values are frozen by convention: nobody changes one after publishing it. */
export interface Topics {
  /** Key: currency. */
  marketData: MarketData
  /**
   * Key: `chainKey(currency, expiryMs)`; the nearest expiry's also as `chainKey(currency, 'NEAREST')`. The last chain of
   * an expiry comes once more when the expiry has passed, so that its readers notice.
   */
  optionChain: OptionChain
  /** Key: currency. What `marketData` is made of, before rounding, with every event of the feed: for trading. */
  heardMarket: HeardMarket
  /** Key: `chainKey(currency, expiryMs)`. What `optionChain` is made of, as `heardMarket`. */
  heardChain: HeardChain
  /** Key: currency; the set of listed expiries changed. */
  expiries: readonly number[]
  /** Key: currency; the listed expiries, or what is shown of one of them, changed. */
  expirySummaries: ExpirySummaries
  /** Key: currency; the listing, or what it says of an instrument, changed. */
  instruments: CurrencyInstruments
  /** Key: account id. */
  performance: Performance
  /** Key: account id. */
  positions: Positions
  /** Key: account id. */
  portfolio: Portfolio
  /** Key: account id. */
  openOrders: OpenOrders
  /** Key: account id; it was opened, begun anew or closed. */
  account: Account
  /** Key: how many accounts it has at most. */
  leaderboard: Leaderboard
  /** Key: empty, for there is one. */
  status: Sequenced
  /** Key: account id; as it was made. */
  decision: Decision
  /** Key: account id. */
  scoreEvent: ScoreEvent
  /** Key: account id. */
  fill: Fill
  /** Key: account id. */
  orderEvent: OrderEvent
  /** Key: account id. */
  closedTrade: ClosedTrade
}

export type Topic = keyof Topics

/**
 * What a slow reader of a topic gets. NEWEST: the newest event of each key waits, older ones are replaced. EVERY: all
 * events wait, up to a bound; past it the reader gets those in hand and then a `ReaderOverflow`.
 */
export const topicPolicy: Readonly<Record<Topic, 'NEWEST' | 'EVERY'>> = {
  marketData: 'NEWEST',
  optionChain: 'NEWEST',
  heardMarket: 'NEWEST',
  heardChain: 'NEWEST',
  expiries: 'NEWEST',
  expirySummaries: 'NEWEST',
  instruments: 'NEWEST',
  performance: 'NEWEST',
  positions: 'NEWEST',
  portfolio: 'NEWEST',
  openOrders: 'NEWEST',
  account: 'NEWEST',
  leaderboard: 'NEWEST',
  status: 'NEWEST',
  decision: 'EVERY',
  scoreEvent: 'EVERY',
  fill: 'EVERY',
  orderEvent: 'EVERY',
  closedTrade: 'EVERY',
}

/** How many events of an EVERY topic may wait for one reader. */
export const maxWaitingEvents = 1_000

/** A reader of an EVERY topic fell behind its bound; events after the last one read were dropped for it. */
export class ReaderOverflow extends Error {
  override readonly name = 'ReaderOverflow'
  constructor(readonly topic: Topic) {
    super(`A reader of "${topic}" fell ${maxWaitingEvents} events behind; it can read on from its last one`)
  }
}

export interface SubscribeOptions {
  /** The keys a reader wants; left out means all. */
  readonly keys?: readonly string[]
  readonly signal?: AbortSignal
}

/**
 * Carries events from those who know to those who ask. Publishing never waits and never throws for a reader's sake.
 *
 * A reader is attached when `subscribe` returns, so nothing is lost between a snapshot taken after it and the first
 * `next()`. It ends by `return()`, by its signal, or when the bus is disposed; a `next()` that is waiting then answers
 * `done`. Order per key is kept.
 */
export interface EventBus extends AsyncDisposable {
  publish<T extends Topic>(topic: T, key: string, event: Topics[T]): void
  subscribe<T extends Topic>(topic: T, options?: SubscribeOptions): AsyncIterableIterator<Topics[T]>
  /** Whether an event of this key would reach anyone; who publishes may leave out making one that would not. */
  isHeard(topic: Topic, key: string): boolean
  /** Readers attached now, for leak checks and `status`. */
  readerCount(): number
}

export function chainKey(currency: string, expiry: number | 'NEAREST'): string {
  return `${currency}:${expiry}`
}
