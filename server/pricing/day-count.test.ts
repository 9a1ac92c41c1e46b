import { describe, expect, it } from 'vitest'
import { minutesToExpiry, yearsToExpiry } from './day-count.js'

const expiryMs = Date.UTC(2026, 11, 25, 8)

describe('time to expiry', () => {
  it('is a year of 365 days', () => {
    expect(yearsToExpiry(expiryMs, expiryMs - 365 * 86_400_000)).toBe(1)
  })

  it('counts whole minutes, rounded', () => {
    expect(minutesToExpiry(expiryMs, expiryMs - 89_999)).toBe(1)
    expect(minutesToExpiry(expiryMs, expiryMs - 90_000)).toBe(2)
  })

  it('is 0 after the expiry, not negative', () => {
    expect(yearsToExpiry(expiryMs, expiryMs + 3_600_000)).toBe(0)
  })
})
