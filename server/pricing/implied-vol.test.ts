import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OptionKind } from '../domain/instrument.js'
import { intrinsicUsd, premiumUsd, type Black76Inputs } from './black76.js'
import { black76Greeks } from './greeks.js'
import { impliedVol } from './implied-vol.js'

/** Options up to eight deviations from the money, where a premium still says something about volatility. */
const anyInputs = fc
  .record({
    forwardUsd: fc.double({ min: 500, max: 200_000, noNaN: true }),
    deviations: fc.double({ min: -8, max: 8, noNaN: true }),
    yearsToExpiry: fc.double({ min: 1 / 525_600, max: 3, noNaN: true }),
    iv: fc.double({ min: 0.05, max: 3, noNaN: true }),
    optionKind: fc.constantFrom<OptionKind>('CALL', 'PUT'),
  })
  .map(({ deviations, ...rest }): Black76Inputs => {
    return { ...rest, strikeUsd: rest.forwardUsd * Math.exp(deviations * rest.iv * Math.sqrt(rest.yearsToExpiry)) }
  })

const invert = (inputs: Black76Inputs, premium = premiumUsd(inputs)) => impliedVol({ ...inputs, premiumUsd: premium })

describe('impliedVol', () => {
  it('gives back the volatility a premium was made with', () => {
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        const intrinsic = intrinsicUsd(inputs)
        // Of a put that is worth a billion times its time value, the premium's last digits say nothing.
        fc.pre(premiumUsd(inputs) - intrinsic > Math.max(1e-6 * inputs.forwardUsd, 1e-12 * intrinsic))
        const roundingInVol = (1e-15 * (inputs.forwardUsd + inputs.strikeUsd)) / (100 * black76Greeks(inputs).vega)
        expect(Math.abs((invert(inputs) ?? Number.NaN) - inputs.iv)).toBeLessThan(1e-11 + 10 * roundingInVol)
      }),
      { numRuns: 2000 },
    )
  })

  it('finds the volatility of premiums that are next to nothing', () => {
    const inputs = {
      forwardUsd: 84_000,
      strikeUsd: 200_000,
      yearsToExpiry: 7 / 365,
      iv: 0.4,
      optionKind: 'CALL',
    } as const
    expect(premiumUsd(inputs)).toBeLessThan(1e-50)
    expect(invert(inputs)).toBeCloseTo(0.4, 10)
  })

  it('finds extreme volatilities', () => {
    for (const iv of [0.001, 0.01, 4, 8]) {
      const inputs = { forwardUsd: 84_000, strikeUsd: 84_100, yearsToExpiry: 1, iv, optionKind: 'CALL' } as const
      expect((invert(inputs) ?? 0) / iv).toBeCloseTo(1, 9)
    }
  })

  it('is null where no volatility gives the premium', () => {
    const call = { forwardUsd: 100, strikeUsd: 90, yearsToExpiry: 0.1, iv: 0, optionKind: 'CALL' } as const
    const put = { ...call, strikeUsd: 110, optionKind: 'PUT' } as const
    for (const premium of [-1, 0, 9.99, 10, 100, 101]) expect(invert(call, premium), `call ${premium}`).toBeNull()
    for (const premium of [9.99, 10, 110, 111]) expect(invert(put, premium), `put ${premium}`).toBeNull()
    expect(invert(put, 109)).toBeGreaterThan(0)
    expect(invert(call, 95)).toBeGreaterThan(0)
  })

  it('is null where the time value is less than the rounding of the premium', () => {
    const deep = { forwardUsd: 200_000, strikeUsd: 500, yearsToExpiry: 0.1, optionKind: 'CALL' } as const
    expect(impliedVol({ ...deep, premiumUsd: 199_500 * (1 + 4e-15) })).toBeNull()
    expect(impliedVol({ ...deep, premiumUsd: 199_500 * (1 + 4e-14) })).toBeGreaterThan(0)
  })

  it('is as exact on the strike and next to it as elsewhere', () => {
    for (const iv of [0.05, 0.5, 3])
      for (const strikeUsd of [84_000, 83_999.999_8, 84_003.3, 84_140])
        for (const yearsToExpiry of [1 / 8_760, 1 / 365, 0.5]) {
          const inputs = { forwardUsd: 84_000, strikeUsd, yearsToExpiry, iv, optionKind: 'CALL' } as const
          if (premiumUsd(inputs) - intrinsicUsd(inputs) < 1e-3) continue
          expect((invert(inputs) ?? 0) / iv - 1, `${iv} ${strikeUsd} ${yearsToExpiry}`).toBeCloseTo(0, 9)
        }
  })

  it('takes five steps near the money', () => {
    for (const iv of [0.3, 0.6, 1.2])
      for (const yearsToExpiry of [1 / 365, 7 / 365, 90 / 365, 1])
        for (let deviations = -2; deviations <= 2; deviations += 0.125) {
          const strikeUsd = 84_000 * Math.exp(deviations * iv * Math.sqrt(yearsToExpiry))
          const optionKind = deviations < 0 ? 'PUT' : 'CALL'
          const inputs = { forwardUsd: 84_000, strikeUsd, yearsToExpiry, iv, optionKind } as const
          const found = impliedVol({ ...inputs, premiumUsd: premiumUsd(inputs) }, 5) ?? 0
          expect(found / iv - 1, `${deviations} ${iv} ${yearsToExpiry}`).toBeCloseTo(0, 9)
        }
  })

  it('is null for an expired option and for numbers that are none', () => {
    const good = { premiumUsd: 12, forwardUsd: 100, strikeUsd: 90, yearsToExpiry: 0.1, optionKind: 'CALL' } as const
    expect(impliedVol(good)).toBeGreaterThan(0)
    expect(impliedVol({ ...good, yearsToExpiry: 0 })).toBeNull()
    expect(impliedVol({ ...good, forwardUsd: 1e200, strikeUsd: 1e200, premiumUsd: 1e199 })).toBeNull()
    for (const name of ['forwardUsd', 'strikeUsd'] as const) {
      for (const optionKind of ['CALL', 'PUT'] as const) {
        for (const value of [0, -100]) expect(impliedVol({ ...good, optionKind, [name]: value })).toBeNull()
      }
    }
    for (const name of ['premiumUsd', 'forwardUsd', 'strikeUsd', 'yearsToExpiry'] as const) {
      for (const value of [Number.NaN, Infinity, -Infinity]) {
        expect(impliedVol({ ...good, [name]: value }), `${name} ${value}`).toBeNull()
      }
    }
  })
})
