import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BareExchange } from '../../../../tests/support/deribit/bare-exchange.js'
import { ManualClock, settle } from '../../../../tests/support/manual-clock.js'
import { silentLog } from '../../feed-log.js'
import { createListingKeeper } from './keep-listings.js'
import { DeribitSession, type SessionEvent } from './session.js'
import { deribitTimings as timings } from './timings.js'

const startMs = Date.UTC(2026, 10, 20, 12)
const steady = 'deribit_price_index.btc_usd'

let exchange: BareExchange
let stop: AbortController

beforeEach(async () => {
  exchange = await BareExchange.start()
  stop = new AbortController()
})

afterEach(async () => {
  stop.abort()
  await exchange[Symbol.asyncDispose]()
})

/** A session that is read to its end. Time is the test's alone. */
function connect(
  onEvent: (event: SessionEvent) => void | Promise<void> = () => {},
  onRawFrame?: (text: string) => void,
) {
  const clock = new ManualClock(startMs)
  const warned: unknown[] = []
  const delivered = new Map<string, number>()
  const parts = {
    ...{ url: exchange.url, clock, timings, currencies: ['BTC'], delivered },
    log: { ...silentLog, warn: (facts: unknown, text?: string) => void warned.push(text, facts) },
    listings: createListingKeeper(clock, timings),
    wantedChannels: () => [steady],
    ...(onRawFrame && { onRawFrame }),
  }
  const session = new DeribitSession(parts, stop.signal)
  const events: SessionEvent[] = []
  const read = async () => {
    for await (const event of session) {
      events.push(event)
      await onEvent(event)
    }
  }
  const over = read()
  const pass = (ms: number) => clock.advance(ms, () => exchange.quiet())
  const open = async () => {
    await exchange.asked('public/subscribe')
    await exchange.quiet()
  }
  const saidOf = (kind: SessionEvent['kind']) => events.filter((event) => event.kind === kind)
  return { session, clock, events, saidOf, warned, delivered, over, pass, open }
}

const unknowns = (events: readonly SessionEvent[]) => {
  return events.flatMap((event) => (event.kind === 'unknown' ? [event.why] : []))
}
const countOf = (method: string) => exchange.methods().filter((one) => one === method).length

