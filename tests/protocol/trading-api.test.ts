import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { maxLeverage } from '../../server/domain/limits.js'
import { httpBot, ways, type Bot } from '../support/api/bot.js'
import type { FillAnswer, OrderAnswer } from '../support/api/mutations.js'
import { readConnection } from '../support/api/read-connection.js'
import { indexTick } from '../support/builders.js'
import { perpetualTick, ScriptedFeed, symbolOf } from '../support/scripted-feed.js'
import { startOpen } from '../support/start-open.js'
import { ask, startServer, until, type TestServer } from '../support/start-server.js'
import { subscribed } from '../support/subscribed.js'

let feed: ScriptedFeed
let server: TestServer
let token: string
let bot: Bot
beforeEach(async () => {
  feed = new ScriptedFeed()
  server = await startOpen({ AGENTS: 'none', EQUITY_SAMPLE_MS: '100' }, { feed })
  token = await server.mint('bot')
  bot = httpBot(server, token)
})
afterEach(() => server[Symbol.asyncDispose]())

const perpetual = 'BTC-PERPETUAL'
const openOrders = () =>
  readConnection<OrderAnswer>(server.httpUrl, { field: 'orders', fields: 'id status', filter: 'status: OPEN' })

describe.each(ways)('over %s', (_way, botWith) => {
  it('a bot opens a paper account, places orders and cancels one', async () => {
    using owner = await botWith(server, token)
    expect(await owner.do('openAccount', { name: 'My bot', depositUsd: 50_000 })).toMatchObject({
      __typename: 'AccountOpened',
      account: { id: 'bot', name: 'My bot', kind: 'PAPER', agent: null, source: 'SIMULATED' },
    })
    const bought = await owner.do('placeOrder', { quantityCoin: 0.25 })
    expect(bought).toMatchObject({
      __typename: 'OrderPlaced',
      order: {
        symbol: perpetual,
        type: 'MARKET',
        timeInForce: 'IOC',
        status: 'FILLED',
        filledCoin: 0.25,
        averageFillPriceUsd: 84_000.5,
        origin: 'CALLER',
        account: { id: 'bot' },
      },
      fills: [{ seq: 1, side: 'BUY', quantityCoin: 0.25, priceUsd: 84_000.5, reason: 'ORDER', liquidity: 'TAKER' }],
    })
    expect(bought.fills?.[0]?.orderId).toBe(bought.order?.id)
    const resting = await owner.do('placeOrder', { type: 'LIMIT', limitPriceUsd: 80_000 })
    expect(resting).toMatchObject({ order: { status: 'OPEN', timeInForce: 'GTC', filledCoin: 0 }, fills: [] })
    const cancelled = await owner.do('cancelOrder', { orderId: resting.order?.id })
    expect(cancelled).toMatchObject({
      __typename: 'OrderCancelled',
      order: { id: resting.order?.id, status: 'CANCELLED', cancelReason: expect.stringContaining('owner') },
    })
    expect(await openOrders()).toEqual([])
  })
})

describe('an account', () => {
  it('is opened once', async () => {
    await bot.do('openAccount', { name: 'First' })
    expect(await bot.do('openAccount', { name: 'Second' })).toMatchObject({
      __typename: 'AccountExists',
      account: { id: 'bot', name: 'First', kind: 'PAPER' },
    })
  })

  it('that publishes cannot be opened as a paper account too', async () => {
    await bot.do('publishDecision')
    expect(await bot.do('openAccount')).toMatchObject({ __typename: 'AccountExists', account: { kind: 'PUBLISHED' } })
  })

  it('starts with its deposit, and with 100,000 USD when it names none', async () => {
    using rich = httpBot(server, await server.mint('rich'))
    await rich.do('openAccount', { depositUsd: 1_000_000_000 })
    await bot.do('openAccount')
    for (const [account, cashUsd] of [
      ['rich', 1e9],
      ['bot', 100_000],
    ] as const) {
      const { data } = await ask(server.httpUrl, `{ portfolio(account: "${account}") { cashUsd totalValueUsd } }`)
      expect(data).toEqual({ portfolio: { cashUsd, totalValueUsd: cashUsd } })
    }
  })
})

