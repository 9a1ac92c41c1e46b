import { describe, expect, it } from 'vitest'
import type { InvalidationRule } from '../../server/domain/decision.js'
import {
  call,
  callExpiryMs,
  chainWith,
  limitOrder,
  linearCall,
  marketOrder,
  startMs,
} from '../../tests/support/trading/builders.js'
import { deskUnderTest, intervalMs, tradingDesk, type DeskUnderTest } from '../../tests/support/trading/desk.js'
import { buying, closing } from '../../tests/support/trading/scripted-agent.js'

const minute = 60_000
const lastFill = async (test: DeskUnderTest) => (await test.fills()).at(-1)

describe('the engine, closing by plan', () => {
  it('stops a long at its stop and a short at its own, at the quote and as a taker', async () => {
    await using test = await tradingDesk()
    await test.place(marketOrder({ stopLossUsd: 90 }))
    await test.say({ bidPriceUsd: 89, markPriceUsd: 90.01 })
    expect(test.positions()).toHaveLength(1)
    await test.say({ bidPriceUsd: 89, markPriceUsd: 90 })
    expect(await lastFill(test)).toMatchObject({ reason: 'STOP', side: 'SELL', priceUsd: 89, liquidity: 'TAKER' })
    await test.place(marketOrder({ side: 'SELL', stopLossUsd: 110 }))
    await test.say({ askPriceUsd: 112, markPriceUsd: 111 })
    expect(await lastFill(test)).toMatchObject({ reason: 'STOP', side: 'BUY', priceUsd: 112 })
    expect((await test.closedTrades()).map(({ outcome }) => outcome)).toEqual(['STOP', 'STOP'])
  })

  it('closes more than one order may be of', async () => {
    await using test = await tradingDesk()
    await test.openAccount('rich', 1e9)
    const penny = {
      symbol: linearCall,
      bidPriceUsd: 0.1,
      askPriceUsd: 0.1,
      markPriceUsd: 0.1,
      bidAmountCoin: null,
      askAmountCoin: null,
    }
    await test.sayChain(chainWith([penny]))
    for (let order = 0; order < 2; order += 1) {
      await test.place(marketOrder({ symbol: linearCall, quantityCoin: 1e9, leverage: 1, stopLossUsd: 0.05 }), 'rich')
    }
    expect(test.positions('rich')).toMatchObject([{ quantityCoin: 2e9 }])
    await test.sayChain(chainWith([{ ...penny, markPriceUsd: 0.05 }]))
    expect((await test.fills('rich')).at(-1)).toMatchObject({ reason: 'STOP', quantityCoin: 2e9 })
  })

  it('takes the profit at the target', async () => {
    await using test = await tradingDesk()
    await test.place(marketOrder({ profitTargetUsd: 120 }))
    await test.say({ bidPriceUsd: 119.5, markPriceUsd: 120 })
    expect(await lastFill(test)).toMatchObject({ reason: 'TARGET', priceUsd: 119.5, realizedPnlUsd: 185 })
    const order = await test.order((await lastFill(test))?.orderId ?? '')
    expect(order).toMatchObject({ origin: 'ENGINE', reduceOnly: true, status: 'FILLED' })
  })

  it.each<[string, Partial<InvalidationRule>, (test: DeskUnderTest) => Promise<void>]>([
    ['mark price', { measure: 'MARK_PRICE_USD', value: 95 }, (test) => test.say({ markPriceUsd: 95 })],
    ['index price', { measure: 'INDEX_PRICE_USD', value: 95 }, (test) => test.say({}, { indexPriceUsd: 95 })],
    ['volatility index', { measure: 'VOLATILITY_INDEX', value: 0.3 }, (test) => test.say({}, { volatilityIndex: 0.3 })],
    ['time', { untilMs: startMs + minute }, (test) => test.say({}, { asOf: startMs + minute })],
  ])('closes when its %s ends the idea', async (_name, rule, happens) => {
    await using test = await tradingDesk()
    const comparison = rule.measure === undefined ? null : ('BELOW' as const)
    await test.place(
      marketOrder({ invalidationRule: { measure: null, value: null, untilMs: null, comparison, ...rule } }),
    )
    await test.say({}, { volatilityIndex: 0.5 })
    expect(test.positions()).toHaveLength(1)
    await happens(test)
    expect(await lastFill(test)).toMatchObject({ reason: 'INVALIDATED' })
  })

  it.each([
    ['index', { measure: 'INDEX_PRICE_USD', value: 90 }, { indexFreshness: 'STALE' }],
    ['volatility index', { measure: 'VOLATILITY_INDEX', value: 0.3 }, { volatilityIndexFreshness: 'STALE' }],
  ] as const)('does not close by an %s that is not being heard', async (_name, rule, silent) => {
    await using test = await tradingDesk()
    await test.say({}, { volatilityIndex: 0.5 })
    await test.sayChain(chainWith([{ symbol: call }]))
    const invalidationRule = { comparison: 'BELOW', untilMs: null, ...rule } as const
    await test.place(marketOrder({ symbol: call, leverage: 1, invalidationRule }))
    const fallen = { indexPriceUsd: 80, volatilityIndex: 0.2 }
    await test.say({}, { ...fallen, ...silent })
    expect(test.positions()).toHaveLength(1)
    await test.say({}, fallen)
    expect(await lastFill(test)).toMatchObject({ reason: 'INVALIDATED', symbol: call })
  })

  it('ends an idea by the clock of its own currency', async () => {
    await using test = await tradingDesk()
    const untilMs = startMs + minute
    await test.place(marketOrder({ invalidationRule: { measure: null, comparison: null, value: null, untilMs } }))
    await test.say({ symbol: 'ETH-PERPETUAL' }, { currency: 'ETH', asOf: untilMs })
    await test.say({}, { asOf: untilMs - 1 })
    expect(test.positions()).toHaveLength(1)
    await test.say({}, { asOf: untilMs })
    expect(test.positions()).toEqual([])
  })

  it('closes an option by its own implied volatility', async () => {
    await using test = await tradingDesk()
    await test.sayChain(chainWith([{ symbol: call }]))
    const invalidationRule = { measure: 'MARK_IV', comparison: 'ABOVE', value: 0.8, untilMs: null } as const
    await test.place(marketOrder({ symbol: call, leverage: 1, invalidationRule }))
    await test.sayChain(chainWith([{ symbol: call, markIv: 0.8 }]))
    expect(await lastFill(test)).toMatchObject({ reason: 'INVALIDATED', symbol: call, priceUsd: 3.9 })
  })

  it('closes as much as the quote takes, and the rest at the next', async () => {
    await using test = await tradingDesk()
    await test.place(marketOrder({ stopLossUsd: 90 }))
    const low = { bidPriceUsd: 90, markPriceUsd: 89 }
    await test.say({ ...low, bidAmountUsd: 360 })
    await test.say({ ...low, bidAmountUsd: 360 })
    expect(test.positions()).toMatchObject([{ quantityCoin: 6 }])
    await test.say({ ...low, bidAmountUsd: 900 })
    expect(test.positions()).toEqual([])
    expect(await test.closedTrades()).toMatchObject([{ quantityCoin: 10, outcome: 'STOP' }])
  })

  it('waits for a live price with a bid', async () => {
    await using test = await tradingDesk()
    await test.place(marketOrder({ stopLossUsd: 90 }))
    await test.say({ markPriceUsd: 80, bidPriceUsd: 80 }, { freshness: 'STALE' })
    await test.say({ markPriceUsd: 80, bidPriceUsd: null })
    expect(test.positions()).toHaveLength(1)
    await test.say({ markPriceUsd: 80, bidPriceUsd: 80 })
    expect(test.positions()).toEqual([])
  })
})

