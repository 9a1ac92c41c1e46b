import { describe, expect, it } from 'vitest'
import {
  call,
  callExpiryMs,
  chainWith,
  limitOrder,
  linearCall,
  marketOrder,
  marketWith,
  startMs,
} from '../../tests/support/trading/builders.js'
import { tradingDesk } from '../../tests/support/trading/desk.js'

describe('a market order', () => {
  it('takes the best quote at once and pays the taker', async () => {
    await using test = await tradingDesk()
    const { order, fills } = await test.place(marketOrder())
    expect(order).toMatchObject({ status: 'FILLED', filledCoin: 10, averageFillPriceUsd: 101, feeUsd: 0.505 })
    expect(order).toMatchObject({ origin: 'CALLER', decisionId: null, cancelReason: null, placedAtMs: startMs + 250 })
    expect(fills).toMatchObject([{ orderId: order.id, quantityCoin: 10, priceUsd: 101, liquidity: 'TAKER', seq: 1 }])
    expect(test.published('fill')).toEqual(fills)
    expect(await test.order(order.id)).toEqual(order)
  })

  it('takes no more than is offered, and drops the rest', async () => {
    await using test = await tradingDesk()
    await test.say({ askAmountUsd: 404 })
    const { order } = await test.place(marketOrder())
    expect(order).toMatchObject({ status: 'CANCELLED', filledCoin: 4, cancelReason: 'No more was offered' })
    expect(await test.refusal(marketOrder({ quantityCoin: 1 }))).toMatchObject({
      refused: 'NotEnoughOffered',
      offeredCoin: 0,
    })
  })

  it('is filled in full or refused when it says so, and a refusal takes nothing', async () => {
    await using test = await tradingDesk()
    await test.say({ askAmountUsd: 404 })
    expect(await test.refusal(marketOrder({ timeInForce: 'FOK' }))).toMatchObject({
      refused: 'NotEnoughOffered',
      offeredCoin: 4,
    })
    expect(await test.fills()).toEqual([])
    const { order } = await test.place(marketOrder({ timeInForce: 'FOK', quantityCoin: 4 }))
    expect(order.status).toBe('FILLED')
  })

  it('closes a long, and turns it round when it is larger', async () => {
    await using test = await tradingDesk()
    await test.place(marketOrder())
    await test.place(marketOrder({ side: 'SELL', quantityCoin: 15 }))
    expect(test.positions()).toMatchObject([{ side: 'SHORT', quantityCoin: 5, entryPriceUsd: 99 }])
    expect(await test.closedTrades()).toMatchObject([{ side: 'LONG', quantityCoin: 10, outcome: 'CLOSED' }])
  })
})

describe('a limit order', () => {
  it('rests while its limit is away, and is filled as maker, at its limit, when the quote comes', async () => {
    await using test = await tradingDesk()
    const { order, fills } = await test.place(limitOrder(95))
    expect(order).toMatchObject({ status: 'OPEN', filledCoin: 0 })
    expect(fills).toEqual([])
    await test.say({ askPriceUsd: 95.5 })
    expect((await test.order(order.id)).status).toBe('OPEN')
    await test.say({ bidPriceUsd: 93, askPriceUsd: 94, markPriceUsd: 93.5 })
    expect(await test.order(order.id)).toMatchObject({ status: 'FILLED', averageFillPriceUsd: 95, feeUsd: 0 })
    expect(await test.fills()).toMatchObject([{ priceUsd: 95, liquidity: 'MAKER', feeUsd: 0, reason: 'ORDER' }])
    expect(test.positions()).toMatchObject([{ entryPriceUsd: 95, quantityCoin: 10 }])
  })

  it('takes the quote on arrival when its limit reaches it, and lets the rest wait', async () => {
    await using test = await tradingDesk()
    await test.say({ askAmountUsd: 303 })
    const { order, fills } = await test.place(limitOrder(102))
    expect(fills).toMatchObject([{ quantityCoin: 3, priceUsd: 101, liquidity: 'TAKER' }])
    expect(order).toMatchObject({ status: 'OPEN', filledCoin: 3 })
    await test.say({ askPriceUsd: 101.5, askAmountUsd: 203 })
    await test.say({ askPriceUsd: 101.5, askAmountUsd: 2_030 })
    const whole = await test.order(order.id)
    expect(whole).toMatchObject({ status: 'FILLED', filledCoin: 10 })
    expect((await test.fills()).map(({ quantityCoin, priceUsd }) => [quantityCoin, priceUsd])).toEqual([
      [3, 101],
      [2, 102],
      [5, 102],
    ])
    expect(whole.averageFillPriceUsd).toBeCloseTo(101.7, 10)
  })

  it('does not fill twice against the same quote, nor an other order of the account against the rest of it', async () => {
    await using test = await tradingDesk()
    await test.say({ askAmountUsd: 505 })
    const first = await test.place(limitOrder(101, { quantityCoin: 4 }))
    const second = await test.place(limitOrder(101, { quantityCoin: 4 }))
    expect(first.order.status).toBe('FILLED')
    expect(second.order).toMatchObject({ status: 'OPEN', filledCoin: 1 })
    await test.say({ askAmountUsd: 505, markPriceUsd: 100.5 })
    expect(await test.order(second.order.id)).toMatchObject({ filledCoin: 1 })
    await test.say({ askAmountUsd: 606 })
    expect(await test.order(second.order.id)).toMatchObject({ status: 'FILLED' })
  })

  it('keeps eight decimals over many partial fills', async () => {
    await using test = await tradingDesk()
    const { order } = await test.place(limitOrder(95, { quantityCoin: 0.3, reduceOnly: false }))
    for (const askAmountUsd of [9.5, 9.4999, 100]) await test.say({ askPriceUsd: 95, askAmountUsd })
    expect(await test.order(order.id)).toMatchObject({ status: 'FILLED', filledCoin: 0.3 })
    for (const { quantityCoin } of await test.fills()) expect(quantityCoin).toBe(Number(quantityCoin.toFixed(8)))
  })

  it('drops what it cannot fill at once when it says so', async () => {
    await using test = await tradingDesk()
    await test.say({ askAmountUsd: 303 })
    const nothing = { status: 'CANCELLED', cancelReason: 'Nothing was offered within the limit', filledCoin: 0 }
    const more = { status: 'CANCELLED', cancelReason: 'No more was offered within the limit' }
    const away = await test.place(limitOrder(95, { timeInForce: 'IOC' }))
    expect(away.order).toMatchObject(nothing)
    const whole = await test.place(limitOrder(95, { timeInForce: 'FOK' }))
    expect(whole).toMatchObject({ order: nothing, fills: [] })
    const partly = await test.place(limitOrder(101, { timeInForce: 'IOC' }))
    expect(partly.order).toMatchObject({ ...more, filledCoin: 3 })
    await test.say({ askAmountUsd: 304 })
    expect(await test.refusal(limitOrder(101, { timeInForce: 'FOK' }))).toMatchObject({ refused: 'NotEnoughOffered' })
    await test.say({ askAmountUsd: 5_000 })
    expect(test.positions()).toMatchObject([{ quantityCoin: 3 }])
  })

  it('waits while the price is stale', async () => {
    await using test = await tradingDesk()
    const { order } = await test.place(limitOrder(95))
    await test.say({ askPriceUsd: 94 }, { freshness: 'STALE' })
    expect((await test.order(order.id)).status).toBe('OPEN')
    await test.say({ askPriceUsd: 94 })
    expect((await test.order(order.id)).status).toBe('FILLED')
  })

  it('brings its plan with it, which the position has once it is filled', async () => {
    await using test = await tradingDesk()
    await test.place(limitOrder(95, { stopLossUsd: 80, profitTargetUsd: 130, invalidation: 'It is over.' }))
    await test.say({ askPriceUsd: 95 })
    expect(test.positions()).toMatchObject([
      { exitPlan: { stopLossUsd: 80, profitTargetUsd: 130, invalidation: 'It is over.' } },
    ])
  })
})

