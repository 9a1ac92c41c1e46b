import { msPerMinute, type UnixMs } from '../../domain/units.js'
import { leastDecisionIntervalMs } from './coarse-market.js'

/** How agents trade where they are judged. */
export const pastPace = { decisionIntervalMs: leastDecisionIntervalMs, sampleIntervalMs: msPerMinute } as const

/** Makes ids like those of the server, that are the same in every run. */
export function countedIds(): (nowMs: UnixMs) => string {
  let made = 0
  return (nowMs) => `${nowMs.toString(36)}${(made += 1).toString(16).padStart(16, '0')}`
}
