import { describe, expect, it } from 'vitest'
import { continuesAt, wholeRange } from './chart-points.js'

const points = (...seconds: number[]) => seconds.map((second) => ({ timeMs: second * 1_000, value: second }))

it('continues at the last drawn point, which may have changed', () => {
  expect(continuesAt(points(1, 2), points(1, 2))).toBe(1)
  expect(continuesAt(points(1, 2), points(1, 2, 3, 4))).toBe(1)
})

it('continues a ring that dropped its oldest points', () => {
  expect(continuesAt(points(1, 2, 3), points(2, 3, 4))).toBe(1)
})

it('is drawn anew when it is another series, or a gap was filled', () => {
  expect(continuesAt([], points(1))).toBeNull()
  expect(continuesAt(points(1, 2), points(8, 9))).toBeNull()
  expect(continuesAt(points(1, 4), points(1, 2, 3, 4))).toBeNull()
  expect(continuesAt(points(5, 6), points(1, 2, 3, 4, 5, 6))).toBeNull()
})

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
