import { readFileSync } from 'node:fs'
import { createClient } from 'graphql-ws'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { parseOptionName } from '../../server/domain/instrument-name.js'
import { deribitFeed } from '../../server/feeds/deribit/deribit-feed.js'
import { shiftedClock } from '../support/shifted-clock.js'
import { ask, startServer, until, type TestServer } from '../support/start-server.js'
import { captureFile } from './capture-file.js'
import { CapturedExchange } from './captured-exchange.js'
import {
  expectedFromMarkPrice,
  expectedFromSummary,
  expectedFromTicker,
  expectedPerpetual,
} from './expected-contract.js'
import type { Raw } from './expected-values.js'

const contractFields = `symbol bidPriceCoin bidPriceUsd bidAmountCoin bidIv askPriceCoin askPriceUsd askAmountCoin askIv
  markPriceCoin markPriceUsd markIv lastPriceCoin lastPriceUsd quoteIvOrigin openInterestCoin volume24hCoin
  greeks { delta gamma vega theta rho origin }`
const chainFields = `{ seq asOf source freshness underlyingPriceUsd contracts { ${contractFields} } }`
const marketFields = `{ seq asOf source indexPriceUsd perpetual { symbol bidPriceUsd bidAmountUsd askPriceUsd askAmountUsd
  markPriceUsd lastPriceUsd change24hPct high24hUsd low24hUsd volume24hCoin volume24hUsd openInterestUsd fundingRate8h
  fundingPaid8h } }`

interface Live {
  readonly seq: number
  readonly asOf: string | null
  readonly source: string
  readonly [field: string]: unknown
}

/** What one frame says of one thing a client can see. */
interface Claim {
  readonly raw: Raw
  readonly symbol: string
  readonly timeMs: number
  readonly expected: Raw
}

/** Frames of one recorded session stay together; frames of different years cannot share a market. */
const sessions = [
  { file: 'cryptofeed-2021-07-22-ws.jsonl', together: true, count: 89 },
  { file: 'fastmm-2026-09-13-testnet-option-stream.jsonl', together: true, count: 19 },
  { file: 'crypto-msg-parser-2021-2023.jsonl', together: false, count: 6 },
  { file: 'fastmm-2026-09-fixtures.jsonl', together: false, count: 2 },
  { file: 'singles-2024-2026.jsonl', together: false, count: 9 },
]

function framesOf(path: string): { frame: Raw; claims: Claim[] }[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Raw)
    .map((frame) => ({ frame, claims: claimsOf(frame) }))
    .filter(({ claims }) => claims.length > 0)
}

function claimsOf(frame: Raw): Claim[] {
  const params = (frame.params ?? {}) as { channel?: string; data?: Raw | Raw[] }
  const channel = params.channel ?? ''
  const data = params.data ?? (frame.result as Raw | Raw[] | undefined)
  const rows = Array.isArray(data) ? data : data ? [data] : []
  const claim = (row: Raw, expected: Raw): Claim => ({
    raw: row,
    symbol: String(row.instrument_name),
    timeMs: Number(row.timestamp ?? row.creation_timestamp ?? 0),
    expected,
  })
  const options = rows.filter((row) => parseOptionName(String(row.instrument_name)))
  if (channel.startsWith('markprice')) return options.map((row) => claim(row, expectedFromMarkPrice(row)))
  if (channel.startsWith('deribit_price_index')) {
    const [row = {}] = rows
    return [{ raw: row, symbol: 'ETH', timeMs: Number(row.timestamp), expected: { indexPriceUsd: row.price } }]
  }
  if (/-PERPETUAL$/.test(String(rows[0]?.instrument_name)) && rows[0]?.stats) {
    return rows.map((row) => claim(row, { perpetual: expectedPerpetual(row) }))
  }
  if (options.some((row) => 'best_bid_price' in row && 'mark_iv' in row))
    return options.map((row) => claim(row, expectedFromTicker(row)))
  if (options.some((row) => 'mid_price' in row || 'mark_iv' in row))
    return options.map((row) => claim(row, expectedFromSummary(row)))
  return []
}

const patience = { timeout: 60_000, interval: 10 }

const open: AsyncDisposable[] = []
afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part[Symbol.asyncDispose]()
})

/** Everything is heard at the end of the recording: no frame is from the future, and its options have not expired. */
async function serve(
  symbols: readonly string[],
  heardMs: number,
): Promise<{ exchange: CapturedExchange; server: TestServer }> {
  const exchange = await CapturedExchange.open(symbols)
  const clock = shiftedClock(heardMs)
  const timings = { summaryEveryMs: 50 }
  const server = await startServer({ clock, feed: deribitFeed({ url: exchange.url, clock, timings }) })
  open.push(exchange, server)
  await exchange.subscribed
  const { market } = server.app.services.live
  await until(
    () => Promise.resolve(market),
    () => symbols.every((symbol) => isListed(server, symbol)),
  )
  return { exchange, server }
}

function isListed({ app }: TestServer, symbol: string): boolean {
  const option = parseOptionName(symbol)
  return option === null || app.services.live.market.chain(option.currency, option.expiryMs) !== null
}

/** A subscription that remembers its newest event, through the graphql-ws client. */
class Follower {
  #newest: Live | null = null
  readonly #events: AsyncIterableIterator<{ data?: Record<string, Live> | null | undefined }>
  readonly #field: string
  readonly #selection: string
  readonly #url: string

