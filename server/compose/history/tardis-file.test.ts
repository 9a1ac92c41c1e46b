import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { temporaryDir, type TemporaryDir } from '../../../tests/support/temporary-dir.js'
import type { MarketEvent } from '../../domain/market-events.js'
import { mergeSteps } from '../../history/imports/merge-steps.js'
import { openSources } from './open-sources.js'

let folder: TemporaryDir
beforeEach(() => (folder = temporaryDir()))
afterEach(() => folder[Symbol.dispose]())

const startMs = Date.UTC(2026, 10, 20, 12)
/** Microseconds after the start. */
const us = (ms: number) => `${startMs + ms}123`

const chainColumns =
  'exchange,symbol,timestamp,local_timestamp,type,strike_price,expiration,open_interest,last_price,bid_price,bid_amount,bid_iv,ask_price,ask_amount,ask_iv,mark_price,mark_iv,underlying_index,underlying_price,delta,gamma,vega,theta,rho'
const tickerColumns =
  'exchange,symbol,timestamp,local_timestamp,funding_timestamp,funding_rate,predicted_funding_rate,open_interest,last_price,index_price,mark_price'
const call = 'BTC-25DEC26-84000-C'
const put = 'BTC-25DEC26-80000-P'

const optionRow = (
  ms: number,
  symbol: string,
  values = '12.5,0.03,0.0295,10,55.5,0.0305,4,58.25,0.03,56.75,BTC-25DEC26,84100.5,0.51,0.00002,95.5,-51.25,29.5',
) => `deribit,${symbol},${us(ms)},${us(ms + 5)},call,84000,1798185600000000,${values}`
const perpetualRow = (ms: number, symbol = 'BTC-PERPETUAL') =>
  `deribit,${symbol},${us(ms)},${us(ms + 5)},,0.00012,,1000000,84000.5,84001.25,84002`
const table = (...lines: readonly string[]) => `${lines.join('\n')}\n`

async function read(files: Readonly<Record<string, string | Uint8Array>>) {
  const paths = Object.entries(files).map(([name, content]) => {
    const path = join(folder.path, name)
    writeFileSync(path, content)
    return path
  })
  const sources = await openSources(paths, () => {})
  const events: (readonly [number, MarketEvent])[] = []
  for await (const step of mergeSteps(sources, () => {})) {
    if (step.kind === 'event') events.push([step.timeMs - startMs, step.event])
  }
  return { events, currencies: sources.map((one) => one.currencies), leftOut: sources.flatMap((one) => one.leftOut()) }
}

const times = (ms: number) => ({ eventTimeMs: startMs + ms, receivedTimeMs: startMs + ms + 5 })

describe('files of tardis.dev', () => {
  it('are read in our units: percent become fractions, what is empty is missing', async () => {
    const missing = '12.5,,,,,0.0305,4,58.25,0.03,56.75,BTC-25DEC26,84100.5,,,,,'
    const { events } = await read({
      'chain.csv': table(chainColumns, optionRow(0, call), optionRow(400, put, missing)),
    })
    const [listed, first, second] = events.map(([, event]) => event)
    expect(listed).toMatchObject({ type: 'listing', currency: 'BTC', instruments: [{ symbol: call }, { symbol: put }] })
    expect(first).toEqual({
      type: 'options',
      currency: 'BTC',
      receivedTimeMs: startMs + 5,
      updates: [
        {
          symbol: call,
          eventTimeMs: startMs,
          values: {
            bidPrice: 0.0295,
            bidAmountCoin: 10,
            bidIv: 0.555,
            askPrice: 0.0305,
            askAmountCoin: 4,
            askIv: 0.5825,
            markPrice: 0.03,
            markIv: 0.5675,
            lastPrice: 0.03,
            underlyingPriceUsd: 84_100.5,
            openInterestCoin: 12.5,
            greeks: { delta: 0.51, gamma: 0.00002, vega: 95.5, theta: -51.25, rho: 29.5 },
          },
        },
      ],
    })
    expect(second).toMatchObject({
      updates: [{ symbol: put, values: { bidPrice: null, bidAmountCoin: null, lastPrice: null, greeks: null } }],
    })
  })

  it('give perpetuals and the index from the other kind, packed or not', async () => {
    const { events, currencies } = await read({ 'ticker.csv.gz': gzipSync(table(tickerColumns, perpetualRow(0))) })
    expect(currencies).toEqual([['BTC']])
    expect(events.slice(1).map(([, event]) => event)).toEqual(
      [
        { type: 'index', currency: 'BTC', ...times(0), priceUsd: 84_001.25 },
        {
          type: 'perpetual',
          currency: 'BTC',
          symbol: 'BTC-PERPETUAL',
          ...times(0),
          values: {
            markPriceUsd: 84_002,
            lastPriceUsd: 84_000.5,
            openInterestUsd: 1_000_000,
            fundingRate8h: 0.00012,
            bidPriceUsd: undefined,
            askPriceUsd: undefined,
          },
        },
      ].map((event) => JSON.parse(JSON.stringify(event)) as unknown),
    )
  })

  it('are one market in the order of receipt, with instruments listed when they are first named', async () => {
    const late = 'BTC-27NOV26-90000-C'
    const { events } = await read({
      'chain.csv': table(chainColumns, optionRow(0, call), optionRow(2_000, call), optionRow(3_500, late)),
      'ticker.csv': table(tickerColumns, perpetualRow(500), perpetualRow(2_500)),
    })
    expect(events.map(([ms, { type }]) => [ms, type])).toEqual([
      [5, 'listing'],
      [5, 'options'],
      [505, 'listing'],
      [505, 'index'],
      [505, 'perpetual'],
      [2_005, 'options'],
      [2_505, 'index'],
      [2_505, 'perpetual'],
      [3_505, 'listing'],
      [3_505, 'options'],
    ])
    const listings = events.flatMap(([, event]) =>
      event.type === 'listing' ? [event.instruments.map((one) => one.symbol)] : [],
    )
    expect(listings).toEqual([[call], [call, 'BTC-PERPETUAL'], [call, 'BTC-PERPETUAL', late]])
  })

  it('count what is left out', async () => {
    const dated = perpetualRow(0, 'BTC-25DEC26')
    const { leftOut } = await read({
      'ticker.csv': table(`${tickerColumns},more`, `${dated},1`, `${perpetualRow(1)},2`),
    })
    expect(leftOut.filter(({ count }) => count > 0)).toEqual([
      { count: 1, what: 'frames and rows about other instruments than options and perpetuals' },
      { count: 1, what: 'columns that are not read: more' },
    ])
  })
})

