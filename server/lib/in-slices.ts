/** Others wait for no more than this. */
const sliceMs = 3

/**
 * Runs small steps, some milliseconds of them at a time, and then rests `restTimes` as long. So it takes a bounded part of the
 * processor. It stops when the signal is aborted; answers whether all steps are done.
 */
export async function inSlices(steps: Iterator<unknown>, restTimes: number, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    const untilMs = performance.now() + sliceMs
    do {
      if (steps.next().done) return true
    } while (performance.now() < untilMs)
    await new Promise<void>((resolve) => setTimeout(resolve, sliceMs * restTimes))
  }
  return false
}
