/** Lets something happen at most once in an interval. It is due at the beginning, and whenever the clock was set back. */
export interface Pace {
  due(nowMs: number): boolean
  /** It happened now. It is due next an interval after it was due, or an interval from now when it is late by more than one. */
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
