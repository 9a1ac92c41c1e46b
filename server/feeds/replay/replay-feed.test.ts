import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MarketEvent } from '../../domain/market-events.js'
import type { Clock } from '../../lib/clock.js'
import type { FeedLog } from '../feed-log.js'
import { openReplayFeed, type ReplayFeedOptions } from './replay-feed.js'

const fixture = (name: string) => fileURLToPath(new URL(`../../../tests/fixtures/deribit/${name}`, import.meta.url))
const session = fixture('session.jsonl')
const received = fixture('received.raw.txt')
const startMs = 1_000_000
const firstMs = 1781510400000

let folder = ''
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'replay-'))))
afterAll(() => rm(folder, { recursive: true }))

/** Time passes only when somebody sleeps. */
function skippingClock(): Clock & { readonly sleeps: number[] } {
  let now = startMs
  const sleeps: number[] = []
  return {
    sleeps,
    now: () => now,
    async sleep(ms) {
      sleeps.push(Math.round(ms))
      now += ms
    },
  }
}

/** A file of index prices heard at these times after its start, and of heartbeats. */
async function recordingOf(pricesAfterMs: number[], heartbeatsAfterMs: number[] = []): Promise<string> {
  const file = join(folder, `${pricesAfterMs.join('-')}.jsonl`)
  const index = (timestamp: number) => ({ channel: 'deribit_price_index.btc_usd', data: { timestamp, price: 5 } })
  const lines = [
    ...pricesAfterMs.map((afterMs) => ({
      afterMs,
      frame: { method: 'subscription', params: index(firstMs + afterMs) },
    })),
    ...heartbeatsAfterMs.map((afterMs) => ({ afterMs, frame: { method: 'heartbeat', params: { type: 'heartbeat' } } })),
  ].sort((a, b) => a.afterMs - b.afterMs)
  const textOf = ({ afterMs, frame }: (typeof lines)[0]) => JSON.stringify({ receivedTimeMs: firstMs + afterMs, frame })
  await writeFile(file, lines.map(textOf).join('\n'))
  return file
}

async function play(options: Partial<ReplayFeedOptions>, upTo: (event: MarketEvent) => boolean = () => false) {
  const clock = skippingClock()
  const feed = await openReplayFeed({ file: session, clock, ...options })
  const stop = new AbortController()
  const events: MarketEvent[] = []
  for await (const event of feed.events(stop.signal)) {
    events.push(event)
    if (upTo(event)) stop.abort()
  }
  return { feed, events, clock }
}

