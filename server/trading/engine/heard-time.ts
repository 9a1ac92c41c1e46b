import { msPerMinute, type UnixMs } from '../../domain/units.js'

/** A silent feed is STALE long before this. So a longer step between two LIVE frames was cut out of a recording. */
const longestStepMs = msPerMinute

/** How much market time was heard between two neighboring frames: all of it, or none where the step is a gap. */
export function heardMs(fromMs: UnixMs, toMs: UnixMs): number {
  const stepMs = toMs - fromMs
  return stepMs > 0 && stepMs <= longestStepMs ? stepMs : 0
}
