import { msPerDay, msPerMinute, type UnixMs } from '../../domain/units.js'

/** Trades and funding of the last day, in buckets of five minutes. */
export interface DayWindow {
  trade(timeMs: UnixMs, priceUsd: number, amountUsd: number): void
  funding(timeMs: UnixMs, paid: number): void
  /** Null before the first trade. */
  stats(nowMs: UnixMs): DayStats | null
  /** Funding of the last eight hours. */
  fundingPaid8h(nowMs: UnixMs): number
}

interface DayStats {
  readonly openUsd: number
  readonly highUsd: number
  readonly lowUsd: number
  readonly volumeUsd: number
  readonly volumeCoin: number
}

interface Bucket {
  readonly startMs: UnixMs
  openUsd: number | null
  highUsd: number
  lowUsd: number
  volumeUsd: number
  volumeCoin: number
  funding: number
}

const bucketMs = 5 * msPerMinute
const eightHoursMs = 480 * msPerMinute

/** An empty window. Times must not go back. A bucket leaves when all of it is a day old. */
export function createDayWindow(): DayWindow {
  let buckets: Bucket[] = []
  const bucketAt = (timeMs: UnixMs) => {
    const startMs = Math.floor(timeMs / bucketMs) * bucketMs
    const last = buckets.at(-1)
    if (last && last.startMs >= startMs) return last
    const bucket = emptyBucket(startMs)
    buckets = [...buckets.filter((one) => one.startMs + bucketMs > timeMs - msPerDay), bucket]
    return bucket
  }
  return {
    trade: (timeMs, priceUsd, amountUsd) => addTrade(bucketAt(timeMs), priceUsd, amountUsd),
    funding(timeMs, paid) {
      bucketAt(timeMs).funding += paid
    },
    stats: (nowMs) => statsOf(buckets.filter((bucket) => bucket.startMs + bucketMs > nowMs - msPerDay)),
    fundingPaid8h(nowMs) {
      const recent = buckets.filter((bucket) => bucket.startMs + bucketMs > nowMs - eightHoursMs)
      return recent.reduce((sum, bucket) => sum + bucket.funding, 0)
    },
  }
}

function emptyBucket(startMs: UnixMs): Bucket {
  return { startMs, openUsd: null, highUsd: -Infinity, lowUsd: Infinity, volumeUsd: 0, volumeCoin: 0, funding: 0 }
}

function addTrade(bucket: Bucket, priceUsd: number, amountUsd: number): void {
  bucket.openUsd ??= priceUsd
  bucket.highUsd = Math.max(bucket.highUsd, priceUsd)
  bucket.lowUsd = Math.min(bucket.lowUsd, priceUsd)
  bucket.volumeUsd += amountUsd
  bucket.volumeCoin += amountUsd / priceUsd
}

function statsOf(buckets: readonly Bucket[]): DayStats | null {
  const openUsd = buckets.find((bucket) => bucket.openUsd !== null)?.openUsd
  if (openUsd === undefined || openUsd === null) return null
  return {
    openUsd,
    highUsd: buckets.reduce((high, bucket) => Math.max(high, bucket.highUsd), -Infinity),
    lowUsd: buckets.reduce((low, bucket) => Math.min(low, bucket.lowUsd), Infinity),
    volumeUsd: buckets.reduce((sum, bucket) => sum + bucket.volumeUsd, 0),
    volumeCoin: buckets.reduce((sum, bucket) => sum + bucket.volumeCoin, 0),
  }
}