describe('the engine, liquidating', () => {
  it('closes what is larger than the account can keep, between decisions, at the quote', async () => {
    await using test = await deskUnderTest({
      script: [buying({ quantityCoin: 900, leverage: 50, stopLossUsd: null })],
    })
    await test.say({ bidPriceUsd: 100.5 })
    await test.say({ bidPriceUsd: 90, markPriceUsd: 91.1 })
    expect(test.published('fill')).toHaveLength(1)
    // 10,000 − 45.45 − 900 × (101 − 90.7) = 684.55, less than 1 % of 90,900 contracts.
    await test.say({ bidPriceUsd: null, markPriceUsd: 90.7 })
    expect(test.published('fill')).toHaveLength(1)
    await test.say({ bidPriceUsd: 90.5, markPriceUsd: 90.7 })
    expect(test.published('fill')[1]).toMatchObject({ reason: 'LIQUIDATION', side: 'SELL', priceUsd: 90.5 })
    expect(test.performance('a')).toMatchObject({ openPositions: 0, trades: 1 })
    expect(await test.decisions()).toMatchObject([{ outcome: 'CLOSED' }])
  })

  it('cancels what waits first, then closes the largest as far as its quote goes, one at a time', async () => {
    await using test = await tradingDesk()
    const eth = (markPriceUsd: number) =>
      test.say(
        { symbol: 'ETH-PERPETUAL', bidPriceUsd: markPriceUsd, askPriceUsd: markPriceUsd, markPriceUsd },
        { currency: 'ETH' },
      )
    await eth(100)
    const { order } = await test.place(limitOrder(50, { quantityCoin: 1 }))
    await test.place(marketOrder({ symbol: 'ETH-PERPETUAL', quantityCoin: 100, leverage: 50 }))
    await test.place(marketOrder({ quantityCoin: 800, leverage: 50 }))
    // 10,000 − 800 × 11.50 − fees is worth less than 1 % of 80,800 and 10,000 contracts.
    await test.say({ bidPriceUsd: 89.5, bidAmountUsd: 44_750, askPriceUsd: 90, markPriceUsd: 89.5 })
    expect(await test.order(order.id)).toMatchObject({
      status: 'CANCELLED',
      cancelReason: 'The account was liquidated',
    })
    expect(test.positions()).toMatchObject([{ quantityCoin: 300 }, { symbol: 'ETH-PERPETUAL', quantityCoin: 100 }])
    await test.say({ bidPriceUsd: 86, bidAmountUsd: 8_600, askPriceUsd: 90, markPriceUsd: 86.5 })
    expect(test.positions()).toMatchObject([{ quantityCoin: 200 }, { symbol: 'ETH-PERPETUAL', quantityCoin: 100 }])
    const forced = (await test.fills()).slice(2)
    expect(forced).toMatchObject([
      { reason: 'LIQUIDATION', symbol: 'BTC-PERPETUAL', quantityCoin: 500 },
      { reason: 'LIQUIDATION', symbol: 'BTC-PERPETUAL', quantityCoin: 100 },
    ])
  })

  it('waits, and cancels nothing, until everything held is heard', async () => {
    await using test = await tradingDesk()
    const eth = (markPriceUsd: number, freshness: 'LIVE' | 'STALE') =>
      test.say(
        { symbol: 'ETH-PERPETUAL', bidPriceUsd: markPriceUsd, askPriceUsd: markPriceUsd, markPriceUsd },
        { currency: 'ETH', freshness },
      )
    await eth(100, 'LIVE')
    await test.place(marketOrder({ symbol: 'ETH-PERPETUAL', side: 'SELL', quantityCoin: 900, leverage: 50 }))
    await test.place(marketOrder({ quantityCoin: 900, leverage: 50 }))
    const { order } = await test.place(limitOrder(50, { quantityCoin: 1 }))
    await eth(100, 'STALE')
    await test.say({ bidPriceUsd: 80, askPriceUsd: 80, markPriceUsd: 80 })
    expect(test.positions()).toHaveLength(2)
    expect((await test.order(order.id)).status).toBe('OPEN')
    // The hedge had gained what the other lost.
    await eth(80, 'LIVE')
    expect(test.positions()).toHaveLength(2)
    expect((await test.order(order.id)).status).toBe('OPEN')
    await eth(95, 'LIVE')
    expect((await test.order(order.id)).status).toBe('CANCELLED')
    expect(await lastFill(test)).toMatchObject({ reason: 'LIQUIDATION' })
  })

  it('does not press a journal that refuses', async () => {
    await using test = await tradingDesk()
    await test.place(marketOrder({ quantityCoin: 900, leverage: 50 }))
    test.journal.hold()
    for (let mark = 0; mark < 3; mark += 1) {
      await test.hear({ markPriceUsd: 90, bidPriceUsd: 90 })
      test.journal.fail()
    }
    expect(test.journal.waiting()).toBe(0)
    expect(test.failures).toEqual(['The engine could not commit; it tries again'])
    test.journal.open()
    await test.clock.advance(1_000)
    await test.say({ markPriceUsd: 90, bidPriceUsd: 90 })
    expect(await lastFill(test)).toMatchObject({ reason: 'LIQUIDATION' })
  })

  it('looks at what is left after a delivery, not at what was there before', async () => {
    await using test = await tradingDesk()
    await test.sayChain(chainWith([{ symbol: call }]))
    await test.place(marketOrder({ symbol: call, side: 'SELL', quantityCoin: 500, leverage: 1 }))
    await test.place(marketOrder({ quantityCoin: 1 }))
    const { order } = await test.place(limitOrder(50, { quantityCoin: 0.1 }))
    // Its premium has gone up to what it cannot carry, but it is delivered at nothing.
    await test.say({}, { asOf: callExpiryMs - 30 * minute })
    await test.sayUntil(callExpiryMs - 1)
    const dear = { bidPriceUsd: 19, askPriceUsd: 21, markPriceUsd: 20, bidPriceCoin: 0.19, askPriceCoin: 0.21 }
    test.bus.publish('heardChain', 'any', chainWith([{ symbol: call, ...dear }]))
    await test.say({}, { asOf: callExpiryMs })
    expect((await test.order(order.id)).status).toBe('OPEN')
    expect(test.positions()).toMatchObject([{ symbol: 'BTC-PERPETUAL', quantityCoin: 1 }])
  })
})

