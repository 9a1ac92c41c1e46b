import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { multiplesAround } from './multiples.js'

const written = (digits: number | bigint, exponent: number) => Number(`${digits}e${exponent}`)

describe('multiples of a step', () => {
  it.each([
    [0.3, 0.1, true, 0.3, 0.4],
    [1.1, 0.1, true, 1.1, 1.2],
    [0.0007, 0.0001, true, 0.0007, 0.0008],
    [8.7e-6, 1e-8, true, 8.7e-6, 8.71e-6],
    [80_000.25, 0.5, false, 80_000, 80_000.5],
    [999_999_999_999.7, 0.5, false, 999_999_999_999.5, 1e12],
    [1e-300, 0.5, false, 0, 0.5],
    [1e21, 0.5, true, 1e21, 1e21],
  ])('%d by %d', (value, step, isOn, below, above) => {
    expect(multiplesAround(value, step)).toEqual({ isOn, below, above })
  })

  it('are told from their neighbors at any scale', () => {
    const steps = fc.record({ digits: fc.integer({ min: 1, max: 50 }), exponent: fc.integer({ min: -12, max: 3 }) })
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 100_000_000 }), fc.integer({ min: 1, max: 99 }), (at, n, part) => {
        const step = written(at.digits, at.exponent)
        const exact = written(BigInt(n) * BigInt(at.digits), at.exponent)
        const next = written((BigInt(n) + 1n) * BigInt(at.digits), at.exponent)
        expect(multiplesAround(exact, step)).toEqual({ isOn: true, below: exact, above: next })
        const beside = written((BigInt(n) * 100n + BigInt(part)) * BigInt(at.digits), at.exponent - 2)
        expect(multiplesAround(beside, step)).toEqual({ isOn: false, below: exact, above: next })
      }),
      { seed: 1, numRuns: 2_000 },
    )
  })
})
