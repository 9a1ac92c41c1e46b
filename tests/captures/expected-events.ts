import { optionSummary, optionTicker, perpetualTicker, type Raw } from './expected-values.js'

/** When the frames are said to be read: after all of them. */
const in2027 = Date.UTC(2027, 0, 1)
export const arrival = { receivedTimeMs: 7, exchangeTimeMs: in2027, aheadTimeMs: in2027, latestTimeMs: in2027 }

/** The frame in a line of a capture, with its time of receipt before it or without. */
export function rawFrame(line: string): Raw {
  return JSON.parse(line.slice(line.startsWith('{') ? 0 : line.indexOf(': {') + 2)) as Raw
}

/** What a frame must become, told by what it is. */
export function expectedEvents(raw: Raw): unknown[] {
  const params = raw.params as Raw | undefined
  const data = params?.data ?? raw.result
  const channel = String(params?.channel ?? '')
  if (channel.startsWith('markprice')) return [markPrices(data as Raw[])]
  if (channel.startsWith('deribit_price_index')) return [index(data as Raw)]
  if (channel === 'platform_state') return [indexLock(data as Raw)]
  if (!Array.isArray(data)) return [ticker(data as Raw)]
  return 'expiration_timestamp' in (data[0] as Raw) ? listings(data as Raw[]) : [summary(data as Raw[])]
}

function ticker(raw: Raw): unknown {
  const symbol = String(raw.instrument_name)
  const currency = symbol.split('-')[0]
  const eventTimeMs = raw.timestamp ?? arrival.exchangeTimeMs
  if (!symbol.endsWith('PERPETUAL'))
    return options(currency, [{ symbol, eventTimeMs, values: optionTicker(raw), ...stateOf(raw) }])
  const values = perpetualTicker(raw, symbol.includes('USDC'))
  return { type: 'perpetual', currency, symbol, eventTimeMs, receivedTimeMs: 7, values, ...stateOf(raw) }
}

function summary(rows: Raw[]): unknown {
  const updates = rows.map((row) => {
    return { symbol: row.instrument_name, eventTimeMs: row.creation_timestamp, values: optionSummary(row) }
  })
  return options(rows[0]?.base_currency, updates)
}

function markPrices(rows: Raw[]): unknown {
  const updates = rows.map((row) => {
    const values = { markPrice: row.mark_price, markIv: row.iv }
    return { symbol: row.instrument_name, eventTimeMs: row.timestamp, values }
  })
  return { ...options(String(rows[0]?.instrument_name).split('-')[0], updates), confirms: 'MARKS' }
}

/** Every captured ticker that names its state is open. */
function stateOf(raw: Raw) {
  return raw.state === 'open' ? { state: 'OPEN' } : {}
}

function options(currency: unknown, updates: unknown[]) {
  return { type: 'options', currency, receivedTimeMs: 7, updates }
}

/** `locked` and the name of the index; the frame has no time of its own. */
function indexLock({ price_index: name, locked }: Raw): unknown {
  const currency = String(name).replace(/_usd$/, '').toUpperCase()
  return { type: 'index-lock', currency, locked, eventTimeMs: arrival.exchangeTimeMs, receivedTimeMs: 7 }
}

function index({ index_name, price, timestamp }: Raw): unknown {
  const currency = index_name === 'btc_usd' ? 'BTC' : 'ETH'
  return { type: 'index', currency, priceUsd: price, eventTimeMs: timestamp, receivedTimeMs: 7 }
}

/** One for each currency; that of a linear instrument is its pair. */
function listings(rows: Raw[]): unknown[] {
  const isLinear = ({ quote_currency: quote }: Raw) => quote === 'USDC'
  const currencyOf = (row: Raw) => (isLinear(row) ? `${String(row.base_currency)}_USDC` : String(row.base_currency))
  return [...new Set(rows.map(currencyOf))].map((currency) => {
    return listing(
      currency,
      rows.filter((row) => currencyOf(row) === currency),
    )
  })
}

function listing(currency: string, rows: Raw[]): unknown {
  const instruments = rows
    .filter(({ kind, settlement_period: period }) => kind === 'option' || period === 'perpetual')
    .map((row) => ({
      ...(row.kind === 'option'
        ? listedOption(row)
        : { kind: 'PERPETUAL', amountUnit: row.quote_currency === 'USD' ? 'USD' : 'COIN' }),
      symbol: row.instrument_name,
      currency,
      tickSize: { base: row.tick_size, steps: ((row.tick_size_steps ?? []) as Raw[]).map(tickStep) },
      lotSize: row.min_trade_amount,
      minOrderSize: row.min_trade_amount,
      contractSize: row.contract_size,
      makerCommission: row.maker_commission,
      takerCommission: row.taker_commission,
      state: 'OPEN',
    }))
  return { type: 'listing', currency, instruments, eventTimeMs: arrival.exchangeTimeMs, receivedTimeMs: 7 }
}

function listedOption(row: Raw) {
  return {
    kind: 'OPTION',
    amountUnit: 'COIN',
    optionKind: row.option_type === 'put' ? 'PUT' : 'CALL',
    strikeUsd: row.strike,
    expiryMs: row.expiration_timestamp,
    premiumUnit: 'COIN',
  }
}

function tickStep({ above_price: above, tick_size: tick }: Raw) {
  return { above, tick }
}
