import { expect, it } from 'vitest'
import { currencyOfIndex, indexOfCurrency } from './index-name.js'

it('names the index of a currency and the currency of an index', () => {
  expect(indexOfCurrency('BTC')).toBe('btc_usd')
  expect(indexOfCurrency('XRP_USDC')).toBe('xrp_usdc')
  expect(currencyOfIndex('eth_usd')).toBe('ETH')
  expect(currencyOfIndex('xrp_usdc')).toBe('XRP_USDC')
  expect(currencyOfIndex('nothing')).toBeNull()
})

it.each([
  'eth_btc',
  'btc_eurr',
  'steth_eth',
  'paxg_btc',
  'btc_usde',
  'btc_eur',
  'btcdvol_usdc',
  'ethdvol_usdc',
  '_usd',
  'x.btc_usd',
  'btc_usd.x',
  'btc_usd_x',
  'BTC_USD',
])('has no currency for %s, which is not a price in US dollars', (index) => {
  expect(currencyOfIndex(index)).toBeNull()
})

it('takes USDC and USDT for US dollars', () => {
  expect(currencyOfIndex('sol_usdt')).toBe('SOL_USDT')
  expect(currencyOfIndex('usdc_usd')).toBe('USDC')
})
