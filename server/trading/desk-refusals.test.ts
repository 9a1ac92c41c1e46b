import { describe, expect, it } from 'vitest'
import { call, chainWith, decisionOf, limitOrder, marketOrder, startMs } from '../../tests/support/trading/builders.js'
import { callOf, deskUnderTest, tradingDesk, type DeskUnderTest } from '../../tests/support/trading/desk.js'
import { buying } from '../../tests/support/trading/scripted-agent.js'
import type { OrderRequest } from '../domain/order.js'

describe('a reduce-only order', () => {
  it('closes at most what there is', async () => {
    await using test = await tradingDesk()
    await test.place(marketOrder({ quantityCoin: 4 }))
    const { order } = await test.place(marketOrder({ side: 'SELL', reduceOnly: true }))
    expect(order).toMatchObject({ status: 'FILLED', quantityCoin: 4, filledCoin: 4 })
    expect(test.positions()).toEqual([])
  })

  it('is refused without a position on the other side', async () => {
    await using test = await tradingDesk()
    const sell = marketOrder({ side: 'SELL', reduceOnly: true })
    expect(await test.refusal(sell)).toMatchObject({ refused: 'NothingToReduce' })
    await test.place(marketOrder({ side: 'SELL' }))
    expect(await test.refusal(sell)).toMatchObject({ refused: 'NothingToReduce' })
  })

  it('is cancelled, while it waits, when there is nothing left to reduce', async () => {
    await using test = await tradingDesk()
    await test.place(marketOrder({ quantityCoin: 4 }))
    const { order } = await test.place(limitOrder(110, { side: 'SELL', reduceOnly: true, quantityCoin: 4 }))
    await test.place(marketOrder({ side: 'SELL', quantityCoin: 3 }))
    await test.say({ bidPriceUsd: 111, bidAmountUsd: 55.5, askPriceUsd: 112, markPriceUsd: 111 })
    expect(await test.fills()).toMatchObject([{}, {}, { quantityCoin: 0.5, priceUsd: 110 }])
    await test.say({ bidPriceUsd: 111, bidAmountUsd: 555, askPriceUsd: 112, markPriceUsd: 111 })
    await test.say({ bidPriceUsd: 111, bidAmountUsd: 556, askPriceUsd: 112, markPriceUsd: 111 })
    expect(test.positions()).toEqual([])
    expect(await test.order(order.id)).toMatchObject({
      status: 'CANCELLED',
      filledCoin: 1,
      cancelReason: 'There is no position left that it could reduce',
    })
  })
})

