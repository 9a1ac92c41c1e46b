import { NobodyWaits, type Asker } from './asker.js'

/** Others wait for no more than this. */
const sliceMs = 3

/**
 * Runs small steps, some milliseconds of them at a time, and rests as long as it has worked. So it takes at most half of the
 * processor. It works in the time of the asker, and rejects with `NobodyWaits` when that one leaves.
 */
export async function inSlices(steps: Iterator<unknown>, asker?: Asker): Promise<void> {
  for (;;) {
    if (asker?.signal.aborted) throw new NobodyWaits()
    asker?.goesOn?.()
    const untilMs = performance.now() + sliceMs
    do {
      if (steps.next().done) return
    } while (performance.now() < untilMs)
    await new Promise<void>((resolve) => setTimeout(resolve, sliceMs))
  }
}
