import type { Quote } from '../../../server/domain/quote.js'
import { applyFill } from '../../../server/trading/engine/apply-fill.js'
import type { LedgerFill } from '../../../server/trading/engine/ledger-fill.js'
import { openLedger, type ExitRules, type Ledger, type OpenPosition } from '../../../server/trading/engine/ledger.js'
import type { OrderFacts } from '../../../server/trading/engine/match-order.js'

/** For tests: the four kinds of instruments. */
export const inverse = 'BTC-PERPETUAL'
export const linear = 'BTC_USDC-PERPETUAL'
export const inverseCall = 'BTC-25DEC26-100-C'
export const linearPut = 'BTC_USDC-25DEC26-100-P'

/** For tests: one coin of the inverse perpetual bought at 100 without a fee. */
export function fillWith(values: Partial<LedgerFill> = {}): LedgerFill {
  return {
    symbol: inverse,
    side: 'BUY',
    quantityCoin: 1,
    priceUsd: 100,
    feeUsd: 0,
    leverage: 1,
    exitPlan: null,
    decisionId: null,
    confidence: null,
    reason: 'ORDER',
    timeMs: 1_000_000,
    ...values,
  }
}

/** For tests: an exit plan that plans nothing but what is given. */
export function planWith(values: Partial<ExitRules> = {}): ExitRules {
  return {
    profitTargetUsd: null,
    stopLossUsd: null,
    trailingStop: null,
    invalidation: null,
    invalidationRule: null,
    ...values,
  }
}

/** For tests: the books after these fills, from a deposit. */
export function booksOf(depositUsd: number, ...fills: Partial<LedgerFill>[]): Ledger {
  return fills.reduce((ledger, fill) => applyFill(ledger, fillWith(fill)).ledger, openLedger(depositUsd))
}

/** For tests: the position that one fill opens. */
export function positionOf(fill: Partial<LedgerFill> = {}): OpenPosition {
  const [position] = booksOf(1, fill).positions
  if (!position) throw new Error('A fill opens a position')
  return position
}

/** For tests: a live quote 99 / 101 of the inverse perpetual, marked at 100, with sizes unknown; of an option the forward is 100. */
export function quoteWith(values: Partial<Quote> = {}): Quote {
  return {
    symbol: inverse,
    state: 'OPEN',
    bidPriceUsd: 99,
    bidQuantityCoin: null,
    askPriceUsd: 101,
    askQuantityCoin: null,
    markPriceUsd: 100,
    lastMarkPriceUsd: values.markPriceUsd === undefined ? 100 : values.markPriceUsd,
    bidPriceCoin: null,
    askPriceCoin: null,
    markPriceCoin: null,
    markIv: null,
    greeks: null,
    underlyingPriceUsd: 100,
    lastUnderlyingPriceUsd: values.underlyingPriceUsd === undefined ? 100 : values.underlyingPriceUsd,
    indexPriceUsd: null,
    fundingRate8h: null,
    asOf: 1_000_000,
    source: 'SIMULATED',
    freshness: 'LIVE',
    ...values,
  }
}

export function quotesOf(...quotes: Partial<Quote>[]): ReadonlyMap<string, Quote> {
  return new Map(quotes.map((values) => quoteWith(values)).map((quote) => [quote.symbol, quote]))
}

/** For tests: a market order to buy one coin of the inverse perpetual. */
export function orderWith(values: Partial<OrderFacts> = {}): OrderFacts {
  return {
    symbol: inverse,
    side: 'BUY',
    type: 'MARKET',
    timeInForce: 'IOC',
    remainingCoin: 1,
    limitPriceUsd: null,
    limitPriceCoin: null,
    resting: false,
    ...values,
  }
}
