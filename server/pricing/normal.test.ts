import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalCdf, normalPdf } from './normal.js'

/** Computed to 40 digits with arbitrary-precision arithmetic. */
const known: readonly (readonly [x: number, probability: number])[] = [
  [-37, 5.7255712225245768e-300],
  [-30.7, 2.8458302208738192e-207],
  [-20.3, 6.4292444676983463e-92],
  [-20, 2.7536241186062337e-89],
  [-12.34, 2.7577941516989774e-35],
  [-8, 6.2209605742717841e-16],
  [-7.03, 1.0326676912942681e-12],
  [-5, 2.8665157187919391e-7],
  [-2.5, 0.0062096653257761352],
  [-1, 0.15865525393145705],
  [-0.3, 0.38208857781104737],
  [0, 0.5],
  [0.3, 0.61791142218895263],
  [1, 0.84134474606854295],
  [2.5, 0.99379033467422386],
  [5, 0.99999971334842812],
]

describe('normalCdf', () => {
  it.each(known)('at %f has all the digits of %d', (x, probability) => {
    expect(Math.abs(normalCdf(x) / probability - 1)).toBeLessThan(2e-15)
  })

  it('joins its three ranges without a step', () => {
    for (const seam of [0.46875, 4].map((y) => y * Math.SQRT2)) {
      expect(normalCdf(-seam - 1e-12) / normalCdf(-seam + 1e-12)).toBeCloseTo(1, 10)
    }
  })

  it('is symmetric and ends at 0 and 1', () => {
    fc.assert(
      fc.property(fc.double({ min: -9, max: 9, noNaN: true }), (x) => {
        expect(normalCdf(x) + normalCdf(-x)).toBeCloseTo(1, 14)
      }),
    )
    expect([normalCdf(-Infinity), normalCdf(Infinity)]).toEqual([0, 1])
  })

  it('has the density as its slope', () => {
    for (let x = -4; x <= 4; x += 0.25) {
      expect((normalCdf(x + 1e-5) - normalCdf(x - 1e-5)) / 2e-5).toBeCloseTo(normalPdf(x), 9)
    }
  })
})
