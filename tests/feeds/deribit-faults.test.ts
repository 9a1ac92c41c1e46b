import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isOption } from '../../server/domain/instrument.js'
import type { MarketEvent, OptionUpdate } from '../../server/domain/market-events.js'
import type { DeribitTimings } from '../../server/feeds/deribit/connection/timings.js'
import { deribitFeed } from '../../server/feeds/deribit/deribit-feed.js'
import type { MarketFeed } from '../../server/feeds/market-feed.js'
import { systemClock } from '../../server/lib/clock.js'
import { DeribitDouble } from '../support/deribit/deribit-double.js'
import { FeedReader } from '../support/deribit/feed-reader.js'
import { garbage } from './garbage.js'
import { patientTimings, quickTimings } from './quick-timings.js'

const rounds = 20

let double: DeribitDouble
let feed: MarketFeed
let reader: FeedReader

async function open(timings: DeribitTimings): Promise<void> {
  double = await DeribitDouble.start()
  feed = deribitFeed({ url: double.url, clock: systemClock, timings })
  feed.watchExpiry('BTC', double.market.expiries[0] ?? 0)
  reader = new FeedReader(feed, double.market)
  await reader.live()
  await reader.until('tickers', () => double.channels().size === 12 + 10)
}

afterEach(async () => {
  await reader[Symbol.asyncDispose]()
  await double[Symbol.asyncDispose]()
})

/** Breaks the exchange, sees the feed notice, heals it, and sees values come again. */
async function breaksAndHeals(round: { break: () => void | Promise<void>; heal: () => void | Promise<void> }) {
  await round.break()
  await reader.notLive()
  await round.heal()
  await reader.live()
  await Promise.all([reader.next('index', isIndex), reader.next('option', isTicker)])
}

async function repeat(round: (at: number) => Promise<void>): Promise<void> {
  for (let at = 0; at < rounds; at += 1) await round(at)
  expect(reader.wrong).toEqual([])
  expect(reader.published).toBeGreaterThan(100)
}

const isIndex = (event: MarketEvent) => event.type === 'index'
const isTicker = (event: MarketEvent) => event.type === 'options' && 'greeks' in (event.updates[0]?.values ?? {})

function someUpdate(holds: (update: OptionUpdate) => boolean) {
  return (event: MarketEvent) => event.type === 'options' && event.updates.some(holds)
}

