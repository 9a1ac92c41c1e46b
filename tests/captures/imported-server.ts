import { openSources } from '../../server/compose/history/open-sources.js'
import type { MarketFeed } from '../../server/feeds/market-feed.js'
import { importMarket, type ImportSummary } from '../../server/history/imports/import-market.js'
import { startServer, type TestServer } from '../support/start-server.js'
import { openHistory } from '../support/store/history-home.js'
import { storeEnv } from '../support/store/store-env.js'
import { sqliteHome } from '../support/store/store-home.js'

const market = { source: 'DERIBIT', world: 'captured' } as const

/** A feed of the imported market that says nothing any more. */
const silent: MarketFeed = {
  name: 'deribit',
  ...market,
  currencies: ['BTC', 'ETH'],
  staleAfterMs: 8_000,
  async *events(signal) {
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
    yield* []
  },
  watchExpiry: () => ({ [Symbol.dispose]() {} }),
}

/** A server whose market has the past that a captured file says. */
export interface ImportedServer extends TestServer {
  readonly imported: ImportSummary
}

export async function serveImported(file: string): Promise<ImportedServer> {
  const home = sqliteHome()
  const imported = await (async () => {
    await using history = await openHistory(home)
    const sources = await openSources([file], () => {})
    const parts = { market, sources, imports: history.imports, maxBytes: 1e9, onRead: () => {} }
    return await importMarket(parts, new AbortController().signal)
  })()
  if (!imported) throw new Error('Nothing was imported')
  const server = await startServer({ feed: silent }, storeEnv(home))
  return {
    ...server,
    imported,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]()
      await home[Symbol.asyncDispose]()
    },
  }
}
