import type { BelievedReturn } from '../../domain/publication.js'
import { msPerDay, type UnixMs } from '../../domain/units.js'

/** A return may be this much above what is believed, and what is believed grows by as much a day. */
const growthPct = 100

/** The return that is believed of an account that has published nothing. */
export function believedAtOpening(openedAtMs: UnixMs): BelievedReturn {
  return { returnPct: 0, atMs: openedAtMs }
}

/** What is believed of an account now. It comes to the published return in time, and falls with it at once. Null: it is unknown. */
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
