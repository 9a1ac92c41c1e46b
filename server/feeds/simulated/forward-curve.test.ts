import { describe, expect, it } from 'vitest'
import { msPerDay } from '../../domain/units.js'
import { carryPath, forwardUsd } from './forward-curve.js'

describe('the forward curve', () => {
  it('starts at the index and goes from the short to the long rate', () => {
    const carry = { shortRate: 0.02, longRate: 0.06 }
    const rate = (years: number) => Math.log(forwardUsd(1e6, carry, years) / 1e6) / years
    expect(forwardUsd(84_000, carry, 0)).toBe(84_000)
    expect(rate(1 / 365)).toBeCloseTo(0.02, 3)
    expect(rate(0.2)).toBeGreaterThan(rate(0.05))
    expect(rate(5)).toBeCloseTo(0.06, 2)
  })

  it('is in whole cents', () => {
    const cents = forwardUsd(84_123.45, { shortRate: 0.031, longRate: 0.052 }, 0.37) * 100
    expect(Math.abs(cents - Math.round(cents))).toBeLessThan(1e-6)
  })

  it('wanders within believable rates', () => {
    const carryAt = carryPath('BTC', 'carry')
    const days = Array.from({ length: 2000 }, (_, day) => carryAt(Date.UTC(2024, 0) + day * msPerDay))
    const short = days.map(({ shortRate }) => shortRate)
    const long = days.map(({ longRate }) => longRate)
    expect(Math.max(...short.map(Math.abs))).toBeLessThan(0.2)
    expect(Math.max(...long.map(Math.abs))).toBeLessThan(0.15)
    expect(Math.max(...short) - Math.min(...short)).toBeGreaterThan(0.1)
    expect(Math.max(...long) - Math.min(...long)).toBeGreaterThan(0.03)
  })
})
