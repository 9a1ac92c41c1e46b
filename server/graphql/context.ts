import type { Sessions } from '../auth/sessions.js'
import type { Viewer } from '../auth/viewer.js'
import type { RecordingReader } from '../domain/history-status.js'
import type { PlayableMarket } from '../domain/replay.js'
import type { Asker } from '../lib/asker.js'
import type { StreamCounts } from '../metrics/stream-counts.js'
import type { Replays } from '../replay/replays.js'
import type { TokenStore } from '../storage/token-store.js'
import type { Brokerage } from '../trading/brokerage.js'
import type { LiveStatus } from './modules/status/live-status.js'
import type { Moments } from './moments.js'
import type { NamedReader, Timeline, TimelineReaders } from './timeline.js'

/** What resolvers may use. The same for every request. */
export interface Services {
  /** What the feed says and the accounts are at present. */
  readonly live: Timeline
  /** What was at times of the past. */
  readonly moments: Moments
  /** Markets that are played again. */
  readonly replays: Replays<Timeline>
  /** The markets that can be. Rejects with `StoreUnavailable`. */
  recordings(): Promise<readonly PlayableMarket[]>
  readonly brokerage: Brokerage
  readonly tokens: TokenStore
  readonly sessions: Sessions
  readonly counts: StreamCounts
  readonly status: LiveStatus
  readonly recording: RecordingReader
  /** Whether the account is for a built-in agent. Nobody else may write to it. */
  isAgentAccount(accountId: string): boolean
  readonly version: string
}

export interface GraphqlContext extends TimelineReaders {
  readonly services: Services
  /** Who asks. */
  readonly viewer: Viewer
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

const noneNamed: TimelineReaders['named'] = new Map()

/** `operation` is left out for results that no client alone has asked for. */
export function contextFor(services: Services, viewer: Viewer, operation?: Operation): GraphqlContext {
  const { renew = null, giveUp = () => {}, asker } = operation ?? {}
  const live = { timeline: services.live, accounts: services.live.accountsFor(viewer.scopes.readable, asker) }
  return { services, viewer, live, named: noneNamed, renew, giveUp, ...(asker && { asker }) }
}

/** `shared`, which is of no client alone, on the timelines of a subscription. */
export function sharedContextOn({ named }: GraphqlContext, shared: GraphqlContext): GraphqlContext {
  if (named.size === 0) return shared
  const { readable } = shared.viewer.scopes
  const sharedReader = (reader: NamedReader | Error) => (reader instanceof Error ? reader : reader.readBy(readable))
  return { ...shared, named: new Map(Array.from(named, ([field, reader]) => [field, sharedReader(reader)])) }
}
