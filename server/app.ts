import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { memoryBus } from './bus/memory/memory-bus.js'
import type { Config } from './config/config.js'
import type { MarketFeed } from './feeds/market-feed.js'
import type { Services } from './graphql/context.js'
import { gammacastSchema } from './graphql/schema.js'
import type { Clock } from './lib/clock.js'
import { systemClock } from './lib/clock.js'
import type { Log } from './lib/logger.js'
import { createLogger } from './lib/logger.js'
import { ChainViews } from './market/chain-views.js'
import { MarketState } from './market/market-state.js'
import { pumpFeed } from './market/pump-feed.js'
import { StreamCounts } from './metrics/stream-counts.js'
import { openFeed } from './open-feed.js'
import { readPackageFiles } from './package-files.js'
import { StartError } from './start-error.js'
import { memoryDecisionJournal } from './storage/memory/memory-decision-journal.js'
import { momentumAgent } from './trading/agents/momentum/momentum-agent.js'
import { startTrading } from './trading/runner.js'
import { httpServer } from './transport/http-server.js'
import type { WsServer } from './transport/ws-server.js'
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
 * Builds the whole application and starts it: feed, state, trading, API and dashboard. Rejects when a recording cannot
 * be read or the port is taken. Disposing it lets the clients go, then stops everything.
 */
export async function createApp(config: Config, overrides: Partial<AppParts> = {}): Promise<App> {
  const clock = overrides.clock ?? systemClock
  const log = overrides.log ?? createLogger(config.logLevel, false)
  const feed = overrides.feed ?? (await openFeed(config, clock, log))
  const { typeDefs, version, dashboardDir } = readPackageFiles()
  const stop = new AbortController()
  const bus = memoryBus()
  const market = new MarketState(feed, () => clock.now())
  const journal = memoryDecisionJournal({ runId: randomBytes(6).toString('hex') })
  const trading = startTrading({
    ...config.trading,
    accounts: [{ ...paperAccount, agent: momentumAgent() }],
    source: feed.source,
    bus,
    journal,
    clock,
    log,
    signal: stop.signal,
  })
  let ws: WsServer | null = null
  const services: Services = {
    market,
    chains: new ChainViews(market),
    accounts: trading,
    journal,
    bus,
    clock,
    streams: new StreamCounts(),
    watchExpiry: (currency, expiryMs) => feed.watchExpiry(currency, expiryMs),
    socketCount: () => ws?.socketCount() ?? 0,
    version,
    startedAtMs: clock.now(),
  }
  const transport = { schema: gammacastSchema(typeDefs), services, allowedOrigins: config.allowedOrigins, log }
  const yoga = gammacastYoga(transport)
  const http = httpServer({ yoga, dashboardDir, ready: () => market.ready(), log })
  ws = attachWsServer(http.server, { yoga, allowedOrigins: config.allowedOrigins, log })
  try {
    await listen(http.server, config)
  } catch (error) {
    stop.abort()
    throw error
  }
  const pump = pumpFeed({ feed, state: market, bus, clock }, stop.signal)
  return {
    url: urlOf(http.server, config.host),
    feedName: feed.name,
    services,
    async [Symbol.asyncDispose]() {
      await Promise.all([ws.close(drainMs), http.close(drainMs)])
      stop.abort()
      await Promise.all([pump, trading[Symbol.asyncDispose](), bus[Symbol.asyncDispose]()])
    },
  }
}

function listen(http: Server, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, port, host)))
    http.listen(port, host, resolve)
  })
}

function listenError(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code === 'EADDRINUSE') {
    return new StartError(
      `Port ${port} on ${host} is taken by another program; choose another, for example PORT=${port + 1}`,
    )
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new StartError(`HOST=${host} is not an address of this machine; for example HOST=127.0.0.1`)
  }
  if (error.code === 'EACCES')
    return new StartError(`Port ${port} is not allowed; choose one above 1023, for example PORT=4000`)
  return error
}

function urlOf(http: Server, host: string): string {
  const { port } = http.address() as AddressInfo
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}/`
}
