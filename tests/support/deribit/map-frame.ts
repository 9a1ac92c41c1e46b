import { createMapper } from '../../../server/feeds/deribit/language/mapper.js'

export const nowMs = Date.UTC(2026, 8, 14)
export const arrival = {
  receivedTimeMs: nowMs + 40,
  exchangeTimeMs: nowMs,
  aheadTimeMs: nowMs + 2_000,
  latestTimeMs: nowMs + 60_000,
}
export const symbol = 'BTC-25DEC26-76000-C'

export const ticker = {
  timestamp: nowMs - 5,
  state: 'open',
  stats: { high: null, low: null, price_change: null, volume: 12.5, volume_usd: 0 },
  greeks: { delta: 0.74092, gamma: 2.0e-5, vega: 132.3649, theta: -29.43212, rho: 121.30652 },
  index_price: 83_250.78,
  instrument_name: symbol,
  last_price: 0.133,
  open_interest: 480.6,
  mark_price: 0.1296,
  mark_iv: 38.25,
  bid_iv: 35.6,
  ask_iv: 40.38,
  best_bid_price: 0.1255,
  best_ask_price: 0.133,
  best_bid_amount: 29.3,
  best_ask_amount: 2.8e-1,
  underlying_price: 84_222.23,
  underlying_index: 'SYN.BTC-25DEC26',
}

/** What one frame of a channel comes to. */
export function mapFrame(channel: string, data: unknown) {
  const mapper = createMapper()
  const mapped = mapper.notification(channel, data, arrival)
  return { ...mapped, ignored: mapper.counts.ignored }
}

export function optionValues(change: object) {
  const { events, ignored } = mapFrame(`ticker.${symbol}.100ms`, { ...ticker, ...change })
  const [event] = events
  return { values: event?.type === 'options' ? event.updates[0]?.values : undefined, ignored }
}
