import { NobodyWaits, type Asker } from './asker.js'
import { sliceMs } from './in-slices.js'
import { ownTurn } from './own-turn.js'

/**
 * A function to be called between small steps of long work. Now and then it lets others go on. It rejects with `NobodyWaits` when the
 * asker has left. `now`: milliseconds that only grow.
 */
export function restsFor(asker: Asker | undefined, now: () => number): () => Promise<void> {
  let untilMs = -Infinity
  return async () => {
    if (now() < untilMs) return
    await ownTurn()
    if (asker?.signal.aborted) throw new NobodyWaits()
    asker?.goesOn?.()
    untilMs = now() + sliceMs
  }
}
