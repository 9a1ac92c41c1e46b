import { describe, expect, it } from 'vitest'
import { marketWith } from '../../../tests/support/trading/builders.js'
import {
  booksOf,
  inverse,
  inverseCall,
  linear,
  planWith,
  quotesOf,
} from '../../../tests/support/trading/ledger-builders.js'
import { orderOf, stepWith } from '../../../tests/support/trading/step.js'
import type { InvalidationRule } from '../../domain/decision.js'
import type { HeardMarket } from '../../domain/market-data.js'
import type { Order } from '../../domain/order.js'
import type { ExitRules, Ledger } from '../engine/ledger.js'
import { totalsAt } from '../engine/valuation.js'
import { doDueWork, type DueMarket } from './due-work.js'
import type { StepStart } from './step.js'

const expiryMs = Date.UTC(2026, 11, 25, 8)
const silent: DueMarket = { market: () => null, delivery: () => null }
const hears = (rest: Partial<HeardMarket>): DueMarket => ({ ...silent, market: () => marketWith({}, rest) })

/** What the engine does by itself for these books. */
function due(ledger: Ledger, start: Partial<StepStart> = {}, market = silent) {
  const step = stepWith({ ...start, ledger })
  doDueWork(step, market, totalsAt(ledger, step.start.quotes))
  return step
}

const waiting = (values: Partial<Order> = {}) =>
  orderOf({ id: 'w', type: 'LIMIT', timeInForce: 'GTC', limitPriceUsd: 101, quantityCoin: 1, ...values })
const opened = (order: Order) => ({ openOrders: new Map([[order.id, order]]) })
const planned = (plan: Partial<ExitRules>) => booksOf(10_000, { leverage: 5, exitPlan: planWith(plan) })

describe('a delivery', () => {
  const ledger = booksOf(10_000, { symbol: inverseCall, quantityCoin: 2, priceUsd: 4, leverage: 1 }, {})
  const told: DueMarket = { ...silent, delivery: () => ({ priceUsd: 112, origin: 'EXCHANGE' }) }
  const quotes = quotesOf({}, { symbol: inverseCall, markPriceUsd: 4, freshness: 'STALE' })

  it('comes when the option has expired and its price is known, by an order of the engine', () => {
    const step = due(ledger, { nowMs: expiryMs, quotes }, told)
    expect(step.ledger.positions.map(({ symbol }) => symbol)).toEqual([inverse])
    expect(step.fills).toMatchObject([
      { symbol: inverseCall, priceUsd: 12, reason: 'EXPIRY', freshness: 'STALE', delivery: { priceUsd: 112 } },
    ])
    expect(step.orders).toMatchObject([
      {
        ...{ origin: 'ENGINE', status: 'FILLED', side: 'SELL', quantityCoin: 2, type: 'MARKET', timeInForce: 'IOC' },
        ...{ reduceOnly: true, leverage: 1 },
      },
    ])
  })

  it('waits until then', () => {
    expect(due(ledger, { nowMs: expiryMs - 1, quotes }, told).isEmpty).toBe(true)
    expect(due(ledger, { nowMs: expiryMs, quotes }, silent).isEmpty).toBe(true)
    expect(due(booksOf(10_000, {}), { nowMs: expiryMs, quotes }, told).isEmpty).toBe(true)
  })
})

describe('a stop', () => {
  const fallen = (values: object = {}) => ({ quotes: quotesOf({ bidPriceUsd: 89, markPriceUsd: 90, ...values }) })
  const stopped = planned({ stopLossUsd: 90 })

  it('closes its position at the quote, for the reason', () => {
    const step = due(stopped, fallen())
    expect(step.fills).toMatchObject([{ side: 'SELL', quantityCoin: 1, priceUsd: 89, reason: 'STOP' }])
    expect(step.orders).toMatchObject([{ origin: 'ENGINE', reduceOnly: true, timeInForce: 'IOC', leverage: 5 }])
    expect(step.ledger.positions).toEqual([])
  })

  it.each([{ markPriceUsd: 90.1 }, { freshness: 'STALE' as const }, { state: 'HALTED' as const }])(
    'does not with %j',
    (values) => {
      expect(due(stopped, fallen(values)).isEmpty).toBe(true)
    },
  )

  it('does not while nothing is quoted, nor without a plan', () => {
    expect(due(stopped, { quotes: new Map() }).isEmpty).toBe(true)
    expect(due(booksOf(10_000, {}), fallen()).isEmpty).toBe(true)
  })

  it('that trails is kept where it moves, and closes by what it follows', () => {
    const trailingStop = { id: 't', distanceUsd: 5, distancePct: null, bestPriceUsd: 100, stopPriceUsd: 95 }
    const trailing = planned({ trailingStop })
    expect(due(trailing).isEmpty).toBe(true)
    const moved = due(trailing, fallen({ markPriceUsd: 110 }))
    expect(moved.ledger.positions).toMatchObject([
      { exitPlan: { trailingStop: { bestPriceUsd: 110, stopPriceUsd: 105 } } },
    ])
    expect([moved.isEmpty, moved.fills]).toEqual([false, []])
    expect(due(trailing, fallen({ markPriceUsd: 95 })).fills).toMatchObject([{ reason: 'STOP' }])
  })
})

