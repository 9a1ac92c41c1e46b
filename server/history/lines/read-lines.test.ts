import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { christmas, indexTick, listing, noon, option, update } from '../../../tests/support/builders.js'
import { temporaryDir, type TemporaryDir } from '../../../tests/support/temporary-dir.js'
import { listedByName } from '../../domain/instrument-name.js'
import type { MarketEvent } from '../../domain/market-events.js'
import { openLineFile } from '../../lib/line-file.js'
import { MarketState } from '../../market/market-state.js'
import type { MarketStep } from '../market-step.js'
import { openMarketLines } from './read-lines.js'
import { beginLine, endLine, eventLine, headerLine } from './write-lines.js'

let folder: TemporaryDir
beforeEach(() => (folder = temporaryDir()))
afterEach(() => folder[Symbol.dispose]())

const header = headerLine({ source: 'DERIBIT', currencies: ['BTC'] })

async function stepsIn(content: string | Uint8Array): Promise<MarketStep[]> {
  const path = join(folder.path, 'events.ndjson')
  writeFileSync(path, content)
  const source = await openMarketLines(await openLineFile(path))
  const steps: MarketStep[] = []
  for await (const step of source.steps(() => {})) steps.push(step)
  return steps
}

const times = { eventTimeMs: noon, receivedTimeMs: noon + 3 }
const perpetual = listedByName('BTC-PERPETUAL')
if (!perpetual) throw new Error('no perpetual')
const greeks = { delta: 0.5, gamma: 0, vega: -0, theta: -1e-9, rho: 1 / 3 }

/** One of each kind. */
const events: readonly MarketEvent[] = [
  { type: 'feed-state', state: 'RECONNECTING', detail: 'a "quote"', retryInMs: 500 },
  listing([
    perpetual,
    option(84_000, 'CALL'),
    { ...option(90_000, 'PUT'), tickSize: { base: 1e-4, steps: [{ above: 0.005, tick: 5e-4 }] } },
  ]),
  indexTick(84_000.25),
  { type: 'index', currency: 'BTC', ...times, priceUsd: null },
  { type: 'volatility-index', currency: 'BTC', ...times, volatility: 0.45 },
  {
    type: 'perpetual',
    currency: 'BTC',
    ...times,
    symbol: 'BTC-PERPETUAL',
    state: 'OPEN',
    values: { bidPriceUsd: -0, markPriceUsd: null },
  },
  {
    type: 'options',
    currency: 'BTC',
    receivedTimeMs: noon,
    confirms: 'MARKS',
    updates: [update(option(84_000, 'CALL').symbol, { greeks, markIv: 0.4567, bidPrice: null })],
  },
  {
    type: 'options',
    currency: 'BTC',
    receivedTimeMs: noon,
    updates: [{ ...update('BTC-25DEC26-84000-C', { greeks: null }), state: 'HALTED' }],
  },
  { type: 'instrument-state', currency: 'BTC', ...times, symbol: 'BTC-PERPETUAL', state: 'LOCKED' },
  { type: 'index-lock', currency: 'BTC', ...times, locked: true },
  { type: 'delivery-price', currency: 'BTC', ...times, expiryMs: christmas, priceUsd: 90_000 },
  { type: 'reset' },
]

describe('lines of market events', () => {
  it('are read as they were written, to the last bit', async () => {
    const state = new MarketState({ name: 'a', source: 'DERIBIT', currencies: ['BTC'], staleAfterMs: 1 }, () => noon)
    for (const event of events.slice(1)) state.fold(event)
    const lines = [
      header,
      await beginLine(noon, state.keyFrame(), 7),
      ...events.map((event, index) => eventLine({ heardMs: noon + index, event })),
      endLine(noon + 60_000, events.length),
    ]
    const expected = [
      { kind: 'begin', timeMs: noon, dropped: 7, keyFrame: state.keyFrame() },
      ...events.map((event, index) => ({ kind: 'event', timeMs: noon + index, event })),
      { kind: 'end', timeMs: noon + 60_000 },
    ]
    expect(await stepsIn(lines.join(''))).toStrictEqual(expected)
    expect(await stepsIn(gzipSync(lines.join('')))).toStrictEqual(expected)
  })

  it('may be events alone, as somebody else writes them', async () => {
    const line =
      '{"heardMs": 1795608000000, "event": {"type": "index", "currency": "BTC", "priceUsd": 84000, "eventTimeMs": 1795608000000, "receivedTimeMs": 1795608000000}}'
    expect(await stepsIn(`${header}\r\n${line}\r\n\r\n${line}`)).toHaveLength(2)
  })
})

const tick = eventLine({ heardMs: noon, event: indexTick(84_000) })
const early = eventLine({ heardMs: noon - 1, event: indexTick(84_000) })
const begin = `{"begin":{"timeMs":${noon},"dropped":0,"keyFrame":null}}\n`
const ended = (count: number) => endLine(noon + 1, count)

describe('a file of market events is refused', () => {
  it.each([
    ['empty', '', 'events.ndjson: it is empty'],
    ['of another version', header.replace('"version":1', '"version":2'), 'line 1, column version: '],
    ['without currencies', header.replace('["BTC"]', '[]'), 'line 1, column currencies: '],
    ['with a line that is no JSON', `${header}${tick}{"heardMs":1,}\n`, 'line 3, column 14: this is no JSON'],
    ['with a line that is no object', `${header}[1]\n`, 'line 2: this is no JSON object'],
    ['with a line of something else', `${header}{"a":1}\n`, 'line 2, column heardMs: '],
    [
      'with an unknown field',
      `${header}${tick.replace('"priceUsd"', '"priceUSD":1,"priceUsd"')}`,
      /line 2, column event.*: .*priceUSD/,
    ],
    ['with a text for a number', `${header}${tick.replace('84000', '"84000"')}`, 'line 2, column event.priceUsd: '],
    ['with an unknown event', `${header}${tick.replace('"index"', '"trade"')}`, 'line 2, column event.type: '],
    [
      'with another currency',
      `${header}${tick.replace('BTC', 'XRP')}`,
      'line 2, column event.currency: "XRP" is not in the "currencies" of line 1: BTC',
    ],
    [
      'that goes back in time',
      `${header}${tick}\n${early}`,
      'line 4, column heardMs: time goes back to 2026-11-20T11:59:59.999Z, from 2026-11-20T12:00:00.000Z. Sort',
    ],
    [
      'that lacks lines',
      `${header}${begin}${tick}${ended(2)}`,
      'line 4, column end.events: there should be 2 events since "begin", and there are 1',
    ],
    ['that ends without an end', `${header}${begin}${tick}`, 'line 3: the file is cut off after this line'],
    ['that is cut off in a line', `${header}${begin}${tick.slice(0, 40)}`, 'line 3: the file is cut off in this line'],
    ['that begins twice', `${header}${begin}${begin}`, 'line 3, column begin: what was begun before has no "end"'],
    ['that ends what was not begun', `${header}${tick}${ended(0)}`, 'line 3, column end.events: '],
    [
      'with a damaged key frame',
      `${header}${begin.replace('null', '"R0NIUwE="')}`,
      'line 2, column begin.keyFrame: The segment is cut off',
    ],
  ])('%s', async (_, content, why) => {
    await expect(stepsIn(content)).rejects.toThrow(why)
  })

  it('whose packing is cut off', async () => {
    const packed = gzipSync(`${header}${tick}`)
    await expect(stepsIn(packed.subarray(0, packed.length - 9))).rejects.toThrow('unexpected end of file')
  })
})