describe('an order that is refused', () => {
  it.each(['HALTED', 'LOCKED', 'SETTLEMENT', 'CLOSED', 'CREATED'] as const)(
    'says that the instrument is %s, and nothing fills, stops or is liquidated meanwhile',
    async (state) => {
      await using test = await tradingDesk()
      await test.place(marketOrder({ quantityCoin: 500, leverage: 50, stopLossUsd: 90 }))
      const { order } = await test.place(limitOrder(95, { quantityCoin: 1, leverage: 50 }))
      expect(order.status).toBe('OPEN')
      const crash = { bidPriceUsd: 79, askPriceUsd: 80, markPriceUsd: 80 }
      await test.say({ ...crash, state })
      expect(await test.refusal(marketOrder())).toMatchObject({ refused: 'InstrumentHalted', state })
      expect(await test.refusal(limitOrder(50))).toMatchObject({ refused: 'InstrumentHalted', state })
      expect(await test.fills()).toHaveLength(1)
      expect(await test.order(order.id)).toMatchObject({ status: 'OPEN', filledCoin: 0 })
      await test.say(crash)
      expect((await test.fills()).length).toBeGreaterThan(1)
    },
  )

  it.each(['quoteFreshness', 'markFreshness'] as const)(
    'fills at no option whose %s is STALE, and at the others of its chain',
    async (group) => {
      await using test = await tradingDesk()
      const other = 'BTC-15NOV23-110-C'
      await test.sayChain(chainWith([{ symbol: call, [group]: 'STALE' }, { symbol: other }]))
      expect(await test.refusal(marketOrder({ symbol: call, quantityCoin: 1 }))).toMatchObject({
        refused: 'StalePrice',
      })
      await test.place(marketOrder({ symbol: other, quantityCoin: 1 }))
    },
  )

  it('fills at no option whose forward is STALE', async () => {
    await using test = await tradingDesk()
    await test.sayChain(chainWith([{ symbol: call }], { underlyingFreshness: 'STALE' }))
    expect(await test.refusal(marketOrder({ symbol: call, quantityCoin: 1 }))).toMatchObject({ refused: 'StalePrice' })
  })

  it('finds no mark to be valued at while the mark is doubted, which liquidates, stops and values nothing', async () => {
    await using test = await tradingDesk()
    await test.place(marketOrder({ side: 'SELL', quantityCoin: 500, leverage: 50, stopLossUsd: 120 }))
    const before = test.performance()
    await test.say({ markPriceUsd: 1_000, markDoubted: true })
    expect(test.positions()).toMatchObject([{ quantityCoin: 500, markPriceUsd: 100 }])
    expect(test.performance()).toMatchObject({
      accountValueUsd: before.accountValueUsd,
      maxDrawdownPct: before.maxDrawdownPct,
    })
    expect(await test.refusal(marketOrder({ quantityCoin: 1 }))).toMatchObject({ refused: 'NoQuote' })
    await test.say({ askPriceUsd: 130, markPriceUsd: 130 })
    expect((await test.fills()).at(-1)).not.toMatchObject({ reason: 'ORDER' })
  })

  it('values a position at its last mark while none is known', async () => {
    await using test = await tradingDesk()
    await test.place(marketOrder())
    await test.say({ markPriceUsd: 104 })
    const { accountValueUsd } = test.performance()
    await test.say({ markPriceUsd: null })
    expect(test.performance()).toMatchObject({ accountValueUsd, freshness: 'STALE' })
  })

  it('says why, and is no order', async () => {
    await using test = await tradingDesk()
    await test.sayChain(chainWith([{ symbol: call }]))
    const refusalOf = async (request: Parameters<DeskUnderTest['refusal']>[0]) => (await test.refusal(request)).refused
    expect(await refusalOf(marketOrder({ symbol: 'ETH-PERPETUAL' }))).toBe('UnknownInstrument')
    expect(await refusalOf(marketOrder({ symbol: 'BTC-14NOV23-100-C' }))).toBe('MarketClosed')
    await test.say({ askPriceUsd: null })
    expect(await refusalOf(marketOrder())).toBe('NoQuote')
    await test.say({ markPriceUsd: null })
    expect(await refusalOf(marketOrder())).toBe('NoQuote')
    await test.say({}, { freshness: 'STALE', asOf: startMs + 5_000 })
    expect(await test.refusal(marketOrder())).toMatchObject({ refused: 'StalePrice', asOf: startMs + 5_000 })
    expect(await refusalOf(limitOrder(95))).toBe('StalePrice')
    await test.say()
    expect(await refusalOf(marketOrder({ quantityCoin: 1_000 }))).toBe('InsufficientMargin')
    const { items } = orThrow(await test.journal.orders.newestFirst({ accountId: ['me'] }, { limit: 5 }))
    expect(items).toEqual([])
    expect(await test.fills()).toEqual([])
  })

  it('is so for the account that it comes from', async () => {
    await using test = await tradingDesk()
    const nobody = await test.refusal(marketOrder(), 'nobody')
    expect(nobody).toMatchObject({ refused: 'WrongAccountKind', accountKind: null })
    const positions = { asOf: startMs, positions: [] }
    await test.ask('publishPositions', callOf('bot'), positions)
    expect(await test.refusal(marketOrder(), 'bot')).toMatchObject({ accountKind: 'PUBLISHED' })
    expect(await test.ask('publishPositions', callOf('me'), positions)).toMatchObject({
      refused: 'WrongAccountKind',
      accountKind: 'PAPER',
    })
  })
})

