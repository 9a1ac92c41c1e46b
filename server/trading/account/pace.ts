/** Lets something happen at most once in an interval: the first time at once, and again when the clock was set back. */
export interface Pace {
  due(nowMs: number): boolean
  /** It happened now; the next time is an interval after it was due, or from now when it is late by more than that. */
  done(nowMs: number): void
}

export function startPace(intervalMs: number): Pace {
  let nextMs = -Infinity
  return {
    due: (nowMs) => nowMs >= nextMs || nowMs < nextMs - intervalMs,
    done(nowMs) {
      const isOnBeat = nowMs >= nextMs && nowMs - nextMs < intervalMs
      nextMs = (isOnBeat ? nextMs : nowMs) + intervalMs
    },
  }
}
