import { describe, expect, it } from 'vitest'
import { ask } from '../support/start-server.js'
import { captureFile } from './capture-file.js'
import { capturedTickers, contractFields, publishedAfterMs } from './captured-tickers.js'
import { expectedFromTicker } from './expected-contract.js'
import type { Raw } from './expected-values.js'
import { serveImported } from './imported-server.js'

const path = captureFile('cryptofeed-2021-07-22-ws.raw.txt')

interface Chain {
  readonly underlyingPriceUsd: number
  readonly contracts: readonly Raw[]
}

describe('captured frames that were imported', () => {
  it.skipIf(path === null)('are in the API, at any moment, what the exchange had said until then', async () => {
    const tickers = capturedTickers(path ?? '')
    await using server = await serveImported(path ?? '')
    const { httpUrl, imported } = server
    const moments = Array.from({ length: 30 }, (_, count) => imported.fromMs + 150 + count * 1_000)
    let compared = 0
    for (const atMs of moments.filter((ms) => ms < imported.toMs)) {
      const heard = tickers.filter(({ heardMs }) => heardMs <= atMs)
      for (const symbol of new Set(heard.map((one) => one.symbol))) {
        const said = heard.filter((one) => one.symbol === symbol)
        const sure = said.findLastIndex(({ heardMs }) => heardMs <= atMs - publishedAfterMs)
        const { option } = said[sure] ?? {}
        if (!option) continue
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
