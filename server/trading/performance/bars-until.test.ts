import { expect, it } from 'vitest'
import type { EquityBar } from '../../storage/equity-store.js'
import { barsUntil } from './bars-until.js'

/** A bar of the values of the times that follow each other. */
function barOf(fromMs: number, ...values: readonly number[]): EquityBar {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  return {
    fromMs,
    firstUsd: values[0] ?? 0,
    lowUsd: low,
    lowAtMs: fromMs + values.indexOf(low),
    highUsd: high,
    highAtMs: fromMs + values.indexOf(high),
    lastUsd: values.at(-1) ?? 0,
    lastAtMs: fromMs + values.length - 1,
  }
}

it('leaves whole bars as they are, and bars that begin later out', () => {
  const bars = [barOf(0, 5, 7), barOf(10, 6, 8), barOf(20, 1)]
  expect(barsUntil(bars, 11)).toEqual(bars.slice(0, 2))
})

it('tells of a bar that goes on only what was known by then', () => {
  const bar = barOf(0, 5, 9, 3, 4)
  expect(barsUntil([bar], 0)).toEqual([barOf(0, 5)])
  expect(barsUntil([bar], 1)).toEqual([barOf(0, 5, 9)])
  expect(barsUntil([bar], 2)).toEqual([barOf(0, 5, 9, 3)])
  expect(barsUntil([bar], 3)).toEqual([bar])
})
