import { randomBytes } from 'node:crypto'
import { memoryBus } from './bus/memory/memory-bus.js'
import type { Config } from './config/config.js'
import type { MarketFeed } from './feeds/market-feed.js'
import type { Services } from './graphql/context.js'
import { gammacastSchema } from './graphql/schema.js'
import type { Clock } from './lib/clock.js'
import { systemClock } from './lib/clock.js'
import type { Log } from './lib/logger.js'
import { createLogger } from './lib/logger.js'
import { listen } from './listen.js'
import { ChainViews } from './market/chain-views.js'
import { MarketState } from './market/market-state.js'
import { pumpFeed } from './market/pump-feed.js'
import { StreamCounts } from './metrics/stream-counts.js'
import { openFeed } from './open-feed.js'
import type { PackageFiles } from './package-files.js'
import { readPackageFiles } from './package-files.js'
import { memoryDecisionJournal } from './storage/memory/memory-decision-journal.js'
import { momentumAgent } from './trading/agents/momentum/momentum-agent.js'
import { startTrading } from './trading/runner.js'
import { httpServer } from './transport/http-server.js'
import { isLoopback } from './transport/origin.js'
import { attachWsServer } from './transport/ws-server.js'
import { gammacastYoga } from './transport/yoga.js'

/** Parts that tests replace. */
export interface AppParts {
  readonly clock: Clock
  readonly log: Log
  readonly feed: MarketFeed
}

export interface App extends AsyncDisposable {
  /** Where the dashboard is served, for example `http://127.0.0.1:4000/`. */
  readonly url: string
  readonly feedName: string
  readonly services: Services
}

/** How long clients that do not go by themselves may hold up the end. */
const drainMs = 10_000
const paperAccount = { id: 'momentum', name: 'Momentum paper account', depositUsd: 100_000 } as const

/**
 * Builds the whole application and starts it: feed, state, trading, API and dashboard. Rejects with a `StartError` when
 * a recording cannot be read or the port is taken. Disposing it lets the clients go, then stops everything.
 */
export async function createApp(config: Config, overrides: Partial<AppParts> = {}): Promise<App> {
  const clock = overrides.clock ?? systemClock
  const log = overrides.log ?? createLogger(config.logLevel, false)
  const { feed, recorder } = overrides.feed ? { feed: overrides.feed } : await openFeed(config, clock, log)
  const files = readPackageFiles()
  const desk = openDesk(config, { clock, log, feed }, files)
  const stop = async () => {
    await desk[Symbol.asyncDispose]()
    await recorder?.[Symbol.asyncDispose]()
  }
  try {
    const api = await serveApi(config, desk.services, files, log)
    desk.start()
    return {
      url: api.url,
      feedName: feed.name,
      services: desk.services,
      async [Symbol.asyncDispose]() {
        await api.close()
        await stop()
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

interface Desk extends AsyncDisposable {
  readonly services: Services
  /** Begins to read the feed. */
  start(): void
}

/** Everything between the feed and the API. */
function openDesk({ trading: pace }: Config, { clock, log, feed }: AppParts, { version }: PackageFiles): Desk {
  const stop = new AbortController()
  const bus = memoryBus()
  const market = new MarketState(feed, () => clock.now())
  const journal = memoryDecisionJournal({ runId: randomBytes(6).toString('hex') })
  const accounts = [{ ...paperAccount, agent: momentumAgent() }]
  const { source } = feed
  const trading = startTrading({ ...pace, accounts, source, bus, journal, clock, log, signal: stop.signal })
  let pump = Promise.resolve()
  return {
    services: {
      market,
      chains: new ChainViews(market),
      accounts: trading,
      journal,
      bus,
      clock,
      counts: new StreamCounts(),
      watchExpiry: (currency, expiryMs) => feed.watchExpiry(currency, expiryMs),
      version,
      startedAtMs: clock.now(),
    },
    start() {
      pump = pumpFeed({ feed, state: market, bus, clock, log }, stop.signal)
    },
    async [Symbol.asyncDispose]() {
      stop.abort()
      await Promise.all([pump, trading[Symbol.asyncDispose](), bus[Symbol.asyncDispose]()])
    },
  }
}

interface Api {
  readonly url: string
  close(): Promise<void>
}

/** Serves HTTP, SSE and WebSocket on one port. */
async function serveApi(config: Config, services: Services, files: PackageFiles, log: Log): Promise<Api> {
  const { allowedOrigins } = config
  const origins = { allowedOrigins, loopbackOnly: isLoopback(config.host) }
  const yoga = gammacastYoga({ schema: gammacastSchema(files.typeDefs), services, allowedOrigins, log })
  const { counts } = services
  const ready = () => services.market.ready()
  const http = httpServer({ yoga, dashboardDir: files.dashboardDir, ready, counts, origins, log })
  const ws = attachWsServer(http.server, { yoga, origins, counts, log })
  const url = await listen(http.server, config)
  return { url, close: async () => void (await Promise.all([ws.close(drainMs), http.close(drainMs)])) }
}