describe('a stop or a target on the wrong side', () => {
  it.each<[string, Partial<OrderRequest>, string, number | null]>([
    ['a stop at the mark', { stopLossUsd: 100 }, 'stopLossUsd', 100],
    ['a target at the mark', { profitTargetUsd: 100 }, 'profitTargetUsd', 100],
    ['the stop of a seller below', { side: 'SELL', stopLossUsd: 90 }, 'stopLossUsd', 100],
    ['the target of a seller above', { side: 'SELL', profitTargetUsd: 110 }, 'profitTargetUsd', 100],
    ['a stop between limit and mark', { ...limitOrder(95), stopLossUsd: 97 }, 'stopLossUsd', 95],
    ['a stop between mark and a limit that crosses', { ...limitOrder(105), stopLossUsd: 102 }, 'stopLossUsd', 100],
    [
      'the stop of a seller between mark and limit',
      { ...limitOrder(110, { side: 'SELL' }), stopLossUsd: 105 },
      'stopLossUsd',
      110,
    ],
  ])('is refused: %s', async (_name, values, field, priceUsd) => {
    await using test = await tradingDesk()
    expect(await test.refusal(marketOrder(values))).toMatchObject({ refused: 'WrongExit', field, priceUsd })
    expect(test.positions()).toEqual([])
  })

  it('is compared with the mark where an order fills at once, however far its limit is', async () => {
    await using test = await tradingDesk()
    await test.say({ markPriceUsd: 100, bidPriceUsd: 93, askPriceUsd: 94 })
    const refusal = await test.refusal(limitOrder(95, { profitTargetUsd: 98 }))
    expect(refusal).toMatchObject({ refused: 'WrongExit', field: 'profitTargetUsd', priceUsd: 100 })
  })

  it('is measured in USD where the limit is in the coin', async () => {
    await using test = await tradingDesk()
    await test.sayChain(chainWith([{ symbol: call }]))
    const order = { symbol: call, leverage: 1 }
    const refusal = await test.refusal(limitOrder(0.03, { ...order, stopLossUsd: 3 }))
    expect(refusal).toMatchObject({ refused: 'WrongExit', priceUsd: 3 })
    await test.place(limitOrder(0.03, { ...order, stopLossUsd: 2, profitTargetUsd: 3.5 }))
  })

  it('is any, of an order that only reduces', async () => {
    await using test = await tradingDesk()
    await test.place(marketOrder({ stopLossUsd: 90, profitTargetUsd: 120 }))
    const sell = marketOrder({ side: 'SELL', reduceOnly: true, profitTargetUsd: 80 })
    expect(await test.refusal(sell)).toMatchObject({
      refused: 'WrongExit',
      field: 'profitTargetUsd',
      priceUsd: null,
      message: 'A reduce-only order takes no profitTargetUsd',
    })
  })

  it('is the error of an agent that decided so', async () => {
    await using test = await deskUnderTest({ script: [buying({ stopLossUsd: 100 })] })
    await test.say()
    expect(await test.decisions()).toMatchObject([
      { executed: false, error: 'The stopLossUsd of 100 is not below the mark price, 100 USD' },
    ])
  })
})

