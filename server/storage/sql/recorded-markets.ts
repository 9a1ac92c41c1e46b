import type { RecordedMarket, RecordedPiece } from '../../history/market-history.js'
import type { SqlSession } from '../sql-database.js'
import { insertRow, numberIn } from './columns.js'

/** The id of a recorded market. Null while nothing is kept of it. */
export async function idOfKnown(session: SqlSession, { source, world }: RecordedMarket): Promise<number | null> {
  const [row] = await session.run('SELECT id FROM recorded_markets WHERE source = $1 AND world = $2', [source, world])
  return row ? numberIn(row, 'id') : null
}

/** The id of a market of which something is kept from now on. */
export async function idOfMarket(session: SqlSession, market: RecordedMarket): Promise<number> {
  const known = await idOfKnown(session, market)
  if (known !== null) return known
  const sql = 'INSERT INTO recorded_markets (source, world, bytes) VALUES ($1, $2, 0) RETURNING id'
  const [row = {}] = await session.run(sql, [market.source, market.world])
  return numberIn(row, 'id')
}

/** A piece that begins where the last span ends, and before which nothing was dropped, makes it longer. Any other that is new begins one. */
export async function extendSpans(
  session: SqlSession,
  marketId: number,
  pieces: readonly Pick<RecordedPiece, 'fromMs' | 'toMs' | 'dropped'>[],
): Promise<void> {
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

export async function addBytes(session: SqlSession, marketId: number, bytes: number): Promise<void> {
  await session.run('UPDATE recorded_markets SET bytes = bytes + $2 WHERE id = $1', [marketId, bytes])
}
