import type { TickSize } from '../../domain/instrument.js'
import { roundTo } from '../../lib/round.js'

/** Price steps of the inverse options on Deribit, in the coin. */
export const optionTickSize: TickSize = { base: 0.0001, steps: [{ above: 0.005, tick: 0.0005 }] }

/** Smaller than any tick, and larger than the rounding error of a price. */
const slack = 1e-9

/** The highest price on a tick that is at most this one. */
export function floorToTick(price: number, size: TickSize): number {
  return onTick(Math.floor(price / tickNear(price, size) + slack), tickNear(price, size))
}

/** The lowest price on a tick that is at least this one. */
export function ceilToTick(price: number, size: TickSize): number {
  return onTick(Math.ceil(price / tickNear(price, size) - slack), tickNear(price, size))
}

/** The first price on a tick above this one. */
export function nextTick(price: number, size: TickSize): number {
  return ceilToTick(price + tickNear(price, size), size)
}

function tickNear(price: number, size: TickSize): number {
  let tick = size.base
  for (const step of size.steps) if (price > step.above + slack) tick = step.tick
  return tick
}

function onTick(ticks: number, tick: number): number {
  return roundTo(ticks * tick, 8)
}
