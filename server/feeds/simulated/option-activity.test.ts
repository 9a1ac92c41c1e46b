import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { option } from '../../../tests/support/builders.js'
import { msPerDay, msPerHour } from '../../domain/units.js'
import { exchangeDay } from './expiry-calendar.js'
import type { ExpiryMarket } from './expiry-market.js'
import { keyOf } from './hashed-random.js'
import { settingsOf } from './market-settings.js'
import { optionActivity } from './option-activity.js'
import { optionTapes } from './option-tape.js'

const listedMs = Date.UTC(2026, 8, 25, 8)
const expiryMs = Date.UTC(2026, 9, 30, 8)
const shape = { shortVariance: 0.2, longVariance: 0.2, reversion: 9, skew: -0.2, curvature: 0.95 }
const market: ExpiryMarket = { forwardUsd: 84_000, years: 0.05, shape, atmVol: 0.45 }

function optionOf(seed: string, strikeUsd = 84_000) {
  const instrument = { ...option(strikeUsd, 'CALL', expiryMs), kind: 'OPTION' as const }
  const settings = settingsOf('BTC').options
  return { instrument, listedMs, interest: 0.5, key: keyOf(seed), settings, marketAt: () => market }
}

const tradesOf = (traded: ReturnType<typeof optionOf>) => {
  const [first, last] = [exchangeDay(listedMs), exchangeDay(expiryMs)]
  const tapeOn = optionTapes(traded)
  return Array.from({ length: last - first }, (_, day) => tapeOn(first + day)).flatMap((tape) =>
    Array.from({ length: tape.trades }, (_, index) => ({
      timeMs: tape.tradeMs(index),
      lots: tape.lots(index),
      side: tape.side(index),
      openInterestLots: tape.openInterestLots(index + 1),
    })),
  )
}

const lastOf = (trades: ReturnType<typeof tradesOf>) => {
  const last = trades.at(-1)
  return last ? { timeMs: last.timeMs, side: last.side } : null
}

describe('the activity of an option', () => {
  it('is nothing at the listing', () => {
    expect(optionActivity(optionOf('new'))(listedMs)).toMatchObject({
      openInterestLots: 0,
      volumeLots: 0,
      lastTrade: null,
    })
  })

  it.each([84_000, 95_000, 120_000])(
    'has an open interest that only trades change, by their lots at most (%d)',
    (strike) => {
      let openInterest = 0
      let lastMs = listedMs
      for (const trade of tradesOf(optionOf('interest', strike))) {
        expect(trade.timeMs).toBeGreaterThanOrEqual(lastMs)
        expect(trade.lots).toBeGreaterThanOrEqual(1)
        expect(Math.abs(trade.openInterestLots - openInterest)).toBeLessThanOrEqual(trade.lots)
        expect(trade.openInterestLots).toBeGreaterThanOrEqual(0)
        openInterest = trade.openInterestLots
        lastMs = trade.timeMs
      }
      expect(lastMs).toBeLessThan(expiryMs)
      if (strike === 84_000) expect(openInterest).toBeGreaterThan(100)
    },
  )

  it('tells the trades of 24 hours, the last one and the open interest after it, at any time of its life', () => {
    const traded = optionOf('sums')
    const all = tradesOf(traded)
    expect(all.length).toBeGreaterThan(200)
    const asked = optionActivity(traded)
    fc.assert(
      fc.property(fc.integer({ min: listedMs, max: expiryMs - 1 }), (timeMs) => {
        const done = all.filter((trade) => trade.timeMs <= timeMs)
        const day = done.filter((trade) => trade.timeMs > timeMs - msPerDay)
        expect(asked(timeMs)).toMatchObject({
          volumeLots: day.reduce((sum, { lots }) => sum + lots, 0),
          openInterestLots: done.at(-1)?.openInterestLots ?? 0,
          lastTrade: lastOf(done),
        })
      }),
    )
  })

  it('is the same object until something changes, and another then', () => {
    const traded = optionOf('same')
    const asked = optionActivity(traded)
    const afterMs = listedMs + 50 * msPerHour
    const activity = asked(afterMs)
    expect(activity.fromMs).toBeLessThanOrEqual(afterMs)
    expect(asked(activity.untilMs - 1)).toBe(activity)
    expect(asked(activity.untilMs)).not.toBe(activity)
    expect(asked(afterMs)).toEqual(activity)
  })

  it('keeps the last trade over days without any', () => {
    const busy = optionOf('quiet')
    const quiet = { ...busy, settings: { ...busy.settings, typicalOpenInterestLots: 0, busiestTradesPerDay: 0.5 } }
    const all = tradesOf(quiet)
    const gap = all.findIndex(({ timeMs }, index) => (all[index + 1]?.timeMs ?? expiryMs) - timeMs > 2.5 * msPerDay)
    expect(gap).toBeGreaterThanOrEqual(0)
    const trade = all[gap]
    const later = all[gap + 1]?.timeMs ?? expiryMs
    expect(optionActivity(quiet)(later - 1)).toMatchObject({ lastTrade: lastOf(trade ? [trade] : []), volumeLots: 0 })
  })
})
