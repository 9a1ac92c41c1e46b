import { describe, expect, it } from 'vitest'
import { account } from '../../../tests/support/store/records.js'
import { booksOf, inverse, planWith, quotesOf } from '../../../tests/support/trading/ledger-builders.js'
import { orderOf, stepWith } from '../../../tests/support/trading/step.js'
import type { Order } from '../../domain/order.js'
import type { Step, StepTrade } from './step.js'

const tradeOf = (values: Partial<StepTrade> = {}): StepTrade => ({
  ...{ symbol: inverse, side: 'BUY', quantityCoin: 4, priceUsd: 101, priceCoin: null, feeUsd: 0.2, leverage: 2 },
  ...{ exitPlan: null, decisionId: null, confidence: null, reason: 'ORDER', timeMs: 1_000_000 },
  ...{ liquidity: 'TAKER', freshness: 'LIVE', ...values },
})

const waiting = orderOf({ id: 'w', placedAtMs: 5, updatedAtMs: 5 })
const opened = (step: Step) => step.openOrders().map(({ id }) => id)

describe('a step', () => {
  it('is empty until something is done, and is told as it was done', () => {
    const step = stepWith({ openOrders: new Map([['w', waiting]]), source: 'DERIBIT' })
    expect([step.isEmpty, opened(step), step.orders]).toEqual([true, ['w'], []])
    step.place(orderOf({ id: 'n' }))
    step.amend({ ...waiting, quantityCoin: 7 })
    expect(step.isEmpty).toBe(false)
    expect(opened(step)).toEqual(['w', 'n'])
    const cancelled = step.cancel(waiting, 'No more')
    expect(cancelled).toEqual({ ...waiting, status: 'CANCELLED', cancelReason: 'No more', updatedAtMs: 1_000_000 })
    expect(opened(step)).toEqual(['n'])
    expect(step.orders.map(({ id, status }) => [id, status])).toEqual([
      ['n', 'OPEN'],
      ['w', 'CANCELLED'],
    ])
    const header = { accountId: 'me', asOf: 1_000_000, source: 'DERIBIT', freshness: 'LIVE', symbol: inverse }
    expect(step.orderEvents).toEqual([
      { ...header, id: 'id-1', change: 'PLACED', order: orderOf({ id: 'n' }) },
      { ...header, id: 'id-2', change: 'AMENDED', order: { ...waiting, quantityCoin: 7, updatedAtMs: 1_000_000 } },
      { ...header, id: 'id-3', change: 'CANCELLED', order: cancelled },
    ])
  })

  it.each<[string, (step: Step) => void]>([
    ['an account that begins anew', (step) => step.beginAnew(account('me'), 5)],
    ['an account that is closed', (step) => step.close(account('me'))],
    ['another exit plan', (step) => void step.ledger.positions.map((held) => step.replan(held, null))],
  ])('is not empty with %s', (_name, act) => {
    const step = stepWith({ ledger: booksOf(10_000, {}) })
    act(step)
    expect(step.isEmpty).toBe(false)
  })

  it('tells of an order in what nobody hears as stale', () => {
    const step = stepWith({ quotes: quotesOf() })
    step.cancel(waiting, 'No more')
    expect(step.orderEvents).toMatchObject([{ freshness: 'STALE' }])
  })
})

describe('a trade', () => {
  it('fills its order, partly and then whole, at the average of its prices', () => {
    const step = stepWith()
    const partly = step.trade(orderOf(), tradeOf())
    expect(partly).toMatchObject({ status: 'OPEN', filledCoin: 4, averageFillPriceUsd: 101, feeUsd: 0.2 })
    const whole = step.trade(partly, tradeOf({ quantityCoin: 6, priceUsd: 102, feeUsd: 0.1 }))
    expect(whole).toMatchObject({ status: 'FILLED', filledCoin: 10, averageFillPriceUsd: 101.6, feeUsd: 0.3 })
    expect(step.orderEvents.map(({ change, order }) => [change, order])).toEqual([
      ['PARTLY_FILLED', partly],
      ['FILLED', whole],
    ])
  })

  it('costs exactly its fee, of which records have six decimals, and an order what its fills have', () => {
    const step = stepWith()
    const feeUsd = 0.123456789
    const filled = [4, 6].reduce(
      (order: Order, coins) => step.trade(order, tradeOf({ quantityCoin: coins, feeUsd })),
      orderOf(),
    )
    expect(step.fills.map((fill) => fill.feeUsd)).toEqual([0.123457, 0.123457])
    expect(filled.feeUsd).toBe(0.246914)
    expect(step.ledger.feesUsd).toBe(2 * feeUsd)
  })

  it('is of one price where all fills have it, whatever binary fractions make of the average', () => {
    const step = stepWith()
    const price = { priceUsd: 0.1 + 0.2 }
    const filled = [3, 3, 3].reduce(
      (order: Order, quantityCoin) => step.trade(order, tradeOf({ ...price, quantityCoin })),
      orderOf(),
    )
    expect(filled.averageFillPriceUsd).toBe(price.priceUsd)
  })

  it('is kept with its order, its decision and what it realized, at the precision of records', () => {
    const exitPlan = planWith({ stopLossUsd: 90 })
    const step = stepWith({ ledger: booksOf(10_000, { quantityCoin: 4, decisionId: 'd', exitPlan }) })
    const sell = tradeOf({ side: 'SELL', priceUsd: 101.1234567, reason: 'STOP', liquidity: 'MAKER', priceCoin: 0.5 })
    step.trade(orderOf({ id: 'o', side: 'SELL', decisionId: 'by' }), sell)
    const facts = { accountId: 'me', source: 'SIMULATED' }
    expect(step.fills).toEqual([
      {
        ...{ ...facts, id: 'id-3', orderId: 'o', decisionId: 'by', asOf: 1_000_000, freshness: 'LIVE', reason: 'STOP' },
        ...{ symbol: inverse, side: 'SELL', quantityCoin: 4, priceUsd: 101.1234567, priceCoin: 0.5, feeUsd: 0.2 },
        ...{ liquidity: 'MAKER', realizedPnlUsd: 4.493827 },
      },
    ])
    expect(step.closedTrades).toEqual([
      expect.objectContaining({ ...facts, id: 'id-1', pnlUsd: 4.293827, feesUsd: 0.2, fundingUsd: 0, outcome: 'STOP' }),
    ])
    expect(step.scores).toEqual([
      {
        ...{ id: 'id-2', accountId: 'me', decisionId: 'd' },
        score: { outcome: 'STOP', pnlUsd: 4.293827, rMultiple: 0.1073, closedAtMs: 1_000_000 },
      },
    ])
  })

  it('by delivery is kept with what it was delivered at', () => {
    const step = stepWith()
    const delivery = { priceUsd: 112, origin: 'AVERAGE' } as const
    step.trade(orderOf(), tradeOf({ delivery }))
    step.trade(orderOf({ id: 'x' }), tradeOf())
    expect(step.fills.map((fill) => fill.delivery)).toEqual([delivery, undefined])
    expect(step.fills[1]).not.toHaveProperty('delivery')
  })
})
