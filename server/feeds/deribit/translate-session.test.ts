import { describe, expect, it } from 'vitest'
import { noon } from '../../../tests/support/builders.js'
import { silentLog } from '../feed-log.js'
import type { SessionEvent } from './connection/session.js'
import { FeedMemory } from './feed-memory.js'
import { ExchangeClock } from './language/exchange-clock.js'
import { createMapper } from './language/mapper.js'
import type { DeribitRequest } from './language/requests.js'
import { createSummaryOverlap } from './language/summary-overlap.js'
import { translateSession } from './translate-session.js'

const symbol = 'BTC-25DEC26-76000-C'
const option = {
  ...{ instrument_name: symbol, kind: 'option', option_type: 'call', strike: 76_000, state: 'open' },
  ...{ expiration_timestamp: Date.UTC(2026, 11, 25, 8), base_currency: 'BTC', quote_currency: 'BTC' },
}
const perpetual = {
  instrument_name: 'BTC-PERPETUAL',
  kind: 'future',
  settlement_period: 'perpetual',
  quote_currency: 'USD',
}
const listing: DeribitRequest = { method: 'public/get_instruments', params: { currency: 'BTC' } }
const summary: DeribitRequest = {
  method: 'public/get_book_summary_by_currency',
  params: { currency: 'BTC', kind: 'option' },
}
const deliveries: DeribitRequest = {
  method: 'public/get_delivery_prices',
  params: { index_name: 'btc_usd', count: 3 },
}
const status: DeribitRequest = { method: 'public/status', params: {} }

function said(channel: string, data: unknown, afterMs = 0): SessionEvent {
  return { kind: 'notification', channel, data, receivedTimeMs: noon + afterMs }
}
function answered(request: DeribitRequest, result: unknown, sentAfterMs: number | null = null): SessionEvent {
  const usOut = sentAfterMs === null ? null : (noon + sentAfterMs) * 1_000
  return { kind: 'answer', request, result, usOut, receivedTimeMs: noon }
}
const index = (price = 84_000, name = 'btc_usd') =>
  said(`deribit_price_index.${name}`, { timestamp: noon, price, index_name: name })
const access = (isOpen: boolean) => {
  return said('platform_state.public_methods_state', { allow_unauthenticated_public_requests: isOpen })
}

/** All that becomes of what a session says, and what it is told in return. */
async function translated(...events: readonly SessionEvent[]) {
  const [told, changed, ignored, warned]: string[][] = [[], [], [], []]
  let replanned = 0
  const session = {
    heard: (channel: string, receivedTimeMs: number) => void told?.push(`${channel} ${receivedTimeMs - noon}`),
    replan: () => void (replanned += 1),
    async *[Symbol.asyncIterator]() {
      yield* events
    },
  }
  const ignore = (_reason: string, what: string) => void ignored?.push(what)
  const memory = new FeedMemory()
  const parts = {
    ...{ currencies: ['BTC', 'ETH'], memory, ignore, exchangeClock: new ExchangeClock() },
    mapper: createMapper({ onIgnored: ignore }),
    overlap: createSummaryOverlap(),
    listings: { changed: (currency: string) => void changed?.push(currency) },
    log: { ...silentLog, warn: (_: unknown, text?: string) => void warned?.push(text ?? '') },
  }
  const market = []
  for await (const event of translateSession(session, parts)) market.push(event)
  return { market, types: market.map(({ type }) => type), memory, told, changed, ignored, warned, replanned }
}

