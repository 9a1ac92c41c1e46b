const option = 'BTC-5JUN37-100000-C'

/** Frames that must not become values: not JSON, cut off, of wrong shape or type, from another time, or impossible. */
export const garbage: readonly string[] = [
  '',
  'ping',
  '{"jsonrpc":"2.0","method":"subscr',
  'null',
  '[]',
  '42',
  '{}',
  '[{"jsonrpc":"2.0","method":"subscription"}]',
  '{"jsonrpc":"2.0","method":"subscription"}',
  '{"jsonrpc":"2.0","method":"subscription","params":{"channel":7,"data":{}}}',
  '{"jsonrpc":"2.0","method":"heartbeat"}',
  '{"jsonrpc":"2.0","method":"dance","params":{"type":"test_request"}}',
  '{"jsonrpc":"2.0","id":999999,"result":"ok"}',
  '{"jsonrpc":"2.0","id":"x","result":[]}',
  '{"jsonrpc":"2.0","id":1,"error":"broken"}',
  '{"jsonrpc":"2.0","error":{"code":11050,"data":"invalid json","message":"bad_request"}}',
  ...[null, 7, 'x', [], {}, [[]], [null]].flatMap((data) => [
    notify('deribit_price_index.btc_usd', data),
    notify('deribit_volatility_index.eth_usd', data),
    notify('ticker.BTC-PERPETUAL.100ms', data),
    notify('markprice.options.btc_usd', data),
    notify('instrument.state.option.BTC', data),
    notify('platform_state.public_methods_state', data),
    notify('moon.phase', data),
  ]),
  notify('deribit_price_index.btc_usd', { timestamp: Date.now(), price: '64000', index_name: 'btc_usd' }),
  notify('deribit_price_index.btc_usd', { timestamp: Date.now(), price: -1, index_name: 'btc_usd' }),
  notify('deribit_price_index.btc_usd', { timestamp: Date.now(), price: 2700, index_name: 'eth_usd' }),
  notify('deribit_price_index.btc_usd', { timestamp: Date.now() + 1e9, price: 1, index_name: 'btc_usd' }),
  notify('deribit_price_index.btc_usd', { timestamp: 1e9, price: 1, index_name: 'btc_usd' }),
  notify('deribit_price_index.btc_usd', { timestamp: '2026-01-01', price: 1, index_name: 'btc_usd' }),
  `{"method":"subscription","params":{"channel":"deribit_price_index.btc_usd","data":{"timestamp":${Date.now()},"price":1e999}}}`,
  notify('ticker.BTC-PERPETUAL.100ms', { instrument_name: 'ETH-PERPETUAL', timestamp: Date.now(), mark_price: 1 }),
  notify('ticker.BTC-PERPETUAL.100ms', { ...perpetual(), best_bid_price: 5, best_ask_price: 4 }),
  notify('ticker.BTC-PERPETUAL.100ms', { ...perpetual(), mark_price: '1', stats: 'none', current_funding: 12 }),
  notify(`ticker.${option}.100ms`, { instrument_name: option, timestamp: Date.now() + 1e12, mark_price: 0.1 }),
  notify(`ticker.${option}.100ms`, { ...ticker(), best_bid_price: '0.1', best_ask_price: {}, greeks: [] }),
  notify(`ticker.${option}.100ms`, { ...ticker(), mark_price: -0.1, mark_iv: -30, open_interest: 'many' }),
  notify('ticker.BTC-25DEC36.100ms', { instrument_name: 'BTC-25DEC36', timestamp: Date.now(), mark_price: 1 }),
  notify('markprice.options.btc_usd', [{ instrument_name: option, timestamp: Date.now(), iv: '0.3', mark_price: -1 }]),
  notify('markprice.options.btc_usd', [{ instrument_name: 'BTC-BOX-25DEC36-58000_60000', iv: 0.3, mark_price: 1 }]),
]

function notify(channel: string, data: unknown): string {
  return JSON.stringify({ jsonrpc: '2.0', method: 'subscription', params: { channel, data } })
}

function perpetual() {
  return { instrument_name: 'BTC-PERPETUAL', timestamp: Date.now() }
}

function ticker() {
  return { instrument_name: option, timestamp: Date.now() }
}
