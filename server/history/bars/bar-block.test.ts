import { describe, expect, it } from 'vitest'
import type { Bar } from '../../domain/candle.js'
import { BarBlock, placeOf, spanOf } from './bar-block.js'
import { joinBars, joinBlock } from './join-bars.js'

const second = 1_000
const minute = 60_000
const start = Date.UTC(2026, 8, 24, 10)

/** Numbers that look random and are the same in each run. */
const scattered = (count: number) =>
  Array.from({ length: count }, (_, index) => ((index * 0.6180339887498949) % 1) * 100)

describe('a block', () => {
  it('begins at a multiple of what it holds: an hour of minutes, a minute of seconds', () => {
    expect(placeOf(minute, start + 59 * minute)).toEqual({ stepMs: minute, startMs: start })
    expect(placeOf(second, start + minute - 1)).toEqual({ stepMs: second, startMs: start })
    expect([spanOf(minute), spanOf(second)]).toEqual([60 * minute, minute])
  })

  it('has the first, highest, lowest and last tick of each interval, the beginning included and the end not', () => {
    const block = new BarBlock(placeOf(minute, start))
    for (const [atMs, value] of [
      [0, 5],
      [1, 7],
      [59_998, 3],
      [59_999, 4],
      [60_000, 9],
    ] as const)
      block.add(start + atMs, value)
    expect(block.bar(start)).toEqual({ fromMs: start, open: 5, high: 7, low: 3, close: 4, minutes: 1 })
    expect(block.bar(start + minute)).toEqual({
      fromMs: start + minute,
      open: 9,
      high: 9,
      low: 9,
      close: 9,
      minutes: 1,
    })
    expect(block.bar(start + 2 * minute)).toBeNull()
  })

  it('has no bar of another time', () => {
    const block = new BarBlock(placeOf(minute, start))
    block.add(start, 1)
    expect([block.bar(start - minute), block.bar(start + 60 * minute)]).toEqual([null, null])
  })

  it('counts no minutes of seconds', () => {
    const block = new BarBlock(placeOf(second, start))
    block.add(start, 1)
    expect(block.bar(start)?.minutes).toBeNull()
  })
})

describe('joined bars', () => {
  const block = new BarBlock(placeOf(minute, start))
  for (const [index, value] of scattered(240).entries()) {
    // Every seventh minute is missing.
    const atMs = index * 15 * second
    if (Math.floor(atMs / minute) % 7 !== 0) block.add(start + atMs, value)
  }

  it.each([1, 5, 7, 15, 60])('of %i minutes are what their ticks would make at once', (minutes) => {
    for (let from = start; from < start + 60 * minute; from += minutes * minute) {
      const to = from + minutes * minute
      const ticks = scattered(240).filter((_, index) => {
        const atMs = start + index * 15 * second
        return atMs >= from && atMs < to && Math.floor((atMs - start) / minute) % 7 !== 0
      })
      const bar = joinBlock(block, from, to)
      if (ticks.length === 0) expect(bar).toBeNull()
      else {
        expect(bar).toEqual({
          fromMs: from,
          open: ticks[0],
          high: Math.max(...ticks),
          low: Math.min(...ticks),
          close: ticks.at(-1),
          minutes: ticks.length / 4,
        })
      }
    }
  })

  it('need not be there both', () => {
    const bar: Bar = { fromMs: start, open: 1, high: 2, low: 0, close: 1, minutes: 1 }
    expect([joinBars(7, bar, null), joinBars(7, null, bar)]).toEqual([
      { ...bar, fromMs: 7 },
      { ...bar, fromMs: 7 },
    ])
    expect(joinBars(7, null, null)).toBeNull()
  })
})
