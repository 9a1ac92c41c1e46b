import type { EventTimes } from '../domain/market-events.js'
import type { Freshness } from '../domain/source.js'
import type { UnixMs } from '../domain/units.js'
import { isBelievable, weigh, type Belief, type Reach, type Witness } from './belief.js'
import { isOutdated } from './order-in-time.js'

/** A value, or values that come together, which a feed says again and again. Each has its own times and its own doubt. */
export interface Heard<T> extends Belief<T> {
  /** As it was said last, believed or not. Null is unknown. */
  readonly value: T | null
  /** By the exchange's clock; null before it was first said. */
  readonly asOf: UnixMs | null
  /** By our clock; null also while the feed is down. */
  readonly heardAtMs: UnixMs | null
}

export const unheard: Heard<never> = { value: null, believed: null, doubted: null, asOf: null, heardAtMs: null }

/** When something is heard, and what the market's clock shows then. */
export interface Hearing extends EventTimes {
  readonly marketMs: UnixMs | null
}

export function isNews({ asOf }: Heard<unknown>, { eventTimeMs, marketMs }: Hearing): boolean {
  return !isOutdated(eventTimeMs, asOf, marketMs)
}

/** Takes in what is said now, and believes it: nothing where it is undefined or something newer is known. */
export function hear<T>(heard: Heard<T>, value: T | null | undefined, hearing: Hearing): Heard<T> {
  if (value === undefined || !isNews(heard, hearing)) return heard
  const { eventTimeMs: asOf, receivedTimeMs: heardAtMs } = hearing
  return { value, believed: value ?? heard.believed, doubted: null, asOf, heardAtMs }
}

/** As `hear`, of a number that is believed only as far as the one before and a witness allow. */
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

/** The value if it is believed: what may be acted on. */
export function believedNow<T>({ value, doubted }: Heard<T>): T | null {
  return doubted ? null : value
}

/** What was not heard for so long, by the exchange's clock, witnesses nothing. */
const witnessAgeMs = 10_000

/** Whether something was heard so lately that it may witness for what is heard now, or against it. */
export function isWitness({ asOf }: Heard<unknown>, { eventTimeMs }: Pick<Hearing, 'eventTimeMs'>): boolean {
  return asOf !== null && asOf >= eventTimeMs - witnessAgeMs
}

/** The same value as not heard since: the feed is down. */
export function silenced<T>(heard: Heard<T>): Heard<T> {
  return heard.heardAtMs === null ? heard : { ...heard, heardAtMs: null }
}

/** Whether what was heard at a time, by our clock, is LIVE now. */
export type FreshnessOf = (heardAtMs: UnixMs | null) => Freshness

/**
 * Whether values that are shown as one are being heard: STALE as soon as one that was ever said is, or when none was.
 * What was heard since the feed is up can be confirmed without being named.
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

/** The newest exchange time of values that are shown as one; null where none was said. */
export function newestTime(all: readonly Heard<unknown>[]): UnixMs | null {
  return all.reduce<UnixMs | null>((newest, { asOf }) => later(newest, asOf), null)
}

export function later(a: UnixMs | null, b: UnixMs | null): UnixMs | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b)
}