describe('twenty times over, without one wrong value', () => {
  beforeEach(() => open(quickTimings))

  it('reconnects after the exchange is gone', async () => {
    await repeat(() => breaksAndHeals({ break: () => double.goDown(), heal: () => double.comeBack() }))
  })

  it('notices that an open socket has fallen silent', async () => {
    await repeat(() =>
      breaksAndHeals({
        break: () => void (double.faults.silent = true),
        heal: () => void (double.faults.silent = false),
      }),
    )
  })

  it('says which indices are locked, also those that were locked or opened while it was away', async () => {
    const lock = (locked: boolean) => (event: MarketEvent) =>
      event.type === 'index-lock' && event.currency === 'BTC' && event.locked === locked
    await repeat(async (at) => {
      const locked = at % 2 === 0
      if (locked) double.faults.lockedIndices.add('btc_usd')
      else double.faults.lockedIndices.delete('btc_usd')
      const told = reader.next('lock', lock(locked))
      if (at % 8 < 2) double.send('platform_state', { price_index: 'btc_usd', locked })
      else if (at % 8 < 4) double.send('platform_state', { locked })
      else double.cutAll()
      await told
    })
  })

  it('asks again for channels missing from an acknowledgment', async () => {
    const wanted = double.channels()
    await repeat(async (at) => {
      const dropped = new Set([...wanted].filter((_, index) => (index + at) % 2 === 0))
      double.faults.dropChannels = (channel) => dropped.delete(channel)
      await breaksAndHeals({ break: () => double.cutAll(), heal: () => {} })
      await reader.until('all channels', () => [...wanted].every((channel) => double.channels().has(channel)))
    })
  })

  it('survives acknowledgments with nothing in them', async () => {
    await repeat(() =>
      breaksAndHeals({
        async break() {
          double.faults.dropChannels = () => true
          double.cutAll()
          for (let time = 0; time < 3; time += 1) await double.nextRequest('public/subscribe')
        },
        heal: () => void (double.faults.dropChannels = () => false),
      }),
    )
  })

  it('survives subscriptions refused as raw, and never asks for raw ones', async () => {
    await repeat(() =>
      breaksAndHeals({
        async break() {
          double.faults.refuseAsRaw = true
          double.cutAll()
          for (let time = 0; time < 3; time += 1) await double.nextRequest('public/subscribe')
        },
        heal: () => void (double.faults.refuseAsRaw = false),
      }),
    )
    expect(double.requests.filter(({ params }) => JSON.stringify(params).includes('.raw'))).toEqual([])
  })

  it('reconnects when the exchange closes for an unanswered heartbeat', async () => {
    await repeat(() => breaksAndHeals({ break: () => double.closeAll(4000, 'heartbeat close'), heal: () => {} }))
  })

  it('gives up a socket on which not even heartbeats come', async () => {
    await repeat(() =>
      breaksAndHeals({
        break: () => void (double.faults.mute = true),
        heal: () => void (double.faults.mute = false),
      }),
    )
  })

  it.each([10028, 10066] as const)('backs off when it asked too much (%i), and comes back', async (code) => {
    await repeat(() =>
      breaksAndHeals({
        async break() {
          double.faults.tooManyRequests = code
          for (let time = 0; time < 2; time += 1) await double.nextRequest('public/hello')
        },
        heal: () => void (double.faults.tooManyRequests = null),
      }),
    )
    expect(reader.states.some(({ detail }) => detail === `Deribit says too_many_requests (${code})`)).toBe(true)
  })

  it('comes back when handshakes are refused', async () => {
    await repeat(() =>
      breaksAndHeals({
        async break() {
          double.faults.handshakeStatus = 429
          double.cutAll()
          for (let time = 0; time < 3; time += 1) await double.nextRefusal()
        },
        heal: () => void (double.faults.handshakeStatus = null),
      }),
    )
  })

  it('follows the roll of expiries', async () => {
    await repeat(async () => {
      const [, next = 0] = double.market.expiries
      using _watch = feed.watchExpiry('ETH', next)
      const listed = (event: MarketEvent) => {
        return event.type === 'listing' && event.instruments.filter(isOption).some(({ expiryMs }) => expiryMs > next)
      }
      const relisted = reader.next('new listing', listed)
      double.roll()
      await relisted
      const options = double.market.options.filter(({ expiryMs, currency }) => expiryMs === next && currency === 'ETH')
      await reader.until('tickers', () =>
        options.every(({ symbol }) => double.channels().has(`ticker.${symbol}.100ms`)),
      )
    })
    const listed = new Set(double.market.options.map(({ symbol }) => symbol))
    const isGone = (channel: string) => /^ticker\..*-[CP]\./.test(channel) && !listed.has(channel.split('.')[1] ?? '')
    await reader.until('dropped tickers', () => ![...double.channels()].some(isGone))
  })
})

describe('twenty times over, without one wrong value and on one connection', () => {
  beforeEach(() => open(patientTimings))

  it('subscribes again to what falls silent while the rest speaks, and stays connected', async () => {
    const lost = ['deribit_price_index.btc_usd', 'ticker.ETH-PERPETUAL.100ms', 'markprice.options.eth_usd']
    await repeat(async (at) => {
      const channel = lost[at % lost.length] ?? ''
      double.faults.lostChannels.add(channel)
      await reader.until('voice', () => double.faults.lostChannels.size === 0)
    })
    expect(reader.states.map(({ state }) => state)).toEqual(['CONNECTING', 'LIVE'])
  })

  it('subscribes again when half of all channels fall silent, tickers of options too', async () => {
    await repeat(async (at) => {
      const steady = [...double.channels()].filter((channel) => /^(ticker|markprice|deribit_price)/.test(channel))
      for (const channel of steady.filter((_, index) => index % 2 === at % 2)) double.faults.lostChannels.add(channel)
      await reader.until('voices', () => double.faults.lostChannels.size === 0)
    })
    expect(reader.states.map(({ state }) => state)).toEqual(['CONNECTING', 'LIVE'])
  })

  it('is not stopped by garbage', async () => {
    await repeat(async () => {
      for (const text of garbage) double.sendText(text)
      for (const session of double.sessions) session.sendBytes(new Uint8Array([0, 159, 146, 150]))
      await Promise.all([reader.next('index', isIndex), reader.next('option', isTicker)])
    })
    expect(reader.states.map(({ state }) => state)).toEqual(['CONNECTING', 'LIVE'])
  })

  it('says that quotes are missing when the book is all nulls and zeros', async () => {
    await repeat(async () => {
      double.market.emptyBook = true
      const emptyTicker = someUpdate(({ values }) => values.bidIv === null && values.bidPrice === null)
      const emptySummary = someUpdate(({ values }) => values.askPrice === null && !('askIv' in values))
      await Promise.all([reader.next('empty ticker', emptyTicker), reader.next('empty summary', emptySummary)])
      double.market.emptyBook = false
      await reader.next(
        'quote',
        someUpdate(({ values }) => values.bidPrice != null),
      )
    })
    expect(reader.states.map(({ state }) => state)).toEqual(['CONNECTING', 'LIVE'])
  })
})