describe('the engine, delivering', () => {
  it('settles at the mean of the index over the last half hour, for the delivery fee', async () => {
    await using test = await tradingDesk()
    await test.sayChain(chainWith([{ symbol: call }]))
    await test.place(marketOrder({ symbol: call, leverage: 1 }))
    await test.say({}, { asOf: callExpiryMs - 30 * minute, indexPriceUsd: 110 })
    await test.sayUntil(callExpiryMs - 16 * minute, {}, { indexPriceUsd: 110 })
    await test.sayUntil(callExpiryMs - minute, {}, { indexPriceUsd: 114 })
    await test.say({}, { asOf: callExpiryMs, indexPriceUsd: 150 })
    // Half the time at 110 and half at 114: it pays 12, and 0.015 % of 112 a coin.
    expect(await lastFill(test)).toMatchObject({
      reason: 'EXPIRY',
      liquidity: 'DELIVERY',
      side: 'SELL',
      quantityCoin: 10,
      priceUsd: 12,
      priceCoin: 12 / 112,
      feeUsd: 0.168,
      delivery: { priceUsd: 112, origin: 'AVERAGE' },
      realizedPnlUsd: 79,
    })
    expect(await test.closedTrades()).toMatchObject([{ symbol: call, outcome: 'EXPIRED', exitPriceUsd: 12 }])
    expect(test.performance()).toMatchObject({ openPositions: 0, unrealizedPnlUsd: 0, realizedPnlUsd: 79 })
  })

  it('lets what is worth nothing go for nothing', async () => {
    await using test = await tradingDesk()
    await test.say({}, { currency: 'BTC_USDC', perpetual: null })
    await test.sayChain(chainWith([{ symbol: linearCall }]))
    await test.place(marketOrder({ symbol: linearCall, side: 'SELL', leverage: 1 }))
    const linear = { currency: 'BTC_USDC', perpetual: null, indexPriceUsd: 99 }
    await test.say({}, { ...linear, asOf: callExpiryMs - 30 * minute })
    await test.sayUntil(callExpiryMs, {}, linear)
    expect(await lastFill(test)).toMatchObject({ side: 'BUY', priceUsd: 0, priceCoin: null, feeUsd: 0 })
    expect((await lastFill(test))?.realizedPnlUsd).toBeCloseTo(39, 8)
  })

  it('waits where no index was heard before the expiry, and says that the price is late, or told', async () => {
    for (const told of [false, true]) {
      await using test = await tradingDesk()
      await test.sayChain(chainWith([{ symbol: call }]))
      await test.place(marketOrder({ symbol: call, leverage: 1 }))
      await test.restart()
      await test.say({}, { asOf: callExpiryMs + minute, indexPriceUsd: null })
      await test.say({}, { asOf: callExpiryMs + 2 * minute, indexPriceUsd: 105 })
      await test.say({}, { asOf: callExpiryMs + 3 * minute, indexPriceUsd: 108 })
      expect(test.positions()).toHaveLength(1)
      if (told) {
        const deliveryPricesUsd = new Map([[callExpiryMs, 103]])
        await test.say({}, { asOf: callExpiryMs + 4 * minute, deliveryPricesUsd })
      } else await test.say({}, { asOf: callExpiryMs + 12 * minute, indexPriceUsd: 120 })
      expect(await lastFill(test)).toMatchObject({
        ...{ reason: 'EXPIRY', priceUsd: told ? 3 : 5 },
        delivery: told ? { priceUsd: 103, origin: 'EXCHANGE' } : { priceUsd: 105, origin: 'LATE' },
      })
    }
  })

  it('does not take the time of another currency for its own', async () => {
    await using test = await tradingDesk()
    await test.sayChain(chainWith([{ symbol: call }]))
    await test.place(marketOrder({ symbol: call, leverage: 1 }))
    const { order } = await test.place(limitOrder(0.01, { symbol: call, leverage: 1 }))
    await test.say({ symbol: 'ETH-PERPETUAL' }, { currency: 'ETH', asOf: callExpiryMs + minute })
    expect(test.positions()).toMatchObject([{ symbol: call }])
    expect(await test.order(order.id)).toMatchObject({ status: 'OPEN' })
    expect((await test.place(marketOrder({ symbol: call, leverage: 1 }))).order.status).toBe('FILLED')
    await test.say({}, { asOf: callExpiryMs - 30 * minute })
    await test.sayUntil(callExpiryMs)
    expect(test.positions()).toEqual([])
    expect(await test.order(order.id)).toMatchObject({ status: 'CANCELLED' })
    expect(await test.refusal(marketOrder({ symbol: call, leverage: 1 }))).toMatchObject({ refused: 'MarketClosed' })
  })
})