describe('a replay', () => {
  it('plays a recording from its listing to its end', async () => {
    const { feed, events } = await play({})
    expect(feed).toMatchObject({ name: 'replay', source: 'REPLAY', currencies: ['BTC'], staleAfterMs: 8_000 })
    expect(events.map((event) => (event.type === 'feed-state' ? event.state : event.type))).toEqual([
      'CONNECTING',
      'LIVE',
      'listing',
      'listing',
      'index',
      'perpetual',
      'options',
      'options',
      'options',
      'index',
      'ENDED',
    ])
  })

  it('says when values were true by the recording, and when they were heard by us', async () => {
    const { events } = await play({})
    expect(events.find(({ type }) => type === 'index')).toMatchObject({
      priceUsd: 69_812.44,
      eventTimeMs: 1781510400100,
      receivedTimeMs: startMs + 79,
    })
  })

  it.each([1, 4])('keeps the pace of the recording from its first value on, at %i times', async (speed) => {
    const { clock } = await play({ speed })
    expect(clock.now() - startMs).toBeCloseTo(1_079 / speed, -1)
  })

  it('lists what it speaks of where no listing was recorded, and takes the index from tickers', async () => {
    const { feed, events } = await play({ file: received })
    const listing = events.find(({ type }) => type === 'listing')
    const symbols = listing?.type === 'listing' && listing.instruments.map(({ symbol }) => symbol)
    expect(feed.currencies).toEqual(['ETH'])
    expect(symbols).toEqual(['ETH-26JUN26-2800-C'])
    expect(events.filter(({ type }) => type === 'index')).toMatchObject([{ priceUsd: 2758.31 }, { priceUsd: 2759.02 }])
    expect(events.filter(({ type }) => type === 'options')).toHaveLength(2)
  })

  it('plays frames of several dates without receive times, and leaves out one from the future', async () => {
    const file = join(folder, 'dates.jsonl')
    const day = 86_400_000
    const frames = [0, 3 * day, 3 * day + 1_000, 40 * day, 3 * day + 2_000, 90 * day].map((afterMs, index) => ({
      method: 'subscription',
      params: { channel: 'deribit_price_index.btc_usd', data: { timestamp: firstMs + afterMs, price: 100 + index } },
    }))
    await writeFile(file, frames.map((frame) => JSON.stringify(frame)).join('\n'))
    const { events } = await play({ file })
    const prices = events.flatMap((event) => (event.type === 'index' ? [event.priceUsd] : []))
    expect(prices).toEqual([100, 101, 102, 104, 105])
  })

  it('says what it holds and what of it is not played', async () => {
    const file = join(folder, 'facts.jsonl')
    const day = 86_400_000
    const frame = (timestamp: number, price: number) => ({
      method: 'subscription',
      params: { channel: 'deribit_price_index.btc_usd', data: { timestamp, price } },
    })
    const lines = [
      '{"method":"subscription","params":{"channel":"deribit_price_index.btc_usd","data":{"price":1}}}',
      ...[0, 1_000, 4 * day, 2 * day, 2 * day + 60_000].map((afterMs) => JSON.stringify(frame(firstMs + afterMs, 5))),
      'no frame',
      JSON.stringify({ receivedTimeMs: firstMs + 2 * day + 61_000, frame: frame(firstMs + 3 * day, 6) }),
      JSON.stringify(frame(firstMs, 7)),
      JSON.stringify(frame(firstMs + 2 * day + 62_000, 8)).slice(0, -9),
    ]
    await writeFile(file, lines.join('\n'))
    const { feed, events } = await play({ file })
    expect(feed.recording).toEqual({
      fromMs: firstMs,
      toMs: firstMs + 2 * day + 61_000,
      frames: 7,
      pausesCut: 2,
      cutMs: 2 * day - 1_000 + 60_000 - 10_000,
      startsOver: 0,
      leftOut: { unread: 1, cutOff: 1, undated: 1, misdated: 2, outOfOrder: 1 },
    })
    expect(events.filter(({ type }) => type === 'index')).toHaveLength(5)
    expect(events.at(-1)).toMatchObject({ state: 'ENDED' })
  })

  it('believes no frame from a minute after it was received', async () => {
    const file = join(folder, 'future.jsonl')
    const lines = [0, 23 * 3_600_000, 2_000].map((aheadMs, index) => ({
      receivedTimeMs: firstMs + index * 1_000,
      frame: {
        method: 'subscription',
        params: { channel: 'deribit_price_index.btc_usd', data: { timestamp: firstMs + aheadMs, price: 100 + index } },
      },
    }))
    await writeFile(file, lines.map((line) => JSON.stringify(line)).join('\n'))
    const { events } = await play({ file })
    const prices = events.flatMap((event) => (event.type === 'index' ? [event.priceUsd] : []))
    expect(prices).toEqual([100, 102])
  })

  it('starts every further round with a reset', async () => {
    let resets = 0
    const { events } = await play({ loop: true }, ({ type }) => type === 'reset' && ++resets === 2)
    const rounds = events.filter(({ type }) => type === 'listing').length
    expect(rounds).toBe(4)
    expect(events.some((event) => event.type === 'feed-state' && event.state === 'ENDED')).toBe(false)
  })

  it('does not spin over a recording of a single moment', async () => {
    const file = join(folder, 'moment.jsonl')
    const data = { timestamp: 1781510400100, price: 5, index_name: 'btc_usd' }
    const params = { channel: 'deribit_price_index.btc_usd', data }
    await writeFile(file, JSON.stringify({ method: 'subscription', params }))
    let resets = 0
    const { clock } = await play({ file, loop: true }, ({ type }) => type === 'reset' && ++resets === 3)
    expect(clock.sleeps).toEqual([1_000, 1_000, 1_000])
  })

  it('stays fresh over the longest pause it makes', async () => {
    const file = await recordingOf([0, 4_500])
    expect((await openReplayFeed({ file, clock: skippingClock(), speed: 0.5 })).staleAfterMs).toBe(18_000)
    expect((await openReplayFeed({ file, clock: skippingClock() })).staleAfterMs).toBe(9_000)
    expect((await openReplayFeed({ file, clock: skippingClock(), speed: 10 })).staleAfterMs).toBe(8_000)
  })

  it('cuts the pauses between two runs of the recorder, also with other frames in them, and keeps the times', async () => {
    const dayMs = 86_400_000
    const file = await recordingOf([0, 100, 30 * dayMs, 30 * dayMs + 1_000], [20 * dayMs])
    const { feed, clock, events } = await play({ file })
    expect(feed.staleAfterMs).toBe(10_000)
    expect(Math.max(...clock.sleeps)).toBe(5_000)
    const heard = events.flatMap((event) => (event.type === 'index' ? [event] : []))
    expect(heard.map(({ receivedTimeMs }) => receivedTimeMs - startMs)).toEqual([0, 100, 5_100, 6_100])
    expect((heard[3]?.eventTimeMs ?? 0) - (heard[0]?.eventTimeMs ?? 0)).toBe(30 * dayMs + 1_000)
    expect(Math.max(...(await play({ file, speed: 10 })).clock.sleeps)).toBe(500)
  })

  it('ends at once when aborted', async () => {
    const { events } = await play({}, ({ type }) => type === 'index')
    expect(events.at(-1)?.type).toBe('index')
  })
})

