import { expect, it } from 'vitest'
import { nearestSymbols } from './nearest-symbols.js'

const symbols = [
  'ETH-PERPETUAL',
  'BTC-30NOV26-100000-C',
  'BTC-30NOV26-102000-C',
  'BTC-30NOV26-102000-P',
  'BTC-PERPETUAL',
  'XRP_USDC-21SEP26-1d25-C',
]

it.each([
  ['btc-perpetual', 'BTC-PERPETUAL'],
  ['BTCUSDT', 'BTC-PERPETUAL'],
  ['BTC_PERP', 'BTC-PERPETUAL'],
  ['ETHPERP', 'ETH-PERPETUAL'],
  ['BTC-30NOV26-102001-P', 'BTC-30NOV26-102000-P'],
  ['btc-30nov26-100000-c', 'BTC-30NOV26-100000-C'],
  ['XRP_USDC-21SEP26-1D25-C', 'XRP_USDC-21SEP26-1d25-C'],
])('what looks most like %s is %s', (name, nearest) => {
  expect(nearestSymbols(name, symbols)[0]).toBe(nearest)
  expect(nearestSymbols(name, symbols)).toHaveLength(3)
})
