import { describe, expect, it } from 'vitest'
import { inverse, inverseCall, linear, quotesOf } from '../../../tests/support/trading/ledger-builders.js'
import { listedAs, orderOf, stepWith } from '../../../tests/support/trading/step.js'
import type { Order, OrderAmendment } from '../../domain/order.js'
import { amendOrder } from './amend-order.js'

const unchanged: OrderAmendment = { quantityCoin: null, quantityUsd: null, limitPriceUsd: null, limitPriceCoin: null }

/** A limit order of 10 coins of which 4 were filled at 80. */
const waiting = (values: Partial<Order> = {}): Order =>
  orderOf({
    ...{ id: 'w', type: 'LIMIT', timeInForce: 'GTC', limitPriceUsd: 90 },
    ...{ filledCoin: 4, averageFillPriceUsd: 80, feeUsd: 0.1, ...values },
  })

function amended(order: Order, terms: Partial<OrderAmendment>, isListed = false) {
  const quotes = quotesOf({}, { symbol: linear }, { symbol: inverseCall, askPriceCoin: 0.05, bidPriceCoin: 0.04 })
  const listed = listedAs(order.symbol, { tickSize: { base: 0.5, steps: [] }, lotSize: 10, minOrderSize: 10 })
  const instruments = new Map(isListed ? [[order.symbol, listed] as const] : [])
  const step = stepWith({ quotes, instruments, openOrders: new Map([[order.id, order]]) })
  return { step, answer: amendOrder(step, order, { ...unchanged, ...terms }) }
}

describe('amending an order', () => {
  it('gives it the terms that are named and leaves all else as it was', () => {
    const order = waiting()
    const { step, answer } = amended(order, { limitPriceUsd: 91 })
    expect(answer).toEqual({ ...order, limitPriceUsd: 91, updatedAtMs: step.start.nowMs })
    expect(amended(order, { quantityCoin: 5 }).answer).toMatchObject({ quantityCoin: 5, limitPriceUsd: 90 })
    expect(step.orderEvents.map(({ change }) => change)).toEqual(['AMENDED'])
  })

  it('fills what is left of it where its new limit reaches the quote', () => {
    const { step, answer } = amended(waiting(), { limitPriceUsd: 101 })
    expect(answer).toMatchObject({ status: 'FILLED', filledCoin: 10 })
    expect(step.fills).toMatchObject([{ quantityCoin: 6, priceUsd: 101, orderId: 'w' }])
  })

  it.each([4, 3])('to %d coins leaves nothing where four are filled', (quantityCoin) => {
    const { step, answer } = amended(waiting(), { quantityCoin })
    expect(answer).toEqual({
      ...{ refused: 'NothingLeft', filledCoin: 4 },
      message: '4 of the order were filled already; the quantity must be above that',
    })
    expect(step.isEmpty).toBe(true)
    expect(amended(waiting(), { quantityCoin }, true).answer).toMatchObject({ refused: 'NothingLeft' })
  })

  it('to the USD that were paid for what is filled leaves nothing either', () => {
    expect(amended(waiting(), { quantityUsd: 320 }).answer).toMatchObject({ refused: 'NothingLeft', filledCoin: 4 })
    expect(amended(waiting(), { quantityUsd: 330 }).answer).toMatchObject({ quantityCoin: 4.11111111 })
  })

  it('holds to the lot and the tick what is new alone', () => {
    const odd = waiting({ limitPriceUsd: 90.2 })
    expect(amended(odd, { quantityCoin: 5 }, true).answer).toMatchObject({ limitPriceUsd: 90.2 })
    expect(amended(odd, { limitPriceUsd: 90.2 }, true).answer).toMatchObject({ refused: 'OffStep' })
    // Its 6 coins that are left are no whole lots at 90.5; the same quantity again is no other one.
    expect(amended(odd, { limitPriceUsd: 90.5, quantityCoin: 10 }, true).answer).toMatchObject({ quantityCoin: 10 })
    expect(amended(odd, { limitPriceUsd: 90.5, quantityCoin: 10.01 }, true).answer).toMatchObject({
      quantityCoin: 9.96685083,
    })
    const inCoin = waiting({ symbol: inverseCall, limitPriceUsd: null, limitPriceCoin: 0.3, quantityCoin: 20 })
    expect(amended(inCoin, { limitPriceCoin: 0.2 }, true).answer).toMatchObject({ field: 'limitPriceCoin' })
  })

  it.each<[string, Partial<OrderAmendment>, string, string]>([
    [
      linear,
      { quantityUsd: 50 },
      'quantityUsd',
      `The quantity of ${linear} is in the coin: give quantityCoin in place of quantityUsd`,
    ],
    [
      inverse,
      { limitPriceCoin: 1 },
      'limitPriceCoin',
      `${inverse} is quoted in USD, so its limit is no limitPriceCoin`,
    ],
    [
      inverseCall,
      { limitPriceUsd: 1 },
      'limitPriceUsd',
      `${inverseCall} is quoted in the coin, so its limit is no limitPriceUsd`,
    ],
  ])('of %s with %j is in the wrong unit', (symbol, terms, field, message) => {
    const order = waiting({ symbol })
    expect(amended(order, terms).answer).toEqual({ refused: 'WrongUnit', field, message })
  })
})
