import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createListingKeeper } from '../../server/feeds/deribit/connection/keep-listings.js'
import { DeribitSession, type SessionEvent } from '../../server/feeds/deribit/connection/session.js'
import { coreChannels } from '../../server/feeds/deribit/language/channels.js'
import { silentLog } from '../../server/feeds/feed-log.js'
import { systemClock } from '../../server/lib/clock.js'
import { DeribitDouble } from '../support/deribit/deribit-double.js'
import { settle } from '../support/manual-clock.js'
import { quickTimings } from './quick-timings.js'

let double: DeribitDouble
let stop: AbortController
let delivered: Map<string, number>

beforeEach(async () => {
  double = await DeribitDouble.start()
  stop = new AbortController()
  delivered = new Map()
})

afterEach(async () => {
  stop.abort()
  await double[Symbol.asyncDispose]()
})

function connect(url = double.url): DeribitSession {
  const timings = { ...quickTimings, dataSilenceMs: 60_000 }
  const parts = {
    ...{ url, clock: systemClock, timings, currencies: ['BTC'], log: silentLog },
    listings: createListingKeeper(systemClock, timings),
    delivered,
    wantedChannels: () => coreChannels('BTC'),
  }
  return new DeribitSession(parts, stop.signal)
}

const isAnswer = (event: SessionEvent, method: string) => event.kind === 'answer' && event.request.method === method
const isIndex = (event: SessionEvent) =>
  event.kind === 'notification' && event.channel.startsWith('deribit_price_index')

describe('a session', () => {
  it('is read as what the exchange says: answers with what was asked, and what channels say', async () => {
    const missing = new Set(['public/hello', 'public/status', 'public/subscribe', 'public/get_instruments', 'index'])
    for await (const event of connect()) {
      if (event.kind === 'answer') missing.delete(event.request.method)
      if (isIndex(event)) missing.delete('index')
      if (missing.size === 0) break
    }
    expect(missing.size).toBe(0)
  })

  it('says goodbye when its reader leaves', async () => {
    for await (const event of connect()) if (isIndex(event)) break
    await expect.poll(() => double.closeCodes).toEqual([1000])
  })

  it('ends when aborted while its reader waits for an exchange that is silent', async () => {
    double.faults.silent = true
    const session = connect()
    const read: string[] = []
    for await (const event of session) {
      read.push(event.kind)
      if (!isAnswer(event, 'public/get_delivery_prices')) continue
      double.faults.mute = true
      setImmediate(() => stop.abort())
    }
    expect(read).toContain('answer')
    expect(session.end).toEqual({ reason: 'stopped', refused: false })
    await expect.poll(() => double.closeCodes).toEqual([1000])
  })

  it('is over at once when it is aborted before it is read', async () => {
    const session = connect()
    stop.abort()
    for await (const event of session) expect(event).toBeNull()
    expect(session.end.reason).toBe('stopped')
  })

  it('says why it ended, and hands out nothing after it was hung up', async () => {
    const session = connect()
    let after = 0
    for await (const event of session) {
      after += 1
      if (!isIndex(event)) continue
      after = 0
      session.hangUp('enough', true)
    }
    expect([after, session.end]).toEqual([0, { reason: 'enough', refused: true }])
    const closed = connect()
    for await (const event of closed) if (isIndex(event)) double.closeAll(4000, 'heartbeat close')
    expect(closed.end).toEqual({ reason: 'closed with code 4000: heartbeat close', refused: false })
    double.faults.handshakeStatus = 429
    const refused = connect()
    for await (const event of refused) expect(event).toBeNull()
    expect(refused.end).toEqual({ reason: 'the exchange refuses connections (HTTP 429)', refused: true })
  })

  it('lets who asked go on only when the reader has taken the answer in: a known delivery is asked for once', async () => {
    let summaries = 0
    for await (const event of connect()) {
      if (isAnswer(event, 'public/get_delivery_prices')) {
        await settle()
        delivered.set('BTC', Number.MAX_SAFE_INTEGER)
      }
      if (isAnswer(event, 'public/get_book_summary_by_currency')) summaries += 1
      if (summaries * quickTimings.summaryEveryMs > 3 * quickTimings.deliveryRetryMs) break
    }
    expect(double.requests.filter(({ method }) => method === 'public/get_delivery_prices')).toHaveLength(1)
  })
})
