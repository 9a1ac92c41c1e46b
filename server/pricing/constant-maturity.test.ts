import { describe, expect, it } from 'vitest'
import { volAtMaturity } from './constant-maturity.js'

const terms = [
  { years: 0.05, iv: 0.6 },
  { years: 0.15, iv: 0.5 },
  { years: 0.4, iv: null },
  { years: 0.6, iv: 0.55 },
]

describe('a volatility at constant maturity', () => {
  it('has the total variance between its neighbors', () => {
    // 0.36 · 0.05 = 0.018 and 0.25 · 0.15 = 0.0375: in the middle 0.02775 until 0.1 years.
    expect(volAtMaturity(terms, 0.1)).toBeCloseTo(Math.sqrt(0.2775), 12)
    expect(volAtMaturity(terms, 0.06)).toBeCloseTo(Math.sqrt((0.018 + 0.00195) / 0.06), 12)
  })

  it('is that of an expiry at this very maturity', () => {
    expect(volAtMaturity(terms, 0.05)).toBe(0.6)
    expect(volAtMaturity(terms, 0.6)).toBe(0.55)
    expect(volAtMaturity(terms, 0.4)).toBeNull()
  })

  it('is not extrapolated', () => {
    expect(volAtMaturity(terms, 0.04)).toBeNull()
    expect(volAtMaturity(terms, 0.7)).toBeNull()
    expect(volAtMaturity([{ years: 0.1, iv: 0.5 }], 0.2)).toBeNull()
    expect(volAtMaturity([], 0.2)).toBeNull()
  })

  it('is unknown where a neighbor is, however near the others are', () => {
    expect(volAtMaturity(terms, 0.2)).toBeNull()
    expect(volAtMaturity(terms, 0.5)).toBeNull()
  })

  it('needs no variance that grows with time', () => {
    expect(
      volAtMaturity(
        [
          { years: 0.1, iv: 1 },
          { years: 0.2, iv: 0.5 },
        ],
        0.15,
      ),
    ).toBeCloseTo(Math.sqrt(0.075 / 0.15), 12)
  })
})
