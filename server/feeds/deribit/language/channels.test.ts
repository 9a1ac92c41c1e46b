import { expect, it } from 'vitest'
import { coreChannels, isSteady, tickerChannel } from './channels.js'

it('the channels of a linear currency are named by its pair', () => {
  expect(coreChannels('XRP_USDC')).toEqual([
    'deribit_price_index.xrp_usdc',
    'ticker.XRP_USDC-PERPETUAL.100ms',
    'markprice.options.xrp_usdc',
    'deribit_volatility_index.xrp_usdc',
    'instrument.state.any.XRP_USDC',
  ])
})

it('index, tickers and mark prices speak every second, the others when something changes', () => {
  const steady = ['deribit_price_index.btc_usd', 'markprice.options.btc_usd', tickerChannel('BTC-25DEC26-76000-C')]
  const others = ['deribit_volatility_index.btc_usd', 'instrument.state.any.BTC', 'platform_state', 'x.ticker.y']
  expect([...steady, ...others].filter(isSteady)).toEqual(steady)
})
