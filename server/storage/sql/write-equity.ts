import type { UnixMs } from '../../domain/units.js'
import type { EquityBar, EquitySample } from '../equity-store.js'
import type { SqlSession, SqlValue } from '../sql-database.js'
import { barSizes, barsOf, keptBars } from './equity-bars.js'

/** Where samples of one account go. */
export interface EquityTarget {
  readonly accountId: string
  readonly sampleIntervalMs: number
  /** The times of the first and the last sample of it that this process was given; null before the first. */
  readonly given: GivenSpan | null
}

export interface GivenSpan {
  readonly firstMs: UnixMs
  readonly lastMs: UnixMs
}

/** A process may start from books that are older than the last samples by this many intervals. */
const repeatedIntervals = 10

/**
 * Adds samples of an account to its bars of each size. Drops what is there already and what is a little older than the
 * newest. A time that goes back further, or to where this process began, begins a new history.
 */
export async function addSamples(
  session: SqlSession,
  target: EquityTarget,
  samples: readonly EquitySample[],
): Promise<void> {
  const { accountId, sampleIntervalMs } = target
  const added = await newSamples(session, target, samples)
  const rows = barSizes.flatMap((size) =>
    [...barsOf(added, size, sampleIntervalMs)].map(([bucketMs, bar]) => [accountId, size, bucketMs, ...valuesOf(bar)]),
  )
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const some = rows.slice(start, start + rowsAtOnce)
    await session.run(addToBars(some.length), some.flat())
  }
}

/** The samples that are later than all that is kept, which is deleted when it is of an earlier history. */
async function newSamples(
  session: SqlSession,
  { accountId, sampleIntervalMs, given }: EquityTarget,
  samples: readonly EquitySample[],
): Promise<readonly EquitySample[]> {
  let newestMs = await newestTimeMs(session, accountId)
  const firstMs = given?.firstMs ?? samples[0]?.timeMs ?? 0
  let beforeMs = given?.lastMs ?? null
  let added: EquitySample[] = []
  for (const sample of samples) {
    const isStepBack = beforeMs !== null && sample.timeMs < beforeMs && sample.timeMs <= firstMs
    beforeMs = sample.timeMs
    if (newestMs !== null && sample.timeMs <= newestMs) {
      const isRepeated = !isStepBack && newestMs - sample.timeMs <= repeatedIntervals * sampleIntervalMs
      const isThere = isRepeated || added.some((one) => isSame(one, sample))
      if (isThere || (await isKept(session, sample))) continue
      await session.run('DELETE FROM equity_bars WHERE account_id = $1', [accountId])
      added = []
    }
    added.push(sample)
    newestMs = sample.timeMs
  }
  return added
}

function isSame(one: EquitySample, other: EquitySample): boolean {
  return one.timeMs === other.timeMs && one.accountValueUsd === other.accountValueUsd
}

async function newestTimeMs(session: SqlSession, accountId: string): Promise<UnixMs | null> {
  const sql = 'SELECT MAX(bucket_ms) AS newest FROM equity_bars WHERE account_id = $1 AND size = 1'
  const [row] = await session.run(sql, [accountId])
  return typeof row?.newest === 'number' ? row.newest : null
}

async function isKept(session: SqlSession, { accountId, timeMs, accountValueUsd }: EquitySample): Promise<boolean> {
  const sql = 'SELECT first_usd FROM equity_bars WHERE account_id = $1 AND size = 1 AND bucket_ms = $2'
  const [row] = await session.run(sql, [accountId, timeMs])
  return row?.first_usd === accountValueUsd
}

const rowsAtOnce = 40

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

function valuesOf(bar: EquityBar): SqlValue[] {
  const { fromMs, firstUsd, lowUsd, lowAtMs, highUsd, highAtMs, lastUsd, lastAtMs } = bar
  return [fromMs, firstUsd, lowUsd, lowAtMs, highUsd, highAtMs, lastUsd, lastAtMs]
}

/** What is added to a bar is later than all that is in it; the earlier of two equal extremes stays. */
function addToBars(rowCount: number): string {
  const row = (index: number) => columns.map((_, column) => `$${index * columns.length + column + 1}`).join(', ')
  const rows = Array.from({ length: rowCount }, (_, index) => `(${row(index)})`)
  return `INSERT INTO equity_bars AS bar (${columns.join(', ')}) VALUES ${rows.join(', ')}
    ON CONFLICT (account_id, size, bucket_ms) DO UPDATE SET
      low_at_ms = CASE WHEN excluded.low_usd < bar.low_usd THEN excluded.low_at_ms ELSE bar.low_at_ms END,
      low_usd = CASE WHEN excluded.low_usd < bar.low_usd THEN excluded.low_usd ELSE bar.low_usd END,
      high_at_ms = CASE WHEN excluded.high_usd > bar.high_usd THEN excluded.high_at_ms ELSE bar.high_at_ms END,
      high_usd = CASE WHEN excluded.high_usd > bar.high_usd THEN excluded.high_usd ELSE bar.high_usd END,
      last_usd = excluded.last_usd,
      last_at_ms = excluded.last_at_ms`
}

const forgetOldest = `DELETE FROM equity_bars WHERE account_id = $1 AND size = $2 AND bucket_ms <=
  (SELECT bucket_ms FROM equity_bars WHERE account_id = $1 AND size = $2
    ORDER BY bucket_ms DESC LIMIT 1 OFFSET ${keptBars})`

/** Forgets the account's oldest bars of each size beyond those kept. */
export async function forgetOldBars(session: SqlSession, accountId: string): Promise<void> {
  for (const size of barSizes) await session.run(forgetOldest, [accountId, size])
}
