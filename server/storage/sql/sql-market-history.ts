import type { MarketHistory, RecordedMarket, RecordedPiece, TimeSpan } from '../../history/market-history.js'
import type { SqlDatabase, SqlSession } from '../sql-database.js'
import { insertRow, numberIn, optionalNumberIn } from './columns.js'
import { pruneHistory } from './prune-history.js'
import { addBytes, extendSpans, idOfKnown, idOfMarket } from './recorded-markets.js'
import { pruneBars } from './sql-bar-store.js'
import { historyQueries, piecesIn, sqlHistoryReader } from './sql-history-reader.js'

/** What is recorded of markets, in a migrated database. */
export function sqlMarketHistory(database: SqlDatabase): MarketHistory {
  const read = (query: 'oldestInPieces' | 'pieces', { source, world }: RecordedMarket, ...params: readonly number[]) =>
    database.read(historyQueries[query], [source, world, ...params])
  return {
    ...sqlHistoryReader(database),
    append: (market, pieces) => database.transaction((session) => append(session, market, pieces)),
    async inPieces(market, { fromMs, toMs }) {
      const [row] = await read('oldestInPieces', market, fromMs, toMs)
      const segmentMs = row && optionalNumberIn(row, 'ms')
      return segmentMs === null || segmentMs === undefined
        ? null
        : piecesIn(await read('pieces', market, segmentMs), segmentMs)
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
