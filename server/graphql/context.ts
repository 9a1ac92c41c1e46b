import type { EventBus } from '../bus/event-bus.js'
import type { UnixMs } from '../domain/units.js'
import type { Clock } from '../lib/clock.js'
import type { ChainViews } from '../market/chain-views.js'
import type { Market } from '../market/market.js'
import type { ConnectionCounts } from '../metrics/connection-counts.js'
import type { DecisionJournal } from '../storage/decision-journal.js'
import type { AccountBook } from '../trading/account-book.js'

/** What resolvers may use; the same for every request. */
export interface Services {
  readonly market: Market
  readonly chains: ChainViews
  readonly accounts: AccountBook
  readonly journal: DecisionJournal
  readonly bus: EventBus
  readonly clock: Clock
  readonly counts: ConnectionCounts
  /** Tells the feed that an expiry is being watched, until disposed. */
  watchExpiry(currency: string, expiryMs: UnixMs): Disposable
  readonly version: string
  readonly startedAtMs: UnixMs
}

export interface GraphqlContext {
  readonly services: Services
  /**
   * Ends the connection of a reader that fell too far behind, so that it connects again and resumes. Absent where a
   * connection carries one stream only, which then ends with the error.
   */
  readonly endSlowReader?: () => void
}
