import { describe, expect, it } from 'vitest'
import { DeliveryPrice } from './delivery-price.js'

const minute = 60_000
const heard = (...samples: readonly (readonly [minutes: number, priceUsd: number])[]) => {
  const price = new DeliveryPrice()
  for (const [minutes, priceUsd] of samples) price.observe(minutes * minute, priceUsd)
  return price
}

describe('DeliveryPrice', () => {
  it('weighs every price by the time until the next', () => {
    // Up to minute 60: 10 minutes at 100, 15 at 200, 5 at 400: (1,000 + 3,000 + 2,000) / 30.
    expect(heard([30.5, 100], [40.5, 200], [55.5, 400]).averageUsd(60.5 * minute)).toBeCloseTo(200, 9)
  })

  it('looks at the last 30 minutes only', () => {
    expect(heard([0, 9_999], [29.9, 9_999], [31, 100], [60, 300], [60.1, 9_999]).averageUsd(60 * minute)).toBeCloseTo(
      100,
      9,
    )
  })

  it('leaves out the time before the first price', () => {
    expect(heard([50, 100], [55, 300]).averageUsd(60 * minute)).toBeCloseTo(200, 9)
    expect(heard([60, 300]).averageUsd(60 * minute)).toBe(300)
  })

  it('is null when nothing was heard in them', () => {
    expect(new DeliveryPrice().averageUsd(0)).toBeNull()
    expect(heard([10, 100]).averageUsd(60 * minute)).toBeNull()
    expect(heard([61, 100]).averageUsd(60 * minute)).toBeNull()
  })

  it('is still whole a little after the expiry', () => {
    const late = heard([31, 100], [46, 300], [61, 500], [69, 700])
    expect(late.averageUsd(61 * minute)).toBeCloseTo((100 * 15 + 300 * 15) / 30, 9)
  })

  it('keeps the newest of every second', () => {
    const price = new DeliveryPrice()
    for (const [timeMs, priceUsd] of [
      [0, 1],
      [400, 2],
      [999, 100],
      [1_999, 300],
    ] as const)
      price.observe(timeMs, priceUsd)
    expect(price.averageUsd(2_999)).toBeCloseTo(200, 9)
  })

  it('forgets everything when time goes back', () => {
    expect(heard([50, 100], [40, 300]).averageUsd(60 * minute)).toBe(300)
  })

  it('passes over what is no price', () => {
    expect(heard([50, 100], [51, NaN], [52, 0], [53, -1]).averageUsd(60 * minute)).toBe(100)
  })
})