describe('an own paper account', () => {
  beforeEach(() => bot.do('openAccount'))

  it('is begun anew, which its streams tell at once', async () => {
    await bot.do('placeOrder', { quantityCoin: 0.5 })
    const { order } = await bot.do('placeOrder', { type: 'LIMIT', limitPriceUsd: 80_000 })
    using positions = await subscribed(server, 'positions(account: "bot") { positions { symbol } }')
    using performance = await subscribed(server, 'performance(account: "bot") { feesUsd netDepositsUsd trades }')
    using portfolio = await subscribed(server, 'portfolio(account: "bot") { totalValueUsd }')
    using orders = await subscribed(server, 'newOrder(account: "bot") { change order { id cancelReason } }')
    for (const socket of [positions, performance, portfolio]) await socket.nextData('s')
    await until(
      () => Promise.resolve(server.app.services.bus.readerCount()),
      (count) => count > 3,
    )
    expect(await bot.do('resetAccount', { depositUsd: 5_000 })).toMatchObject({
      __typename: 'AccountReset',
      account: { id: 'bot', resets: 1, resetAt: expect.any(String) as string, closedAt: null },
      orders: [{ id: order?.id, status: 'CANCELLED' }],
      droppedSymbols: [perpetual],
    })
    expect(await positions.nextData('s')).toEqual({ positions: { positions: [] } })
    expect(await performance.nextData('s')).toEqual({ performance: { feesUsd: 0, netDepositsUsd: 5_000, trades: 0 } })
    expect(await portfolio.nextData('s')).toEqual({ portfolio: { totalValueUsd: 5_000 } })
    expect(await orders.nextData('s')).toEqual({
      newOrder: { change: 'CANCELLED', order: { id: order?.id, cancelReason: 'The account was reset' } },
    })
    const { data } = await ask(server.httpUrl, '{ leaderboard { account { id } performance { totalReturnPct } } }')
    expect(data).toEqual({ leaderboard: [{ account: { id: 'bot' }, performance: { totalReturnPct: 0 } }] })
    expect(await readConnection(server.httpUrl, { field: 'fills', filter: 'account: "bot"' })).toHaveLength(1)
  })

  it('is closed for good, and refuses orders as data', async () => {
    await bot.do('placeOrder', { quantityCoin: 0.5 })
    expect(await bot.do('closeAccount')).toMatchObject({
      __typename: 'AccountClosed',
      account: { id: 'bot', closedAt: expect.any(String) as string },
      fills: [{ side: 'SELL', quantityCoin: 0.5 }],
    })
    for (const mutation of ['placeOrder', 'cancelOrders', 'setExits', 'resetAccount', 'closeAccount'] as const) {
      expect(await bot.do(mutation)).toMatchObject({
        __typename: 'AccountIsClosed',
        message: expect.stringContaining('for good') as string,
      })
    }
    const { data } = await ask(
      server.httpUrl,
      '{ leaderboard { rank } accounts { id closedAt } positions(account: "bot") { positions { symbol } } }',
    )
    expect(data).toEqual({
      leaderboard: [],
      accounts: [{ id: 'bot', closedAt: expect.any(String) as string }],
      positions: { positions: [] },
    })
  })

  it('is one of the own: that of an agent is refused, whoever has a token of it', async () => {
    await using other = await startServer({ feed })
    using thief = httpBot(other, await other.mint('momentum'))
    for (const mutation of ['resetAccount', 'closeAccount'] as const) {
      expect(await thief.do(mutation)).toMatchObject({ __typename: 'AgentAccount', agent: 'Momentum' })
    }
  })

  it.each([0.5, 1e9 + 1])('cannot be begun anew with %d USD', async (depositUsd) => {
    const { errors } = await bot.call('resetAccount', { depositUsd })
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', argument: 'input.depositUsd' })
  })
})

