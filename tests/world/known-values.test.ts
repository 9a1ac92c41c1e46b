import { describe, expect, it } from 'vitest'
import type { PriceSeries } from '../../server/domain/candle.js'
import { msPerDay, msPerHour } from '../../server/domain/units.js'
import { knownValues } from '../../server/feeds/simulated/known-values.js'
import { settingsOf } from '../../server/feeds/simulated/market-settings.js'
import { simulatedCurrency } from '../../server/feeds/simulated/simulated-currency.js'

const settings = { seed: 'known', currencies: ['BTC', 'ETH'], tickMs: 250, chainMs: 1_000 }
const nowMs = Date.UTC(2026, 8, 24, 12)
const moments = Array.from(
  { length: 60 },
  (_, index) => nowMs - Math.floor(((index * 0.6180339887498949) % 1) * msPerDay),
)
const market = simulatedCurrency(settingsOf('BTC'), settings.seed)
const valuesOf = (series: Partial<PriceSeries>) =>
  knownValues(settings)({ value: 'MARK', currency: 'BTC', symbol: null, ...series } as PriceSeries, nowMs)

describe('values of the simulated market', () => {
  it('are those that its feed says', () => {
    const perpetual = { symbol: 'BTC-PERPETUAL' }
    for (const timeMs of moments.slice(0, 20)) {
      const { markPriceUsd, lastPriceUsd } = market.perpetual.valuesAt(timeMs)
      expect(valuesOf({ value: 'INDEX' })?.valueAt(timeMs)).toBe(market.indexUsd(timeMs))
      expect(valuesOf({ value: 'VOLATILITY_INDEX' })?.valueAt(timeMs)).toBe(market.volatilityIndex(timeMs))
      expect(valuesOf({ value: 'MARK', ...perpetual })?.valueAt(timeMs)).toBe(markPriceUsd)
      expect(valuesOf({ value: 'LAST', ...perpetual })?.valueAt(timeMs)).toBe(lastPriceUsd)
    }
  })

  it('of an option are those of its life', () => {
    const books = market.options(nowMs).filter((_, index) => index % 150 === 0)
    expect(books.length).toBeGreaterThan(5)
    for (const book of books) {
      const values = valuesOf({ symbol: book.instrument.symbol })
      expect(values).toMatchObject({ everyMs: 1_000, fromMs: book.listedMs, toMs: book.instrument.expiryMs })
      for (const timeMs of moments.filter((one) => one >= book.listedMs)) {
        expect(values?.valueAt(timeMs)).toBe(book.valuesAt(timeMs).markPrice)
      }
    }
  })

  it('are known of options that have expired, and of none that there never was', () => {
    const expired = simulatedCurrency(settingsOf('BTC'), settings.seed).options(nowMs - 10 * msPerDay)[20]
    expect(expired?.instrument.expiryMs).toBeLessThan(nowMs)
    const { symbol = '', expiryMs } = expired?.instrument ?? {}
    expect(valuesOf({ symbol })?.toMs).toBe(expiryMs)
    expect(valuesOf({ symbol: symbol.replace(/-\d+-/, '-12345-') })).toBeNull()
    expect(valuesOf({ symbol: 'BTC-25SEP36-80000-C' })).toBeNull()
    expect(valuesOf({ symbol: symbol.replace('BTC', 'ETH') })).toBeNull()
    expect(valuesOf({ value: 'LAST', symbol })).toBeNull()
    expect(valuesOf({ value: 'INDEX', currency: 'DOGE' })).toBeNull()
  })

  // Bars are kept. When these numbers change on purpose, `barsVersion` in known-bars.ts must grow.
  it('are the same as when bars were kept', () => {
    const at = (hours: number) => Date.UTC(2026, 8, 24) - hours * msPerHour
    const told = [0, 1, 100].map((hours) => [
      valuesOf({ value: 'INDEX' })?.valueAt(at(hours)),
      valuesOf({ value: 'VOLATILITY_INDEX' })?.valueAt(at(hours)),
      valuesOf({ value: 'MARK', symbol: 'BTC-PERPETUAL' })?.valueAt(at(hours)),
      valuesOf({ value: 'LAST', symbol: 'BTC-PERPETUAL' })?.valueAt(at(hours)),
    ])
    expect(told).toEqual([
      [106_565.87, 0.5309, 106_551.03, 106_550.5],
      [105_824.78, 0.5491, 105_815.25, 105_817],
      [104_603.92, 0.5666, 104_625.93, 104_625],
    ])
  })
})
