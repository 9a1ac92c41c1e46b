import { describe, expect, it } from 'vitest'
import {
  booksOf,
  inverse,
  inverseCall,
  linear,
  linearPut,
  planWith,
  quotesOf,
} from '../../../tests/support/trading/ledger-builders.js'
import { listedAs, orderOf, stepWith, termsWith } from '../../../tests/support/trading/step.js'
import type { ExitRules } from '../engine/ledger.js'
import { byOrder, executeOrder, fillResting } from './execute-order.js'
import type { OrderTerms, StepStart } from './step.js'

function executed(terms: Partial<OrderTerms>, start: Partial<StepStart> = {}) {
  const step = stepWith(start)
  return { step, answer: executeOrder(step, termsWith(terms), byOrder) }
}

const limit = { type: 'LIMIT', timeInForce: 'GTC' } as const

describe('an order that arrives', () => {
  it('has in the books what it was asked for with', () => {
    const { step } = executed({ leverage: 4, decisionId: 'd', stopLossUsd: 90, quantityCoin: 3 }, { nowMs: 77 })
    expect(step.ledger.positions).toMatchObject([
      { symbol: inverse, side: 'LONG', quantityCoin: 3, entryPriceUsd: 101, leverage: 4, openedAtMs: 77 },
    ])
    expect(step.ledger.positions[0]?.exitPlan).toEqual(planWith({ stopLossUsd: 90 }))
    expect(step.fills).toMatchObject([
      { asOf: 77, reason: 'ORDER', liquidity: 'TAKER', freshness: 'LIVE', feeUsd: 0.1515 },
    ])
  })

  it.each<[string, Partial<ExitRules>]>([
    ['a target', { profitTargetUsd: 120 }],
    ['an invalidation in words', { invalidation: 'It falls.' }],
    ['a rule', { invalidationRule: { measure: null, comparison: null, value: null, untilMs: 5 } }],
  ])('brings a plan of nothing but %s', (_name, exit) => {
    expect(executed(exit).step.ledger.positions[0]?.exitPlan).toEqual(planWith(exit))
  })

  it('brings a trailing stop that waits for its first mark, and no plan without an exit', () => {
    const { step } = executed({ trailingStop: { distanceUsd: 5, distancePct: null } })
    expect(step.ledger.positions[0]?.exitPlan?.trailingStop).toMatchObject({ distanceUsd: 5, bestPriceUsd: null })
    expect(executed({}).step.ledger.positions[0]?.exitPlan).toBeNull()
  })

  it('that only reduces trades no more than there is on the other side', () => {
    const short = { ledger: booksOf(10_000, { side: 'SELL', quantityCoin: 4 }) }
    expect(executed({ reduceOnly: true }, short).answer).toMatchObject({ quantityCoin: 4, status: 'FILLED' })
    expect(executed({ reduceOnly: true, quantityCoin: 3 }, short).answer).toMatchObject({ quantityCoin: 3 })
    expect(executed({ quantityCoin: 5 }, short).answer).toMatchObject({ quantityCoin: 5 })
    expect(executed({ reduceOnly: true }).answer).toEqual({
      ...{ refused: 'NothingToReduce', message: `There is no short position in ${inverse} to reduce` },
    })
    expect(executed({ reduceOnly: true, side: 'SELL' }, short).answer).toMatchObject({
      message: `There is no long position in ${inverse} to reduce`,
    })
  })

  it('in what does not trade is refused with the names that it may have meant', () => {
    const quotes = quotesOf({}, { symbol: linear })
    expect(executed({ symbol: 'BTC-PERP' }, { quotes }).answer).toEqual({
      ...{ refused: 'UnknownInstrument', symbol: 'BTC-PERP' },
      message:
        '"BTC-PERP" is not the name of a perpetual or an option: names look like BTC-PERPETUAL or BTC-25DEC26-100000-C; ' +
        'the nearest are BTC-PERPETUAL, BTC_USDC-PERPETUAL. The query "instruments" lists all',
    })
    expect(executed({ symbol: 'ETH-PERPETUAL' }, { quotes: new Map() }).answer).toMatchObject({
      message: 'ETH-PERPETUAL is not listed, or not quoted yet. The query "instruments" lists all',
    })
    const expired = { quotes: quotesOf({ symbol: inverseCall }), hasExpired: () => true }
    expect(executed({ symbol: inverseCall }, expired).answer).toEqual({
      ...{ refused: 'MarketClosed', message: `${inverseCall} has expired` },
    })
  })

  it('of the engine is held to no lot and no tick, and to no size', () => {
    const listed = listedAs(inverse, { lotSize: 500, minOrderSize: 500 })
    const start = { instruments: new Map([[inverse, listed]]), ledger: booksOf(1e12, { quantityCoin: 2e10 }) }
    const whole = { side: 'SELL', quantityCoin: 2e10, reduceOnly: true, origin: 'ENGINE' } as const
    expect(executed(whole, start).answer).toMatchObject({ status: 'FILLED' })
    expect(executed({ quantityCoin: 1 }, start).answer).toMatchObject({ refused: 'OffStep' })
  })

  it('waits at its limit, or is dropped where it may not', () => {
    expect(executed({ ...limit, limitPriceUsd: 95 }).answer).toMatchObject({ status: 'OPEN', filledCoin: 0 })
    const ioc = executed({ ...limit, limitPriceUsd: 95, timeInForce: 'IOC' })
    expect(ioc.answer).toMatchObject({ status: 'CANCELLED', cancelReason: 'Nothing was offered within the limit' })
    expect(ioc.step.orderEvents.map(({ change }) => change)).toEqual(['PLACED', 'CANCELLED'])
  })

  it('may not wait where the account could not carry it', () => {
    const wish = { ...limit, limitPriceUsd: 90, leverage: 1 }
    expect(executed({ ...wish, quantityCoin: 111 }).answer).toMatchObject({ status: 'OPEN' })
    expect(executed({ ...wish, quantityCoin: 112 }).answer).toMatchObject({
      ...{ refused: 'InsufficientMargin', neededUsd: 10_080 },
    })
    // At the forward of 100 the limit is 50 USD.
    const option = { ...limit, symbol: inverseCall, limitPriceCoin: 0.5, leverage: 1 }
    const quotes = quotesOf({ symbol: inverseCall, askPriceCoin: 0.6, bidPriceCoin: 0.4 })
    const refusal = executed({ ...option, quantityCoin: 201 }, { quotes }).answer
    expect(refusal).toMatchObject({ refused: 'InsufficientMargin', neededUsd: 10_050 })
    expect(executed({ ...option, quantityCoin: 199 }, { quotes }).answer).toMatchObject({ status: 'OPEN' })
  })

  it('is one of 200 that may wait; what fills whole is not counted', () => {
    const many = Array.from({ length: 200 }, (_, index) => orderOf({ id: `w${index}` }))
    const openOrders = new Map(many.map((order) => [order.id, order]))
    const away = { ...limit, limitPriceUsd: 95 }
    expect(executed(away, { openOrders }).answer).toMatchObject({ refused: 'TooManyOrders', most: 200 })
    openOrders.delete('w0')
    expect(executed(away, { openOrders }).answer).toMatchObject({ status: 'OPEN' })
    openOrders.set('w0', orderOf({ id: 'w0' }))
    const offered = { openOrders, quotes: quotesOf({ askQuantityCoin: 10 }) }
    expect(executed({ ...limit, limitPriceUsd: 101 }, offered).answer).toMatchObject({ status: 'FILLED' })
    expect(executed({ ...limit, limitPriceUsd: 101, quantityCoin: 11 }, offered).answer).toMatchObject({
      refused: 'TooManyOrders',
      message: '200 orders wait already',
    })
    expect(executed({ ...away, timeInForce: 'IOC' }, { openOrders }).answer).toMatchObject({ status: 'CANCELLED' })
  })

  it('pays the fee of an option on its forward, of a linear one on the index or, unknown, its forward', () => {
    const feeOf = (symbol: string, values: object) => {
      const quote = { symbol, askPriceUsd: 4, askPriceCoin: 0.04, underlyingPriceUsd: 100, ...values }
      return executed({ symbol, quantityCoin: 1, leverage: 1 }, { quotes: quotesOf(quote) }).step.fills[0]?.feeUsd
    }
    expect(feeOf(inverseCall, { indexPriceUsd: 200 })).toBe(0.03)
    expect(feeOf(linearPut, { indexPriceUsd: 200 })).toBe(0.1)
    expect(feeOf(linearPut, { indexPriceUsd: null })).toBe(0.05)
  })
})

