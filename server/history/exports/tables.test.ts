import { deserialize, serialize } from 'node:v8'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { expect, it } from 'vitest'
import { christmas, indexTick, listing, noon, option, update } from '../../../tests/support/builders.js'
import type { MarketEvent } from '../../domain/market-events.js'
import { MarketState } from '../../market/market-state.js'
import { CsvSink } from './csv-sink.js'
import { exportColumnNames } from './export-columns.js'
import type { ExportFile, ExportSink } from './export-sink.js'
import type { ExportedSegment } from './exported-segments.js'
import { ParquetSink } from './parquet-sink.js'

class MemoryFile implements ExportFile {
  content: Buffer = Buffer.alloc(0)

  get bytes(): number {
    return this.content.length
  }

  write(bytes: Uint8Array): Promise<void> {
    this.content = Buffer.concat([this.content, bytes])
    return Promise.resolve()
  }
}

const call = option(84_000, 'CALL', christmas)
const greeks = { delta: 0.5, gamma: 0.00001, vega: 95, theta: -50.5, rho: 30 }
const times = { eventTimeMs: noon, receivedTimeMs: noon + 3 }
const before: readonly MarketEvent[] = [
  listing([call]),
  indexTick(83_999.5),
  {
    type: 'options',
    currency: 'BTC',
    receivedTimeMs: noon,
    updates: [
      update(call.symbol, { markPrice: 0.03, markIv: 0.5, underlyingPriceUsd: 84_100, greeks, lastPrice: 0.031 }),
    ],
  },
]
const events: readonly MarketEvent[] = [
  indexTick(84_000.25, noon + 1),
  {
    type: 'perpetual',
    currency: 'BTC',
    symbol: 'BTC-PERPETUAL',
    ...times,
    state: 'OPEN',
    values: { markPriceUsd: 84_010, fundingRate8h: -0.0001, bidPriceUsd: null },
  },
  {
    type: 'options',
    currency: 'BTC',
    receivedTimeMs: noon + 2,
    updates: [
      update(call.symbol, { bidPrice: 0.0295, bidAmountCoin: 12.5, greeks }),
      update('SOL_USDC-25DEC26-1d5-P', { askPrice: 2, askIv: 0.8 }),
    ],
  },
  { type: 'volatility-index', currency: 'BTC', ...times, volatility: 0.45 },
  { type: 'index-lock', currency: 'BTC', ...times, locked: true },
  { type: 'delivery-price', currency: 'BTC', ...times, expiryMs: noon, priceUsd: 84_001 },
  { type: 'feed-state', state: 'RECONNECTING', detail: 'said "no", twice' },
]

function segment(): ExportedSegment {
  const state = new MarketState({ name: 'a', source: 'DERIBIT', currencies: ['BTC'], staleAfterMs: 1 }, () => noon)
  for (const event of before) state.fold(event)
  const keyFrame = state.keyFrame()
  return { fromMs: noon, toMs: noon + 60_000, goesOn: false, dropped: 0, keyFrame: () => keyFrame, events: () => [] }
}

async function write(sink: ExportSink): Promise<void> {
  await sink.begin(segment())
  for (const event of events) sink.event({ heardMs: noon + 5, event })
  sink.end(noon + 60_000)
  await sink.finish()
}