describe('an odd recording', () => {
  const second = 1_000
  const index = (afterMs: number, price = 100 + afterMs / second) => {
    const data = { timestamp: firstMs + afterMs, price }
    return { method: 'subscription', params: { channel: 'deribit_price_index.btc_usd', data } }
  }
  const line = (receivedAfterMs: number | null, frame: object) => {
    return JSON.stringify(receivedAfterMs === null ? frame : { receivedTimeMs: firstMs + receivedAfterMs, frame })
  }
  const seconds = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => (from + at) * second)
  const steady = (from: number, to: number) => seconds(from, to).map((at) => line(at, index(at)))

  /** What of the index is heard: how long after the start, when by the recording, and its price. */
  async function heard(lines: readonly string[] | Buffer, options: Partial<ReplayFeedOptions> = {}) {
    const file = join(folder, 'odd.jsonl')
    await writeFile(file, Buffer.isBuffer(lines) ? lines : lines.join('\n'))
    const { feed, events, clock } = await play({ ...options, file })
    const prices = events.flatMap((event) => (event.type === 'index' ? [event] : []))
    return {
      facts: feed.recording,
      events,
      playedMs: clock.now() - startMs,
      atMs: prices.map(({ receivedTimeMs }) => receivedTimeMs - startMs),
      pricesUsd: prices.map(({ priceUsd }) => priceUsd),
    }
  }
  const nothing = { unread: 0, cutOff: 0, undated: 0, misdated: 0, outOfOrder: 0 }

  it.each([
    ['one line was received an hour later', 11, (at: number) => line(at + 3_600_000, index(at))],
    ['the first line was received an hour later', 0, (at: number) => line(at + 3_600_000, index(at))],
    ['one time of receipt is in another unit', 11, (at: number) => line(firstMs * 999 + at * 1_000, index(at))],
    ['one line does not say when it was received', 11, (at: number) => line(null, index(at))],
    ['one time of receipt is null', 11, (at: number) => `{"receivedTimeMs":null,"frame":${line(null, index(at))}}`],
  ])('keeps its pace and all its values when %s', async (_, number, odd) => {
    const lines = steady(0, 60).map((one, at) => (at === number ? odd(at * second) : one))
    const { facts, atMs, pricesUsd } = await heard(lines)
    expect(atMs).toEqual(seconds(0, 60))
    expect(pricesUsd).toEqual(seconds(0, 60).map((at) => 100 + at / second))
    expect(facts).toMatchObject({ pausesCut: 0, startsOver: 0, leftOut: nothing })
  })

  it.each([
    ['with times of receipt', (at: number) => line(at, index(at))],
    ['without', (at: number) => line(null, index(at))],
  ])('keeps its pace around one value from 23 hours ahead, which is left out: %s', async (_, lineAt) => {
    const lines = seconds(0, 60).map((at) => lineAt(at))
    lines[11] = line(lineAt(0).includes('received') ? 11_000 : null, index(23 * 3_600_000, 9))
    const { facts, atMs, pricesUsd } = await heard(lines)
    expect(atMs).toEqual([...seconds(0, 10), ...seconds(12, 60)])
    expect(pricesUsd).not.toContain(9)
    expect(facts).toMatchObject({ pausesCut: 0, leftOut: { ...nothing, misdated: 1 } })
  })

  it('dates a value from half a minute ahead at its own moment, so that later values are not older', async () => {
    const lines = steady(0, 60)
    lines[11] = line(11_000, index(41_000, 9))
    const { events, atMs } = await heard(lines)
    const times = events.flatMap((event) => (event.type === 'index' ? [event.eventTimeMs - firstMs] : []))
    expect([atMs, times]).toEqual([seconds(0, 60), seconds(0, 60)])
  })

  it.each([
    ['packed with gzip', gzipSync(steady(0, 60).join('\n'))],
    ['with the line ends of Windows and a mark', Buffer.from(`\uFEFF${steady(0, 60).join('\r\n')}`)],
  ])('is played %s', async (_, content) => {
    const { facts, atMs } = await heard(content)
    expect(atMs).toEqual(seconds(0, 60))
    expect(facts?.leftOut).toEqual(nothing)
  })

  it('tells that a packed file was cut off, and plays what is there', async () => {
    const packed = gzipSync(steady(0, 3_000).join('\n'))
    const { facts, pricesUsd } = await heard(packed.subarray(0, packed.length - 400))
    expect(pricesUsd.length).toBeGreaterThan(1_000)
    expect(facts?.leftOut).toEqual({ ...nothing, cutOff: 1 })
  })

  it.each([
    ['two files are joined in the wrong order', 86_400],
    ['the exchange and the recorder go back by ten minutes', 600],
    ['it is twice the same', 0.001],
  ])('is played whole, as another history after a reset, when %s', async (_, laterSeconds) => {
    const shiftMs = laterSeconds < 1 ? 0 : laterSeconds * second
    const part = seconds(0, 90)
    const lines = [...part.map((at) => at + shiftMs), ...part].map((at) => line(at, index(at)))
    const { events, facts, atMs } = await heard(lines)
    expect(atMs).toEqual([...part, ...part.map((at) => at + 91_000)])
    expect(facts).toMatchObject({ startsOver: 1, fromMs: firstMs, toMs: firstMs + shiftMs + 90_000, leftOut: nothing })
    const reset = events.findIndex(({ type }) => type === 'reset')
    expect(events.slice(reset, reset + 3)).toMatchObject([
      { type: 'reset' },
      { type: 'listing', eventTimeMs: firstMs },
      { type: 'index', eventTimeMs: firstMs },
    ])
    expect(events.filter(({ type }) => type === 'reset')).toHaveLength(1)
  })

  it('says which indices were locked when it began', async () => {
    const status = (result: object) => line(0, { id: 9, result, usOut: (firstMs + 500) * 1_000 })
    const lines = [line(0, index(0)), status({ locked: 'partial', locked_indices: ['btc_usd'] }), ...steady(1, 9)]
    const locks = (events: readonly MarketEvent[]) => events.filter(({ type }) => type === 'index-lock')
    expect(locks((await heard(lines)).events)).toMatchObject([
      { currency: 'BTC', locked: true, eventTimeMs: firstMs, receivedTimeMs: startMs },
    ])
    const platform = { method: 'subscription', params: { channel: 'platform_state', data: { locked: true } } }
    const later = [status({ locked: 'false' }), line(9_000, platform)]
    expect(locks((await heard([...lines, ...later])).events)).toMatchObject([
      { locked: true },
      { locked: false },
      { locked: true },
    ])
  })

  it('is played no further than it went when it was opened', async () => {
    const file = join(folder, 'growing.jsonl')
    await writeFile(file, `${steady(0, 9).join('\n')}\n`)
    const clock = skippingClock()
    const feed = await openReplayFeed({ file, clock })
    await appendFile(file, `${line(10_000, index(10_000))}\n{"receivedTime`)
    let prices = 0
    for await (const event of feed.events(new AbortController().signal)) if (event.type === 'index') prices += 1
    expect([prices, feed.recording?.frames]).toEqual([10, 10])
  })

  it('is told in the log, as a warning when not all of it can be played', async () => {
    const told: [string, unknown][] = []
    const log: FeedLog = {
      info: (...said: readonly unknown[]) => void told.push(['info', said[1]]),
      warn: (...said: readonly unknown[]) => void told.push(['warn', said[1]]),
    }
    await heard(steady(0, 9), { log })
    await heard([...steady(0, 9), 'what is this?', ''], { log })
    expect(told).toEqual([
      ['info', 'Recording read'],
      ['warn', 'Recording read, not all of it can be played as it stands'],
    ])
  })
})

