import { isLinear, parseOptionName } from '../../../server/domain/instrument-name.js'
import type { HeardMarket, Perpetual } from '../../../server/domain/market-data.js'
import type { HeardChain, OptionContract } from '../../../server/domain/option-chain.js'
import type { OrderRequest } from '../../../server/domain/order.js'
import type { DecisionPublication } from '../../../server/trading/brokerage.js'

/** When the markets of the tests begin: 2023-11-14T22:13:20Z. */
export const startMs = 1_700_000_000_000

/** For tests: an inverse and a linear call, delivered on 2023-11-15T08:00Z. */
export const call = 'BTC-15NOV23-100-C'
export const linearCall = 'BTC_USDC-15NOV23-100-C'
export const callExpiryMs = Date.UTC(2023, 10, 15, 8)

/** Values for tests: a perpetual quoted 99 / 101 and marked at 100, with sizes unknown and no funding. */
export function perpetualWith(values: Partial<Perpetual> = {}): Perpetual {
  return {
    symbol: 'BTC-PERPETUAL',
    asOf: startMs,
    state: 'OPEN',
    quoteDoubted: false,
    quoteAsOf: startMs,
    quoteFreshness: 'LIVE',
    markDoubted: false,
    markAsOf: startMs,
    markFreshness: 'LIVE',
    bidPriceUsd: 99,
    bidAmountUsd: null,
    askPriceUsd: 101,
    askAmountUsd: null,
    markPriceUsd: 100,
    lastPriceUsd: null,
    change24hPct: null,
    high24hUsd: null,
    low24hUsd: null,
    volume24hCoin: null,
    volume24hUsd: null,
    openInterestUsd: null,
    fundingRate8h: null,
    fundingPaid8h: null,
    ...values,
  }
}

/** For tests: a live market with that perpetual. */
export function marketWith(values: Partial<Perpetual> = {}, rest: Partial<HeardMarket> = {}): HeardMarket {
  return {
    asOf: startMs,
    timeMs: rest.asOf === undefined ? startMs : rest.asOf,
    deliveryPricesUsd: new Map(),
    source: 'SIMULATED',
    freshness: 'LIVE',
    currency: 'BTC',
    indexPriceUsd: 100,
    indexAsOf: rest.asOf === undefined ? startMs : rest.asOf,
    indexFreshness: rest.freshness ?? 'LIVE',
    perpetual: perpetualWith({ asOf: rest.asOf ?? startMs, ...values }),
    volatilityIndex: null,
    volatilityIndexAsOf: null,
    volatilityIndexFreshness: rest.freshness ?? 'LIVE',
    ...rest,
  }
}

/** For tests: a contract quoted 3.9 / 4.1 and marked at 4 USD, in the coin a hundredth of it, with sizes unknown. */
export function contractWith(values: Partial<OptionContract> = {}): OptionContract {
  const symbol = values.symbol ?? call
  const option = parseOptionName(symbol)
  if (!option) throw new Error(`${symbol} is no option`)
  return {
    symbol,
    optionKind: option.optionKind,
    strikeUsd: option.strikeUsd,
    expiryMs: option.expiryMs,
    state: 'OPEN',
    bidPriceCoin: 0.039,
    bidPriceUsd: 3.9,
    bidAmountCoin: null,
    bidIv: null,
    askPriceCoin: 0.041,
    askPriceUsd: 4.1,
    askAmountCoin: null,
    askIv: null,
    quoteDoubted: false,
    markPriceCoin: 0.04,
    markPriceUsd: 4,
    markDoubted: false,
    markIv: 0.5,
    lastPriceCoin: null,
    lastPriceUsd: null,
    greeks: { delta: 0.5, gamma: 0.01, vega: 0.1, theta: -0.2, rho: 0, origin: 'EXCHANGE' },
    quoteIvOrigin: null,
    openInterestCoin: null,
    volume24hCoin: null,
    asOf: startMs,
    quoteAsOf: startMs,
    quoteFreshness: 'LIVE',
    markAsOf: startMs,
    markFreshness: 'LIVE',
    ...values,
  }
}

/** For tests: the live chain of these contracts, which share their expiry, over a forward of 100 USD. */
export function chainWith(contracts: readonly Partial<OptionContract>[], rest: Partial<HeardChain> = {}): HeardChain {
  const { freshness = 'LIVE' } = rest
  const groups = { quoteFreshness: freshness, markFreshness: freshness }
  const whole = contracts.map((contract) => contractWith({ ...groups, ...contract }))
  const option = parseOptionName(whole[0]?.symbol ?? call)
  if (!option) throw new Error('A chain has contracts')
  return {
    asOf: startMs,
    source: 'SIMULATED',
    freshness: 'LIVE',
    currency: option.currency,
    expiryMs: option.expiryMs,
    underlyingPriceUsd: 100,
    underlyingFreshness: freshness,
    indexPriceUsd: 100,
    atmStrikeUsd: 100,
    atmIv: 0.5,
    contracts: whole,
    ...rest,
  }
}

/** For tests: a market order to buy 10 coins of the perpetual at leverage 2. */
export function marketOrder(values: Partial<OrderRequest> = {}): OrderRequest {
  return {
    symbol: 'BTC-PERPETUAL',
    side: 'BUY',
    type: 'MARKET',
    timeInForce: 'IOC',
    quantityCoin: 10,
    limitPriceUsd: null,
    limitPriceCoin: null,
    reduceOnly: false,
    leverage: 2,
    stopLossUsd: null,
    profitTargetUsd: null,
    trailingStop: null,
    invalidation: null,
    invalidationRule: null,
    ...values,
  }
}

/** For tests: an order of 10 coins that waits at its limit; of an inverse option the limit is in the coin. */
export function limitOrder(limit: number, values: Partial<OrderRequest> = {}): OrderRequest {
  const option = parseOptionName(values.symbol ?? '')
  const inCoin = option !== null && !isLinear(option.currency)
  const price = inCoin ? { limitPriceCoin: limit } : { limitPriceUsd: limit }
  return marketOrder({ type: 'LIMIT', timeInForce: 'GTC', ...price, ...values })
}

/** For tests: a decision to hold, as the owner of an account publishes it. */
export function decisionOf(values: Partial<DecisionPublication> = {}): DecisionPublication {
  return {
    asOf: startMs,
    symbol: 'BTC-PERPETUAL',
    action: 'HOLD',
    confidence: 0.5,
    reasoning: 'Nothing to do.',
    model: 'bot-1',
    quantityCoin: null,
    leverage: null,
    stopLossUsd: null,
    profitTargetUsd: null,
    invalidation: null,
    executed: true,
    fillPriceUsd: null,
    feeUsd: null,
    error: null,
    ...values,
  }
}
