import type { EquityPoint } from '../domain/performance.js'
import type { Logger } from '../lib/logger.js'
import type { EquityStore } from '../storage/equity-store.js'

/** Keeps samples of account value without anyone waiting; those that cannot be kept are gaps in the curve. */
export function sampleKeeper(equity: EquityStore, log: Pick<Logger, 'error'>) {
  let keeping: Promise<void> = Promise.resolve()
  return {
    keep(accountId: string, samples: readonly EquityPoint[]) {
      const kept = equity.add(samples.map((sample) => ({ accountId, ...sample })))
      const told = kept.catch((error: unknown) => log.error({ err: error, accountId }, 'Samples could not be kept'))
      keeping = Promise.all([keeping, told]).then(() => undefined)
    },
    settled: () => keeping,
  }
}
