import { describe, expect, it } from 'vitest'
import { wholeRange } from './chart-points.js'

describe('the range of a whole series', () => {
  const WIDTH = 600
  /** Where the chart library draws a bar. */
  const pixelOf = (index: number, { from, to }: { from: number; to: number }) =>
    WIDTH - ((to - index + 0.5) * WIDTH) / (to - from + 1)

  it.each([2, 3, 60, 1_800])('leaves %i points room for the labels below the first and the last', (count) => {
    const range = wholeRange(count, WIDTH)
    if (range === null) throw new Error('there is a range')
    expect(pixelOf(0, range)).toBeCloseTo(32)
    expect(pixelOf(count - 1, range)).toBeCloseTo(WIDTH - 32)
  })

  it('leaves a single point room for its label', () => {
    const range = wholeRange(1, WIDTH)
    expect(range && pixelOf(0, range)).toBeCloseTo(32)
    expect(range && range.to > range.from).toBe(true)
  })

  it('is left to the library without points, or while there is no width', () => {
    expect(wholeRange(0, WIDTH)).toBeNull()
    expect(wholeRange(60, 0)).toBeNull()
  })
})
