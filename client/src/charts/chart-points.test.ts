import { expect, it } from 'vitest'
import { continuesAt } from './chart-points.js'

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
