import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { openSources } from '../../server/compose/history/open-sources.js'
import { parseOptionName } from '../../server/domain/instrument-name.js'
import type { MarketFeed } from '../../server/feeds/market-feed.js'
import { importMarket, type ImportSummary } from '../../server/history/imports/import-market.js'
import { ask, startServer } from '../support/start-server.js'
import { openHistory } from '../support/store/history-home.js'
import { storeEnv } from '../support/store/store-env.js'
import { sqliteHome, type StoreHome } from '../support/store/store-home.js'
import { captureFile } from './capture-file.js'
import { expectedFromTicker } from './expected-contract.js'
import { rawFrame } from './expected-events.js'
import type { Raw } from './expected-values.js'

const path = captureFile('cryptofeed-2021-07-22-ws.raw.txt')
const market = { source: 'DERIBIT', world: 'captured' } as const
const contractFields = `symbol bidPriceCoin bidPriceUsd bidAmountCoin bidIv askPriceCoin askPriceUsd askAmountCoin askIv
  markPriceCoin markPriceUsd markIv lastPriceCoin lastPriceUsd quoteIvOrigin openInterestCoin volume24hCoin
  greeks { delta gamma vega theta rho origin }`

const open: AsyncDisposable[] = []
afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part[Symbol.asyncDispose]()
})

interface Ticker {
  readonly heardMs: number
  readonly symbol: string
  readonly raw: Raw
}

/** The tickers of options, in the order in which they were received. */
function tickersIn(file: string): Ticker[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines
    .filter((line) => /^\d/.test(line))
    .flatMap((line) => {
      const params = rawFrame(line).params as { channel?: string; data?: Raw } | undefined
      if (!params?.channel?.startsWith('ticker') || !params.data) return []
      const heardMs = Math.round(Number(line.slice(0, line.indexOf(':'))) * 1_000)
      return [{ heardMs, symbol: String(params.data.instrument_name), raw: params.data }]
    })
}

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

async function importInto(home: StoreHome, file: string): Promise<ImportSummary | null> {
  await using history = await openHistory(home)
  const sources = await openSources([file], () => {})
  const parts = { market, sources, imports: history.imports, maxBytes: 1e9, onRead: () => {} }
  return await importMarket(parts, new AbortController().signal)
}

/** A server whose market has the past that was imported. */
async function serveImported(file: string): Promise<{ httpUrl: string; imported: ImportSummary }> {
  const home = sqliteHome()
  open.push(home)
  const imported = await importInto(home, file)
  const server = await startServer({ feed: silent }, storeEnv(home))
  open.push(server)
  if (!imported) throw new Error('Nothing was imported')
  return { httpUrl: server.httpUrl, imported }
}

interface Chain {
  readonly underlyingPriceUsd: number
  readonly contracts: readonly Raw[]
}

describe('captured frames that were imported', () => {
  it.skipIf(path === null)('are in the API, at any moment, what the exchange had said until then', async () => {
    const tickers = tickersIn(path ?? '')
    const { httpUrl, imported } = await serveImported(path ?? '')
    /** Chains are published every 100 ms. */
    const moments = Array.from({ length: 30 }, (_, count) => imported.fromMs + 150 + count * 1_000)
    let compared = 0
    for (const atMs of moments.filter((ms) => ms < imported.toMs)) {
      const heard = tickers.filter(({ heardMs }) => heardMs <= atMs)
      for (const symbol of new Set(heard.map((one) => one.symbol))) {
        const said = heard.filter((one) => one.symbol === symbol)
        const sure = said.findLastIndex(({ heardMs }) => heardMs <= atMs - 110)
        const option = parseOptionName(symbol)
        if (sure < 0 || !option) continue
        const expiry = new Date(option.expiryMs).toISOString()
        const query = `{ optionsChain(currency: "${option.currency}", expiry: "${expiry}", limit: 1000, at: "${new Date(atMs).toISOString()}") {
          underlyingPriceUsd contracts { ${contractFields} } } }`
        const { data, errors } = await ask<{ optionsChain: Chain }>(httpUrl, query)
        expect(errors).toBeUndefined()
        const chain = data?.optionsChain
        const shown = chain?.contracts.find((one) => one.symbol === symbol)
        const claims = said
          .slice(sure)
          .map(({ raw }) => expectedFromTicker({ ...raw, underlying_price: chain?.underlyingPriceUsd }))
        expect(
          claims.map((claim): unknown => expect.objectContaining(claim)),
          symbol,
        ).toContainEqual(shown)
        compared += 1
      }
    }
    expect(compared).toBeGreaterThan(150)
  })
})
