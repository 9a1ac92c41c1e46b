import type { EventTimes } from '../domain/market-events.js'
import type { Freshness } from '../domain/source.js'
import type { UnixMs } from '../domain/units.js'
import { isBelievable, weigh, type Belief, type Reach, type Witness } from './belief.js'
import { isOutdated } from './order-in-time.js'

/** A value that a feed repeats, or several that come together, with its times and its doubt. */
export interface Heard<T> extends Belief<T> {
  /** The last value that the feed said, believed or not. Null: unknown. */
  readonly value: T | null
  /** When the feed said it, by the exchange's clock. Null before the first time. */
  readonly asOf: UnixMs | null
  /** When we heard it, by our clock. Null also since the feed was down. */
  readonly heardAtMs: UnixMs | null
}

export const unheard: Heard<never> = { value: null, believed: null, doubted: null, asOf: null, heardAtMs: null }

/** When we hear something, and what the market's clock shows then. */
export interface Hearing extends EventTimes {
  readonly marketMs: UnixMs | null
}

export function isNews({ asOf }: Heard<unknown>, { eventTimeMs, marketMs }: Hearing): boolean {
  return !isOutdated(eventTimeMs, asOf, marketMs)
}

/** Takes in and believes a value. Undefined, or older than what is known: changes nothing. */
export function hear<T>(heard: Heard<T>, value: T | null | undefined, hearing: Hearing): Heard<T> {
  if (value === undefined || !isNews(heard, hearing) || isSaidAgain(heard, value, hearing)) return heard
  const { eventTimeMs: asOf, receivedTimeMs: heardAtMs } = hearing
  return { value, believed: value ?? heard.believed, doubted: null, asOf, heardAtMs }
}

/** Whether it was said at the same time already, as the forward is with each option of an expiry. */
function isSaidAgain<T>(heard: Heard<T>, value: T | null, { eventTimeMs, receivedTimeMs }: Hearing): boolean {
  const { asOf, heardAtMs, doubted } = heard
  return value === heard.value && asOf === eventTimeMs && heardAtMs === receivedTimeMs && doubted === null
}

/** As `hear`, but believes a number only as far as the one before and a witness allow. */
export function hearWeighed(
  heard: Heard<number>,
  value: number | null | undefined,
  hearing: Hearing,
  reach: Reach,
  witness: Witness = null,
): Heard<number> {
  if (value == null || !isNews(heard, hearing) || isBelievable(heard, value, witness, reach)) {
    return hear(heard, value, hearing)
  }
  const { eventTimeMs: asOf, receivedTimeMs: heardAtMs } = hearing
  return { ...weigh(heard, value, asOf, witness, reach), value, asOf, heardAtMs }
}

/** The value if we believe it. Only then may anybody act on it. */
export function believedNow<T>({ value, doubted }: Heard<T>): T | null {
  return doubted ? null : value
}

/** A value that is older than this, by the exchange's clock, is no witness. */
const witnessAgeMs = 10_000

/** Whether a value is new enough to be a witness for or against what we hear now. */
export function isWitness({ asOf }: Heard<unknown>, { eventTimeMs }: Pick<Hearing, 'eventTimeMs'>): boolean {
  return asOf !== null && asOf >= eventTimeMs - witnessAgeMs
}

/** The same value after the feed was down. */
export function silenced<T>(heard: Heard<T>): Heard<T> {
  return { ...heard, heardAtMs: null }
}

/** Whether a value that we heard at this time, by our clock, is LIVE now. */
export type FreshnessOf = (heardAtMs: UnixMs | null) => Freshness

/**
 * The freshness of values that are shown as one. STALE when any that the feed has ever said is stale, or when it said
 * none. `confirmedAtMs`: when a message confirmed them without naming them. This counts for values heard since the feed
 * is up.
 */
export function freshness(
  all: readonly Heard<unknown>[],
  freshnessOf: FreshnessOf,
  confirmedAtMs: UnixMs | null = null,
): Freshness {
  let isSaid = false
  for (const { asOf, heardAtMs } of all) {
    if (asOf === null) continue
    isSaid = true
    const isConfirmed = heardAtMs !== null && freshnessOf(confirmedAtMs) === 'LIVE'
    if (!isConfirmed && freshnessOf(heardAtMs) === 'STALE') return 'STALE'
  }
  return isSaid ? 'LIVE' : 'STALE'
}

/** The newest exchange time of values that are shown as one. Null when the feed said none. */
export function newestTime(all: readonly Heard<unknown>[]): UnixMs | null {
  return all.reduce<UnixMs | null>((newest, { asOf }) => later(newest, asOf), null)
}

export function later(a: UnixMs | null, b: UnixMs | null): UnixMs | null {
  return a === null ? b : Math.max(a, b ?? a)
}