describe('what a session says', () => {
  it('is live from the first market value on, and says so once', async () => {
    const lock = said('platform_state', { price_index: 'btc_usd', locked: true })
    const { market, types, told } = await translated(lock, index(), index(84_001))
    expect(types).toEqual(['index-lock', 'feed-state', 'index', 'index'])
    expect(market[1]).toEqual({ type: 'feed-state', state: 'LIVE', detail: null })
    expect(told).toEqual(['deribit_price_index.btc_usd 0', 'deribit_price_index.btc_usd 0'])
  })

  it('is not live while the exchange is closed, though values come', async () => {
    const { market, types } = await translated(index(), access(false), access(false), index(), access(true), index())
    expect(types).toEqual(['feed-state', 'index', 'feed-state', 'index', 'feed-state', 'index'])
    expect(market.filter(({ type }) => type === 'feed-state')).toMatchObject([
      { state: 'LIVE' },
      { state: 'RECONNECTING', detail: 'Deribit is closed to clients without a login' },
      { state: 'LIVE' },
    ])
  })

  it('is of our currencies only', async () => {
    expect((await translated(index(2, 'xrp_usdc'), index(2_700, 'eth_usd'))).market).toMatchObject([
      { type: 'feed-state' },
      { type: 'index', currency: 'ETH' },
    ])
  })

  it('changes what is wanted when something is listed, and at the first price of an index', async () => {
    expect((await translated(answered(listing, [option]))).replanned).toBe(1)
    expect((await translated(index(), index(84_001), index(84_002))).replanned).toBe(1)
    expect((await translated(index(-1), said('x', {}))).replanned).toBe(0)
  })

  it('lists what an answer names, dated by when the exchange sent it', async () => {
    const { market, memory } = await translated(answered(listing, [option, perpetual], -700))
    expect(market).toMatchObject([
      {
        type: 'listing',
        currency: 'BTC',
        eventTimeMs: noon - 700,
        instruments: [{ symbol }, { symbol: 'BTC-PERPETUAL' }],
      },
    ])
    expect(memory.listings.get('BTC')?.map((one) => one.symbol)).toEqual([symbol])
  })

  it('does not list what an answer without options names, and asks again', async () => {
    const { market, changed, warned } = await translated(answered(listing, [perpetual]))
    expect([market, changed, warned]).toEqual([[], ['BTC'], ['Deribit lists no options']])
  })

  it('does not list another currency than was asked for', async () => {
    const eth: DeribitRequest = { method: 'public/get_instruments', params: { currency: 'ETH' } }
    expect((await translated(answered(eth, [option]))).market).toEqual([])
  })

  it('asks for the listing again when an instrument changed', async () => {
    const state = { timestamp: noon, state: 'open', instrument_name: symbol }
    const { types, changed } = await translated(said('instrument.state.any.BTC', state))
    expect([types, changed]).toEqual([['instrument-state'], ['BTC']])
  })

  it('leaves out of a summary what a live channel of a listed option has just said', async () => {
    const marks = [{ instrument_name: symbol, mark_price: 0.1296, iv: 0.3706, timestamp: noon }]
    const row = { instrument_name: symbol, mark_price: 0.12961234, bid_price: 0.12, creation_timestamp: noon }
    const { market } = await translated(
      answered(listing, [option]),
      said('markprice.options.btc_usd', marks),
      answered(summary, [row]),
    )
    const [last] = market.slice(-1)
    expect(last?.type === 'options' && last.updates[0]?.values).toEqual({ bidPrice: 0.12 })
  })

  it('tells which indices are locked, all at once or as they were when we came', async () => {
    const locks = async (event: SessionEvent) => {
      const { market } = await translated(event)
      return market.flatMap((one) => (one.type === 'index-lock' ? [`${one.currency} ${one.locked}`] : []))
    }
    expect(await locks(said('platform_state', { locked: true }))).toEqual(['BTC true', 'ETH true'])
    expect(await locks(answered(status, { locked: 'partial', locked_indices: ['eth_usd'] }))).toEqual([
      'BTC false',
      'ETH true',
    ])
    expect(await locks(answered(status, 'ok'))).toEqual(['BTC false', 'ETH false'])
  })

  it('remembers the newest delivery, also when they come in another order', async () => {
    const rows = ['2026-09-10', '2026-09-12', '2026-09-11'].map((date) => ({ date, delivery_price: 83_000 }))
    const { types, memory, replanned } = await translated(answered(deliveries, { data: rows }))
    expect(types).toEqual(['delivery-price', 'delivery-price', 'delivery-price'])
    expect(memory.delivered.get('BTC')).toBe(Date.UTC(2026, 8, 12, 8))
    expect(replanned).toBe(0)
  })

  it('dates what names no time by the clock of the exchange, once it was told', async () => {
    const hello: DeribitRequest = { method: 'public/hello', params: { client_name: 'x', client_version: '1' } }
    const lock = said('platform_state', { price_index: 'btc_usd', locked: true })
    const { market } = await translated(lock, answered(hello, {}, 30_000), lock)
    expect(market).toMatchObject([{ eventTimeMs: noon }, { eventTimeMs: noon + 30_000 }])
  })

  it('goes on after a frame that it does not understand', async () => {
    const hostile = said('deribit_price_index.btc_usd', {
      get timestamp(): number {
        throw new Error('hostile')
      },
    })
    const unknown: SessionEvent = { kind: 'unknown', why: 'not JSON', receivedTimeMs: noon }
    const { types, ignored } = await translated(unknown, hostile, index())
    expect(types).toEqual(['feed-state', 'index'])
    expect(ignored).toEqual(['not JSON', 'frame not understood: Error: hostile'])
  })
})
