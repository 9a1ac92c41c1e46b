import type { BelievedReturn } from '../../domain/publication.js'
import { msPerDay, type UnixMs } from '../../domain/units.js'

/** A return may be this many percentage points above the believed one, and the believed one may grow by as many a day. */
const growthPct = 100

/** The return that is believed of an account that has published nothing. */
export function believedAtOpening(openedAtMs: UnixMs): BelievedReturn {
  return { returnPct: 0, atMs: openedAtMs }
}

/** The return that is believed now. It grows toward the published return with time, and falls with it at once. `publishedPct` null: none is published. */
export function believedNow(before: BelievedReturn, publishedPct: number | null, nowMs: UnixMs): BelievedReturn {
  const returnPct = publishedPct === null ? before.returnPct : Math.min(publishedPct, reached(before, nowMs))
  return { returnPct, atMs: nowMs }
}

export function isTooFast(believed: BelievedReturn, publishedPct: number | null, nowMs: UnixMs): boolean {
  return publishedPct !== null && publishedPct > reached(believed, nowMs) + growthPct
}

function reached({ returnPct, atMs }: BelievedReturn, nowMs: UnixMs): number {
  return returnPct + (growthPct * Math.max(0, nowMs - atMs)) / msPerDay
}
