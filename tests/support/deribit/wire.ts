import { expiryLabel } from '../../../server/domain/instrument.js'
import type { PerpetualValues } from '../../../server/domain/market-events.js'
import type { CurrencyTruth, MarketMoment, OptionTruth, ScriptedOption } from './market-truth.js'

/** A frame's text as the exchange writes numbers: small and large ones with exponents, some too long for a double. */
export function wireText(frame: unknown): string {
  return JSON.stringify(frame)
    .replace(/:(-?0\.000\d+)/g, (_, digits: string) => `:${Number(digits).toExponential()}`)
    .replace(/("\w*(?:amount|interest)"):(\d{7,})/g, (_, name: string, digits: string) => {
      return `${name}:${Number(digits).toExponential()}`
    })
    .replace('"starbase_match_id":0', '"starbase_match_id":225046781992378368')
}

export function notification(channel: string, data: unknown) {
  return { jsonrpc: '2.0', method: 'subscription', params: { channel, data } }
}

/** A ticker: what is missing is 0.0, volatilities are in percent. */
export function optionTicker({ symbol }: ScriptedOption, truth: OptionTruth, market: CurrencyTruth, timeMs: number) {
  return {
    timestamp: timeMs,
    state: 'open',
    stats: { high: null, low: null, price_change: null, volume: truth.volume24hCoin, volume_usd: 0 },
    greeks: truth.greeks,
    index_price: market.indexPriceUsd,
    instrument_name: symbol,
    last_price: truth.lastPrice,
    settlement_price: 0.00897474,
    min_price: 0.0001,
    max_price: 0.0365,
    open_interest: truth.openInterestCoin,
    mark_price: truth.markPrice,
    interest_rate: 0,
    estimated_delivery_price: market.indexPriceUsd,
    best_ask_price: truth.askPrice ?? 0,
    best_bid_price: truth.bidPrice ?? 0,
    mark_iv: percent(truth.markIv),
    bid_iv: percent(truth.bidIv),
    ask_iv: percent(truth.askIv),
    underlying_price: truth.underlyingPriceUsd,
    underlying_index: 'index_price',
    best_ask_amount: truth.askAmountCoin ?? 0,
    best_bid_amount: truth.bidAmountCoin ?? 0,
  }
}

export function perpetualTicker(currency: string, values: PerpetualValues, indexPriceUsd: number, timeMs: number) {
  return {
    timestamp: timeMs,
    state: 'open',
    starbase_match_id: 0,
    stats: {
      high: values.high24hUsd,
      low: values.low24hUsd,
      price_change: values.change24hPct,
      volume: values.volume24hCoin,
      volume_usd: values.volume24hUsd,
    },
    index_price: indexPriceUsd,
    instrument_name: `${currency}-PERPETUAL`,
    last_price: values.lastPriceUsd,
    open_interest: values.openInterestUsd,
    mark_price: values.markPriceUsd,
    interest_value: -4.467407940520975e-5,
    current_funding: values.fundingRate8h,
    funding_8h: values.fundingPaid8h,
    best_ask_price: values.askPriceUsd ?? 0,
    best_bid_price: values.bidPriceUsd ?? 0,
    best_ask_amount: values.askAmountUsd ?? 0,
    best_bid_amount: values.bidAmountUsd ?? 0,
  }
}

/** Rows of `markprice.options`, whose volatility is a fraction. */
export function markPriceRows(options: readonly ScriptedOption[], currency: string, moment: MarketMoment) {
  return rowsOf(options, currency, moment, ({ symbol }, truth) => {
    return { timestamp: moment.timeMs, iv: truth.markIv, instrument_name: symbol, mark_price: truth.markPrice }
  })
}

/** Rows of a book summary: what is missing is null, the mark price has eight decimals. */
export function summaryRows(options: readonly ScriptedOption[], currency: string, moment: MarketMoment) {
  return rowsOf(options, currency, moment, ({ symbol }, truth) => ({
    high: null,
    low: null,
    last: truth.lastPrice,
    price_change: null,
    instrument_name: symbol,
    bid_price: truth.bidPrice,
    ask_price: truth.askPrice,
    mid_price: null,
    open_interest: truth.openInterestCoin,
    interest_rate: 0,
    mark_price: truth.exactMarkPrice,
    creation_timestamp: moment.timeMs,
    volume: truth.volume24hCoin,
    mark_iv: percent(truth.markIv),
    underlying_price: truth.underlyingPriceUsd,
    underlying_index: 'index_price',
    base_currency: currency,
    quote_currency: currency,
    volume_usd: 0,
  }))
}

export function instrumentRow({ symbol, currency, expiryMs, strikeUsd, call }: ScriptedOption) {
  return {
    state: 'open',
    price_index: `${currency.toLowerCase()}_usd`,
    kind: 'option',
    instrument_name: symbol,
    instrument_type: 'reversed',
    expiration_timestamp: expiryMs,
    creation_timestamp: expiryMs - 1e9,
    is_active: true,
    contract_size: 1,
    tick_size: 0.0001,
    strike: strikeUsd,
    option_type: call ? 'call' : 'put',
    min_trade_amount: 0.1,
    settlement_period: 'week',
    base_currency: currency,
    quote_currency: currency,
    tick_size_steps: [{ tick_size: 0.0005, above_price: 0.005 }],
    product_group: expiryLabel(expiryMs),
  }
}

export function perpetualRow(currency: string) {
  return {
    state: 'open',
    price_index: `${currency.toLowerCase()}_usd`,
    kind: 'future',
    instrument_name: `${currency}-PERPETUAL`,
    future_type: 'reversed',
    expiration_timestamp: 32_503_708_800_000,
    is_active: true,
    contract_size: 10,
    tick_size: 0.5,
    min_trade_amount: 10,
    maker_commission: 0,
    taker_commission: 5.0e-4,
    settlement_period: 'perpetual',
    base_currency: currency,
    quote_currency: 'USD',
    tick_size_steps: [],
  }
}

type Describe<Row> = (option: ScriptedOption, truth: OptionTruth) => Row

function rowsOf<Row>(
  all: readonly ScriptedOption[],
  currency: string,
  moment: MarketMoment,
  row: Describe<Row>,
): Row[] {
  return all.flatMap((option) => {
    const truth = moment.currencies.get(currency)?.options.get(option.symbol)
    return truth ? [row(option, truth)] : []
  })
}

function percent(fraction: number | null): number {
  return fraction === null ? 0 : Number((fraction * 100).toFixed(2))
}