describe('the bounds of orders', () => {
  it('let 200 wait, and take still what fills at once', async () => {
    await using test = await tradingDesk()
    const wait = limitOrder(50, { quantityCoin: 0.001 })
    const waiting = await Promise.all(Array.from({ length: 200 }, () => test.place(wait)))
    expect(await test.refusal(wait)).toMatchObject({ refused: 'TooManyOrders', most: 200 })
    await test.say({ askAmountUsd: 101 })
    expect(await test.refusal(limitOrder(101, { quantityCoin: 2 }))).toMatchObject({ refused: 'TooManyOrders' })
    expect(test.positions()).toEqual([])
    await test.place(limitOrder(101, { quantityCoin: 1 }))
    await test.ask('cancelOrder', callOf('me'), { orderId: waiting[0]?.order.id ?? '' })
    await test.place(wait)
  })

  it.each<[string, Partial<OrderRequest>, string]>([
    ['a quantity', { quantityCoin: 1.1e15 }, 'quantityCoin'],
    ['what is worth too much', { quantityCoin: 1.1e10 }, 'quantityCoin'],
    ['what is worth too much at its limit', limitOrder(1e12, { side: 'SELL', quantityCoin: 2 }), 'quantityCoin'],
    ['an option on too much', { symbol: call, side: 'SELL', quantityCoin: 1.1e10, leverage: 1 }, 'quantityCoin'],
    ['a limit', limitOrder(1e300, { side: 'SELL' }), 'limitPriceUsd'],
    ['a limit in the coin', limitOrder(1e300, { symbol: call, side: 'SELL', leverage: 1 }), 'limitPriceCoin'],
    ['a stop', { side: 'SELL', stopLossUsd: 1e300 }, 'stopLossUsd'],
    ['a target', { profitTargetUsd: 1.1e12 }, 'profitTargetUsd'],
    ['what is no number', { quantityCoin: NaN }, 'quantityCoin'],
  ])('refuse %s that is beyond reckoning', async (_name, values, field) => {
    await using test = await tradingDesk()
    await test.sayChain(chainWith([{ symbol: call }]))
    // JSON has no such numbers: a command that comes with one did not travel.
    const command = { kind: 'placeOrder', ...callOf('me'), wish: marketOrder(values) } as const
    expect(await test.desk.brokerage.carryOut(command, () => true)).toMatchObject({ refused: 'OutOfBounds', field })
  })

  it('reckon with what is just within them', async () => {
    await using test = await tradingDesk()
    const huge = limitOrder(1e12, { side: 'SELL', quantityCoin: 1, leverage: 1 })
    const refusal = await test.refusal(huge)
    expect(refusal).toMatchObject({ refused: 'InsufficientMargin', neededUsd: 1e12 })
  })

  it('are the error of an agent that decides beyond them', async () => {
    await using test = await deskUnderTest({ script: [buying({ quantityCoin: 1e299, stopLossUsd: null })] })
    await test.say()
    expect(await test.decisions()).toMatchObject([{ executed: false, error: 'The quantityCoin is more than 1e10' }])
  })
})

describe('the margin of an order', () => {
  it('must be there on arrival, for what is filled and for what is to wait', async () => {
    await using test = await tradingDesk()
    // 1,000 coins at 101, at leverage 10: 10,100 USD, of 10,000 less the fee of 50.50 and 1,000 lost to the mark.
    expect(await test.refusal(marketOrder({ quantityCoin: 1_000, leverage: 10 }))).toMatchObject({
      refused: 'InsufficientMargin',
      neededUsd: 10_100,
      availableUsd: 8_949.5,
    })
    expect(await test.refusal(limitOrder(95, { quantityCoin: 1_100, leverage: 10 }))).toMatchObject({
      refused: 'InsufficientMargin',
      neededUsd: 10_450,
      availableUsd: 10_000,
    })
    expect(test.performance()).toMatchObject({ cashUsd: 10_000, openPositions: 0 })
  })

  it('is asked for again when an order that waited is about to be filled', async () => {
    await using test = await tradingDesk()
    const first = await test.place(limitOrder(95, { quantityCoin: 600, leverage: 10 }))
    const second = await test.place(limitOrder(95, { quantityCoin: 600, leverage: 10 }))
    await test.say({ bidPriceUsd: 94, askPriceUsd: 95, markPriceUsd: 95 })
    expect(await test.order(first.order.id)).toMatchObject({ status: 'FILLED' })
    expect(await test.order(second.order.id)).toMatchObject({ status: 'CANCELLED', filledCoin: 0 })
    expect((await test.order(second.order.id)).cancelReason).toMatch(/^This needs .* USD of initial margin/)
  })

  it('is not asked for to get out', async () => {
    await using test = await tradingDesk()
    await test.place(marketOrder({ quantityCoin: 400, leverage: 50 }))
    await test.say({ bidPriceUsd: 78, askPriceUsd: 79, markPriceUsd: 78.5 })
    expect(test.desk.accounts.portfolio('me')?.marginAvailableUsd).toBeLessThan(1_000)
    const { order } = await test.place(marketOrder({ side: 'SELL', quantityCoin: 100 }))
    expect(order.status).toBe('FILLED')
  })
})