describe('a session', () => {
  it('asks for everything at once', async () => {
    const { open } = connect()
    await open()
    expect(exchange.methods()).toEqual([
      'public/hello',
      'public/status',
      'public/set_heartbeat',
      'public/subscribe',
      'public/get_instruments',
      'public/get_delivery_prices',
      'public/get_book_summary_by_currency',
    ])
    expect(exchange.requests.map(({ params }) => params)).toEqual([
      { client_name: 'gammacast', client_version: '1' },
      {},
      { interval: 30 },
      { channels: [steady] },
      { currency: 'BTC' },
      { index_name: 'btc_usd', count: 3 },
      { currency: 'BTC', kind: 'option' },
    ])
  })

  it('is read as what the exchange says, answers with what was asked', async () => {
    exchange.replies.set('public/get_instruments', { result: [1, 2] })
    const { open, events } = connect()
    await open()
    exchange.say(steady, { price: 5 })
    await exchange.quiet()
    expect(events).toContainEqual({
      ...{ kind: 'answer', id: 5, result: [1, 2], usOut: null, receivedTimeMs: startMs },
      request: { method: 'public/get_instruments', params: { currency: 'BTC' } },
    })
    expect(events.at(-1)).toEqual({
      kind: 'notification',
      channel: steady,
      data: { price: 5 },
      receivedTimeMs: startMs,
    })
  })

  it('lets who asked go on only after the reader has handled the answer', async () => {
    const { open, pass, delivered } = connect(async (event) => {
      if (event.kind !== 'answer' || event.request.method !== 'public/get_delivery_prices') return
      await settle()
      delivered.set('BTC', startMs)
    })
    await open()
    await pass(timings.deliveryRetryMs / 10)
    expect(countOf('public/get_delivery_prices')).toBe(1)
  })

  it('tells of frames that make no sense, and goes on', async () => {
    const { open, events } = connect()
    await open()
    exchange.send('what?')
    exchange.send(Buffer.from([0, 159, 146]))
    exchange.send({ id: 99, result: 'ok' })
    exchange.say(steady, 1)
    await exchange.quiet()
    expect(unknowns(events)).toEqual(['not JSON', 'binary frame', 'answer nobody waits for'])
    expect(events.at(-1)).toMatchObject({ kind: 'notification', data: 1 })
  })

  it('gives every text frame to the recorder, and goes on when that fails', async () => {
    const texts: string[] = []
    const { open, events, saidOf } = connect(undefined, (text) => {
      texts.push(text)
      if (text === 'second') throw new Error('disk full')
    })
    await open()
    texts.length = 0
    for (const text of ['first', 'second', 'third']) exchange.send(text)
    exchange.send(Buffer.from('bytes'))
    await exchange.quiet()
    expect(texts).toEqual(['first', 'second', 'third'])
    expect(unknowns(events)).toEqual([
      'not JSON',
      'not recorded: Error: disk full',
      'not JSON',
      'not JSON',
      'binary frame',
    ])
    expect(saidOf('answer').length).toBeGreaterThan(0)
  })

  it('answers a heartbeat that asks for it, and no other', async () => {
    const { open } = connect()
    await open()
    for (const type of ['heartbeat', 'test_request']) exchange.send({ method: 'heartbeat', params: { type } })
    await exchange.quiet()
    expect(countOf('public/test')).toBe(1)
  })

  it('breaks off after 8 s without a market value, whatever else is said', async () => {
    const { open, pass, session, over } = connect()
    await open()
    await pass(5_000)
    session.heard(steady, startMs + 5_000)
    await pass(7_999)
    exchange.say('platform_state', {})
    await exchange.quiet()
    expect(session.end.reason).toBe('stopped')
    await pass(1)
    await over
    expect(session.end).toEqual({ reason: 'no market data for 8 s', refused: false })
  })

  it('does not wait for a clock that was set back', async () => {
    const { open, pass, session, clock, over } = connect()
    await open()
    const [now, backMs] = [clock.now.bind(clock), 3_600_000]
    session.heard(steady, startMs)
    clock.now = () => now() - backMs
    await pass(16_000)
    await over
    expect(session.end.reason).toBe('no market data for 8 s')
  })

  it('subscribes again to a channel that is silent while others speak', async () => {
    const { open, pass, session } = connect()
    await open()
    for (let second = 1; second <= 6; second += 1) {
      await pass(1_000)
      session.heard('another', startMs + second * 1_000)
    }
    expect(exchange.methods().filter((method) => /subscribe$/.test(method))).toEqual([
      'public/subscribe',
      'public/unsubscribe',
      'public/subscribe',
    ])
  })

  it('asks for the locked indices until it is answered', async () => {
    exchange.replies.set('public/status', null)
    const { open, pass, session, clock } = connect()
    const live = async (ms: number) => {
      for (let passed = 0; passed < ms; passed += 1_000) {
        await pass(1_000)
        session.heard(steady, clock.now())
      }
    }
    await open()
    await live(timings.requestMs + timings.subscribeAgainMs)
    expect(countOf('public/status')).toBe(2)
    exchange.replies.delete('public/status')
    await live(timings.requestMs + timings.subscribeAgainMs)
    expect(countOf('public/status')).toBe(3)
    await live(4 * timings.subscribeAgainMs)
    expect(countOf('public/status')).toBe(3)
  })

  it('gives up a request after 10 s, says so, and ignores a later answer', async () => {
    exchange.replies.set('public/hello', null)
    const { open, pass, session, warned, events } = connect()
    await open()
    await pass(5_000)
    session.heard(steady, startMs + 5_000)
    await pass(4_999)
    expect(warned).not.toContain('Deribit did not answer')
    await pass(1)
    const late = { method: 'public/hello', error: 'public/hello was not answered' }
    expect(warned.slice(-2)).toEqual(['Deribit did not answer', late])
    exchange.send({ id: 1, result: {} })
    await exchange.quiet()
    expect(unknowns(events)).toEqual(['answer nobody waits for'])
  })

  it.each([10028, 10066, 11051, 11056])('stays away when the exchange says %i', async (code) => {
    const { open, session, over, warned } = connect()
    await open()
    exchange.send({ error: { code, message: 'later' } })
    await over
    expect(session.end).toEqual({ reason: `Deribit says later (${code})`, refused: true })
    expect(warned).toEqual(['Error from Deribit', { code, message: 'later' }])
  })

  it('stays away also when the error answers a request', async () => {
    exchange.replies.set('public/get_instruments', { error: { code: 10028, message: 'too_many_requests' } })
    const { session, over, warned } = connect()
    await over
    expect(session.end).toEqual({ reason: 'Deribit says too_many_requests (10028)', refused: true })
    expect(warned).not.toContain('Error from Deribit')
  })

  it('stays connected when a request is refused for another reason', async () => {
    exchange.replies.set('public/status', { error: { code: 11029, message: 'bad_arguments' } })
    const { open, session, warned, pass } = connect()
    await open()
    expect(session.end).toEqual({ reason: 'stopped', refused: false })
    await pass(timings.subscribeGapMs)
    expect(countOf('public/subscribe')).toBe(1)
    expect(warned).toEqual(['Deribit did not answer', { method: 'public/status', error: 'bad_arguments (11029)' }])
  })

  it('subscribes to all again when the exchange dropped subscriptions', async () => {
    const { open, pass } = connect()
    await open()
    exchange.send({ error: { code: 11052, message: 'subscribe_error_unsubscribed' } })
    await exchange.quiet()
    await pass(timings.subscribeGapMs)
    expect(countOf('public/subscribe')).toBe(2)
  })
})

