import type { UnixMs } from '../domain/units.js'

/** How far something that a feed says again and again is believed. */
export interface Belief<T> {
  /** The newest that was believed; it outlives what is doubted or unknown after it. Null before the first. */
  readonly believed: T | null
  /** The first saying of what is doubted; null while the newest is believed. */
  readonly doubted: { readonly value: T; readonly timeMs: UnixMs } | null
}

/** What another source says of a value: it speaks for it, against it, or says nothing. */
export type Witness = 'FOR' | 'AGAINST' | null

/** How near two values are of which one needs no proof beside the other: so many times the smaller, and so much more. */
export interface Reach {
  readonly factor: number
  readonly slack: number
}

export function isNear(a: number, b: number, { factor, slack }: Reach): boolean {
  return Math.max(a, b) <= Math.min(a, b) * factor + slack
}

/** Index and forward do not move more than this from one frame to the next. */
export const priceReach: Reach = { factor: 1.1, slack: 0 }
export const volatilityReach: Reach = { factor: 1.5, slack: 0 }

/** What is said again sooner is one and the same fault of the exchange. */
const confirmedAfterMs = 1_000
/** How long a source must insist on what another one speaks against. */
export const insistedAfterMs = 5_000

/**
 * Whether the next value is believed at once: when a witness speaks for it, and while none speaks against it, when it is
 * the first or near the one before.
 */
export function isBelievable({ believed, doubted }: Belief<number>, value: number, witness: Witness, reach: Reach) {
  if (witness !== null) return witness === 'FOR'
  return believed === null ? doubted === null : isNear(value, believed, reach)
}

/** Takes in the next value. What is doubted is believed once it is said again, later where a witness speaks against it. */
export function weigh(
  before: Belief<number>,
  value: number,
  timeMs: UnixMs,
  witness: Witness,
  reach: Reach,
): Belief<number> {
  if (isBelievable(before, value, witness, reach)) return { believed: value, doubted: null }
  const { believed, doubted } = before
  if (!doubted || !isNear(value, doubted.value, reach)) return { believed, doubted: { value, timeMs } }
  const neededMs = witness === 'AGAINST' ? insistedAfterMs : confirmedAfterMs
  return timeMs >= doubted.timeMs + neededMs ? { believed: value, doubted: null } : before
}
