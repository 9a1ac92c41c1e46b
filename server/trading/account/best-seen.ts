import type { TrailingStop } from '../../domain/position.js'
import type { Ledger } from '../engine/ledger.js'
import { betterUsd, exitMarkUsd } from '../engine/trailing-stop.js'
import type { Quotes } from '../engine/valuation.js'

/**
 * The best mark price that each trailing stop has seen. Prices go on while the journal is busy or away. The next step takes
 * the best of them into the books.
 */
export class BestSeen {
  #bestUsd: ReadonlyMap<string, number> = new Map()

  /** Takes in the present mark prices. Forgets stops that no position has any more. */
  look({ positions }: Ledger, quotes: Quotes): void {
    const seen = new Map<string, number>()
    for (const { symbol, side, exitPlan } of positions) {
      const trailing = exitPlan?.trailingStop
      if (!trailing) continue
      const bestUsd = betterUsd(side, this.of(trailing), exitMarkUsd(quotes.get(symbol)))
      if (bestUsd !== null) seen.set(trailing.id, bestUsd)
    }
    this.#bestUsd = seen
  }

  of({ id, bestPriceUsd }: TrailingStop): number | null {
    return this.#bestUsd.get(id) ?? bestPriceUsd
  }
}