describe('the end of a session', () => {
  it('is a goodbye when its reader leaves', async () => {
    const { over } = connect(() => {
      throw new Error('left')
    })
    await expect(over).rejects.toThrow('left')
    await exchange.quiet()
    expect(exchange.closeCodes).toEqual([1000])
  })

  it('comes at once when it is aborted, also while its reader waits', async () => {
    const { open, over, session, events } = connect()
    await open()
    const { length } = events
    stop.abort()
    await over
    expect([events.length, session.end]).toEqual([length, { reason: 'stopped', refused: false }])
    await exchange.quiet()
    expect(exchange.closeCodes).toEqual([1000])
  })

  it('comes at once when it is aborted before it was opened', async () => {
    stop.abort()
    const { over, events } = connect()
    await over
    expect([events, exchange.requests]).toEqual([[], []])
  })

  it('drops what waits when it is hung up', async () => {
    const { open, over, session, events } = connect((event) => {
      if (event.kind === 'notification' && event.data === 2) session.hangUp('enough', true)
    })
    await open()
    for (const data of [1, 2, 3, 4]) exchange.say(steady, data)
    await over
    expect(events.at(-1)).toMatchObject({ data: 2 })
    expect(session.end).toEqual({ reason: 'enough', refused: true })
  })

  it('hands out what came before the exchange closed, and says why it did', async () => {
    const { open, over, session, events } = connect()
    await open()
    exchange.say(steady, 7)
    exchange.close(4000, 'heartbeat close')
    await over
    expect(events.at(-1)).toMatchObject({ data: 7 })
    expect(session.end).toEqual({ reason: 'closed with code 4000: heartbeat close', refused: false })
  })

  it('is told without a reason where the exchange gives none', async () => {
    const { open, over, session } = connect()
    await open()
    exchange.close(1000, '')
    await over
    expect(session.end).toEqual({ reason: 'closed with code 1000', refused: false })
  })

  it('ends everything that was asked for', async () => {
    exchange.replies.set('public/hello', null)
    const { open, over, warned, pass } = connect()
    await open()
    exchange.close(1000, '')
    await over
    await settle()
    expect(warned).toEqual(['Deribit did not answer', { method: 'public/hello', error: 'the connection closed' }])
    const { length } = exchange.requests
    await pass(3_600_000)
    expect(exchange.requests).toHaveLength(length)
  })

  it('is an outage when our own work fails', async () => {
    const { open, over, session, clock, warned } = connect()
    await open()
    clock.now = () => {
      throw new Error('no clock')
    }
    await clock.advance(60_000, () => exchange.quiet()).catch(() => {})
    await over
    expect(session.end).toEqual({ reason: 'Error: no clock', refused: false })
    expect(warned).toContain('A session with Deribit failed')
  })
})
