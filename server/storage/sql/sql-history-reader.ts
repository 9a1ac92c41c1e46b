import type { HistoryHole } from '../../domain/history-status.js'
import type { DataSource } from '../../domain/source.js'
import type {
  HistoryReader,
  KnownMarket,
  RecordedMarket,
  RecordedRange,
  StoredSegment,
  TimeSpan,
} from '../../history/market-history.js'
import type { SqlDatabase, SqlRow } from '../sql-database.js'
import { bytesIn, numberIn, optionalNumberIn, textIn } from './columns.js'

const rangeColumns = `bytes, (SELECT MIN(from_ms) FROM recorded_spans WHERE market_id = id) AS from_ms,
  (SELECT to_ms FROM recorded_spans WHERE market_id = id ORDER BY from_ms DESC LIMIT 1) AS to_ms`
const ofMarket = 'market_id = (SELECT id FROM recorded_markets WHERE source = $1 AND world = $2)'

/** What it asks, for the test of the engines' plans. */
export const historyQueries = {
  range: `SELECT ${rangeColumns} FROM recorded_markets WHERE source = $1 AND world = $2`,
  markets: `SELECT id, source, world, kind, ${rangeColumns} FROM recorded_markets WHERE kind IN ('RECORDED', 'IMPORTED')`,
  spans: `SELECT from_ms, to_ms, dropped FROM recorded_spans WHERE ${ofMarket} AND from_ms <= $3
    ORDER BY from_ms DESC LIMIT $4`,
  spanBefore: `SELECT to_ms FROM recorded_spans WHERE ${ofMarket} AND from_ms <= $3 ORDER BY from_ms DESC LIMIT 1`,
  spanAfter: `SELECT from_ms, dropped FROM recorded_spans WHERE ${ofMarket} AND from_ms > $3 ORDER BY from_ms LIMIT 1`,
  startAt: `SELECT (SELECT MAX(from_ms) FROM segments WHERE ${ofMarket} AND from_ms <= $3) AS joined_ms,
    (SELECT MAX(segment_ms) FROM segment_pieces WHERE ${ofMarket} AND segment_ms <= $3) AS pieces_ms`,
  nextStart: `SELECT (SELECT MIN(from_ms) FROM segments WHERE ${ofMarket} AND from_ms >= $3) AS joined_ms,
    (SELECT MIN(segment_ms) FROM segment_pieces WHERE ${ofMarket} AND segment_ms >= $3) AS pieces_ms`,
  segment: `SELECT to_ms, body FROM segments WHERE ${ofMarket} AND from_ms = $3`,
  pieces: `SELECT to_ms, body FROM segment_pieces WHERE ${ofMarket} AND segment_ms = $3 ORDER BY from_ms`,
  oldestInPieces: `SELECT MIN(segment_ms) AS ms FROM segment_pieces WHERE ${ofMarket}
    AND segment_ms >= $3 AND segment_ms < $4`,
} as const

/** Reads what is recorded of markets, in a migrated database. */
export function sqlHistoryReader(database: Pick<SqlDatabase, 'read'>): HistoryReader {
  const read = (query: keyof typeof historyQueries, { source, world }: RecordedMarket, ...params: readonly number[]) =>
    database.read(historyQueries[query], [source, world, ...params])

  async function segmentAt(market: RecordedMarket, fromMs: number): Promise<StoredSegment | null> {
    const [row] = await read('segment', market, fromMs)
    if (row) return { fromMs, toMs: numberIn(row, 'to_ms'), pieces: [bytesIn(row, 'body')] }
    return piecesIn(await read('pieces', market, fromMs), fromMs)
  }

  async function* segments(market: RecordedMarket, { fromMs, toMs }: TimeSpan): AsyncGenerator<StoredSegment> {
    const [before] = await read('startAt', market, fromMs)
    const starts = ['joined_ms', 'pieces_ms'].flatMap((column) => (before && optionalNumberIn(before, column)) ?? [])
    for (let placeMs = Math.max(...starts, -Infinity); ;) {
      const [next] = await read('nextStart', market, Number.isFinite(placeMs) ? placeMs : fromMs)
      const startMs = Math.min(
        ...['joined_ms', 'pieces_ms'].map((column) => (next && optionalNumberIn(next, column)) ?? Infinity),
      )
      if (startMs >= toMs) return
      const segment = await segmentAt(market, startMs)
      // Its pieces may have been joined between the two reads; then it is there when it is looked for again.
      placeMs = segment ? startMs + 1 : startMs
      if (segment && segment.toMs > fromMs) yield segment
    }
  }

  return {
    async markets(): Promise<readonly KnownMarket[]> {
      const rows = await database.read(historyQueries.markets)
      const known = rows.flatMap((row): KnownMarket[] => {
        const range = rangeIn(row)
        if (range === null) return []
        // Only this program writes there.
        const market = { source: textIn(row, 'source') as DataSource, world: textIn(row, 'world') }
        return [{ market, number: numberIn(row, 'id'), isImported: row.kind === 'IMPORTED', range }]
      })
      return known.sort((a, b) => byText(a.market.source, b.market.source) || byText(a.market.world, b.market.world))
    },
    segments,
    async range(market) {
      const [row] = await read('range', market)
      return row ? rangeIn(row) : null
    },
    async holes(market, { fromMs, toMs }, limit): Promise<readonly HistoryHole[]> {
      const rows = await read('spans', market, toMs, limit + 1)
      const spans = rows.map((row) => ({
        fromMs: numberIn(row, 'from_ms'),
        toMs: numberIn(row, 'to_ms'),
        dropped: numberIn(row, 'dropped'),
      }))
      const holes = spans.slice(0, -1).map((span, index) => ({
        fromMs: spans[index + 1]?.toMs ?? span.fromMs,
        toMs: span.fromMs,
        dropped: span.dropped,
      }))
      return holes.filter((hole) => hole.toMs > fromMs).toReversed()
    },
    async holeAt(market, ms): Promise<HistoryHole | null> {
      const [[before], [after]] = await Promise.all([read('spanBefore', market, ms), read('spanAfter', market, ms)])
      if (!before || !after || numberIn(before, 'to_ms') >= ms) return null
      return {
        fromMs: numberIn(before, 'to_ms'),
        toMs: numberIn(after, 'from_ms'),
        dropped: numberIn(after, 'dropped'),
      }
    },
  }
}

/** The pieces of a segment, as one. Null when there are none. */
export function piecesIn(rows: readonly SqlRow[], fromMs: number): StoredSegment | null {
  const last = rows.at(-1)
  return last ? { fromMs, toMs: numberIn(last, 'to_ms'), pieces: rows.map((row) => bytesIn(row, 'body')) } : null
}

function rangeIn(row: SqlRow): RecordedRange | null {
  const fromMs = optionalNumberIn(row, 'from_ms')
  return fromMs === null ? null : { fromMs, toMs: numberIn(row, 'to_ms'), bytes: numberIn(row, 'bytes') }
}

const byText = (a: string, b: string) => (a < b ? -1 : Number(a > b))
