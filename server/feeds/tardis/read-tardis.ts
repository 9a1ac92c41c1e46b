import { listedByName } from '../../domain/instrument-name.js'
import type { MarketEvent } from '../../domain/market-events.js'
import { msPerMinute, type UnixMs } from '../../domain/units.js'
import { FileFault } from '../../lib/file-fault.js'
import { readLines, type LineFile } from '../../lib/line-file.js'
import type { Arrival } from '../deribit/language/arrival.js'
import type { DeribitMapper } from '../deribit/language/mapper.js'
import type { ListedSoFar } from './listed-so-far.js'
import { readTardisHeader, type TardisHeader } from './tardis-columns.js'
import { readTardisRow, type TardisRow } from './tardis-row.js'

/** What a row says, in our units, and when tardis.dev heard of it. */
export interface TardisMoment {
  readonly timeMs: UnixMs
  readonly events: readonly MarketEvent[]
}

/** What a file of tardis.dev is found to be. */
export interface TardisScan {
  readonly header: TardisHeader
  readonly currencies: readonly string[]
}

/** How often instruments are listed: those that are named within this time are listed together. */
const listedEveryMs = 1_000
const mostRowsWaiting = 5_000
/** An exchange's time may be ahead of that of receipt by as much. */
const mostAheadMs = 5_000

/** Reads a file once for what it is of. Rejects with a `FileFault`. */
export async function scanTardis(file: LineFile, onRead: (bytes: number) => void): Promise<TardisScan> {
  let header: TardisHeader | null = null
  const currencies = new Map<string, string | null>()
  for await (const { text, number } of readLines(file, { onRead })) {
    if (header === null) {
      header = readTardisHeader(text, { file: file.path, line: number })
      continue
    }
    const symbol = text.split(',')[header.columns.get('symbol') ?? 0] ?? ''
    if (!currencies.has(symbol)) currencies.set(symbol, listedByName(symbol)?.currency ?? null)
  }
  if (header === null) throw new FileFault({ file: file.path }, 'it is empty')
  const known = new Set([...currencies.values()].filter((currency) => currency !== null))
  if (known.size > 0) return { header, currencies: [...known] }
  throw new FileFault({ file: file.path, column: 'symbol' }, 'there are no options and no perpetuals in it')
}

/** The rows in their order, with a listing before the first ones of each instrument. Rejects with a `FileFault`. */
export async function* readTardis(
  file: LineFile,
  { header }: TardisScan,
  { mapper, listed, onRead }: TardisReading,
): AsyncGenerator<TardisMoment> {
  let waiting: TardisRow[] = []
  for await (const row of rowsOf(file, header, onRead)) {
    const [first] = waiting
    const isOver = first && (row.localUs - first.localUs) / 1_000 >= listedEveryMs
    if (isOver || waiting.length >= mostRowsWaiting) {
      yield* momentsOf(waiting, mapper, listed)
      waiting = []
    }
    waiting.push(row)
  }
  yield* momentsOf(waiting, mapper, listed)
}

export interface TardisReading {
  readonly mapper: DeribitMapper
  /** Of all files that are read together. */
  readonly listed: ListedSoFar
  readonly onRead: (bytes: number) => void
}

async function* rowsOf(
  file: LineFile,
  header: TardisHeader,
  onRead: (bytes: number) => void,
): AsyncGenerator<TardisRow> {
  let lastUs = -Infinity
  let isHeader = true
  for await (const { text, number, isWhole } of readLines(file, { onRead })) {
    if (isHeader) {
      isHeader = false
      continue
    }
    const place = { file: file.path, line: number }
    if (!isWhole) throw new FileFault(place, 'the file is cut off in this line: it has no line break. Bring all of it')
    const row = readTardisRow(text, header, place)
    if (row.localUs < lastUs) {
      const words = `time goes back from ${lastUs} to ${row.localUs}. Sort the file by this column`
      throw new FileFault({ ...place, column: 'local_timestamp' }, words)
    }
    lastUs = row.localUs
    yield row
  }
}

function* momentsOf(rows: readonly TardisRow[], mapper: DeribitMapper, listed: ListedSoFar): Generator<TardisMoment> {
  const [first] = rows
  if (!first) return
  const timeMs = msOf(first)
  const named = new Set(rows.flatMap(({ symbol }) => listed.name(symbol) ?? []))
  if (named.size > 0) yield { timeMs, events: [...named].map((currency) => listed.listing(currency, timeMs)) }
  for (const row of rows) {
    const { events } = mapper.notification(`ticker.${row.symbol}.raw`, row.ticker, arrivalAt(msOf(row)))
    if (events.length > 0) yield { timeMs: msOf(row), events }
  }
}

const msOf = ({ localUs }: TardisRow): UnixMs => Math.floor(localUs / 1_000)

function arrivalAt(timeMs: UnixMs): Arrival {
  return {
    receivedTimeMs: timeMs,
    exchangeTimeMs: timeMs,
    aheadTimeMs: timeMs + mostAheadMs,
    latestTimeMs: timeMs + msPerMinute,
  }
}
