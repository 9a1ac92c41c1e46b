import type { RecordedMarket } from '../../history/market-history.js'
import { MarketInUse, type ImportedSegment, type MarketImports } from '../../history/market-imports.js'
import type { SqlDatabase, SqlSession } from '../sql-database.js'
import { insertRow, numberIn } from './columns.js'
import { addBytes, extendSpans, idOfKnown } from './recorded-markets.js'

/** How many rows are removed in one transaction. */
const mostRemoved = 200

/** Imports into a migrated database. */
export function sqlMarketImports(database: SqlDatabase): MarketImports {
  return {
    async begin(market) {
      while (await database.transaction(removeUnfinished));
      await database.transaction(async (session) => {
        if ((await idOfKnown(session, market)) !== null) throw new MarketInUse(`${market.source}:${market.world}`)
        await insertRow(session, 'recorded_markets', { ...market, bytes: 0, kind: 'IMPORTING' })
      })
    },
    add: (market, segments) => database.transaction((session) => add(session, market, segments)),
    finish: (market) =>
      database.transaction(async (session) => {
        await session.run("UPDATE recorded_markets SET kind = 'IMPORTED' WHERE id = $1", [await idOf(session, market)])
      }),
    remove: (market) =>
      database.transaction(async (session) => {
        const id = await idOfKnown(session, market)
        if (id === null) return false
        // From the first step on nobody sees it. When the rest is interrupted, the next import goes on with it.
        await session.run("UPDATE recorded_markets SET kind = 'IMPORTING' WHERE id = $1 AND kind = 'IMPORTED'", [id])
        await session.run('DELETE FROM recorded_spans WHERE market_id = $1', [id])
        return removeSome(session, id)
      }),
    async bytes() {
      const sql = `SELECT CAST(COALESCE(SUM(bytes), 0) AS BIGINT) AS bytes FROM recorded_markets
        WHERE kind IN ('IMPORTING', 'IMPORTED')`
      const [row = {}] = await database.read(sql)
      return numberIn(row, 'bytes')
    },
  }
}

async function idOf(session: SqlSession, market: RecordedMarket): Promise<number> {
  const id = await idOfKnown(session, market)
  if (id === null) throw new Error(`The import of ${market.source}:${market.world} was not begun`)
  return id
}

async function add(session: SqlSession, market: RecordedMarket, segments: readonly ImportedSegment[]): Promise<void> {
  const marketId = await idOf(session, market)
  for (const { fromMs, toMs, bytes } of segments) {
    const row = { market_id: marketId, from_ms: fromMs, to_ms: toMs, size: bytes.length, body: bytes }
    await insertRow(session, 'segments', row)
  }
  await extendSpans(session, marketId, segments)
  const size = segments.reduce((sum, { bytes }) => sum + bytes.length, 0)
  await addBytes(session, marketId, size)
}

async function removeUnfinished(session: SqlSession): Promise<boolean> {
  const [row] = await session.run("SELECT id FROM recorded_markets WHERE kind = 'IMPORTING' LIMIT 1")
  if (!row) return false
  await session.run('DELETE FROM recorded_spans WHERE market_id = $1', [numberIn(row, 'id')])
  await removeSome(session, numberIn(row, 'id'))
  return true
}

/** What is kept of a market, with the columns of the key beside its id. */
const tables = {
  segments: ['from_ms'],
  segment_pieces: ['segment_ms', 'from_ms'],
  minute_bars: ['series', 'from_ms'],
}

/** Removes rows of one table, and the market itself when nothing is left. Answers whether there is more to remove. */
async function removeSome(session: SqlSession, marketId: number): Promise<boolean> {
  for (const [table, keys] of Object.entries(tables)) {
    const key = keys.join(', ')
    const some = `SELECT ${key} FROM ${table} WHERE market_id = $1 ORDER BY ${key} LIMIT ${mostRemoved}`
    const sql = `DELETE FROM ${table} WHERE market_id = $1 AND (${key}) IN (${some}) RETURNING 1 AS gone`
    if ((await session.run(sql, [marketId])).length > 0) return true
  }
  await session.run('DELETE FROM recorded_markets WHERE id = $1', [marketId])
  return false
}
