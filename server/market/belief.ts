import type { UnixMs } from '../domain/units.js'

/** How far a value that a feed says again and again is believed. */
export interface Belief {
  /** The newest that is believed. */
  readonly believed: number | null
  /** What was said after it and is doubted. */
  readonly doubted: { readonly value: number; readonly timeMs: UnixMs } | null
}

export const noBelief: Belief = { believed: null, doubted: null }

/** What another source says of a value: it speaks for it, against it, or says nothing. */
export type Witness = 'FOR' | 'AGAINST' | null

export interface Said {
  readonly value: number
  readonly timeMs: UnixMs
  readonly witness: Witness
  /** Whether two values are so near that one needs no proof beside the other. */
  readonly isNear: (a: number, b: number) => boolean
}

/** Frames closer than this may be one and the same fault of the exchange, on two channels. */
const confirmedAfterMs = 250

/**
 * Takes in the next value. It is believed when it is near the one before, when a witness speaks for it, when nothing is
 * known that speaks against it, or when a later frame says again what was doubted.
 */
export function weigh(before: Belief, said: Said): Belief {
  const { value, timeMs, witness, isNear } = said
  const { believed, doubted } = before
  const isFirst = believed === null && doubted === null && witness !== 'AGAINST'
  const isNext = believed !== null && isNear(value, believed)
  if (isFirst || isNext || witness === 'FOR') return { believed: value, doubted: null }
  if (!doubted || !isNear(value, doubted.value)) return { believed, doubted: { value, timeMs } }
  return timeMs >= doubted.timeMs + confirmedAfterMs ? { believed: value, doubted: null } : before
}

/** Whether the newer of two values is within a part of the other. */
export function isWithin(part: number): (a: number, b: number) => boolean {
  return (a, b) => Math.abs(a - b) <= part * Math.min(Math.abs(a), Math.abs(b))
}

/** Index and forward do not move more than this from one frame to the next. */
export const isNearPrice = isWithin(0.1)

export const isNearVolatility = isWithin(0.5)

/** A perpetual can carry 50 times its margin: 1 % is half of that. */
export const isNearPerpetualMark = isWithin(0.01)
