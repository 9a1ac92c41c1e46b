import type { EquityPoint } from '../domain/performance.js'
import type { Logger } from '../lib/logger.js'
import type { EquitySample, EquityStore } from '../storage/equity-store.js'

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

/** So many take some milliseconds. */
const samplesAtOnce = 200

/** Keeps many samples, with room for other work in between. Rejects as `EquityStore.add` does, and may then be repeated. */
export async function keepSamples(equity: EquityStore, samples: readonly EquitySample[]): Promise<void> {
  for (let start = 0; start < samples.length; start += samplesAtOnce) {
    await equity.add(samples.slice(start, start + samplesAtOnce))
  }
}
