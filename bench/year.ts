import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MarketEvent } from '../server/domain/market-events.js'
import { msPerDay, msPerMinute } from '../server/domain/units.js'
import { importMarket, type ImportSummary } from '../server/history/imports/import-market.js'
import type { ImportSource } from '../server/history/imports/import-source.js'
import { openStore } from '../server/storage/open-store.js'
import { worldOfSeed } from '../tests/support/store/record-simulated.js'
import { startBuilt } from './support/built-server.js'
import { flag } from './support/flags.js'
import { report, type Row } from './support/report.js'
import { median, rounded } from './support/statistics.js'

/**
 * How a server starts on a store with a year of its market: `npx tsx bench/year.ts`. A minute has one value of the index and one of
 * the perpetual; segments are of five minutes, as many as a year of a whole market has. `--days=365`.
 */
const days = flag('days', 365)
const starts = 5
const seed = 'a year'
const market = worldOfSeed(seed)
const folder = mkdtempSync(join(tmpdir(), 'gammacast-year-'))
const toMs = Math.floor(Date.now() / msPerMinute) * msPerMinute
const fromMs = toMs - days * msPerDay

function* said(timeMs: number): Generator<MarketEvent> {
  const times = { currency: 'BTC', eventTimeMs: timeMs, receivedTimeMs: timeMs }
  const priceUsd = 84_000 + 1_000 * Math.sin(timeMs / msPerDay)
  yield { type: 'index', ...times, priceUsd }
  yield { type: 'perpetual', ...times, symbol: 'BTC-PERPETUAL', values: { markPriceUsd: priceUsd + 5 } }
}

const year: ImportSource = {
  file: 'a year',
  bytes: 0,
  source: market.source,
  currencies: ['BTC'],
  async *steps() {
    for (let timeMs = fromMs; timeMs < toMs; timeMs += msPerMinute) {
      for (const event of said(timeMs)) yield await Promise.resolve({ kind: 'event', timeMs, event })
    }
  },
  leftOut: () => [],
}

async function fill(dataDir: string): Promise<ImportSummary | null> {
  await using store = await openStore({ dataDir, exclusive: true, now: () => Date.now() })
  await using history = await store.openHistory()
  const parts = { market, sources: [year], imports: history.imports, maxBytes: 1e12, onRead: () => {} }
  return await importMarket(parts, new AbortController().signal)
}

interface Start {
  readonly readyMs: number
  /** What the process had used of processors until then. Null where the system has no /proc. */
  readonly cpuMs: number | null
}

async function start(full: boolean): Promise<Start> {
  await using server = await startBuilt({
    env: { SIM_SEED: seed },
    prepare: (dataDir) => Promise.resolve(full && cpSync(folder, dataDir, { recursive: true })).then(() => {}),
  })
  return { readyMs: server.readyAfterMs, cpuMs: cpuMs(server.pid) }
}

/** The system counts in hundredths of a second. */
function cpuMs(pid: number): number | null {
  const file = `/proc/${pid}/stat`
  if (!existsSync(file)) return null
  const fields = readFileSync(file, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return 10 * (Number(fields[11]) + Number(fields[12]))
}

function rowsOf(store: string, made: readonly Start[]): Row[] {
  const ready = made.map(({ readyMs }) => readyMs)
  const cpu = made.flatMap(({ cpuMs: used }) => used ?? [])
  return [
    { case: `start to /ready, ${store}, median of ${starts}`, value: rounded(median(ready), 0), unit: 'ms' },
    { case: `start to /ready, ${store}, fastest`, value: rounded(Math.min(...ready), 0), unit: 'ms' },
    { case: `processor until then, ${store}, median`, value: rounded(median(cpu), 0), unit: 'ms' },
  ]
}

try {
  const begun = performance.now()
  const summary = await fill(folder)
  const seconds = (performance.now() - begun) / 1_000
  const [empty, full]: [Start[], Start[]] = [[], []]
  for (let count = 0; count < starts; count += 1) {
    empty.push(await start(false))
    full.push(await start(true))
  }
  report('year', {}, [
    { case: 'bytes of the year', value: rounded((summary?.bytes ?? 0) / 1e6, 0), unit: 'MB' },
    { case: 'imported', value: rounded((summary?.events ?? 0) / seconds, 0), unit: 'events a second' },
    ...rowsOf('empty store', empty),
    ...rowsOf('a year', full),
  ])
} finally {
  rmSync(folder, { recursive: true, force: true })
}
