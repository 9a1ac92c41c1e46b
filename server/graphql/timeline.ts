import type { GraphQLResolveInfo } from 'graphql'
import type { OpenBus } from '../bus/event-bus.js'
import type { AccountSet } from '../domain/account-set.js'
import type { UnixMs } from '../domain/units.js'
import type { ReaderFlow } from '../fanout/reader-flow.js'
import type { CandleReader } from '../history/bars/candle-reader.js'
import type { CandleViews } from '../history/bars/candle-views.js'
import type { VolatilityReader } from '../history/volatility/volatility-reader.js'
import type { VolatilityViews } from '../history/volatility/volatility-views.js'
import type { Asker } from '../lib/asker.js'
import type { Clock } from '../lib/clock.js'
import type { ReadGate } from '../lib/read-gate.js'
import type { ChainViews } from '../market/chain-views.js'
import type { InstrumentViews } from '../market/instrument-views.js'
import type { Market } from '../market/market.js'
import type { AccountReader } from '../trading/account-reader.js'

/** What holds for all streams on a timeline that ends. */
export interface TimelineStreams {
  /** Told when their readers have taken what they were given. */
  readonly flow: ReaderFlow
  /** Aborted when the timeline has ended. */
  readonly closed: AbortSignal
  /** Throws when the timeline has ended. */
  check(): void
}

/** A market by one clock. Whatever its time is, it looks the same to resolvers. */
export interface MarketTimeline {
  readonly market: Market
  readonly chains: ChainViews
  readonly instruments: InstrumentViews
  readonly candles: CandleViews
  /** Candles are read and computed for the asker; left out: for the server itself. */
  candlesFor(asker?: Asker): CandleReader
  readonly volatility: VolatilityViews
  /** As candles. */
  volatilityFor(asker?: Asker): VolatilityReader
  readonly bus: OpenBus
  readonly clock: Clock
  /** Tells the feed that an expiry is being watched, until disposed. */
  watchExpiry(currency: string, expiryMs: UnixMs): Disposable
  /** What holds for its streams. Left out: they go on for good. */
  readonly streams?: TimelineStreams
  /** Closed while it goes to another time. Left out: it never does. */
  readonly gate?: ReadGate
  /** To be called before values of options are read. Resolves when they are there. Left out: they always are. */
  readonly playOptions?: () => Promise<void>
}

/** The accounts by one clock. */
export interface AccountsTimeline {
  /**
   * The accounts as somebody sees them who may read these private ones. The store is read for the asker; left out: for the
   * server itself.
   */
  accountsFor(readable: AccountSet, asker?: Asker): AccountReader
}

/** A market and the accounts on it. */
export interface Timeline extends MarketTimeline, AccountsTimeline {}

/** A timeline, and the accounts on it as the viewer sees them. There is no other way to them. */
export interface TimelineReader {
  readonly timeline: MarketTimeline
  readonly accounts: AccountReader
}

/** The reader of a timeline that a root field names. */
export interface NamedReader extends TimelineReader {
  /** The same for somebody else, who may read these private accounts. */
  readBy(readable: AccountSet): NamedReader
}

/** The part of a timeline that a root field reads. A moment of the past may have only one. */
export interface TimelineParts {
  readonly market: MarketTimeline | null
  readonly accounts: AccountsTimeline | null
}

/** A timeline for a viewer who may read these private accounts. They are asked for when somebody reads them. */
export function readerFor({ market, accounts }: TimelineParts, readable: AccountSet, asker?: Asker): NamedReader {
  let read: AccountReader | null = null
  return {
    get timeline() {
      return made(market, 'market')
    },
    get accounts() {
      return (read ??= made(accounts, 'accounts').accountsFor(readable, asker))
    },
    readBy: (others) => readerFor({ market, accounts }, others),
  }
}

/** Both parts of a timeline that has them. */
export function partsOf(timeline: Timeline): TimelineParts {
  return { market: timeline, accounts: timeline }
}

function made<T>(part: T | null, name: string): T {
  if (part === null) throw new Error(`The root field has no ${name}`)
  return part
}

/** What the root fields of an operation read. */
export interface TimelineReaders {
  readonly live: TimelineReader
  /** Of those that do not read the live timeline, by their names in the answer: what they read, or why they cannot. */
  readonly named: ReadonlyMap<string, NamedReader | Error>
}

type Place = Pick<GraphQLResolveInfo, 'path'>

/** What a field reads: the same as the root field above it. Throws why that cannot be read. */
export function readerOf({ live, named }: TimelineReaders, { path }: Place): TimelineReader {
  let root = path
  while (root.prev) root = root.prev
  const reader = named.get(String(root.key)) ?? live
  if (reader instanceof Error) throw reader
  return reader
}

/** The accounts for a field and whatever is below it. */
export function accountsOf(readers: TimelineReaders, place: Place): AccountReader {
  return readerOf(readers, place).accounts
}
