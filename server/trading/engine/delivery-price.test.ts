import { describe, expect, it } from 'vitest'
import { DeliveryPrice } from './delivery-price.js'

const minute = 60_000
type Sample = readonly [minutes: number, priceUsd: number]
const observing = (...samples: readonly Sample[]) => {
  const price = new DeliveryPrice()
  for (const [minutes, priceUsd] of samples) price.observe(minutes * minute, priceUsd)
  return price
}
/** Each price is said twice a minute until the next, the last one until `toMinute`. */
const saidAgain = (toMinute: number, ...samples: readonly Sample[]) =>
  samples.flatMap(([from, priceUsd], at) => {
    const until = samples[at + 1]?.[0] ?? toMinute
    return Array.from({ length: Math.ceil((until - from) * 2) }, (_, step): Sample => [from + step / 2, priceUsd])
  })
const heard = (toMinute: number, ...samples: readonly Sample[]) => observing(...saidAgain(toMinute, ...samples))

describe('DeliveryPrice', () => {
  it('weighs every price by the time until the next', () => {
    // Up to minute 60: 10 minutes at 100, 15 at 200, 5 at 400: (1,000 + 3,000 + 2,000) / 30.
    expect(heard(60.5, [30.5, 100], [40.5, 200], [55.5, 400]).averageUsd(60.5 * minute)).toBeCloseTo(200, 9)
  })

  it('looks at the last 30 minutes only', () => {
    expect(heard(70, [0, 9_999], [30, 100], [60, 9_999]).averageUsd(60 * minute)).toBeCloseTo(100, 9)
  })

  it('leaves out what was not heard: before the first price, and over a gap', () => {
    expect(heard(60, [50, 100], [55, 300]).averageUsd(60 * minute)).toBeCloseTo(200, 9)
    // 15 minutes at 100, 5 of silence, 10 at 300: the price before the silence counts for 15 minutes, not for 20.
    const broken = observing(...saidAgain(45.5, [30, 100]), ...saidAgain(60, [50, 300]))
    expect(broken.averageUsd(60 * minute)).toBeCloseTo((15 * 100 + 10 * 300) / 25, 9)
  })

  it('is null when less than ten minutes were heard in them, and then nothing', () => {
    expect(new DeliveryPrice().averageUsd(0)).toBeNull()
    expect(heard(40.5, [30, 100]).averageUsd(60 * minute)).toBe(100)
    expect(heard(40, [30, 100]).averageUsd(60 * minute)).toBeNull()
    expect(observing([31, 100]).averageUsd(60 * minute)).toBeNull()
    expect(observing([61, 100]).averageUsd(60 * minute)).toBeNull()
  })

  it('is the mean of what was heard up to the expiry, however short', () => {
    expect(heard(60, [59, 100], [59.5, 300]).averageUsd(60 * minute)).toBe(200)
    expect(observing([59.8, 100]).averageUsd(60 * minute)).toBe(100)
    expect(observing([60, 300]).averageUsd(60 * minute)).toBe(300)
  })

  it('is still whole a little after the expiry', () => {
    const late = heard(69, [31, 100], [46, 300], [61, 500])
    expect(late.averageUsd(61 * minute)).toBeCloseTo((100 * 15 + 300 * 15) / 30, 9)
  })

  it('keeps the newest of every second', () => {
    const price = heard(59, [30, 100])
    for (const [afterMs, priceUsd] of [
      [0, 1],
      [400, 2],
      [999, 1_000],
      [30_000, 1_000],
    ] as const)
      price.observe(59 * minute + afterMs, priceUsd)
    // What was 1 and 2 within a second counts for nothing; the price before it counts until the 1,000.
    expect(price.averageUsd(60 * minute)).toBeCloseTo((100 * 29 * 60 + 100 * 0.999 + 1_000 * 59.001) / 1_800, 9)
  })

  it('survives one price of an older time, and forgets everything when it is told that another history begins', () => {
    const price = heard(60, [30, 100])
    price.observe(10 * minute, 9_999)
    expect(price.averageUsd(60 * minute)).toBe(100)
    price.reset()
    expect(price.averageUsd(60 * minute)).toBeNull()
  })

  it('passes over what is no price', () => {
    const price = heard(60, [30, 100])
    for (const value of [NaN, 0, -1]) price.observe(60 * minute, value)
    expect(price.averageUsd(60 * minute)).toBe(100)
  })
})
