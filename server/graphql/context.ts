import type { Sessions } from '../auth/sessions.js'
import type { Viewer } from '../auth/viewer.js'
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
  readonly sessions: Sessions
  readonly bus: EventBus
  readonly clock: Clock
  readonly counts: StreamCounts
  readonly status: LiveStatus
  /** Tells the feed that an expiry is being watched, until disposed. */
  watchExpiry(currency: string, expiryMs: UnixMs): Disposable
  /** Whether the account is for a built-in agent. Nobody else may write to it. */
  isAgentAccount(accountId: string): boolean
  readonly version: string
}

export interface GraphqlContext {
  readonly services: Services
  /** Who asks. Equal subscriptions of one audience share their events. */
  readonly viewer: Viewer
  /** Goes on with another token. Null where each request has its own. */
  readonly renew: ((token: string) => Promise<Viewer>) | null
}