describe('an invalidation', () => {
  const ruled = (rule: Partial<InvalidationRule>) => {
    const comparison = rule.measure ? 'BELOW' : null
    return planned({ invalidationRule: { measure: null, value: null, untilMs: null, comparison, ...rule } })
  }
  const byIndex = ruled({ measure: 'INDEX_PRICE_USD', value: 90 })
  const byVolatility = ruled({ measure: 'VOLATILITY_INDEX', value: 0.3 })
  const byTime = ruled({ untilMs: 5_000 })

  it.each<[string, Ledger, Partial<HeardMarket>]>([
    ['the index', byIndex, { indexPriceUsd: 90 }],
    ['the volatility index', byVolatility, { volatilityIndex: 0.3 }],
    ['the time', byTime, { timeMs: 5_000 }],
  ])('looks at %s', (_name, ledger, rest) => {
    expect(due(ledger, {}, hears(rest)).fills).toMatchObject([{ reason: 'INVALIDATED' }])
  })

  it.each<[string, Ledger, Partial<HeardMarket>]>([
    ['index', byIndex, { indexPriceUsd: 90, indexFreshness: 'STALE' }],
    ['volatility index', byVolatility, { volatilityIndex: 0.3, volatilityIndexFreshness: 'STALE' }],
    ['time', byTime, { timeMs: 4_999 }],
    ['market', byTime, { timeMs: null }],
  ])('is not of a %s that is not there yet', (_name, ledger, rest) => {
    expect(due(ledger, {}, hears(rest)).isEmpty).toBe(true)
    expect(due(ledger, {}, silent).isEmpty).toBe(true)
  })

  it('looks at the market of its own currency', () => {
    const asked: string[] = []
    const market = (currency: string) => {
      asked.push(currency)
      return null
    }
    const exitPlan = planWith({ stopLossUsd: 1 })
    const ledger = booksOf(10_000, { symbol: linear, exitPlan }, { symbol: inverseCall, exitPlan })
    due(ledger, { quotes: quotesOf({ symbol: linear }, { symbol: inverseCall }) }, { ...silent, market })
    expect(asked).toEqual(['BTC', 'BTC_USDC'])
  })
})

describe('a liquidation', () => {
  /** 1,000 coins at 100, with 10,000 USD: at 90.9 there is less than 1 % of 100,000 contracts left. */
  const ledger = booksOf(10_000, { quantityCoin: 1_000, leverage: 50 })
  const fallen = (values: object = {}) => ({ quotes: quotesOf({ bidPriceUsd: 90, markPriceUsd: 90.9, ...values }) })

  it('cancels what waits, and closes the position', () => {
    const step = due(ledger, { ...fallen(), ...opened(waiting({ limitPriceUsd: 50 })) })
    expect(step.orders).toMatchObject([
      { id: 'w', status: 'CANCELLED', cancelReason: 'The account was liquidated' },
      { status: 'FILLED', origin: 'ENGINE', reduceOnly: true },
    ])
    expect(step.fills).toMatchObject([{ reason: 'LIQUIDATION', quantityCoin: 1_000, priceUsd: 90 }])
  })

  it('takes what is left of the quote, and no more', () => {
    const start = stepWith(fallen({ bidQuantityCoin: 100 })).start
    const quote = start.quotes.get(inverse)
    if (quote) start.taken.take(quote, 'SELL', 40)
    expect(due(ledger, start).fills).toMatchObject([{ quantityCoin: 60 }])
  })

  it('closes another position where nothing is left of the quote of the largest, and none where nothing is left', () => {
    const both = booksOf(10_000, { quantityCoin: 1_000, leverage: 50 }, { symbol: linear, quantityCoin: 5 })
    const quotes = quotesOf({ bidPriceUsd: 90, bidQuantityCoin: 40, markPriceUsd: 90.9 }, { symbol: linear })
    const { start } = stepWith({ quotes })
    const quote = quotes.get(inverse)
    if (quote) start.taken.take(quote, 'SELL', 40)
    expect(due(both, start).fills).toMatchObject([{ symbol: linear, quantityCoin: 5, reason: 'LIQUIDATION' }])
    expect(due(ledger, fallen({ bidPriceUsd: null })).isEmpty).toBe(true)
  })

  it('comes before any exit, and does nothing else in the same step', () => {
    const exitPlan = planWith({ stopLossUsd: 95 })
    const small = { symbol: linear, quantityCoin: 1, exitPlan }
    const quotes = quotesOf({ bidPriceUsd: 90, markPriceUsd: 90.9 }, { symbol: linear, markPriceUsd: 90 })
    const step = due(booksOf(10_000, { quantityCoin: 1_000, leverage: 50 }, small), { quotes })
    expect(step.fills).toMatchObject([{ symbol: inverse, reason: 'LIQUIDATION' }])
  })

  it('is not due while the account carries its margin', () => {
    expect(due(ledger, fallen({ markPriceUsd: 91 })).isEmpty).toBe(true)
  })
})

describe('an order that waits', () => {
  it('is filled when its limit is reached', () => {
    expect(due(booksOf(10_000), opened(waiting())).orders).toMatchObject([{ id: 'w', status: 'FILLED' }])
    expect(due(booksOf(10_000), opened(waiting({ limitPriceUsd: 100 }))).isEmpty).toBe(true)
  })

  it('is cancelled when its option has expired, by the clock of its currency', () => {
    const order = waiting({ symbol: inverseCall, limitPriceUsd: null, limitPriceCoin: 0.001 })
    const quotes = quotesOf({ symbol: inverseCall, askPriceCoin: 0.04, bidPriceCoin: 0.03 })
    const asked: string[] = []
    const hasExpired = ({ symbol }: { readonly symbol: string }) => asked.push(symbol) > 0
    const step = due(booksOf(10_000), { ...opened(order), quotes, hasExpired })
    expect(step.orders).toMatchObject([{ status: 'CANCELLED', cancelReason: 'The option has expired' }])
    expect(asked).toEqual([inverseCall])
    expect(due(booksOf(10_000), { ...opened(order), quotes }).isEmpty).toBe(true)
  })
})
