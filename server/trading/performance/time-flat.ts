import type { UnixMs } from '../../domain/units.js'

/** Market time that an account was followed, and how much of it without any open position. Plain JSON. */
export interface TimeFlat {
  readonly observedMs: number
  readonly flatMs: number
  /** The newest time heard, and whether the account was flat from then on. */
  readonly last: { readonly timeMs: UnixMs; readonly isFlat: boolean } | null
}

export const noTimeFlat: TimeFlat = { observedMs: 0, flatMs: 0, last: null }

/** Takes in whether the account is flat from a time on. Time that goes backwards counts for nothing. */
export function followTimeFlat({ observedMs, flatMs, last }: TimeFlat, timeMs: UnixMs, isFlat: boolean): TimeFlat {
  const elapsedMs = last ? Math.max(timeMs - last.timeMs, 0) : 0
  return {
    observedMs: observedMs + elapsedMs,
    flatMs: flatMs + (last?.isFlat ? elapsedMs : 0),
    last: { timeMs, isFlat },
  }
}

/** Time without any open position in percent of the time observed. Null before any passed. */
export function timeFlatPct({ observedMs, flatMs }: TimeFlat): number | null {
  return observedMs === 0 ? null : (flatMs / observedMs) * 100
}