describe('an order that waited', () => {
  const waiting = orderOf({ ...limit, id: 'w', limitPriceUsd: 101, quantityCoin: 10, filledCoin: 4 })
  const met = (order = waiting, start: Partial<StepStart> = {}) => {
    const step = stepWith(start)
    fillResting(step, order)
    return step
  }

  it('fills what is left of it at its limit, as far as the quote goes', () => {
    expect(met().fills).toMatchObject([{ quantityCoin: 6, priceUsd: 101, liquidity: 'MAKER', reason: 'ORDER' }])
    const step = met(waiting, { quotes: quotesOf({ askQuantityCoin: 5 }) })
    expect(step.orders).toMatchObject([{ id: 'w', status: 'OPEN', filledCoin: 9 }])
    const quote = step.start.quotes.get(inverse)
    expect(quote && step.start.taken.of(quote, 'BUY')).toBe(5)
  })

  it('is left alone where nothing is quoted, or its limit is not reached', () => {
    expect(met(waiting, { quotes: new Map() }).isEmpty).toBe(true)
    expect(met({ ...waiting, limitPriceUsd: 100 }).isEmpty).toBe(true)
  })

  it('only reduces what is held, and is cancelled with the reason when nothing is', () => {
    const reduceOnly = { ...waiting, reduceOnly: true }
    expect(met(reduceOnly).orders).toMatchObject([
      { status: 'CANCELLED', cancelReason: 'There is no position left that it could reduce' },
    ])
    const step = met(reduceOnly, { ledger: booksOf(10_000, { side: 'SELL', quantityCoin: 2 }) })
    expect(step.fills).toMatchObject([{ quantityCoin: 2 }])
  })

  it('is cancelled when the account cannot carry it any more', () => {
    const dear = { ...waiting, leverage: 1, quantityCoin: 200 }
    const step = met(dear)
    expect([step.fills, step.orders]).toMatchObject([[], [{ status: 'CANCELLED', filledCoin: 4 }]])
    expect(step.orders[0]?.cancelReason).toMatch(/USD of initial margin/)
  })
})
