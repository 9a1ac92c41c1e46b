import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseOptionName } from '../../server/domain/instrument-name.js'
import type { MarketEvent } from '../../server/domain/market-events.js'
import { createMapper } from '../../server/feeds/deribit/language/mapper.js'
import { readRecordedLine } from '../../server/feeds/replay/recorded-line.js'
import { captureFile, readCsv } from './capture-file.js'
import { arrival, expectedEvents, rawFrame } from './expected-events.js'
import type { Raw } from './expected-values.js'

const nothingIgnored = { message: 0, channel: 0, shape: 0, instrument: 0, time: 0, value: 0 }

/** What must become of the frames of each file: counted by hand from their channels and kinds. */
const files = {
  'cryptofeed-2021-07-22-ws.jsonl': { frames: 136, mapped: 89, ignored: { channel: 46, message: 1 } },
  'cryptofeed-2021-07-22-ws.raw.txt': { frames: 136, mapped: 89, ignored: { channel: 46, message: 1 } },
  'cryptofeed-2021-07-22-rest.raw.txt': { frames: 4, mapped: 4, ignored: {} },
  'crypto-msg-parser-2021-2023.jsonl': { frames: 26, mapped: 6, ignored: { channel: 16, instrument: 4 } },
  'fastmm-2026-09-13-testnet-option-stream.jsonl': { frames: 22, mapped: 19, ignored: { channel: 3 } },
  'fastmm-2026-09-fixtures.jsonl': { frames: 11, mapped: 3, ignored: { message: 5, channel: 2, instrument: 1 } },
  'probe-2026-09-23-mainnet-frames.jsonl': { frames: 12, mapped: 1, ignored: { message: 5, channel: 6 } },
  'singles-2024-2026.jsonl': { frames: 11, mapped: 10, ignored: { message: 1 } },
}

interface Mapped {
  readonly raw: Raw
  readonly events: readonly MarketEvent[]
}

function mapFile(path: string) {
  const mapper = createMapper()
  const frames: Mapped[] = []
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const read = readRecordedLine(line)
    if (typeof read === 'string') continue
    frames.push({ raw: rawFrame(line), events: mapper.message(read.message, arrival).events })
  }
  return { frames, counts: mapper.counts }
}

describe.each(Object.entries(files))('%s', (name, expected) => {
  const path = captureFile(name)

  it.skipIf(path === null)('has every frame mapped or counted, and nothing doubted', () => {
    const { frames, counts } = mapFile(path ?? '')
    expect(frames).toHaveLength(expected.frames)
    expect(counts).toEqual({ mapped: expected.mapped, ignored: { ...nothingIgnored, ...expected.ignored } })
    expect(frames.filter(({ events }) => events.length > 0)).toHaveLength(expected.mapped)
  })

  it.skipIf(path === null)('is published field by field as the exchange said', () => {
    const { frames } = mapFile(path ?? '')
    for (const { raw, events } of frames) if (events.length > 0) expect(events).toEqual(expectedEvents(raw))
  })
})

describe('chains of thousands of rows', () => {
  const path = captureFile('snapshot-20260226T213229Z-btc-eth-options.csv')

  it.skipIf(path === null)('have names that say the strike, kind and expiry written beside them', () => {
    const rows = readCsv(path ?? '')
    const said = rows.map(({ instrument_name = '' }) => parseOptionName(instrument_name))
    const written = rows.map((row) => ({
      symbol: row.instrument_name,
      currency: row.currency,
      optionKind: row.option_type === 'put' ? 'PUT' : 'CALL',
      strikeUsd: Number(row.strike),
      expiryMs: Date.parse(row.expiry_datetime ?? ''),
      premiumUnit: 'COIN',
    }))
    expect(rows).toHaveLength(1966)
    expect(said).toEqual(written)
  })
})