describe('an order in options', () => {
  it('has its limit in the coin where the book is, and is filled at it in the dollars of that moment', async () => {
    await using test = await tradingDesk()
    await test.sayChain(chainWith([{ symbol: call }]))
    const { order } = await test.place(limitOrder(0.03, { symbol: call, leverage: 1 }))
    expect(order).toMatchObject({ status: 'OPEN', limitPriceCoin: 0.03, limitPriceUsd: null })
    const cheap = { bidPriceCoin: 0.028, bidPriceUsd: 3.08, askPriceCoin: 0.029, askPriceUsd: 3.19, markPriceUsd: 3.1 }
    await test.sayChain(chainWith([{ symbol: call, ...cheap }], { underlyingPriceUsd: 110 }))
    // 0.03 coins at a forward of 110 USD; the fee is the lesser of 0.03 % of it and an eighth of the premium.
    expect(await test.fills()).toMatchObject([
      { priceCoin: 0.03, priceUsd: 3.3, liquidity: 'MAKER', feeUsd: 0.33, quantityCoin: 10 },
    ])
  })

  it('takes the premium of the quote in both units', async () => {
    await using test = await tradingDesk()
    await test.sayChain(chainWith([{ symbol: call }]))
    const { fills } = await test.place(marketOrder({ symbol: call, leverage: 1 }))
    expect(fills).toMatchObject([{ priceCoin: 0.041, priceUsd: 4.1, feeUsd: 0.3 }])
  })

  it('has its limit in dollars where these are the book', async () => {
    await using test = await tradingDesk()
    const linear = { currency: 'BTC_USDC', perpetual: null }
    await test.say({}, linear)
    await test.sayChain(chainWith([{ symbol: linearCall }]))
    const { order } = await test.place(limitOrder(3.5, { symbol: linearCall, leverage: 1 }))
    expect(order.status).toBe('OPEN')
    await test.sayChain(chainWith([{ symbol: linearCall, askPriceUsd: 3.4 }]))
    expect(await test.fills()).toMatchObject([{ priceCoin: null, priceUsd: 3.5, liquidity: 'MAKER' }])
  })

  it('is cancelled when the option expires', async () => {
    await using test = await tradingDesk()
    await test.sayChain(chainWith([{ symbol: call }]))
    const { order } = await test.place(limitOrder(0.01, { symbol: call, leverage: 1 }))
    await test.say({}, { asOf: callExpiryMs - 1 })
    expect((await test.order(order.id)).status).toBe('OPEN')
    await test.say({}, { asOf: callExpiryMs })
    expect(await test.order(order.id)).toMatchObject({
      status: 'CANCELLED',
      cancelReason: 'The option has expired',
      updatedAtMs: callExpiryMs,
    })
  })
})

it('holds the market of another currency apart', async () => {
  await using test = await tradingDesk()
  const eth = marketWith({ symbol: 'ETH-PERPETUAL', askPriceUsd: 11, markPriceUsd: 10 }, { currency: 'ETH' })
  await test.publish('heardMarket', 'ETH', eth)
  const { fills } = await test.place(marketOrder({ symbol: 'ETH-PERPETUAL' }))
  expect(fills).toMatchObject([{ symbol: 'ETH-PERPETUAL', priceUsd: 11 }])
})
