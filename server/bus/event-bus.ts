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
   * Key: `chainKey(currency, expiryMs)`; the nearest expiry's also as `chainKey(currency, 'NEAREST')`. The last chain
   * of an expiry comes once more when the expiry has passed, so that its readers notice.
   */
  optionChain: OptionChain
  /**
   * Key: currency. The values of `marketData` before rounding. Published for each event of the feed; trading reads it.
   */
  heardMarket: HeardMarket
  /** Key: `chainKey(currency, expiryMs)`. The same for `optionChain`. */
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
  /** Key: account id; it was opened, begun anew or closed, or held its first position. */
  account: Account
  /** Key: `leaderboardKey(audience, first)`. */
  leaderboard: Leaderboard
  /** Key: an empty text, because there is only one. */
  status: Sequenced
  /** Key: account id; the decision as it was when the account made it. */
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

/** Topics of accounts: readers differ in what they may see of them. */
type AccountTopic =
  | 'performance'
  | 'positions'
  | 'portfolio'
  | 'openOrders'
  | 'account'
  | 'leaderboard'
  | 'decision'
  | 'scoreEvent'
  | 'fill'
  | 'orderEvent'
  | 'closedTrade'

/** The topics that every reader may see. */
type OpenTopic = Exclude<Topic, AccountTopic>

/**
 * What a slow reader of a topic gets. NEWEST: the newest event of each key waits and replaces older ones. EVERY: all
 * events wait, up to a bound. Past the bound the reader gets the events that wait and then a `ReaderOverflow`.
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

/**
 * How many events of an EVERY topic may wait for one reader. It is more than the accounts publish in one turn of the event
 * loop, and readers read in that turn. One reader may read for many clients who see different accounts, so it must not
 * overflow for what only some of them see.
 */
export const maxUnreadEvents = 50_000

/** A reader of an EVERY topic fell behind its bound. The bus dropped the events after the last one that it gets. */
export class ReaderOverflow extends Error {
  override readonly name = 'ReaderOverflow'
  constructor(readonly topic: Topic) {
    super(`A reader of "${topic}" fell ${maxUnreadEvents} events behind; it can read on from its last one`)
  }
}

export interface SubscribeOptions {
  /** The keys a reader wants; left out means all. */
  readonly keys?: readonly string[]
  /** Asked for each event as it is published: an event whose key is not accepted never waits for the reader. */
  readonly accepts?: (key: string) => boolean
  readonly signal?: AbortSignal
}

/**
 * Carries events from publishers to readers. A reader never makes `publish` wait or throw.
 *
 * A reader is attached when `subscribe` returns. So it loses nothing between a snapshot taken after that and the first
 * `next()`. It ends by `return()`, by its signal, or when the bus is disposed. A `next()` that is waiting then answers
 * `done`. Events of one key come in the order in which they were published.
 */
export interface EventBus extends AsyncDisposable {
  publish<T extends Topic>(topic: T, key: string, event: Topics[T]): void
  subscribe<T extends Topic>(topic: T, options?: SubscribeOptions): AsyncIterableIterator<Topics[T]>
  /** Whether an event of this key would reach anyone. If not, a publisher need not make it. */
  isHeard(topic: Topic, key: string): boolean
  /** Readers attached now, for leak checks and `status`. */
  readerCount(): number
}

/** The bus as far as every reader may subscribe to it. */
export interface OpenBus {
  subscribe<T extends OpenTopic>(topic: T, options?: SubscribeOptions): AsyncIterableIterator<Topics[T]>
}

/** `first`: the most accounts that the leaderboard has. */
export function leaderboardKey(audience: string, first: number): string {
  return `${first}:${audience}`
}

export function chainKey(currency: string, expiry: number | 'NEAREST'): string {
  return `${currency}:${expiry}`
}
