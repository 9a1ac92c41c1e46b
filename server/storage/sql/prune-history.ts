import type { HistoryBounds } from '../../history/market-history.js'
import type { SqlSession } from '../sql-database.js'
import { numberIn, optionalNumberIn } from './columns.js'

/** How many segments are removed in one transaction. */
const mostRemoved = 50

/** The segment that is being written. `marketId` is null when nothing of its market was kept. */
interface Writing {
  readonly marketId: number | null
  readonly segmentMs: number
}

interface Victim {
  readonly marketId: number
  readonly fromMs: number
  readonly toMs: number
  readonly size: number
  readonly isJoined: boolean
}

/** What it looks up, for the test of the engines' plans. */
export const pruneQueries = {
  oldest: `SELECT id, (SELECT MIN(from_ms) FROM segments WHERE market_id = id) AS joined_ms,
    (SELECT MIN(segment_ms) FROM segment_pieces WHERE market_id = id AND NOT (id = $1 AND segment_ms = $2)) AS pieces_ms
    FROM recorded_markets WHERE kind IN ('RECORDED', 'IMPORTING')`,
  joined: 'SELECT to_ms, size FROM segments WHERE market_id = $1 AND from_ms = $2',
  sizeOfPieces: `SELECT MAX(to_ms) AS to_ms, CAST(SUM(size) AS BIGINT) AS size FROM segment_pieces
    WHERE market_id = $1 AND segment_ms = $2`,
  firstOfMarket: `SELECT (SELECT MIN(from_ms) FROM segments WHERE market_id = $1) AS joined_ms,
    (SELECT MIN(segment_ms) FROM segment_pieces WHERE market_id = $1) AS pieces_ms`,
} as const

/** Removes the oldest segments until the bounds are kept, but not very many. Answers whether there is more to remove. */
export async function pruneHistory(session: SqlSession, bounds: HistoryBounds, writing: Writing): Promise<boolean> {
  const [row = {}] = await session.run(
    'SELECT CAST(COALESCE(SUM(bytes + bar_bytes), 0) AS BIGINT) AS bytes FROM recorded_markets',
  )
  let bytes = numberIn(row, 'bytes')
  const markets = new Set<number>()
  let isMore = true
  for (let removed = 0; removed < mostRemoved && isMore; removed += 1) {
    const victim = await oldest(session, writing)
    isMore = victim !== null && (bytes > bounds.maxBytes || victim.toMs < bounds.beforeMs)
    if (victim === null || !isMore) break
    await remove(session, victim)
    bytes -= victim.size
    markets.add(victim.marketId)
  }
  for (const marketId of markets) await trimSpans(session, marketId)
  return isMore
}

async function oldest(session: SqlSession, { marketId, segmentMs }: Writing): Promise<Victim | null> {
  const rows = await session.run(pruneQueries.oldest, [marketId ?? 0, segmentMs])
  const places = rows.flatMap((row) =>
    ['joined_ms', 'pieces_ms'].flatMap((column) => {
      const fromMs = optionalNumberIn(row, column)
      return fromMs === null ? [] : [{ marketId: numberIn(row, 'id'), fromMs, isJoined: column === 'joined_ms' }]
    }),
  )
  const [first] = places.sort((a, b) => a.fromMs - b.fromMs)
  if (!first) return null
  const [row = {}] = await session.run(first.isJoined ? pruneQueries.joined : pruneQueries.sizeOfPieces, [
    first.marketId,
    first.fromMs,
  ])
  return { ...first, toMs: numberIn(row, 'to_ms'), size: numberIn(row, 'size') }
}

async function remove(session: SqlSession, { marketId, fromMs, size, isJoined }: Victim): Promise<void> {
  const [table, column] = isJoined ? ['segments', 'from_ms'] : ['segment_pieces', 'segment_ms']
  await session.run(`DELETE FROM ${table} WHERE market_id = $1 AND ${column} = $2`, [marketId, fromMs])
  await session.run('UPDATE recorded_markets SET bytes = bytes - $2 WHERE id = $1', [marketId, size])
}

/** What is told as recorded begins with the first segment that is left. */
async function trimSpans(session: SqlSession, marketId: number): Promise<void> {
  const [row = {}] = await session.run(pruneQueries.firstOfMarket, [marketId])
  const starts = ['joined_ms', 'pieces_ms'].flatMap((column) => optionalNumberIn(row, column) ?? [])
  if (starts.length === 0) {
    await session.run('DELETE FROM recorded_spans WHERE market_id = $1', [marketId])
    return
  }
  const params = [marketId, Math.min(...starts)]
  await session.run('DELETE FROM recorded_spans WHERE market_id = $1 AND to_ms <= $2', params)
  await session.run('UPDATE recorded_spans SET from_ms = $2, dropped = 0 WHERE market_id = $1 AND from_ms < $2', params)
}