  constructor({ httpUrl, wsUrl }: TestServer, claim: Claim) {
    const option = parseOptionName(claim.symbol)
    const currency = option?.currency ?? claim.symbol.split('-')[0]
    this.#field = option ? 'optionsChain' : 'marketData'
    const expiry = option && `, expiry: "${new Date(option.expiryMs).toISOString()}", limit: 1000`
    this.#selection = `${this.#field}(currency: "${currency}"${expiry ?? ''}) ${option ? chainFields : marketFields}`
    this.#url = httpUrl
    const client = createClient({ url: wsUrl, webSocketImpl: WebSocket })
    this.#events = client.iterate<Record<string, Live>>({ query: `subscription { ${this.#selection} }` })
    open.push({ [Symbol.asyncDispose]: async () => void (await client.dispose()) })
  }

  /** The newest event, once the server has taken in everything up to a time. */
  async at(timeMs: number): Promise<Live> {
    const taken = ({ asOf }: Live) => asOf !== null && Date.parse(asOf) >= timeMs
    const query = async () => (await ask<Record<string, Live>>(this.#url, `{ ${this.#selection} }`)).data?.[this.#field]
    const state = await until(query, (answer) => answer !== undefined && taken(answer))
    while ((this.#newest?.seq ?? 0) < (state?.seq ?? 0)) {
      const { value } = await this.#events.next()
      this.#newest = value?.data?.[this.#field] ?? null
    }
    if (!this.#newest) throw new Error('Nothing was sent')
    return this.#newest
  }
}

describe.each(sessions)(
  'the frames of $file, through connector, state, API and a graphql-ws client',
  ({ file, together, count }) => {
    const path = captureFile(file)

    it.skipIf(path === null)('reach the client as the exchange meant them', async () => {
      const frames = framesOf(path ?? '')
      expect(frames).toHaveLength(count)
      for (const session of together ? [frames] : frames.map((frame) => [frame])) {
        const symbols = [...new Set(session.flatMap(({ claims }) => claims.map(({ symbol }) => symbol)))]
        const times = session.flatMap(({ claims }) => claims.map(({ timeMs }) => timeMs))
        const options = symbols.filter((symbol) => parseOptionName(symbol))
        const { exchange, server } = await serve(options, Math.max(...times))
        const followers = new Map<string, Follower>()
        for (const { frame, claims } of session) {
          exchange.say(frame)
          for (const claim of claims) {
            const follower = followers.get(claim.symbol) ?? new Follower(server, claim)
            followers.set(claim.symbol, follower)
            // Frames of the same time are told apart by what they say; a chain is published at most every 100 ms.
            await vi.waitFor(async () => {
              const live = await follower.at(claim.timeMs)
              expect(live.source).toBe('DERIBIT')
              const contracts = (live.contracts ?? [live]) as Raw[]
              const shown = contracts.find(({ symbol }) => symbol === claim.symbol) ?? live
              expect(shown, `${claim.symbol} at ${claim.timeMs}`).toMatchObject(claim.expected)
            }, patience)
          }
        }
        for (const part of open.splice(0).reverse()) await part[Symbol.asyncDispose]()
      }
    })
  },
)

describe('FEED=replay on a captured session', () => {
  const path = captureFile('cryptofeed-2021-07-22-ws.raw.txt')

  it.skipIf(path === null)('shows its ten options in the API, as REPLAY, and STALE when it has ended', async () => {
    await using server = await startServer(
      {},
      { FEED: 'replay', REPLAY_FILE: path ?? '', REPLAY_SPEED: '50', REPLAY_LOOP: 'false' },
    )
    const status = () =>
      ask<{ status: { feed: { state: string; freshness: string; currencies: string[] } } }>(
        server.httpUrl,
        '{ status { feed { state freshness currencies } } }',
      )
    const ended = await until(status, ({ data }) => data?.status.feed.state === 'ENDED')
    expect(ended.data?.status.feed).toMatchObject({ freshness: 'STALE' })
    const last = new Map(
      framesOf((path ?? '').replace('.raw.txt', '.jsonl')).flatMap(({ claims }) =>
        claims.map((one) => [one.symbol, one]),
      ),
    )
    expect(last.size).toBe(10)
    const seen: string[] = []
    for (const currency of ended.data?.status.feed.currencies ?? []) {
      const { data } = await ask<{ expiries: { expiry: string }[] }>(
        server.httpUrl,
        `{ expiries(currency: "${currency}") { expiry } }`,
      )
      for (const { expiry } of data?.expiries ?? []) {
        const query = `{ optionsChain(currency: "${currency}", expiry: "${expiry}", limit: 1000) ${chainFields} }`
        const answer = await until(
          () => ask<{ optionsChain: Live & { contracts: Raw[] } }>(server.httpUrl, query),
          ({ data }) => data?.optionsChain.freshness === 'STALE',
        )
        const chain = answer.data?.optionsChain
        expect(chain?.source).toBe('REPLAY')
        for (const contract of chain?.contracts ?? []) {
          seen.push(String(contract.symbol))
          const raw = last.get(String(contract.symbol))?.raw ?? {}
          expect(contract).toMatchObject(expectedFromTicker({ ...raw, underlying_price: chain?.underlyingPriceUsd }))
        }
      }
    }
    expect(seen.sort()).toEqual([...last.keys()].sort())
  })
})
