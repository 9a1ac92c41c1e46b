import { msPerDay, msPerYear, type UnixMs } from '../../domain/units.js'

const minAgeMs = 30 * msPerDay

export interface Growth {
  readonly netDepositsUsd: number
  readonly accountValueUsd: number
  readonly openedAtMs: UnixMs
  /** By the clock that `openedAtMs` is by. */
  readonly nowMs: UnixMs
}

/**
 * Compound growth per year of 365 days, in percent: (value / deposits) ^ (year / age) − 1. Null before the account is 30
 * days old, and while it is worth nothing or less.
 */
export function cagrPct({ netDepositsUsd, accountValueUsd, openedAtMs, nowMs }: Growth): number | null {
  const ageMs = nowMs - openedAtMs
  if (!(ageMs >= minAgeMs && accountValueUsd > 0 && netDepositsUsd > 0)) return null
  return ((accountValueUsd / netDepositsUsd) ** (msPerYear / ageMs) - 1) * 100
}

/** A drawdown that is smaller than this part of the growth says nothing about risk. */
const leastDrawdown = 0.001

/** Growth per year over the deepest drawdown, both in percent. Null without either, or next to no drawdown. */
export function calmar(growthPct: number | null, maxDrawdownPct: number): number | null {
  if (growthPct === null || maxDrawdownPct <= Math.abs(growthPct) * leastDrawdown) return null
  return growthPct / maxDrawdownPct
}