describe('an order', () => {
  beforeEach(() => bot.do('openAccount'))

  it('shows what it did to who follows fills and positions', async () => {
    using fills = await subscribed(server, 'newFill(account: "bot") { id orderId priceUsd account { id } }')
    using positions = await subscribed(server, 'positions(account: "bot") { positions { symbol side quantityCoin } }')
    using performance = await subscribed(server, 'performance(account: "bot") { openPositions feesUsd }')
    expect(await positions.nextData('s')).toEqual({ positions: { positions: [] } })
    expect(await performance.nextData('s')).toEqual({ performance: { openPositions: 0, feesUsd: 0 } })
    const { fills: [fill] = [] } = await bot.do('placeOrder', { quantityCoin: 0.5 })
    const { newFill } = await fills.nextData<{ newFill: FillAnswer }>('s')
    expect(newFill).toEqual({ id: fill?.id, orderId: fill?.orderId, priceUsd: 84_000.5, account: { id: 'bot' } })
    expect(await positions.nextData('s')).toEqual({
      positions: { positions: [{ symbol: perpetual, side: 'LONG', quantityCoin: 0.5 }] },
    })
    expect(await performance.nextData('s')).toMatchObject({ performance: { openPositions: 1 } })
  })

  it('that rests is filled at its limit when the market comes to it, without anybody asking', async () => {
    using fills = await subscribed(server, 'newFill(account: "bot") { orderId priceUsd liquidity }')
    const { order } = await bot.do('placeOrder', { type: 'LIMIT', limitPriceUsd: 83_000 })
    feed.say(perpetualTick({ askPriceUsd: 82_990, bidPriceUsd: 82_980, markPriceUsd: 82_985 }))
    expect(await fills.nextData('s')).toEqual({
      newFill: { orderId: order?.id, priceUsd: 83_000, liquidity: 'MAKER' },
    })
    expect(await openOrders()).toEqual([])
  })

  it('is told change by change, and a reader resumes behind any of them, in one instrument or all', async () => {
    using live = await subscribed(
      server,
      'newOrder(account: "bot", symbol: "BTC-PERPETUAL") { id seq change order { id } }',
    )
    const { order } = await bot.do('placeOrder', { type: 'LIMIT', limitPriceUsd: 80_000 })
    await bot.do('placeOrder', { symbol: symbolOf(84_000), quantityCoin: 1 })
    expect(await bot.do('amendOrder', { orderId: order?.id, limitPriceUsd: 80_500, quantityCoin: null })).toMatchObject(
      {
        order: { id: order?.id, limitPriceUsd: 80_500, status: 'OPEN' },
      },
    )
    expect(await bot.do('cancelOrders')).toMatchObject({ orders: [{ id: order?.id, status: 'CANCELLED' }] })
    const seen = []
    for (let count = 0; count < 3; count += 1) {
      seen.push((await live.nextData<{ newOrder: { id: string; change: string } }>('s')).newOrder)
    }
    expect(seen).toMatchObject([
      { seq: 1, change: 'PLACED', order: { id: order?.id } },
      { seq: 4, change: 'AMENDED' },
      { seq: 5, change: 'CANCELLED' },
    ])
    using again = await subscribed(server, `newOrder(after: "${seen[0]?.id}") { change }`)
    for (const change of ['PLACED', 'FILLED', 'AMENDED', 'CANCELLED']) {
      expect(await again.nextData('s')).toEqual({ newOrder: { change } })
    }
    const { data } = await ask(server.httpUrl, `{ order(id: "${order?.id}") { status } none: order(id: "x") { id } }`)
    expect(data).toEqual({ order: { status: 'CANCELLED' }, none: null })
    expect(await bot.do('amendOrder', { orderId: order?.id })).toMatchObject({ __typename: 'OrderNotOpen' })
  })

  it('on an option is priced in the coin', async () => {
    const option = symbolOf(84_000)
    const placed = await bot.do('placeOrder', { symbol: option, type: 'LIMIT', limitPriceCoin: 0.021, quantityCoin: 1 })
    expect(placed).toMatchObject({ order: { status: 'FILLED', limitPriceCoin: 0.021, limitPriceUsd: null } })
  })

  it('with a stop is closed by the engine', async () => {
    await bot.do('placeOrder', { stopLossUsd: 83_500 })
    using fills = await subscribed(server, 'newFill(account: "bot") { reason side }')
    feed.say(perpetualTick({ markPriceUsd: 83_400, bidPriceUsd: 83_399, askPriceUsd: 83_401 }))
    expect(await fills.nextData('s')).toEqual({ newFill: { reason: 'STOP', side: 'SELL' } })
    expect(await readConnection(server.httpUrl, { field: 'closedTrades', fields: 'outcome' })).toEqual([
      { outcome: 'STOP' },
    ])
  })

  it('may bring a trailing stop, which setExits moves, and which the engine carries out', async () => {
    const placed = await bot.do('placeOrder', { trailingStop: { distancePct: 1 } })
    expect(placed).toMatchObject({ order: { trailingStop: { distanceUsd: null, distancePct: 1, stopPriceUsd: null } } })
    using positions = await subscribed(
      server,
      'positions(account: "bot") { positions { exitPlan { trailingStop { stopPriceUsd } } } }',
    )
    const stopOf = async () =>
      (
        await positions.nextData<{
          positions: { positions: { exitPlan: { trailingStop: { stopPriceUsd: number | null } } | null }[] }
        }>('s')
      ).positions.positions[0]?.exitPlan?.trailingStop.stopPriceUsd ?? null
    feed.say(perpetualTick({ markPriceUsd: 84_000 }))
    while ((await stopOf()) !== 83_160);
    expect(await bot.do('setExits', { trailingStop: { distanceUsd: 500 } })).toMatchObject({
      __typename: 'ExitsSet',
      exitPlan: { trailingStop: { distanceUsd: 500, distancePct: null, bestPriceUsd: 84_000, stopPriceUsd: 83_500 } },
    })
    feed.say(perpetualTick({ markPriceUsd: 84_200, bidPriceUsd: 84_199, askPriceUsd: 84_201 }))
    while ((await stopOf()) !== 83_700);
    using fills = await subscribed(server, 'newFill(account: "bot") { reason side }')
    feed.say(perpetualTick({ markPriceUsd: 83_700, bidPriceUsd: 83_699, askPriceUsd: 83_701 }))
    expect(await fills.nextData('s')).toEqual({ newFill: { reason: 'STOP', side: 'SELL' } })
  })

  it.each([
    [{ distanceUsd: 1, distancePct: 1 }, 'BAD_USER_INPUT', 'Exactly one key must be specified'],
    [{}, 'BAD_USER_INPUT', 'Exactly one key must be specified'],
    [{ distanceUsd: null }, 'BAD_USER_INPUT', 'must be non-null'],
    [{ distancePct: 100 }, 'INVALID_INPUT', 'above 0, below 100'],
    [{ distanceUsd: 0 }, 'INVALID_INPUT', 'above 0, at most 1e12'],
  ])('with the trailing stop %j is refused with %s', async (trailingStop, code, words) => {
    for (const mutation of ['placeOrder', 'setExits'] as const) {
      const { errors } = await bot.call(mutation, { trailingStop })
      expect(errors?.[0]?.extensions).toMatchObject({ code })
      expect(errors?.[0]?.message).toContain(words)
    }
  })

  it('beyond the margin is refused with what it takes', async () => {
    const refusal = await bot.do('placeOrder', { quantityCoin: 100 })
    expect(refusal).toMatchObject({ __typename: 'InsufficientMargin', neededUsd: expect.any(Number) })
    expect(refusal.message).toContain('USD of initial margin')
    expect(await bot.do('placeOrder', { type: 'LIMIT', limitPriceUsd: 80_000, quantityCoin: 100 })).toMatchObject({
      __typename: 'InsufficientMargin',
    })
  })

  it('in what has expired, or is not listed, is refused', async () => {
    expect(await bot.do('placeOrder', { symbol: 'BTC-1JAN21-30000-C' })).toMatchObject({ __typename: 'MarketClosed' })
    for (const symbol of ['DOGE-PERPETUAL', 'BTC-27MAR26', 'no such thing']) {
      expect(await bot.do('placeOrder', { symbol })).toMatchObject({ __typename: 'UnknownInstrument', symbol })
    }
  })

  it('is refused while the price is not heard, or nobody offers', async () => {
    feed.say(perpetualTick({ askPriceUsd: null, askAmountUsd: null }))
    await until(
      () => bot.do('placeOrder'),
      ({ __typename }) => __typename === 'NoQuote',
    )
    feed.say({ type: 'feed-state', state: 'RECONNECTING', detail: 'test' })
    await until(
      () => bot.do('placeOrder'),
      ({ __typename }) => __typename === 'StalePrice',
    )
    expect(await bot.do('placeOrder')).toMatchObject({
      __typename: 'StalePrice',
      staleSince: expect.any(String),
    })
  })

  it('for more than is offered is refused when it must be all or nothing', async () => {
    feed.say(perpetualTick({ askPriceUsd: 84_000, askAmountUsd: 8_400 }))
    const refused = await until(
      () => bot.do('placeOrder', { quantityCoin: 0.2, timeInForce: 'FOK' }),
      ({ __typename }) => __typename === 'NotEnoughOffered',
    )
    expect(refused).toMatchObject({ offeredCoin: 0.1 })
    const part = await bot.do('placeOrder', { quantityCoin: 0.2 })
    expect(part).toMatchObject({ order: { status: 'CANCELLED', filledCoin: 0.1 }, fills: [{ quantityCoin: 0.1 }] })
  })

  it('that may only reduce is refused without a position on the other side', async () => {
    await bot.do('placeOrder')
    expect(await bot.do('placeOrder', { reduceOnly: true })).toMatchObject({ __typename: 'NothingToReduce' })
    expect(await bot.do('placeOrder', { reduceOnly: true, side: 'SELL', quantityCoin: 5 })).toMatchObject({
      order: { status: 'FILLED', filledCoin: 0.1 },
    })
  })

  it('that is not open, or of another account, cannot be cancelled', async () => {
    const { order } = await bot.do('placeOrder')
    const cancel = (who: Bot, orderId = order?.id) => who.do('cancelOrder', { orderId })
    expect(await cancel(bot)).toMatchObject({ __typename: 'OrderNotOpen', status: 'FILLED' })
    expect(await cancel(bot, 'never heard of')).toMatchObject({ __typename: 'OrderNotOpen', status: null })
    expect(await cancel(bot, 'nul \u0000')).toMatchObject({ __typename: 'OrderNotOpen', status: null })
    using other = httpBot(server, await server.mint('other'))
    await other.do('openAccount')
    const { order: resting } = await bot.do('placeOrder', { type: 'LIMIT', limitPriceUsd: 80_000 })
    expect(await cancel(other, resting?.id)).toMatchObject({ __typename: 'OrderNotOpen', status: null })
    expect(await openOrders()).toHaveLength(1)
  })

  it.each([
    // What 1e12 USD are worth.
    ['quantityCoin', 11_900_000, { quantityCoin: 1e15 + 1 }],
    ['limitPriceUsd', 1e12, { type: 'LIMIT', limitPriceUsd: 1e12 + 1 }],
    ['limitPriceCoin', 1e9, { type: 'LIMIT', symbol: symbolOf(84_000), limitPriceCoin: 1e9 + 1 }],
    ['stopLossUsd', 1e12, { stopLossUsd: 1e12 + 1 }],
    ['profitTargetUsd', 1e12, { profitTargetUsd: 1e12 + 1 }],
  ])('with a %s of more than %d is refused, and nothing is placed', async (field, most, fields) => {
    const refusal = await bot.do('placeOrder', fields)
    expect(refusal).toMatchObject({ __typename: 'OutOfBounds', field, most })
    expect(await readConnection(server.httpUrl, { field: 'orders' })).toEqual([])
  })

  it.each([
    [{ symbol: '' }, 'symbol', '1 to 64 characters'],
    [{ quantityCoin: 0 }, 'quantityCoin', 'above 0'],
    [{ type: 'LIMIT', symbol: 'BTC-PERP', limitPriceCoin: 1 }, 'limitPriceCoin', 'names look like BTC-PERPETUAL'],
    [{ type: 'LIMIT', symbol: 'BTC-PERP' }, 'limitPriceUsd', 'names look like BTC-PERPETUAL'],
    [{ quantityCoin: 0.123456789 }, 'quantityCoin', 'at most 8 decimals'],
    [{ timeInForce: 'GTC' }, 'timeInForce', 'IOC or FOK for a MARKET order'],
    [{ limitPriceUsd: 84_000 }, 'limitPriceUsd', 'left out of a MARKET order'],
    [{ type: 'LIMIT' }, 'limitPriceUsd', 'given for a LIMIT order'],
    [{ type: 'LIMIT', limitPriceUsd: 0 }, 'limitPriceUsd', 'above 0'],
    [{ type: 'LIMIT', limitPriceCoin: 0.1 }, 'limitPriceCoin', 'left out: BTC-PERPETUAL is quoted in USD'],
    [{ type: 'LIMIT', limitPriceCoin: -1 }, 'limitPriceCoin', 'above 0'],
    [{ type: 'LIMIT', symbol: symbolOf(84_000), limitPriceUsd: 900 }, 'limitPriceUsd', 'is quoted in the coin'],
    [{ type: 'LIMIT', symbol: symbolOf(84_000) }, 'limitPriceCoin', 'given for a LIMIT order'],
    [{ leverage: 0.5 }, 'leverage', `from 1 to ${maxLeverage}`],
    [{ leverage: maxLeverage + 1 }, 'leverage', `from 1 to ${maxLeverage}`],
    [{ stopLossUsd: 0 }, 'stopLossUsd', 'above 0'],
    [{ profitTargetUsd: -1 }, 'profitTargetUsd', 'above 0'],
  ])('%j is refused naming input.%s and the fix, and nothing is placed', async (fields, field, fix) => {
    const { errors } = await bot.call('placeOrder', fields)
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', argument: `input.${field}` })
    expect(errors?.[0]?.message).toContain(fix)
    expect(await readConnection(server.httpUrl, { field: 'orders' })).toEqual([])
  })
})

