import type { EquityBar, EquitySample, EquityStore } from '../equity-store.js'
import type { SqlRow } from '../sql-database.js'
import { isStorable, numberIn } from './columns.js'
import type { CommitQueue } from './commit-queue.js'
import { barSizes, bucketStart, joinBars, keptBars, type BarSize } from './equity-bars.js'
import type { Reads, ReadsFor } from './reads.js'
import { addSamples, forgetOldBars, type GivenSpan } from './write-equity.js'

/** Old bars are forgotten once in this many samples of an account. */
const sweepEvery = 100

export interface SqlEquityStoreOptions {
  readonly queue: CommitQueue
  readonly readsFor: ReadsFor
  /**
   * The time between two samples of an account. Bars begin at multiples of it; after it was changed, the bar at the
   * change holds more or fewer samples than its size says.
   */
  readonly sampleIntervalMs: number
}

type Span = Parameters<EquityStore['bars']>[1]

/** Equity bars in a migrated database. Throws a RangeError unless the interval is positive. */
export function sqlEquityStore({ queue, readsFor, sampleIntervalMs }: SqlEquityStoreOptions): EquityStore {
  if (!(sampleIntervalMs > 0)) throw new RangeError('The sample interval must be a positive number of milliseconds')
  const addedSinceSweep = new Map<string, number>()
  const given = new Map<string, GivenSpan>()

  /** Since the start of this process, so the first samples after it make up for what it did not count. */
  const isTimeToSweep = (accountId: string, addedCount: number) => {
    const count = (addedSinceSweep.get(accountId) ?? sweepEvery) + addedCount
    addedSinceSweep.set(accountId, count > sweepEvery ? 0 : count)
    return count > sweepEvery
  }

  return {
    async add(samples) {
      const grouped = byAccount(samples)
      await queue.run(async (session) => {
        for (const [accountId, own] of grouped) {
          await addSamples(session, { accountId, sampleIntervalMs, given: given.get(accountId) ?? null }, own)
          if (isTimeToSweep(accountId, own.length)) await forgetOldBars(session, accountId)
        }
      })
      for (const [accountId, own] of grouped) {
        const [first, last] = [own[0]?.timeMs ?? 0, own.at(-1)?.timeMs ?? 0]
        given.set(accountId, { firstMs: given.get(accountId)?.firstMs ?? first, lastMs: last })
      }
    },
    async bars(accountId, span, asker) {
      if (span.maxBars < 1 || !isStorable(accountId)) return []
      const reads = readsFor(asker)
      const oldest = await oldestTimes(reads, accountId)
      const originMs = Math.min(...oldest.values())
      for (const size of barSizes) {
        const isCovered = (oldest.get(size) ?? Infinity) <= Math.max(span.fromMs, originMs)
        const bars = isCovered ? await readBars(reads, accountId, size, span) : null
        if (bars && bars.length <= span.maxBars) return bars
      }
      return joinBars(
        await readBars(reads, accountId, 1_000, { ...span, maxBars: keptBars + sweepEvery }),
        span.maxBars,
      )
    },
    async peak(accountId, { fromMs, beforeMs }, asker) {
      if (!isStorable(accountId)) return null
      const [row] = await readsFor(asker).read(peakSql, [accountId, fromMs, beforeMs])
      return row && row.peak_usd !== null ? numberIn(row, 'peak_usd') : null
    },
  }

  /** At most one more than are wanted, which tells that there are too many. */
  async function readBars(reads: Reads, accountId: string, size: BarSize, span: Span): Promise<readonly EquityBar[]> {
    const sql = `SELECT * FROM equity_bars WHERE account_id = $1 AND size = $2 AND bucket_ms >= $3 AND bucket_ms <= $4
      AND last_at_ms >= $5 AND from_ms <= $4 ORDER BY bucket_ms LIMIT $6`
    const firstBucketMs = bucketStart(span.fromMs, size, sampleIntervalMs)
    const params = [accountId, size, firstBucketMs, span.toMs, span.fromMs, span.maxBars + 1]
    return (await reads.read(sql, params)).map(barIn)
  }
}

function byAccount(samples: readonly EquitySample[]): ReadonlyMap<string, readonly EquitySample[]> {
  const grouped = new Map<string, EquitySample[]>()
  for (const sample of samples) {
    const own = grouped.get(sample.accountId)
    if (own) own.push(sample)
    else grouped.set(sample.accountId, [sample])
  }
  return grouped
}

const peakSql = `SELECT MAX(high_usd) AS peak_usd FROM equity_bars
  WHERE account_id = $1 AND from_ms >= $2 AND last_at_ms < $3`

const oldestSql = `SELECT ${barSizes
  .map(
    (size) => `(SELECT from_ms FROM equity_bars WHERE account_id = $1 AND size = ${size}
      ORDER BY bucket_ms LIMIT 1) AS oldest_${size}`,
  )
  .join(', ')}`

/** How far back the kept bars of each size reach. */
async function oldestTimes(reads: Reads, accountId: string): Promise<Map<BarSize, number>> {
  const [row = {}] = await reads.read(oldestSql, [accountId])
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
