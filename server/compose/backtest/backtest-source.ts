import { coarseIntervals, coarseMarket } from '../past/coarse-market.js'
import type { PastMarket } from '../past/past-market.js'

/** Where the market of a run comes from. */
export interface BacktestSource extends AsyncDisposable {
  readonly market: PastMarket
  /** Of the draws of the bootstrap. */
  readonly drawSeed: string
  /** What stands of it in the result, once the run is over. */
  facts(): object
  /** What people should know of it then; null: nothing. */
  remark(): string | null
}

export function simulatedSource(seed: string): BacktestSource {
  const { priceIntervalMs, optionsIntervalMs } = coarseIntervals
  const facts = {
    source: 'SIMULATED',
    seed,
    priceIntervalSeconds: priceIntervalMs / 1_000,
    optionsIntervalSeconds: optionsIntervalMs / 1_000,
  }
  return {
    market: coarseMarket(seed),
    drawSeed: seed,
    facts: () => facts,
    remark: () => null,
    async [Symbol.asyncDispose]() {},
  }
}
