import { setMaxListeners } from 'node:events'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { GraphQLSchema } from 'graphql'
import type { Authenticate } from '../auth/authenticate.js'
import type { EventBus } from '../bus/event-bus.js'
import { memoryBus } from '../bus/memory/memory-bus.js'
import type { Config } from '../config/config.js'
import type { MarketFeed } from '../feeds/market-feed.js'
import type { Services } from '../graphql/context.js'
import { LiveStatus } from '../graphql/modules/status/live-status.js'
import { gammacastSchema } from '../graphql/schema.js'
import { systemClock, type Clock } from '../lib/clock.js'
import { createLogger, type Logger } from '../lib/logger.js'
import { Opened } from '../lib/opened.js'
import { MarketState } from '../market/market-state.js'
import { pumpFeed } from '../market/pump-feed.js'
import { StreamCounts } from '../metrics/stream-counts.js'
import type { Journal } from '../storage/journal.js'
import type { Store } from '../storage/open-store.js'
import type { AccountReader } from '../trading/account-reader.js'
import { liveTimeline } from './live-timeline.js'
import { openMoments } from './moments/open-moments.js'
import { openConfiguredStore } from './open-configured-store.js'
import { openFeed } from './open-feed.js'
import { openIdentity } from './open-identity.js'
import { openTrading } from './open-trading.js'
import { readPackageFiles } from './package-files.js'
import { historyOf, recordMarket } from './record-market.js'
import { openReplays } from './replays/open-replays.js'
import { serveApi } from './serve-api.js'
import { tendVersions } from './tend-versions.js'
import { isAgentAccount } from './trading-agents.js'

/** Parts that tests replace. */
export interface AppParts {
  readonly clock: Clock
  readonly log: Logger
  readonly feed: MarketFeed
}

export interface AppOptions extends Partial<AppParts> {
  /** The address of the dashboard if another process serves it, as Vite does during development. */
  readonly dashboardUrl?: string
  /** Called once when another server has taken over the store. This one is of no use from then on. */
  readonly onTakenOver?: () => void
}

export interface App extends AsyncDisposable {
  /** For example `http://127.0.0.1:4000/`. */
  readonly url: string
  readonly metricsUrl: string
  /** Null when the dashboard is not built and nobody else serves it. */
  readonly dashboardUrl: string | null
  readonly feedName: string
  /** Where accounts are kept, for people. */
  readonly storePlace: string
  readonly services: AppServices
}

/** What resolvers may use, and the whole of the accounts for those who run the server. */
export interface AppServices extends Services {
  readonly accounts: AccountReader
  readonly journal: Journal
  readonly bus: EventBus
}

/**
 * Builds the whole application and starts it: store, feed, state, trading, API and dashboard. Rejects with a
 * `StartError` when the store cannot be opened, an agent cannot have its account, a recording cannot be read or the port
 * is taken. Disposing it lets the clients go, then stops everything.
 */
