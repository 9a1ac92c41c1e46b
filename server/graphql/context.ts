import type { Credentials } from '../auth/credentials.js'
import type { EventBus } from '../bus/event-bus.js'
import type { UnixMs } from '../domain/units.js'
import type { Clock } from '../lib/clock.js'
import type { ChainViews } from '../market/chain-views.js'
import type { InstrumentViews } from '../market/instrument-views.js'
import type { Market } from '../market/market.js'
import type { StreamCounts } from '../metrics/stream-counts.js'
import type { Journal } from '../storage/journal.js'
import type { TokenStore } from '../storage/token-store.js'
import type { AccountReader } from '../trading/account-reader.js'
import type { Brokerage } from '../trading/brokerage.js'
import type { LiveStatus } from './modules/status/live-status.js'

/** What resolvers may use. The same for every request. */
export interface Services {
  readonly market: Market
  readonly chains: ChainViews
  readonly instruments: InstrumentViews
  readonly accounts: AccountReader
  readonly brokerage: Brokerage
  readonly journal: Journal
  readonly tokens: TokenStore
  readonly bus: EventBus
  readonly clock: Clock
  readonly counts: StreamCounts
  readonly status: LiveStatus
  /** Tells the feed that an expiry is being watched, until disposed. */
  watchExpiry(currency: string, expiryMs: UnixMs): Disposable
  /** The place of accounts and tokens, in words. */
  readonly storePlace: string
  readonly version: string
}

export interface GraphqlContext {
  readonly services: Services
  /** Who may see what this request sees. Equal subscriptions of one audience share their events. */
  readonly audience: string
  /** What the caller sent to say who they are. Only writes look at it. */
  readonly credentials: Credentials
}
