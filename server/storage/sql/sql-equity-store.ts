import type { EquityBar, EquityStore } from '../equity-store.js'
import type { SqlDatabase, SqlRow } from '../sql-database.js'
import { isStorable, numberIn } from './columns.js'
import type { CommitQueue } from './commit-queue.js'
import type { BarSize } from './equity-bars.js'
import { barSizes, bucketStart, joinBars, keptBars } from './equity-bars.js'
import { addSample, forgetOldBars } from './write-equity.js'

/** Old bars are forgotten once in so many samples of an account. */
const sweepEvery = 100

export interface SqlEquityStoreOptions {
  readonly queue: CommitQueue
  /**
   * The time between two samples of an account. Bars begin at multiples of it; after it was changed, the bar at the
   * change holds more or fewer samples than its size says.
   */
  readonly sampleIntervalMs: number
}

type Span = Parameters<EquityStore['bars']>[1]

/** Equity bars in a migrated database. Throws a RangeError unless the interval is positive. */
export function sqlEquityStore(database: SqlDatabase, { queue, sampleIntervalMs }: SqlEquityStoreOptions): EquityStore {
  if (!(sampleIntervalMs > 0)) throw new RangeError('The sample interval must be a positive number of milliseconds')
  const added = new Map<string, number>()

  const isTimeToSweep = (accountId: string) => {
    const count = added.get(accountId) ?? 0
    added.set(accountId, count + 1)
    return count % sweepEvery === 0
  }

  return {
    add: (samples) =>
      queue.run(async (session) => {
        for (const sample of samples) {
          await addSample(session, sample, sampleIntervalMs)
          if (isTimeToSweep(sample.accountId)) await forgetOldBars(session, sample.accountId)
        }
      }),
    async bars(accountId, span) {
      if (span.maxBars < 1 || !isStorable(accountId)) return []
      const oldest = await oldestTimes(database, accountId)
      const originMs = Math.min(...oldest.values())
      for (const size of barSizes) {
        const isCovered = (oldest.get(size) ?? Infinity) <= Math.max(span.fromMs, originMs)
        const bars = isCovered ? await readBars(accountId, size, span) : null
        if (bars && bars.length <= span.maxBars) return bars
      }
      return joinBars(await readBars(accountId, 1_000, { ...span, maxBars: keptBars + sweepEvery }), span.maxBars)
    },
  }

  /** At most one more than are wanted, which tells that there are too many. */
  async function readBars(accountId: string, size: BarSize, span: Span): Promise<readonly EquityBar[]> {
    const sql = `SELECT * FROM equity_bars WHERE account_id = $1 AND size = $2 AND bucket_ms >= $3 AND bucket_ms <= $4
      AND last_at_ms >= $5 AND from_ms <= $4 ORDER BY bucket_ms LIMIT $6`
    const firstBucketMs = bucketStart(span.fromMs, size, sampleIntervalMs)
    const params = [accountId, size, firstBucketMs, span.toMs, span.fromMs, span.maxBars + 1]
    return (await database.read(sql, params)).map(barIn)
  }
}

const oldestSql = `SELECT ${barSizes
  .map(
    (size) => `(SELECT from_ms FROM equity_bars WHERE account_id = $1 AND size = ${size}
      ORDER BY bucket_ms LIMIT 1) AS oldest_${size}`,
  )
  .join(', ')}`

/** How far back the kept bars of each size reach. */
async function oldestTimes(database: SqlDatabase, accountId: string): Promise<Map<BarSize, number>> {
  const [row = {}] = await database.read(oldestSql, [accountId])
  return new Map(
    barSizes.filter((size) => row[`oldest_${size}`] !== null).map((size) => [size, numberIn(row, `oldest_${size}`)]),
  )
}

function barIn(row: SqlRow): EquityBar {
  return {
    fromMs: numberIn(row, 'from_ms'),
    firstUsd: numberIn(row, 'first_usd'),
    lowUsd: numberIn(row, 'low_usd'),
    lowAtMs: numberIn(row, 'low_at_ms'),
    highUsd: numberIn(row, 'high_usd'),
    highAtMs: numberIn(row, 'high_at_ms'),
    lastUsd: numberIn(row, 'last_usd'),
    lastAtMs: numberIn(row, 'last_at_ms'),
  }
}
