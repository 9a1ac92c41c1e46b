import { expect, it } from 'vitest'
import { currencyOfIndex, indexOfCurrency } from './index-name.js'

it('names the index of a currency and the currency of an index', () => {
  expect(indexOfCurrency('BTC')).toBe('btc_usd')
  expect(indexOfCurrency('XRP_USDC')).toBe('xrp_usdc')
  expect(currencyOfIndex('eth_usd')).toBe('ETH')
  expect(currencyOfIndex('xrp_usdc')).toBe('XRP_USDC')
  expect(currencyOfIndex('nothing')).toBeNull()
})