const heardTime = new Date(noon + 5)
const at = (ms: number) => new Date(noon + ms)
const terms = { optionKind: 'CALL', strikeUsd: 84_000, expiryTime: new Date(christmas), premiumUnit: 'COIN' }
/** The rows of both formats; what is left out is null. */
const expected = [
  { heardTime: at(0), event: 'snapshot', currency: 'BTC', eventTime: at(0), priceUsd: 83_999.5 },
  {
    ...{ heardTime: at(0), event: 'snapshot', currency: 'BTC', eventTime: at(0), symbol: call.symbol, ...terms },
    ...{ markPrice: 0.03, markIv: 0.5, lastPrice: 0.031, underlyingPriceUsd: 84_100, ...greeks },
  },
  { heardTime, event: 'index', currency: 'BTC', eventTime: at(1), priceUsd: 84_000.25 },
  {
    ...{ heardTime, event: 'perpetual', currency: 'BTC', eventTime: at(0), symbol: 'BTC-PERPETUAL', state: 'OPEN' },
    ...{ markPriceUsd: 84_010, fundingRate8h: -0.0001 },
  },
  {
    ...{ heardTime, event: 'options', currency: 'BTC', eventTime: at(0), symbol: call.symbol, ...terms },
    ...{ bidPrice: 0.0295, bidAmountCoin: 12.5, ...greeks },
  },
  {
    ...{ heardTime, event: 'options', currency: 'BTC', eventTime: at(0), symbol: 'SOL_USDC-25DEC26-1d5-P' },
    ...{
      optionKind: 'PUT',
      strikeUsd: 1.5,
      expiryTime: new Date(christmas),
      premiumUnit: 'USD',
      askPrice: 2,
      askIv: 0.8,
    },
  },
  { heardTime, event: 'volatility-index', currency: 'BTC', eventTime: at(0), volatilityIndex: 0.45 },
  { heardTime, event: 'index-lock', currency: 'BTC', eventTime: at(0), locked: true },
  {
    ...{ heardTime, event: 'delivery-price', currency: 'BTC', eventTime: at(0) },
    ...{ expiryTime: new Date(noon), priceUsd: 84_001 },
  },
  { heardTime, event: 'feed-state', state: 'RECONNECTING', detail: 'said "no", twice' },
]
const whole = (rows: readonly object[]) =>
  rows.map((row) => ({ ...Object.fromEntries(exportColumnNames.map((name) => [name, null])), ...row }))

async function rowsIn({ content }: MemoryFile) {
  const file = new Uint8Array(content).buffer
  return { rows: await parquetReadObjects({ file }), metadata: parquetMetadata(file) }
}

it('Parquet has a row for each instrument that an event speaks of, after what was known before', async () => {
  const file = new MemoryFile()
  await write(new ParquetSink(file, 'DERIBIT', null))
  expect((await rowsIn(file)).rows).toEqual(whole(expected))
})

it('CSV has the same rows', async () => {
  const file = new MemoryFile()
  await write(new CsvSink(file, 'DERIBIT'))
  const [header, ...lines] = file.content.toString().trimEnd().split('\n')
  expect(header).toBe(exportColumnNames.join(','))
  const cells = whole(expected).map((row) =>
    Object.values(row).map((value: unknown) => {
      if (value === null) return ''
      return value instanceof Date ? value.toISOString() : String(value)
    }),
  )
  const quoted = cells.map((row) => row.map((cell) => (cell.includes('"') ? `"${cell.replaceAll('"', '""')}"` : cell)))
  expect(lines).toEqual(quoted.map((row) => row.join(',')))
})

it('Parquet goes on in another process, after what was written', async () => {
  const file = new MemoryFile()
  const first = new ParquetSink(file, 'DERIBIT', null)
  for (const event of events.slice(0, 3)) first.event({ heardMs: noon + 5, event })
  await first.flush()
  const place: unknown = deserialize(serialize(first.place()))
  const second = new ParquetSink(file, 'DERIBIT', place)
  for (const event of events.slice(3)) second.event({ heardMs: noon + 5, event })
  await second.finish()
  const { rows, metadata } = await rowsIn(file)
  expect(rows).toEqual(whole(expected.slice(2)))
  expect(metadata.row_groups).toHaveLength(2)
})

it('Parquet holds back no more than a row group', async () => {
  const file = new MemoryFile()
  const sink = new ParquetSink(file, 'DERIBIT', null)
  for (let count = 0; count < 50_010; count += 1) {
    sink.event({ heardMs: noon + count, event: indexTick(84_000 + count, noon + count) })
    if (sink.isFull) await sink.flush()
  }
  await sink.finish()
  const content = new Uint8Array(file.content).buffer
  expect(parquetMetadata(content).row_groups.map((group) => Number(group.num_rows))).toEqual([50_000, 10])
  const columns = ['heardTime', 'priceUsd']
  expect(await parquetReadObjects({ file: content, columns, rowStart: 49_999, rowEnd: 50_001 })).toEqual(
    [49_999, 50_000].map((count) => ({ heardTime: new Date(noon + count), priceUsd: 84_000 + count })),
  )
})
