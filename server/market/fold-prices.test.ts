import { describe, expect, it } from 'vitest'
import { feedLive, indexTick, noon } from '../../tests/support/builders.js'
import { marketAfter } from '../../tests/support/market-after.js'
import { perpetualTick } from '../../tests/support/scripted-feed.js'
import type { MarketEvent } from '../domain/market-events.js'
import { msPerDay } from '../domain/units.js'

const marketOf = (...events: MarketEvent[]) => {
  const { state } = marketAfter(feedLive, ...events)
  state.refreshMarketData('BTC')
  return state.heardMarket('BTC')
}
const mark = (markPriceUsd: number, at = noon) => perpetualTick({ markPriceUsd }, at)

describe('delivery prices', () => {
  const delivered = (day: number, priceUsd: number): MarketEvent => {
    const times = { eventTimeMs: noon, receivedTimeMs: noon }
    return { type: 'delivery-price', currency: 'BTC', expiryMs: noon + day * msPerDay, priceUsd, ...times }
  }
  const pricesAfter = (...events: MarketEvent[]) => {
    const prices = marketOf(...events)?.deliveryPricesUsd ?? new Map<number, number>()
    return [...prices].map(([expiryMs, priceUsd]) => [(expiryMs - noon) / msPerDay, priceUsd])
  }

  it('are known of the ten newest expiries, in whatever order they are told', () => {
    const days = [3, 1, 12, 7, 2, 9, 5, 11, 4, 10, 8, 6]
    const told = days.map((day) => delivered(day, 84_000 + day))
    expect(pricesAfter(...told)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3].map((day) => [day, 84_000 + day]))
  })

  it('are what was told last of an expiry', () => {
    expect(pricesAfter(delivered(1, 84_000), delivered(2, 85_000), delivered(1, 84_001))).toEqual([
      [2, 85_000],
      [1, 84_001],
    ])
  })

  it('stay the same object while nothing else is told', () => {
    const { state } = marketAfter(delivered(1, 84_000))
    const told = () => {
      state.refreshMarketData('BTC')
      return state.heardMarket('BTC')?.deliveryPricesUsd
    }
    const before = told()
    state.fold(delivered(1, 84_000))
    expect(told()).toBe(before)
  })
})

describe('an index', () => {
  it('near the one before needs no witness', () => {
    expect(marketOf(indexTick(84_000), mark(110_000), indexTick(84_100, noon + 1))).toMatchObject({
      indexPriceUsd: 84_100,
    })
  })

  it('that jumps is believed at once when the mark of the perpetual has been there for ten seconds at most', () => {
    const jump = (ms: number) => marketOf(indexTick(60_000), mark(84_000), indexTick(84_000, noon + ms))?.indexPriceUsd
    expect([jump(1), jump(10_000), jump(10_001)]).toEqual([84_000, 84_000, null])
  })

  it('that comes first is not believed against the mark of the perpetual', () => {
    expect(marketOf(mark(84_000), indexTick(120_000))?.indexPriceUsd).toBeNull()
    expect(marketOf(mark(84_000), indexTick(90_000))?.indexPriceUsd).toBe(90_000)
  })
})

describe('a perpetual', () => {
  it('whose mark comes first is not believed against the index, unless that is older than ten seconds', () => {
    const isDoubted = (ms: number) => marketOf(indexTick(84_000), mark(120_000, noon + ms))?.perpetual?.markDoubted
    expect([isDoubted(0), isDoubted(10_000), isDoubted(10_001)]).toEqual([true, true, false])
  })

  it('is not judged by an index that is doubted', () => {
    const jumped = [indexTick(84_000), indexTick(120_000, noon + 1)]
    expect(marketOf(...jumped, mark(84_000, noon + 2))?.perpetual?.markDoubted).toBe(false)
  })
})

describe('a volatility index', () => {
  const volatility = (value: number | null, at = noon): MarketEvent => {
    return { type: 'volatility-index', currency: 'BTC', volatility: value, eventTimeMs: at, receivedTimeMs: at }
  }

  it('may move by half at once, and is unknown after a larger move until it is said again', () => {
    const after = (...events: MarketEvent[]) => marketOf(volatility(0.4), ...events)?.volatilityIndex
    expect(after(volatility(0.6, noon + 1))).toBe(0.6)
    expect(after(volatility(0.61, noon + 1))).toBeNull()
    expect(after(volatility(0.61, noon + 1), volatility(0.62, noon + 1_001))).toBe(0.62)
    expect(after(volatility(null, noon + 1))).toBeNull()
  })

  it('is LIVE while it is heard', () => {
    expect(marketOf(volatility(0.4))?.volatilityIndexFreshness).toBe('LIVE')
  })
})
