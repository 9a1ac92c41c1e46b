import type { Row } from '../support/report.js'
import { quantile, rounded } from '../support/statistics.js'
import { atMost } from './bars.js'
import { hold } from './contest.js'
import { chain, chainPaceMs } from './documents.js'
import { ours, raw } from './entries.js'
import { of } from './results.js'
import type { Size } from './size.js'

const bars = [
  { share: 0.5, name: 'p50', limit: 1.5 },
  { share: 0.99, name: 'p99', limit: 2 },
] as const
/** The hundredth part of them should be more than one. */
const timesEvents = 5

/** From the publishing of a chain until the last reader has it. */
export async function latency(size: Size): Promise<readonly Row[]> {
  const events = size.events * timesEvents
  const results = await hold({ ...size, events, entries: [raw, ours], queries: [chain()], paceMs: chainPaceMs })
  const [floor, us] = [of(results, 'raw'), of(results, 'gammacast')]
  return bars.map(({ share, name, limit }) => {
    const [rawMs, oursMs] = [floor, us].map(({ lastMs }) => quantile(lastMs, share) ?? Number.NaN)
    const ratio = (oursMs ?? Number.NaN) / (rawMs ?? Number.NaN)
    return {
      scenario: 'latency',
      case: name,
      clients: size.clients,
      events: us.lastMs.length,
      rawMs: rounded(rawMs ?? null),
      gammacastMs: rounded(oursMs ?? null),
      timesRaw: rounded(ratio, 2),
      ...atMost(limit, ratio, '× raw'),
    }
  })
}
