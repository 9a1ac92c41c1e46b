import type { Sessions } from '../auth/sessions.js'
import type { Viewer } from '../auth/viewer.js'
import type { OpenBus } from '../bus/event-bus.js'
import type { AccountSet } from '../domain/account-set.js'
import type { RecordingReader } from '../domain/history-status.js'
import type { UnixMs } from '../domain/units.js'
import type { CandleReader } from '../history/bars/candle-reader.js'
import type { CandleViews } from '../history/bars/candle-views.js'
import type { Asker } from '../lib/asker.js'
import type { Clock } from '../lib/clock.js'
import type { ChainViews } from '../market/chain-views.js'
import type { InstrumentViews } from '../market/instrument-views.js'
import type { Market } from '../market/market.js'
import type { StreamCounts } from '../metrics/stream-counts.js'
import type { TokenStore } from '../storage/token-store.js'
import type { AccountReader } from '../trading/account-reader.js'
import type { Brokerage } from '../trading/brokerage.js'
import type { LiveStatus } from './modules/status/live-status.js'

/** What resolvers may use. The same for every request. */
export interface Services {
  readonly market: Market
  readonly chains: ChainViews
  readonly instruments: InstrumentViews
  readonly candles: CandleViews
  /** Candles are read and computed for the asker; left out: for the server itself. */
  candlesFor(asker?: Asker): CandleReader
  /**
   * The accounts as somebody sees them who may read these private ones. The store is read for the asker; left out: for the
   * server itself.
   */
  accountsFor(readable: AccountSet, asker?: Asker): AccountReader
  readonly brokerage: Brokerage
  readonly tokens: TokenStore
  readonly sessions: Sessions
  readonly bus: OpenBus
  readonly clock: Clock
  readonly counts: StreamCounts
  readonly status: LiveStatus
  readonly recording: RecordingReader
  /** Tells the feed that an expiry is being watched, until disposed. */
  watchExpiry(currency: string, expiryMs: UnixMs): Disposable
  /** Whether the account is for a built-in agent. Nobody else may write to it. */
  isAgentAccount(accountId: string): boolean
  readonly version: string
}

export interface GraphqlContext {
  readonly services: Services
  /** Who asks. */
  readonly viewer: Viewer
  /** The accounts as the viewer sees them. There is no other way to them. */
  readonly accounts: AccountReader
  /** For whom what takes long is done. Left out: for the server itself. */
  readonly asker?: Asker
  /** Goes on with another token. Null where each request has its own. */
  readonly renew: ((token: string) => Promise<Viewer>) | null
  /** Nobody waits for the result any more: what it has not read from the store yet is not read. */
  giveUp(): void
}

/** What its transport says about one operation. */
export interface Operation extends Pick<GraphqlContext, 'renew' | 'giveUp'> {
  /** For whom the store is read. */
  readonly asker: Asker
}

/** `operation` is left out for results that no client alone has asked for. */
export function contextFor(services: Services, viewer: Viewer, operation?: Operation): GraphqlContext {
  const { renew = null, giveUp = () => {}, asker } = operation ?? {}
  const accounts = services.accountsFor(viewer.scopes.readable, asker)
  return { services, viewer, accounts, renew, giveUp, ...(asker && { asker }) }
}