describe('a recording that cannot be played', () => {
  it.each([
    ['is missing', 'nowhere.jsonl', null],
    ['is empty', 'empty.jsonl', ''],
    ['has no dates', 'undated.jsonl', '{"method":"subscription","params":{"channel":"ticker.x","data":{}}}\n{"cut'],
    ['is something else', 'letter.txt', 'Dear reader,\n{"a":1}\n'],
    ['is a folder', '.', null],
    ['is packed in a way that we do not know', 'day.jsonl.zst', '(\u00b5/\u00fd'],
    ['holds no market data', 'hello.jsonl', '{"id":1,"result":{"version":"1.2.26"},"usOut":1781510400000300}\n'],
  ])('because it %s is refused by name', async (_, name, text) => {
    const file = join(folder, name)
    if (text !== null) await writeFile(file, text)
    await expect(openReplayFeed({ file, clock: skippingClock() })).rejects.toThrow(file)
  })

  it('says why: it is empty, or how much of it is not understood or has no date', async () => {
    const refusal = (name: string) => openReplayFeed({ file: join(folder, name), clock: skippingClock() }).catch(String)
    expect(await refusal('empty.jsonl')).toMatch(/empty\.jsonl is empty$/)
    expect(await refusal('undated.jsonl')).toMatch(
      /\(1 lines are not understood, 1 frames have no date, 0 a wrong one\)/,
    )
  })

  it('for want of speed is refused', async () => {
    await expect(openReplayFeed({ file: session, speed: 0, clock: skippingClock() })).rejects.toThrow('speed')
  })
})