describe('cancelling', () => {
  it('ends an open order, and what was filled of it stays', async () => {
    await using test = await tradingDesk()
    await test.say({ askAmountUsd: 303 })
    const { order } = await test.place(limitOrder(101))
    const answer = await test.ask('cancelOrder', callOf('me'), { orderId: order.id })
    expect(answer).toMatchObject({
      done: 'OrderCancelled',
      order: { id: order.id, status: 'CANCELLED', filledCoin: 3, cancelReason: 'Cancelled by its owner' },
    })
    await test.say({ askAmountUsd: 3_000 })
    expect(test.positions()).toMatchObject([{ quantityCoin: 3 }])
  })

  it('says of an order that is not open what became of it, and nothing of the orders of others', async () => {
    await using test = await tradingDesk()
    const { order } = await test.place(marketOrder())
    const cancel = (id: string, accountId = 'me') => test.ask('cancelOrder', callOf(accountId), { orderId: id })
    expect(await cancel(order.id)).toMatchObject({ refused: 'OrderNotOpen', status: 'FILLED' })
    expect(await cancel('nonsense')).toMatchObject({ refused: 'OrderNotOpen', status: null })
    await test.openAccount('other')
    const { order: mine } = await test.place(limitOrder(90))
    expect(await cancel(mine.id, 'other')).toMatchObject({ refused: 'OrderNotOpen', status: null })
    expect((await test.order(mine.id)).status).toBe('OPEN')
  })

  it('comes too late for an order that is being filled, and says so', async () => {
    await using test = await tradingDesk()
    const { order } = await test.place(limitOrder(95))
    test.journal.hold()
    await test.hear({ askPriceUsd: 95 })
    const cancelled = test.ask('cancelOrder', callOf('me'), { orderId: order.id })
    await test.journal.untilWaiting()
    test.journal.open()
    expect(await cancelled).toMatchObject({ refused: 'OrderNotOpen', status: 'FILLED' })
  })
})

it('hears of nothing but what was committed: an order that the journal refuses leaves no trace', async () => {
  await using test = await tradingDesk()
  await test.say({ askAmountUsd: 1_010 })
  test.journal.hold()
  const placed = test.ask('placeOrder', callOf('me', { idempotencyKey: 'again' }), marketOrder())
  await test.journal.untilWaiting()
  test.journal.fail()
  await expect(placed).rejects.toThrow('The disk is full')
  test.journal.open()
  expect([test.positions(), await test.fills(), test.published('fill')]).toEqual([[], [], []])
  const retry = await test.ask('placeOrder', callOf('me', { idempotencyKey: 'again' }), marketOrder())
  expect(retry).toMatchObject({ done: 'OrderPlaced', order: { status: 'FILLED' } })
})

function orThrow<T>(page: T | string): T {
  if (typeof page === 'string') throw new Error(page)
  return page
}

describe('a first publication under an id that becomes a paper account in the same turn', () => {
  it('is refused, now and when it is asked again', async () => {
    await using test = await tradingDesk()
    const once = callOf('both')
    const opening = test.ask('openAccount', callOf('both'), { name: 'Both', depositUsd: 1 })
    const refused = { refused: 'WrongAccountKind', accountKind: 'PAPER' }
    expect(await test.ask('publishDecision', once, decisionOf())).toMatchObject(refused)
    expect(await opening).toMatchObject({ done: 'AccountOpened' })
    expect(await test.ask('publishDecision', once, decisionOf())).toMatchObject(refused)
  })
})
