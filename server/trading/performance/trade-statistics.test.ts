import { describe, expect, it } from 'vitest'
import { profitFactor, winRatePct } from './trade-statistics.js'

describe('trade statistics', () => {
  it('are the share of winners and what was won over what was lost', () => {
    // Of 4 trades 2 won 30 in sum, 1 lost 12, 1 came out even.
    const trades = { closed: 4, won: 2, wonUsd: 30, lostUsd: 12 }
    expect(winRatePct(trades)).toBe(50)
    expect(profitFactor(trades)).toBe(2.5)
  })

  it('are not given before there is something to divide by', () => {
    expect(winRatePct({ closed: 0, won: 0, wonUsd: 0, lostUsd: 0 })).toBeNull()
    expect(profitFactor({ closed: 1, won: 1, wonUsd: 5, lostUsd: 0 })).toBeNull()
  })
})
