import { describe, expect, it } from 'vitest'
import { cagrPct, calmar } from './growth.js'

const day = 86_400_000
const growth = (accountValueUsd: number, days: number) =>
  cagrPct({ netDepositsUsd: 1_000, accountValueUsd, openedAtMs: 5 * day, nowMs: (5 + days) * day })

describe('cagrPct', () => {
  it('is the growth that would come to this if every year had it', () => {
    expect(growth(1_210, 730)).toBeCloseTo(10, 9) // 1.1 × 1.1
    expect(growth(1_100, 182.5)).toBeCloseTo(21, 9) // 1.1² for two half years
    expect(growth(500, 365)).toBeCloseTo(-50, 9)
  })

  it('is not given before 30 days, nor for an account that is worth nothing', () => {
    expect(growth(1_100, 29.99)).toBeNull()
    expect(growth(1_100, 30)).not.toBeNull()
    expect(growth(0, 365)).toBeNull()
    expect(growth(-5, 365)).toBeNull()
  })
})

describe('calmar', () => {
  it('is growth per year over the deepest drawdown', () => {
    expect(calmar(30, 12)).toBe(2.5)
    expect(calmar(-6, 12)).toBe(-0.5)
  })

  it('is not given without either', () => {
    expect(calmar(null, 12)).toBeNull()
    expect(calmar(30, 0)).toBeNull()
    expect([calmar(30, 1e-8), calmar(-30, 1e-8)]).toEqual([null, null])
  })
})
