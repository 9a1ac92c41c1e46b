import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { intrinsicUsd, premiumUsd, type Black76Inputs } from './black76.js'

const anyInputs = fc.record<Black76Inputs>({
  forwardUsd: fc.double({ min: 500, max: 200_000, noNaN: true }),
  strikeUsd: fc.double({ min: 500, max: 200_000, noNaN: true }),
  yearsToExpiry: fc.double({ min: 1 / 525_600, max: 3, noNaN: true }),
  iv: fc.double({ min: 0.05, max: 5, noNaN: true }),
  optionKind: fc.constantFrom('CALL', 'PUT'),
})
const growth = fc.double({ min: 1, max: 2, noNaN: true })

/** Rounding of one premium, in USD. */
const slack = (inputs: Black76Inputs) => 1e-11 * (inputs.forwardUsd + inputs.strikeUsd)

describe('premiumUsd', () => {
  it('keeps put-call parity', () => {
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        const call = premiumUsd({ ...inputs, optionKind: 'CALL' })
        const put = premiumUsd({ ...inputs, optionKind: 'PUT' })
        expect(Math.abs(call - put - (inputs.forwardUsd - inputs.strikeUsd))).toBeLessThan(slack(inputs))
      }),
    )
  })

  it('stays between intrinsic value and the most it can be worth', () => {
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        const most = inputs.optionKind === 'CALL' ? inputs.forwardUsd : inputs.strikeUsd
        expect(premiumUsd(inputs)).toBeGreaterThanOrEqual(intrinsicUsd(inputs))
        expect(premiumUsd(inputs)).toBeLessThanOrEqual(most + slack(inputs))
      }),
    )
  })

  it('rises with the forward for a call and falls for a put; the other way round with the strike', () => {
    fc.assert(
      fc.property(anyInputs, growth, (inputs, factor) => {
        const sign = inputs.optionKind === 'CALL' ? 1 : -1
        const higherForward = premiumUsd({ ...inputs, forwardUsd: inputs.forwardUsd * factor })
        const higherStrike = premiumUsd({ ...inputs, strikeUsd: inputs.strikeUsd * factor })
        expect(sign * (higherForward - premiumUsd(inputs))).toBeGreaterThanOrEqual(-2 * slack(inputs))
        expect(sign * (premiumUsd(inputs) - higherStrike)).toBeGreaterThanOrEqual(-2 * slack(inputs))
      }),
    )
  })

  it('rises with volatility and with time', () => {
    fc.assert(
      fc.property(anyInputs, growth, (inputs, factor) => {
        const moreVolatile = premiumUsd({ ...inputs, iv: inputs.iv * factor })
        const longer = premiumUsd({ ...inputs, yearsToExpiry: inputs.yearsToExpiry * factor })
        expect(moreVolatile).toBeGreaterThanOrEqual(premiumUsd(inputs) - slack(inputs))
        expect(longer).toBeGreaterThanOrEqual(premiumUsd(inputs) - slack(inputs))
      }),
    )
  })

  it.each([
    { yearsToExpiry: 0, iv: 0.5 },
    { yearsToExpiry: -1, iv: 0.5 },
    { yearsToExpiry: 0.1, iv: 0 },
  ])('is intrinsic value without time or volatility: %o', (dead) => {
    expect(premiumUsd({ forwardUsd: 110, strikeUsd: 100, optionKind: 'CALL', ...dead })).toBe(10)
    expect(premiumUsd({ forwardUsd: 110, strikeUsd: 100, optionKind: 'PUT', ...dead })).toBe(0)
  })
})
