import type { RecordedMarket } from '../../history/market-history.js'
import type { SqlSession } from '../sql-database.js'
import { numberIn } from './columns.js'

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
