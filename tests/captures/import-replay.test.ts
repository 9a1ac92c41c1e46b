import { describe, expect, it } from 'vitest'
import { SocketClient } from '../support/socket-client.js'
import { ask, until } from '../support/start-server.js'
import { captureFile } from './capture-file.js'
import { capturedTickers, contractFields, publishedAfterMs, type CapturedTicker } from './captured-tickers.js'
import { expectedFromTicker } from './expected-contract.js'
import type { Raw } from './expected-values.js'
import { serveImported, type ImportedServer } from './imported-server.js'

const files = [
  { name: 'cryptofeed-2021-07-22-ws.raw.txt', tickers: 89 },
  { name: 'cryptofeed-2021-07-22-ws.jsonl', tickers: 89 },
  { name: 'fastmm-2026-09-13-testnet-option-stream.jsonl', tickers: 19 },
]

interface Chain {
  readonly source: string
  readonly underlyingPriceUsd: number
  readonly contracts: readonly Raw[]
}

/** A replay of all that was imported, which stands at its beginning. */
async function openReplay({ httpUrl, imported }: ImportedServer): Promise<string> {
  const from = new Date(imported.fromMs).toISOString()
  const query = `mutation { openReplay(input: { from: "${from}", asFastAsRead: true, paused: true }) {
    ... on ReplayOpened { replay { id } } } }`
  const { data, errors } = await ask<{ openReplay: { replay: { id: string } } }>(httpUrl, query)
  if (!data) throw new Error(JSON.stringify(errors))
  return data.openReplay.replay.id
}

/** Every chain of an expiry that a subscriber of the replay was sent. */
function follow({ wsUrl }: ImportedServer, replay: string, { option }: CapturedTicker) {
  const expiry = new Date(option.expiryMs).toISOString()
  const socket = new SocketClient(wsUrl)
  const chains: Chain[] = []
  const query = `subscription { optionsChain(currency: "${option.currency}", expiry: "${expiry}", limit: 1000, replay: "${replay}") {
    source underlyingPriceUsd contracts { ${contractFields} } } }`
  const ended = (async () => {
    await socket.init()
    socket.subscribe('c', query)
    for (;;) {
      const { type, payload } = await socket.next()
      if (type !== 'next') return JSON.stringify(payload)
      chains.push((payload as { data: { optionsChain: Chain } }).data.optionsChain)
    }
  })()
  return { chains, ended, close: () => socket[Symbol.dispose]() }
}

const keyOf = ({ option }: CapturedTicker) => `${option.currency} ${option.expiryMs}`

/** What a chain says of an option is what a ticker said. */
function isAs(ticker: CapturedTicker, chain: Chain): boolean {
  const shown = chain.contracts.find(({ symbol }) => symbol === ticker.symbol)
  const claim = expectedFromTicker({ ...ticker.raw, underlying_price: chain.underlyingPriceUsd })
  return (
    shown !== undefined &&
    (expect.objectContaining(claim) as { asymmetricMatch(other: unknown): boolean }).asymmetricMatch(shown)
  )
}

describe('captured frames that were imported', () => {
  it.each(files)(
    'of $name are what subscribers of a replay are sent, one after the other',
    async ({ name, tickers: count }) => {
      const path = captureFile(name)
      if (path === null) return
      const tickers = capturedTickers(path)
      expect(tickers).toHaveLength(count)
      await using server = await serveImported(path)
      const replay = await openReplay(server)
      const expiries = new Map(tickers.map((ticker) => [keyOf(ticker), ticker]))
      const readers = new Map([...expiries].map(([key, ticker]) => [key, follow(server, replay, ticker)]))
      for (const { chains, ended } of readers.values())
        await Promise.race([until(() => Promise.resolve(chains.length), Boolean), ended])
      await ask(server.httpUrl, `mutation { controlReplay(input: { replay: "${replay}", paused: false }) { id } }`)
      await until(
        () => ask<{ replays: { state: string }[] }>(server.httpUrl, '{ replays { state } }'),
        ({ data }) => data?.replays[0]?.state === 'ENDED',
      )
      await ask(server.httpUrl, `mutation { closeReplay(id: "${replay}") { id } }`)
      for (const { ended } of readers.values()) expect(await ended).toContain('REPLAY_CLOSED')
      let compared = 0
      for (const [at, ticker] of tickers.entries()) {
        const chains = readers.get(keyOf(ticker))?.chains ?? []
        const ofOption = tickers.filter(({ symbol }) => symbol === ticker.symbol)
        const shown = chains.filter(({ contracts }) => contracts.some(({ symbol }) => symbol === ticker.symbol))
        // Nothing is shown that nobody said, and all of it in the order in which it was said.
        if (ofOption[0] === ticker) expectInOrder(ofOption, shown)
        const next = tickers.slice(at + 1).find(({ symbol }) => symbol === ticker.symbol)
        if ((next?.heardMs ?? server.imported.toMs) < ticker.heardMs + publishedAfterMs) continue
        expect(
          shown.some((chain) => isAs(ticker, chain)),
          `${ticker.symbol} at ${ticker.heardMs}`,
        ).toBe(true)
        compared += 1
      }
      expect(compared).toBeGreaterThan(count / 2)
      for (const { chains, close } of readers.values()) {
        expect(new Set(chains.map(({ source }) => source))).toEqual(new Set(['REPLAY']))
        close()
      }
    },
  )
})

function expectInOrder(said: readonly CapturedTicker[], shown: readonly Chain[]): void {
  let place = 0
  for (const chain of shown) {
    const contract = chain.contracts.find(({ symbol }) => symbol === said[0]?.symbol)
    if (contract?.markPriceCoin === null && contract.bidPriceCoin === null) continue
    const found = said.findIndex((ticker, at) => at >= place && isAs(ticker, chain))
    expect(found, JSON.stringify(contract)).toBeGreaterThanOrEqual(place)
    place = found
  }
}