describe('what became of decisions', () => {
  it('is open until all of it is closed, then how it ended, what it made, and that over its risk', async () => {
    await using test = await deskUnderTest({ script: [buying(), closing({ quantityCoin: 4 }), closing()] })
    await test.say()
    expect(await test.decisions()).toMatchObject([{ outcome: 'OPEN', pnlUsd: null, rMultiple: null }])
    await test.clock.advance(intervalMs)
    await test.say({ bidPriceUsd: 111 })
    // 4 × 10 USD less the fee of all that was bought, 0.505, and of the 404 contracts that were sold.
    const [entry] = await test.decisions()
    expect(entry).toMatchObject({ outcome: 'OPEN', rMultiple: null, closedAtMs: null })
    expect(test.published('scoreEvent')).toMatchObject([{ seq: 1, decision: entry }])
    expect(entry?.pnlUsd).toBeCloseTo(40 - 0.505 - 0.202, 8)
    await test.clock.advance(intervalMs)
    await test.say({ bidPriceUsd: 106 })
    const [closed] = await test.decisions()
    const pnlUsd = 40 + 30 - 1.01
    expect(closed).toMatchObject({ outcome: 'CLOSED', closedAtMs: startMs + 750 })
    expect(test.published('scoreEvent').slice(1)).toMatchObject([{ seq: 2, decision: closed }])
    expect(test.published('closedTrade')).toEqual(await test.closedTrades('a'))
    expect(closed?.pnlUsd).toBeCloseTo(pnlUsd, 8)
    // The stop at 90 is 11 USD below the entry, for 10 coins.
    expect(closed?.rMultiple).toBeCloseTo(pnlUsd / 110, 4)
    expect((await test.decisions()).slice(1)).toMatchObject([{ outcome: null }, { outcome: null }])
  })

  it.each([
    ['STOP', { bidPriceUsd: 90, markPriceUsd: 90 }],
    ['TARGET', { bidPriceUsd: 120, markPriceUsd: 121 }],
  ] as const)('says %s when the plan was carried out', async (outcome, values) => {
    await using test = await deskUnderTest({ script: [buying()] })
    await test.say()
    await test.say(values)
    expect(await test.decisions()).toMatchObject([{ outcome, executed: true }])
  })

  it('is counted by tenths of the confidence it was made with', async () => {
    const script = [buying({ confidence: 0.75 }), closing(), buying({ confidence: 0.78 }), closing()]
    await using test = await deskUnderTest({ script })
    for (const bidPriceUsd of [99, 111, 99, 91]) {
      await test.say({ bidPriceUsd })
      await test.clock.advance(intervalMs)
    }
    const { calibration } = test.performance('a')
    expect(calibration?.[7]).toEqual({ fromConfidence: 0.7, toConfidence: 0.8, decided: 2, won: 1, winRatePct: 50 })
    expect(calibration?.filter(({ decided }) => decided === 0)).toHaveLength(9)
  })

  it('belongs to the oldest first when two entered the same position', async () => {
    const script = [buying({ quantityCoin: 4 }), buying({ quantityCoin: 6 }), closing({ quantityCoin: 5 })]
    await using test = await deskUnderTest({ script })
    for (let decision = 0; decision < 3; decision += 1) {
      await test.say()
      await test.clock.advance(intervalMs)
    }
    expect(await test.decisions()).toMatchObject([{ outcome: 'CLOSED' }, { outcome: 'OPEN' }, { outcome: null }])
    expect((await test.decisions())[1]?.pnlUsd).not.toBeNull()
  })
})
