import { expect, it } from 'vitest'
import type { PriceSeries } from '../../domain/candle.js'
import { computedName, heardName, keptSeries, smilesName } from './kept-series.js'

const all: readonly PriceSeries[] = [
  { value: 'INDEX', currency: 'BTC', symbol: null },
  { value: 'VOLATILITY_INDEX', currency: 'ETH', symbol: null },
  { value: 'MARK', currency: 'BTC', symbol: 'BTC-PERPETUAL' },
  { value: 'LAST', currency: 'SOL_USDC', symbol: 'SOL_USDC-PERPETUAL' },
  { value: 'MARK', currency: 'ETH', symbol: 'ETH-25DEC26-3000-P' },
]

it.each(all)('the name of $value of $currency $symbol says what it is', (series) => {
  expect(keptSeries(heardName(series))).toEqual({ kind: 'BARS', series, everyMs: null })
  expect(keptSeries(computedName(series, 250))).toEqual({ kind: 'BARS', series, everyMs: 250 })
})

it('the name of volatility is no series of bars', () => {
  expect(keptSeries(smilesName('BTC'))).toEqual({ kind: 'SMILES' })
})

it.each(['', 'x', 'MARK:', 'MARK:nothing', '9:250:INDEX:BTC', 'SMILES:9:BTC', 'LAST:BTC'])('%j is no name', (name) => {
  expect(keptSeries(name)).toBeNull()
})
