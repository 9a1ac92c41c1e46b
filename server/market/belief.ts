import type { UnixMs } from '../domain/units.js'

/** What we believe of a value that a feed repeats. */
export interface Belief<T> {
  /** The newest value that we believed. It stays while later ones are doubted or unknown. Null before the first. */
  readonly believed: T | null
  /** The value that we doubt, and when the feed first said it. Null while we believe the newest. */
  readonly doubted: { readonly value: T; readonly timeMs: UnixMs } | null
}

/** What another source says about a value. Null: nothing. */
export type Witness = 'FOR' | 'AGAINST' | null

/**
 * How far a value may be from another one to be believed at once: the larger is at most `factor` times the smaller,
 * plus `slack`.
 */
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

/** A value that comes again sooner may be the same fault of the exchange. */
const confirmedAfterMs = 1_000
/** How long a source must repeat a value that another source contradicts. */
export const insistedAfterMs = 5_000

/**
 * Whether we believe the next value at once. If there is a witness, it decides. If not, we believe the first value, and
 * later ones that are near the one before.
 */
export function isBelievable({ believed, doubted }: Belief<number>, value: number, witness: Witness, reach: Reach) {
  if (witness !== null) return witness === 'FOR'
  return believed === null ? doubted === null : isNear(value, believed, reach)
}

/**
 * Takes in the next value. We believe a doubted value when the feed repeats it, after a longer time if a witness
 * contradicts it.
 */
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
