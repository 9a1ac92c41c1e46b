import type { Row } from '../support/report.js'
import { times, type Result } from './results.js'

/** What a row was to reach, and whether it did. */
type Bar = Readonly<{ bar: string; holds: boolean }>

export function atMost(limit: number, value: number, unit: string): Bar {
  return { bar: `≤ ${limit} ${unit}`, holds: value <= limit }
}

export function atLeast(limit: number, value: number, unit: string): Bar {
  return { bar: `≥ ${limit} ${unit}`, holds: value >= limit }
}

/** Our row against the floor. */
export function againstRaw(row: Row, limit: number, gammacast: Result, raw: Result): Row {
  return { ...row, ...atMost(limit, times(gammacast, raw), '× raw') }
}

/** A peer's row: how many times as much CPU as ours it needs for the same. */
export function againstOurs(row: Row, limit: number, peer: Result, gammacast: Result): Row {
  return { ...row, ...atLeast(limit, times(peer, gammacast), '× gammacast') }
}
