import { describe, expect, it } from 'vitest'
import { letterChanges, nearestNames } from './nearest-names.js'

const symbols = [
  'ETH-PERPETUAL',
  'BTC-30NOV26-100000-C',
  'BTC-30NOV26-102000-C',
  'BTC-30NOV26-102000-P',
  'BTC-PERPETUAL',
  'XRP_USDC-21SEP26-1d25-C',
]

describe('the nearest names', () => {
  it.each([
    ['btc-perpetual', 'BTC-PERPETUAL'],
    ['BTCUSDT', 'BTC-PERPETUAL'],
    ['BTC_PERP', 'BTC-PERPETUAL'],
    ['ETHPERP', 'ETH-PERPETUAL'],
    ['BTC-30NOV26-102001-P', 'BTC-30NOV26-102000-P'],
    ['btc-30nov26-100000-c', 'BTC-30NOV26-100000-C'],
    ['XRP_USDC-21SEP26-1D25-C', 'XRP_USDC-21SEP26-1d25-C'],
  ])('of %s begin with %s', (text, nearest) => {
    expect(nearestNames(text, symbols)[0]).toBe(nearest)
    expect(nearestNames(text, symbols)).toHaveLength(3)
  })

  it('of a long text are those of its first 32 letters, so that comparing costs little', () => {
    const text = 'BTC-30NOV26-102000-P'.padEnd(40, ' ').padEnd(4_000, 'X')
    expect(nearestNames(text, symbols)).toEqual(nearestNames(text.slice(0, 60), symbols))
    expect(nearestNames(`${'A'.repeat(32)}BTC`, ['BTC', 'A'.repeat(32)])).toEqual(['A'.repeat(32), 'BTC'])
  })
})

it.each([
  ['', '', 0],
  ['', 'ab', 2],
  ['feed', 'feed', 0],
  ['feed', 'fed', 1],
  ['feed', 'feedx', 1],
  ['feed', 'fead', 1],
  ['port', 'prot', 1],
  ['ab', 'ba', 1],
  ['abcd', 'badc', 2],
  ['kitten', 'sitting', 3],
])('%s becomes %s by changing %i letters', (a, b, changes) => {
  expect(letterChanges(a, b)).toBe(changes)
  expect(letterChanges(b, a)).toBe(changes)
})
