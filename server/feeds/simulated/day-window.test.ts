import { describe, expect, it } from 'vitest'
import { createDayWindow } from './day-window.js'

const hourMs = 3_600_000
const start = Date.UTC(2026, 0, 5)

describe('a day of trades', () => {
  it('has nothing to say before the first trade', () => {
    expect(createDayWindow().stats(start)).toBeNull()
  })

  it('sums volume and keeps the first, highest and lowest price', () => {
    const window = createDayWindow()
    window.trade(start, 100, 1000)
    window.trade(start + 1000, 120, 600)
    window.trade(start + 2 * hourMs, 80, 400)
    expect(window.stats(start + 2 * hourMs)).toEqual({
      openUsd: 100,
      highUsd: 120,
      lowUsd: 80,
      volumeUsd: 2000,
      volumeCoin: 10 + 5 + 5,
    })
  })

  it('forgets a trade after a day, also without later trades', () => {
    const window = createDayWindow()
    window.trade(start, 120, 600)
    window.trade(start + 2 * hourMs, 80, 400)
    expect(window.stats(start + 23 * hourMs)?.highUsd).toBe(120)
    expect(window.stats(start + 24.2 * hourMs)).toMatchObject({ openUsd: 80, highUsd: 80, volumeUsd: 400 })
    expect(window.stats(start + 27 * hourMs)).toBeNull()
  })

  it('sums the funding of eight hours', () => {
    const window = createDayWindow()
    for (let hour = 0; hour < 12; hour++) window.funding(start + hour * hourMs, 1)
    expect(window.fundingPaid8h(start + 11.5 * hourMs)).toBe(8)
  })
})
