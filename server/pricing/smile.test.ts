import { describe, expect, it } from 'vitest'
import { black76Greeks } from './greeks.js'
import { smileVols, type Smile } from './smile.js'

const forwardUsd = 100_000
const yearsToExpiry = 30 / 365

/** A smile of so many strikes, 1,000 USD apart. */
function smileOf(ivOf: (strikeUsd: number) => number | null, from = 60_000, to = 160_000): Smile {
  const strikesUsd = Array.from({ length: (to - from) / 1_000 + 1 }, (_, index) => from + index * 1_000)
  return { forwardUsd, yearsToExpiry, strikesUsd, ivAt: (index) => ivOf(strikesUsd[index] ?? 0) }
}

const deltaOf = (strikeUsd: number, iv: number, optionKind: 'CALL' | 'PUT') =>
  black76Greeks({ forwardUsd, strikeUsd, yearsToExpiry, iv, optionKind }).delta

describe('the volatilities of a smile', () => {
  it('are all the same of a flat one', () => {
    expect(smileVols(smileOf(() => 0.5))).toEqual({ atmIv: 0.5, call25Iv: 0.5, put25Iv: 0.5 })
  })

  it('are those at the strikes where the options have these deltas', () => {
    const skewed = (strikeUsd: number) => 0.5 - 0.2 * Math.log(strikeUsd / forwardUsd)
    const { atmIv, call25Iv, put25Iv } = smileVols(smileOf(skewed))
    const strikeOf = (iv: number | null) => forwardUsd * Math.exp((0.5 - (iv ?? 0)) / 0.2)
    expect(atmIv).toBe(0.5)
    expect(deltaOf(strikeOf(call25Iv), call25Iv ?? 0, 'CALL')).toBeCloseTo(0.25, 3)
    expect(deltaOf(strikeOf(put25Iv), put25Iv ?? 0, 'PUT')).toBeCloseTo(-0.25, 3)
    expect(put25Iv).toBeGreaterThan(call25Iv ?? 1)
  })

  it('are between two strikes: by the logarithm of the strike at the money, by delta in the wings', () => {
    const ivs = [0.6, 0.4, 0.3]
    const strikesUsd = [80_000, 110_000, 140_000]
    const { atmIv, call25Iv } = smileVols({
      forwardUsd,
      yearsToExpiry,
      strikesUsd,
      ivAt: (index) => ivs[index] ?? null,
    })
    const share = Math.log(100 / 80) / Math.log(110 / 80)
    expect(atmIv).toBeCloseTo(0.6 + share * (0.4 - 0.6), 12)
    const [inner, outer] = [deltaOf(80_000, 0.6, 'CALL'), deltaOf(110_000, 0.4, 'CALL')]
    expect([inner > 0.25, outer < 0.25]).toEqual([true, true])
    expect(call25Iv).toBeCloseTo(0.6 + ((0.25 - inner) / (outer - inner)) * (0.4 - 0.6), 12)
  })

  it('pass over strikes whose volatility is unknown or zero', () => {
    const known = (strikeUsd: number) => (strikeUsd % 3_000 === 0 ? 0.5 : strikeUsd % 2_000 === 0 ? 0 : null)
    const { atmIv, call25Iv, put25Iv } = smileVols(smileOf(known))
    expect(atmIv).toBeCloseTo(0.5, 12)
    expect(call25Iv).toBeCloseTo(0.5, 12)
    expect(put25Iv).toBeCloseTo(0.5, 12)
  })

  it('are null where the strikes do not reach so far', () => {
    expect(smileVols(smileOf(() => 0.5, 95_000, 105_000))).toEqual({ atmIv: 0.5, call25Iv: null, put25Iv: null })
    expect(smileVols(smileOf(() => 0.5, 60_000, 99_000))).toMatchObject({ atmIv: null, call25Iv: null })
    expect(smileVols(smileOf(() => 0.5, 101_000, 140_000))).toMatchObject({ atmIv: null, put25Iv: null })
    expect(smileVols(smileOf(() => null))).toEqual({ atmIv: null, call25Iv: null, put25Iv: null })
    expect(smileVols({ ...smileOf(() => 0.5), strikesUsd: [] })).toEqual({ atmIv: null, call25Iv: null, put25Iv: null })
  })

  it('are null on the day of the expiry once no time is left, and without a forward', () => {
    const none = { atmIv: null, call25Iv: null, put25Iv: null }
    expect(smileVols({ ...smileOf(() => 0.5), yearsToExpiry: 0 })).toEqual(none)
    expect(smileVols({ ...smileOf(() => 0.5), forwardUsd: 0 })).toEqual(none)
    const anHour = smileVols({ ...smileOf(() => 0.5), yearsToExpiry: 1 / 8_760 })
    expect(anHour.atmIv).toBe(0.5)
  })

  it('are those met first from the money on where a wing crosses the delta several times', () => {
    const ivs = new Map([
      [120_000, 3],
      [130_000, 0.5],
    ])
    const crossed = smileVols(smileOf((strikeUsd) => ivs.get(strikeUsd) ?? 0.5))
    expect(crossed.call25Iv).toBeCloseTo(0.5, 12)
  })

  it('of a high volatility and a long time have the put above the forward', () => {
    const wide = { ...smileOf((strikeUsd) => (strikeUsd > forwardUsd ? 1.2 : 1.1), 50_000, 900_000), yearsToExpiry: 2 }
    expect(smileVols(wide).put25Iv).toBeCloseTo(1.2, 12)
  })
})
