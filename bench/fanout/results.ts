import type { Row } from '../support/report.js'
import { median, quantile, rounded } from '../support/statistics.js'

/** What a server did, by rounds. */
export interface Result {
  readonly name: string
  readonly messages: number
  readonly idleMicrosPerEvent: number
  readonly microsPerDelivery: readonly number[]
  readonly wireBytesPerDelivery: number
  /** From the publishing of each event until the last reader had it. */
  readonly lastMs: readonly number[]
}

/** How many times what `other` needs `one` needs: the median over the rounds. */
export function times(one: Result, other: Result): number {
  const ratios = one.microsPerDelivery.map((micros, round) => micros / (other.microsPerDelivery[round] ?? Number.NaN))
  return median(ratios) ?? Number.NaN
}

/** The figures of one server that all contests print. */
export function figures(scenario: string, clients: number, result: Result, floor: Result): Row {
  const { name, microsPerDelivery, lastMs } = result
  return {
    scenario,
    case: name,
    clients,
    wireBytes: rounded(result.wireBytesPerDelivery, 0),
    cpuMicros: rounded(median(microsPerDelivery), 2),
    cpuMicrosLeast: rounded(Math.min(...microsPerDelivery), 2),
    cpuMicrosMost: rounded(Math.max(...microsPerDelivery), 2),
    timesRaw: rounded(times(result, floor), 2),
    idleMicrosPerEvent: rounded(result.idleMicrosPerEvent, 0),
    lastP50Ms: rounded(quantile(lastMs, 0.5)),
    lastP99Ms: rounded(quantile(lastMs, 0.99)),
  }
}

export function of(results: ReadonlyMap<string, Result>, name: string): Result {
  const result = results.get(name)
  if (!result) throw new Error(`No result of ${name}`)
  return result
}
