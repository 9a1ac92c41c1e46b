import type { BarReader, BarStore } from '../../history/bars/bar-store.js'
import type { SqlDatabase, SqlSession } from '../sql-database.js'
import { bytesIn, insertRow, numberIn, textIn } from './columns.js'
import { idOfMarket } from './recorded-markets.js'

/** What it asks, for the test of the engines' plans. */
export const barQueries = {
  bars: `SELECT from_ms, body FROM minute_bars
    WHERE market_id = (SELECT id FROM recorded_markets WHERE source = $1 AND world = $2)
    AND series = $3 AND from_ms >= $4 AND from_ms < $5 ORDER BY from_ms`,
  // The plus keeps SQLite from the index of the market, in which it would sort the hours of all series.
  nextHour: `SELECT from_ms FROM minute_bars
    WHERE +market_id = (SELECT id FROM recorded_markets WHERE source = $1 AND world = $2)
    AND from_ms >= $3 ORDER BY from_ms LIMIT 1`,
  hours: `SELECT series, from_ms, body FROM minute_bars
    WHERE market_id = (SELECT id FROM recorded_markets WHERE source = $1 AND world = $2) AND from_ms = $3`,
  countedBytes: 'SELECT bar_bytes FROM recorded_markets WHERE source = $1 AND world = $2',
  oldestBars: 'SELECT market_id, series, from_ms, size FROM minute_bars ORDER BY from_ms LIMIT $1',
} as const

/** Bars in a migrated database. */
export function sqlBarStore(database: SqlDatabase): BarStore {
  return {
    ...sqlBarReader(database),
    keep: (market, hours) =>
      database.transaction(async (session) => {
        const marketId = await idOfMarket(session, market)
        let added = 0
        for (const { series, fromMs, bytes } of hours) {
          added += bytes.length - (await remove(session, marketId, series, fromMs))
          const row = { market_id: marketId, series, from_ms: fromMs, size: bytes.length, body: bytes }
          await insertRow(session, 'minute_bars', row)
        }
        await addBytes(session, marketId, added)
      }),
    async read({ source, world }, series, { fromMs, toMs }) {
      const rows = await database.read(barQueries.bars, [source, world, series, fromMs, toMs])
      return rows.map((row) => ({ series, fromMs: numberIn(row, 'from_ms'), bytes: bytesIn(row, 'body') }))
    },
  }
}

/** Reads bars in a migrated database. */
export function sqlBarReader(database: Pick<SqlDatabase, 'read'>): BarReader {
  return {
    async nextHour({ source, world }, fromMs) {
      const [row] = await database.read(barQueries.nextHour, [source, world, fromMs])
      return row ? numberIn(row, 'from_ms') : null
    },
    async hours({ source, world }, fromMs) {
      const rows = await database.read(barQueries.hours, [source, world, fromMs])
      return rows.map((row) => ({ series: textIn(row, 'series'), fromMs, bytes: bytesIn(row, 'body') }))
    },
    async countedBytes({ source, world }) {
      const [row] = await database.read(barQueries.countedBytes, [source, world])
      return row ? numberIn(row, 'bar_bytes') : 0
    },
  }
}

/** How many hours of series are removed in one transaction. */
const mostRemoved = 500
/** The part of all that is kept that bars may have. */
const barsShare = 1 / 4

/** Removes the oldest bars until they keep the bounds, but not very many. Answers whether there is more to remove. */
export async function pruneBars(
  session: SqlSession,
  { maxBytes, beforeMs }: { readonly maxBytes: number; readonly beforeMs: number },
): Promise<boolean> {
  const sum = 'SELECT CAST(COALESCE(SUM(bar_bytes), 0) AS BIGINT) AS bytes FROM recorded_markets'
  const [row = {}] = await session.run(sum)
  let bytes = numberIn(row, 'bytes')
  const oldest = await session.run(barQueries.oldestBars, [mostRemoved])
  const removed = new Map<number, number>()
  for (const one of oldest) {
    if (bytes <= maxBytes * barsShare && numberIn(one, 'from_ms') >= beforeMs) break
    const [marketId, size] = [numberIn(one, 'market_id'), numberIn(one, 'size')]
    await remove(session, marketId, String(one.series), numberIn(one, 'from_ms'))
    removed.set(marketId, (removed.get(marketId) ?? 0) + size)
    bytes -= size
  }
  for (const [marketId, size] of removed) await addBytes(session, marketId, -size)
  return removed.size > 0 && oldest.length === mostRemoved
}

/** Answers how many bytes it had. */
async function remove(session: SqlSession, marketId: number, series: string, fromMs: number): Promise<number> {
  const sql = 'DELETE FROM minute_bars WHERE market_id = $1 AND series = $2 AND from_ms = $3 RETURNING size'
  const [row] = await session.run(sql, [marketId, series, fromMs])
  return row ? numberIn(row, 'size') : 0
}

async function addBytes(session: SqlSession, marketId: number, bytes: number): Promise<void> {
  await session.run('UPDATE recorded_markets SET bar_bytes = bar_bytes + $2 WHERE id = $1', [marketId, bytes])
}