describe('an account that keeps its own books', () => {
  it.each(['placeOrder', 'cancelOrder'] as const)(
    'is refused %s, and so is one that was never opened',
    async (what) => {
      expect(await bot.do(what)).toMatchObject({ __typename: 'WrongAccountKind', kind: null })
      await bot.do('publishDecision')
      expect(await bot.do(what)).toMatchObject({ __typename: 'WrongAccountKind', kind: 'PUBLISHED' })
    },
  )
})

describe('equity', () => {
  it('is sampled from when a paper account is opened, and holds the low and the high of what it leaves out', async () => {
    await bot.do('openAccount')
    await bot.do('placeOrder', { quantityCoin: 1 })
    const valuedAtMs = async () => {
      const { data } = await ask<{ performance: { asOf: string } }>(
        server.httpUrl,
        '{ performance(account: "bot") { asOf } }',
      )
      return Date.parse(data?.performance.asOf ?? '')
    }
    const start = Date.now()
    for (let sample = 0; sample < 60; sample += 1) {
      const markPriceUsd = sample === 20 ? 80_000 : sample === 40 ? 88_000 : 84_000
      const at = start + sample * 1_000
      const [bidPriceUsd, askPriceUsd] = [markPriceUsd - 1, markPriceUsd + 1]
      feed.say(perpetualTick({ markPriceUsd, bidPriceUsd, askPriceUsd }, at), indexTick(84_000 + sample, at))
      await until(valuedAtMs, (timeMs) => timeMs >= at)
    }
    interface Curve {
      readonly maxDrawdownPct: number
      readonly points: readonly {
        readonly time: string
        readonly accountValueUsd: number
        readonly drawdownPct: number
      }[]
    }
    const whole = async (points: number, from?: string) => {
      const span = from === undefined ? '' : `, from: "${from}"`
      const fields = 'maxDrawdownPct points { time accountValueUsd drawdownPct }'
      const query = `{ equity(account: "bot", points: ${points}${span}) { account { id } ${fields} } }`
      const { data } = await ask<{ equity: Curve }>(server.httpUrl, query)
      return data?.equity ?? { maxDrawdownPct: Number.NaN, points: [] }
    }
    const curve = async (points: number) => (await whole(points)).points
    const fine = await until(
      () => curve(2_000),
      (points) => points.length >= 50,
    )
    const coarse = await curve(10)
    expect(coarse.length).toBeLessThanOrEqual(10)
    const peakBy = (end: number) => Math.max(...fine.slice(0, end + 1).map(({ accountValueUsd }) => accountValueUsd))
    for (const [index, { accountValueUsd, drawdownPct }] of fine.entries()) {
      expect(drawdownPct).toBeCloseTo((1 - accountValueUsd / peakBy(index)) * 100, 3)
    }
    const lowest = fine.reduce((low, point) => (point.drawdownPct > low.drawdownPct ? point : low))
    expect(lowest.drawdownPct).toBeGreaterThan(3.5)
    const from = fine.at(-10)?.time ?? ''
    const [later] = (await whole(2_000, from)).points
    expect(later).toEqual(fine.find(({ time }) => time === later?.time))
    for (const points of [10, 2_000]) expect((await whole(points)).maxDrawdownPct).toBe(lowest.drawdownPct)
    for (const points of [fine, coarse]) {
      const values = points.map(({ accountValueUsd }) => accountValueUsd)
      expect(Math.min(...values)).toBeLessThan(96_500)
      expect(Math.max(...values)).toBeGreaterThan(103_500)
      expect(points.map(({ time }) => time).toSorted()).toEqual(points.map(({ time }) => time))
    }
  })
})