describe('a file of tardis.dev is refused', () => {
  const row = optionRow(0, call)
  it.each([
    [
      'with a column missing',
      table(chainColumns.replace(',mark_iv', ''), row),
      'line 1, column mark_iv: options_chain of tardis.dev has more columns: mark_iv is missing',
    ],
    [
      'with two columns missing',
      table(tickerColumns.replace('funding_rate,', '').replace(',index_price', ''), row),
      'derivative_ticker of tardis.dev has more columns: funding_rate, index_price are missing',
    ],
    ['with a column twice', table(`${chainColumns},rho`, row), 'line 1, column rho: this column is there twice'],
    [
      'of another kind',
      table('exchange,symbol,timestamp,local_timestamp,id,side,price,amount', row),
      'line 1: these are the columns of another kind of file: options_chain and derivative_ticker',
    ],
    [
      'of another exchange',
      table(chainColumns, row, row.replace('deribit', 'okex-options')),
      'line 3, column exchange: "okex-options" is another exchange',
    ],
    [
      'with a text for a number',
      table(chainColumns, row, row.replace('0.0295', 'cheap')),
      'line 3, column bid_price: "cheap" is no number',
    ],
    [
      'with a number in hexadecimal',
      table(chainColumns, row.replace('56.75', '0x1f')),
      'line 2, column mark_iv: "0x1f" is no number',
    ],
    [
      'with times in milliseconds',
      table(chainColumns, row.replaceAll(/(\d{13})123/g, '$1')),
      `line 2, column timestamp: "${startMs}" is no time in microseconds`,
    ],
    [
      'with a cell too few',
      table(chainColumns, row, row.replace(',29.5', '')),
      'line 3: there are 23 cells, and 24 columns',
    ],
    ['that is cut off', table(chainColumns, row, row).slice(0, -2), 'line 3: the file is cut off in this line'],
    [
      'that goes back in time',
      table(chainColumns, optionRow(2, call), optionRow(1, call)),
      'line 3, column local_timestamp: time goes back from',
    ],
    [
      'of no option',
      table(chainColumns, row.replace(call, 'BTC-25DEC26')),
      'column symbol: there are no options and no perpetuals in it',
    ],
    ['without rows', table(chainColumns), 'there are no options and no perpetuals in it'],
  ])('%s', async (_, content, why) => {
    await expect(read({ 'file.csv': content })).rejects.toThrow(why)
    await expect(read({ 'file.csv': content })).rejects.toThrow(join(folder.path, 'file.csv'))
  })

  it('whose packing is cut off', async () => {
    const packed = gzipSync(table(chainColumns, row, row))
    await expect(read({ 'file.csv.gz': packed.subarray(0, packed.length - 9) })).rejects.toThrow(
      /file.csv.gz cannot be read: unexpected end of file/,
    )
  })
})
