import type { EquitySample } from '../equity-store.js'
import type { SqlSession, SqlValue } from '../sql-database.js'
import { barSizes, bucketStart, keptBars } from './equity-bars.js'

const columns = [
  'account_id',
  'size',
  'bucket_ms',
  'from_ms',
  'first_usd',
  'low_usd',
  'low_at_ms',
  'high_usd',
  'high_at_ms',
  'last_usd',
  'last_at_ms',
]

const rows = barSizes.map(
  (_, row) => `(${columns.map((_, column) => `$${row * columns.length + column + 1}`).join(', ')})`,
)

/** A sample is later than all in the bar that it is added to; the earlier of two equal extremes stays. */
const addToBars = `INSERT INTO equity_bars AS bar (${columns.join(', ')}) VALUES ${rows.join(', ')}
  ON CONFLICT (account_id, size, bucket_ms) DO UPDATE SET
    low_at_ms = CASE WHEN excluded.low_usd < bar.low_usd THEN excluded.low_at_ms ELSE bar.low_at_ms END,
    low_usd = CASE WHEN excluded.low_usd < bar.low_usd THEN excluded.low_usd ELSE bar.low_usd END,
    high_at_ms = CASE WHEN excluded.high_usd > bar.high_usd THEN excluded.high_at_ms ELSE bar.high_at_ms END,
    high_usd = CASE WHEN excluded.high_usd > bar.high_usd THEN excluded.high_usd ELSE bar.high_usd END,
    last_usd = excluded.last_usd,
    last_at_ms = excluded.last_at_ms`

/** Adds a sample to the bar of each size. What is there already is left; a time that went back begins a new history. */
export async function addSample(session: SqlSession, sample: EquitySample, sampleIntervalMs: number): Promise<void> {
  const { accountId, timeMs, accountValueUsd } = sample
  const newestMs = await newestTimeMs(session, accountId)
  if (newestMs !== null && timeMs <= newestMs) {
    if (timeMs === newestMs || (await isKept(session, sample))) return
    await session.run('DELETE FROM equity_bars WHERE account_id = $1', [accountId])
  }
  const params = barSizes.flatMap((size): SqlValue[] => {
    const bucketMs = bucketStart(timeMs, size, sampleIntervalMs)
    const point = [accountValueUsd, timeMs]
    return [accountId, size, bucketMs, timeMs, accountValueUsd, ...point, ...point, ...point]
  })
  await session.run(addToBars, params)
}

async function newestTimeMs(session: SqlSession, accountId: string): Promise<number | null> {
  const sql = 'SELECT MAX(bucket_ms) AS newest FROM equity_bars WHERE account_id = $1 AND size = 1'
  const [row] = await session.run(sql, [accountId])
  return typeof row?.newest === 'number' ? row.newest : null
}

async function isKept(session: SqlSession, { accountId, timeMs, accountValueUsd }: EquitySample): Promise<boolean> {
  const sql = 'SELECT first_usd FROM equity_bars WHERE account_id = $1 AND size = 1 AND bucket_ms = $2'
  const [row] = await session.run(sql, [accountId, timeMs])
  return row?.first_usd === accountValueUsd
}

const forgetOldest = `DELETE FROM equity_bars WHERE account_id = $1 AND size = $2 AND bucket_ms <=
  (SELECT bucket_ms FROM equity_bars WHERE account_id = $1 AND size = $2
    ORDER BY bucket_ms DESC LIMIT 1 OFFSET ${keptBars})`

/** Forgets the account's oldest bars of each size beyond those kept. */
export async function forgetOldBars(session: SqlSession, accountId: string): Promise<void> {
  for (const size of barSizes) await session.run(forgetOldest, [accountId, size])
}
