import type { HistoryHole } from '../../domain/history-status.js'
import type {
  MarketHistory,
  RecordedMarket,
  RecordedPiece,
  RecordedRange,
  StoredSegment,
  TimeSpan,
} from '../../history/market-history.js'
import type { SqlDatabase, SqlSession } from '../sql-database.js'
import { bytesIn, insertRow, numberIn, optionalNumberIn } from './columns.js'
import { pruneHistory } from './prune-history.js'
import { idOfKnown, idOfMarket } from './recorded-markets.js'
import { pruneBars } from './sql-bar-store.js'

const ofMarket = 'market_id = (SELECT id FROM recorded_markets WHERE source = $1 AND world = $2)'

/** What it asks, for the test of the engines' plans. */
export const historyQueries = {
  range: `SELECT bytes,
    (SELECT MIN(from_ms) FROM recorded_spans WHERE market_id = id) AS from_ms,
    (SELECT to_ms FROM recorded_spans WHERE market_id = id ORDER BY from_ms DESC LIMIT 1) AS to_ms
    FROM recorded_markets WHERE source = $1 AND world = $2`,
  spans: `SELECT from_ms, to_ms, dropped FROM recorded_spans WHERE ${ofMarket} AND from_ms <= $3
    ORDER BY from_ms DESC LIMIT $4`,
  startAt: `SELECT (SELECT MAX(from_ms) FROM segments WHERE ${ofMarket} AND from_ms <= $3) AS joined_ms,
    (SELECT MAX(segment_ms) FROM segment_pieces WHERE ${ofMarket} AND segment_ms <= $3) AS pieces_ms`,
  nextStart: `SELECT (SELECT MIN(from_ms) FROM segments WHERE ${ofMarket} AND from_ms >= $3) AS joined_ms,
    (SELECT MIN(segment_ms) FROM segment_pieces WHERE ${ofMarket} AND segment_ms >= $3) AS pieces_ms`,
  segment: `SELECT to_ms, body FROM segments WHERE ${ofMarket} AND from_ms = $3`,
  pieces: `SELECT to_ms, body FROM segment_pieces WHERE ${ofMarket} AND segment_ms = $3 ORDER BY from_ms`,
  oldestInPieces: `SELECT MIN(segment_ms) AS ms FROM segment_pieces WHERE ${ofMarket}
    AND segment_ms >= $3 AND segment_ms < $4`,
} as const

/** What is recorded of markets, in a migrated database. */
export function sqlMarketHistory(database: SqlDatabase): MarketHistory {
  const read = (query: keyof typeof historyQueries, { source, world }: RecordedMarket, ...params: readonly number[]) =>
    database.read(historyQueries[query], [source, world, ...params])

  async function piecesOf(market: RecordedMarket, fromMs: number): Promise<StoredSegment | null> {
    const rows = await read('pieces', market, fromMs)
    const last = rows.at(-1)
    return last ? { fromMs, toMs: numberIn(last, 'to_ms'), pieces: rows.map((row) => bytesIn(row, 'body')) } : null
  }

  async function segmentAt(market: RecordedMarket, fromMs: number): Promise<StoredSegment | null> {
    const [row] = await read('segment', market, fromMs)
    if (row) return { fromMs, toMs: numberIn(row, 'to_ms'), pieces: [bytesIn(row, 'body')] }
    return piecesOf(market, fromMs)
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
    append: (market, pieces) => database.transaction((session) => append(session, market, pieces)),
    segments,
    async range(market): Promise<RecordedRange | null> {
      const [row] = await read('range', market)
      const fromMs = row && optionalNumberIn(row, 'from_ms')
      if (!row || fromMs === null || fromMs === undefined) return null
      return { fromMs, toMs: numberIn(row, 'to_ms'), bytes: numberIn(row, 'bytes') }
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
    async inPieces(market, { fromMs, toMs }) {
      const [row] = await read('oldestInPieces', market, fromMs, toMs)
      const segmentMs = row && optionalNumberIn(row, 'ms')
      return segmentMs === null || segmentMs === undefined ? null : piecesOf(market, segmentMs)
    },
    join: (market, segment) => database.transaction((session) => join(session, market, segment)),
    prune: (bounds, { market, segmentMs }) =>
      database.transaction(async (session) => {
        const marketId = await idOfKnown(session, market)
        const isMoreOfBars = await pruneBars(session, bounds)
        return (await pruneHistory(session, bounds, { marketId, segmentMs })) || isMoreOfBars
      }),
  }
}

async function append(session: SqlSession, market: RecordedMarket, pieces: readonly RecordedPiece[]): Promise<void> {
  const marketId = await idOfMarket(session, market)
  let added = 0
  for (const { segmentMs, fromMs, toMs, bytes } of pieces) {
    const size = bytes.length
    const row = { market_id: marketId, segment_ms: segmentMs, from_ms: fromMs, to_ms: toMs, size, body: bytes }
    if (await insertRow(session, 'segment_pieces', row, 'ON CONFLICT DO NOTHING')) added += size
  }
  await extendSpans(session, marketId, pieces)
  await addBytes(session, marketId, added)
}

/** A piece that begins where the last span ends, and before which nothing was dropped, makes it longer. Any other that is new begins one. */
async function extendSpans(session: SqlSession, marketId: number, pieces: readonly RecordedPiece[]): Promise<void> {
  const newest = 'SELECT from_ms, to_ms FROM recorded_spans WHERE market_id = $1 ORDER BY from_ms DESC LIMIT 1'
  const [row] = await session.run(newest, [marketId])
  let last = row ? { fromMs: numberIn(row, 'from_ms'), toMs: numberIn(row, 'to_ms') } : null
  const setEnd = 'UPDATE recorded_spans SET to_ms = $3 WHERE market_id = $1 AND from_ms = $2'
  for (const { fromMs, toMs, dropped } of pieces) {
    if (last && (fromMs <= last.fromMs || (dropped === 0 && fromMs <= last.toMs))) {
      last = { ...last, toMs: Math.max(last.toMs, toMs) }
      await session.run(setEnd, [marketId, last.fromMs, last.toMs])
    } else {
      last = { fromMs, toMs }
      await insertRow(session, 'recorded_spans', { market_id: marketId, from_ms: fromMs, to_ms: toMs, dropped })
    }
  }
}

async function join(
  session: SqlSession,
  market: RecordedMarket,
  { fromMs, toMs, bytes }: TimeSpan & { readonly bytes: Uint8Array },
): Promise<void> {
  const marketId = await idOfKnown(session, market)
  if (marketId === null) return
  const sql = 'DELETE FROM segment_pieces WHERE market_id = $1 AND segment_ms = $2 RETURNING size'
  const removed = await session.run(sql, [marketId, fromMs])
  // It was removed as too old in the meantime.
  if (removed.length === 0) return
  const size = bytes.length
  await insertRow(session, 'segments', { market_id: marketId, from_ms: fromMs, to_ms: toMs, size, body: bytes })
  await addBytes(session, marketId, size - removed.reduce((sum, row) => sum + numberIn(row, 'size'), 0))
}

async function addBytes(session: SqlSession, marketId: number, bytes: number): Promise<void> {
  await session.run('UPDATE recorded_markets SET bytes = bytes + $2 WHERE id = $1', [marketId, bytes])
}
