import { describe, expect, it } from 'vitest'
import { numericGreeks } from '../../tests/support/numeric-greeks.js'
import type { Greeks } from '../domain/greeks.js'
import { premiumUsd, type Black76Inputs } from './black76.js'
import { black76Greeks } from './greeks.js'

const forwardUsd = 84_000

function* grid(): Generator<Black76Inputs> {
  for (const optionKind of ['CALL', 'PUT'] as const)
    for (const yearsToExpiry of [1 / 365, 7 / 365, 30 / 365, 0.5, 1.5])
      for (const iv of [0.2, 0.5, 0.9, 2])
        for (const deviations of [-2.5, -1, -0.2, 0, 0.2, 1, 2.5]) {
          const strikeUsd = forwardUsd * Math.exp(deviations * iv * Math.sqrt(yearsToExpiry))
          yield { forwardUsd, strikeUsd, yearsToExpiry, iv, optionKind }
        }
}

/** Largest difference to the numeric greeks over the grid, relative to the size that greek takes at the money. */
function worstError(name: keyof Greeks): number {
  let worst = 0
  for (const inputs of grid()) {
    const numeric = numericGreeks(inputs)[name]
    const scale = Math.abs(numericGreeks({ ...inputs, strikeUsd: forwardUsd })[name])
    worst = Math.max(worst, Math.abs(black76Greeks(inputs)[name] - numeric) / scale)
  }
  return worst
}

describe('black76Greeks', () => {
  it.each(['delta', 'vega', 'rho'] as const)('gives the %s that bumping the premium gives', (name) => {
    expect(worstError(name)).toBeLessThan(1e-8)
  })

  it('gives the gamma that bumping the premium gives', () => {
    expect(worstError('gamma')).toBeLessThan(1e-5)
  })

  it('gives the decay that shortening the time gives, where no cap holds', () => {
    for (const inputs of grid()) {
      const numeric = numericGreeks(inputs).theta
      if (inputs.yearsToExpiry * 365 < 2 || premiumUsd(inputs) < -numeric) continue
      expect(black76Greeks(inputs).theta / numeric).toBeCloseTo(1, 6)
    }
  })

  it('never lets a day cost more than the premium, nor more than the part of a day that is left', () => {
    const hour = { forwardUsd, strikeUsd: forwardUsd, yearsToExpiry: 1 / 8760, iv: 0.5, optionKind: 'CALL' } as const
    expect(black76Greeks(hour).theta).toBeCloseTo(numericGreeks(hour).theta / 24, 2)
    const farOut = { ...hour, strikeUsd: forwardUsd * 1.02 }
    expect(black76Greeks(farOut).theta).toBe(-premiumUsd(farOut))
  })

  it('differs by exactly one in delta between call and put, and not at all in gamma and vega', () => {
    for (const inputs of grid()) {
      const call = black76Greeks({ ...inputs, optionKind: 'CALL' })
      const put = black76Greeks({ ...inputs, optionKind: 'PUT' })
      expect(call.delta - put.delta).toBeCloseTo(1, 14)
      expect([call.gamma, call.vega]).toEqual([put.gamma, put.vega])
    }
  })

  it.each([
    { left: { yearsToExpiry: 0, iv: 0.5 }, rho: 0 },
    { left: { yearsToExpiry: 0.5, iv: 0 }, rho: 50 },
  ])('has the greeks of the payoff without time or volatility: $left', ({ left, rho }) => {
    const inTheMoney = { forwardUsd: 11_000, strikeUsd: 10_000, optionKind: 'CALL', ...left } as const
    expect(black76Greeks(inTheMoney)).toEqual({ delta: 1, gamma: 0, vega: 0, theta: 0, rho })
    const worthless = { ...inTheMoney, optionKind: 'PUT' } as const
    expect(black76Greeks(worthless)).toEqual({ delta: 0, gamma: 0, vega: 0, theta: 0, rho: 0 })
    const below = { ...inTheMoney, forwardUsd: 9_000 }
    expect(black76Greeks(below)).toEqual({ delta: 0, gamma: 0, vega: 0, theta: 0, rho: 0 })
    expect(black76Greeks({ ...below, optionKind: 'PUT' })).toMatchObject({ delta: -1, gamma: 0 })
    expect(black76Greeks({ ...inTheMoney, strikeUsd: 11_000 }).delta).toBe(0.5)
  })
})
