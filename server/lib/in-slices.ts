import { ownTurn } from './own-turn.js'

/** Others wait for no more than this. */
export const sliceMs = 3

/**
 * Runs small steps, some milliseconds of them at a time, and then rests `restTimes` as long. So it takes a bounded part of the
 * processor. It stops when the signal is aborted; answers whether all steps are done.
 */
export function inSlices(steps: Iterator<unknown>, restTimes: number, signal: AbortSignal): Promise<boolean> {
  return slicer(() => restOf(restTimes))(steps, signal)
}

/** The same for many pieces of work, one after the other: short ones share the time until the next rest. */
export function slicer(rest: () => Promise<void>) {
  let leftMs = sliceMs
  return async (steps: Iterator<unknown>, signal: AbortSignal): Promise<boolean> => {
    while (!signal.aborted) {
      const sinceMs = performance.now()
      let isDone = false
      do isDone = steps.next().done === true
      while (!isDone && performance.now() < sinceMs + leftMs)
      leftMs -= performance.now() - sinceMs
      if (isDone && leftMs > 0) return true
      await rest()
      leftMs = sliceMs
      if (isDone) return true
    }
    return false
  }
}

/** Has steps run to their end, and answers what they do. */
export function answerOf<T>(
  steps: Iterator<unknown, T>,
  run: (steps: Iterator<unknown>) => Promise<unknown>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const next = () => {
      const step = steps.next()
      if (step.done) resolve(step.value)
      return step
    }
    run({ next }).catch(reject)
  })
}

/** Goes on outside of the timers. Many who rest there would let nothing else run. */
export async function restOf(restTimes: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, sliceMs * restTimes))
  await ownTurn()
}
