import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { openSources } from '../../server/compose/history/open-sources.js'
import { importMarket } from '../../server/history/imports/import-market.js'
import { openHistory, recordedEvents } from '../support/store/history-home.js'
import { sqliteHome } from '../support/store/store-home.js'
import { captureFile } from './capture-file.js'
import { arrival, expectedEvents, rawFrame } from './expected-events.js'

const files = [
  { name: 'cryptofeed-2021-07-22-ws.raw.txt', values: 89 },
  { name: 'cryptofeed-2021-07-22-ws.jsonl', values: 89 },
  { name: 'fastmm-2026-09-13-testnet-option-stream.jsonl', values: 19 },
]

/** What the frames of a session say of its instruments, written from the frames alone. */
function saidIn(path: string): unknown[] {
  const lines = readFileSync(path, 'utf8').trim().split('\n')
  const frames = lines.filter((line) => /^[\d{]/.test(line)).map(rawFrame)
  return frames.filter(isTicker).flatMap(expectedEvents)
}

const isTicker = (frame: Record<string, unknown>) =>
  String((frame.params as Record<string, unknown> | undefined)?.channel).startsWith('ticker')

it.for(files)('the frames of $name are read back as they were imported', async ({ name, values }, { skip }) => {
  const path = captureFile(name)
  if (path === null) return skip()
  await using home = sqliteHome()
  await using history = await openHistory(home)
  const market = { source: 'DERIBIT', world: 'captured' } as const
  const sources = await openSources([path], () => {})
  const parts = { market, sources, imports: history.imports, maxBytes: 1e9, onRead: () => {} }
  await importMarket(parts, new AbortController().signal)
  const said = (await recordedEvents(history.markets, market))
    .map(({ event }) => event)
    .filter(({ type }) => type === 'options' || type === 'perpetual')
    .map((event) => ({ ...event, receivedTimeMs: arrival.receivedTimeMs }))
  expect(said).toHaveLength(values)
  expect(said).toEqual(saidIn(path))
})