export async function createApp(config: Config, overrides: AppOptions = {}): Promise<App> {
  const clock = overrides.clock ?? systemClock
  const log = overrides.log ?? createLogger(config.logLevel, false)
  const opened = new Opened()
  try {
    const counts = new StreamCounts()
    const onRefusedRead = () => counts.refused('reads')
    const keepsVersions = config.history !== null && config.feed.kind !== 'replay'
    const { onTakenOver = () => {} } = overrides
    const exclusive = config.role === 'engine' ? 'WAIT' : true
    let hasWaited = false
    const onWaiting = () => {
      hasWaited = true
      log.info({}, 'ROLE=engine: another server has the store; this one waits, and takes over when that one ends')
    }
    const storeOptions = { exclusive, keepsVersions, onRefusedRead, onTakenOver, onWaiting } as const
    const store = await openConfiguredStore(config, clock, storeOptions)
    opened.add(() => store[Symbol.asyncDispose]())
    if (hasWaited) log.info({ epoch: store.epoch }, 'This server has taken over the store')
    const { feed, recorder } = overrides.feed ? { feed: overrides.feed } : await openFeed(config, clock, log)
    const ownFeed = overrides.feed ? null : config.feed
    if (recorder) opened.add(() => recorder[Symbol.asyncDispose]())
    const built = readPackageFiles()
    const { dashboardUrl } = overrides
    const files = dashboardUrl === undefined ? built : { ...built, dashboardDir: null }
    const { version, typeDefs } = files
    const parts = { clock, log, feed, ownFeed, store, counts, onRefusedRead, opened, version }
    const schemaMade = schemaMeanwhile(typeDefs)
    // Its fault is told below: what is opened meanwhile must be known before it can be closed.
    schemaMade.catch(() => {})
    const { services, authenticate, start } = await openCore(config, parts)
    const schema = await schemaMade
    const apiParts = { schema, services, authenticate, files, storeEpoch: store.epoch, log, opened }
    const { url, metricsUrl } = await serveApi(config, apiParts)
    start()
    return {
      url,
      metricsUrl,
      dashboardUrl: dashboardUrl ?? (files.dashboardDir === null ? null : url),
      feedName: feed.name,
      storePlace: store.place,
      services,
      [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
    }
  } catch (error) {
    await opened[Symbol.asyncDispose]()
    throw error
  }
}

/** Made while others wait for the store, whose thread starts meanwhile. */
async function schemaMeanwhile(typeDefs: readonly string[]): Promise<GraphQLSchema> {
  await nextTurn()
  return gammacastSchema(typeDefs)
}

interface CoreParts extends AppParts {
  /** Null of a feed that a test gave. */
  readonly ownFeed: Config['feed'] | null
  readonly store: Store
  readonly counts: StreamCounts
  readonly onRefusedRead: () => void
  readonly opened: Opened
  readonly version: string
}

interface Core {
  readonly services: AppServices
  readonly authenticate: Authenticate
  /** Starts to read the feed and to publish. */
  start(): void
}

/** Everything between the feed and the API. */
async function openCore(config: Config, parts: CoreParts): Promise<Core> {
  const { clock, log, feed, ownFeed, store, counts, onRefusedRead, opened, version } = parts
  const bus = memoryBus()
  opened.add(() => bus[Symbol.asyncDispose]())
  const market = new MarketState(feed, () => clock.now())
  const history = historyOf(store, opened)
  const { journal, versions, tokens } = store
  const recording = recordMarket(config.history, { history, versions, feed, market, clock, log })
  const { desk, past } = await openTrading(config.trading, { feed, ownFeed, store, bus, clock, log, opened })
  const { authenticate, sessions, run } = await openIdentity(config.auth, { tokens, clock, log })
  opened.add(() => Promise.resolve(sessions[Symbol.dispose]()))
  const warmUp = () => past?.facts() ?? null
  const status = new LiveStatus({ market, recording, counts, clock, version, warmUp })
  const { live, candles, volatility, onFolded, ...timeline } = liveTimeline({
    ownFeed,
    bounds: config.history,
    feed,
    market,
    history,
    bus,
    clock,
    log,
    accountsFor: (readable, asker) => desk.accountsFor(readable, asker),
    onRefused: onRefusedRead,
  })
  const services: AppServices = {
    live,
    moments: openMoments({
      feed,
      history,
      recording,
      candles,
      volatility,
      openPast: (played) => desk.openPast(played),
      onRefused: onRefusedRead,
      log,
    }),
    ...openReplays({
      feed,
      history,
      recording,
      candles,
      openPast: (played) => desk.openPast(played),
      onRefusedRead,
      clock,
      opened,
      log,
    }),
    accounts: desk.accounts,
    brokerage: desk.brokerage,
    journal,
    tokens,
    sessions,
    bus,
    counts,
    status,
    recording,
    isAgentAccount,
    version,
  }
  const start = untilClosed(parts, (signal) => [
    pumpFeed({ feed, state: market, bus, clock, log, onHeard: recording.onHeard, onFolded }, signal),
    ...timeline.run(signal),
    recording.run(signal),
    status.publish(bus, signal),
    ...(past ? [past.run(desk, signal)] : []),
    ...(versions && config.history ? [tendVersions({ versions, bounds: config.history, clock, log }, signal)] : []),
    ...run(signal),
  ])
  return { services, authenticate, start }
}

/** Answers a function that starts the work. Closing stops the work and waits for its end. */
function untilClosed(
  { opened, log }: Pick<CoreParts, 'opened' | 'log'>,
  work: (signal: AbortSignal) => readonly Promise<void>[],
): () => void {
  const stop = new AbortController()
  // Each piece of work listens, some of them several times.
  setMaxListeners(0, stop.signal)
  let working: Promise<unknown> = Promise.resolve()
  opened.add(async () => {
    stop.abort()
    await working
  })
  return () => {
    working = Promise.all(work(stop.signal)).catch((error: unknown) => {
      log.error({ err: error }, 'Publishing ended for a reason of ours')
    })
  }
}
