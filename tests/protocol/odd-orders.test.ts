import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listedByName } from '../../server/domain/instrument-name.js'
import { maxLeverage } from '../../server/domain/limits.js'
import { httpBot, type Bot } from '../support/api/bot.js'
import { newKey } from '../support/api/mutations.js'
import { readConnection } from '../support/api/read-connection.js'
import { listing } from '../support/builders.js'
import { ScriptedFeed, symbolOf } from '../support/scripted-feed.js'
import { startOpen } from '../support/start-open.js'
import { ask, until, type TestServer } from '../support/start-server.js'

/** Inputs that somebody sends one day: each is done, or refused as data or with the field and the fix; none is a fault. */
const perpetual = 'BTC-PERPETUAL'
const option = symbolOf(84_000)
const coinTick = { base: 0.0001, steps: [{ above: 0.005, tick: 0.0005 }] }

function listed(symbol: string, facts: object) {
  const named = listedByName(symbol)
  if (!named) throw new Error(symbol)
  return { ...named, ...facts, state: 'OPEN' as const }
}

let server: TestServer
let bot: Bot
beforeEach(async () => {
  const feed = new ScriptedFeed()
  server = await startOpen({ AGENTS: 'none' }, { feed })
  const future = { lotSize: 10, minOrderSize: 10, tickSize: { base: 0.5, steps: [] } }
  const inCoin = { lotSize: 0.1, minOrderSize: 0.1, tickSize: coinTick }
  feed.say(listing([listed(perpetual, future), listed(option, inCoin)], Date.now()))
  await until(
    () =>
      ask<{ instruments: { instruments: { lotSize: number | null }[] } }>(
        server.httpUrl,
        '{ instruments(first: 1) { instruments { lotSize } } }',
      ),
    ({ data }) => data?.instruments.instruments[0]?.lotSize === 10,
  )
  bot = httpBot(server, await server.mint('bot'))
  await bot.do('openAccount')
})
afterEach(() => server[Symbol.asyncDispose]())

const limit = (fields: object = {}) =>
  bot.do('placeOrder', { type: 'LIMIT', limitPriceUsd: 80_000, quantityCoin: 0.001, ...fields })
const orderCount = async () => (await readConnection(server.httpUrl, { field: 'orders' })).length

describe('a number', () => {
  it.each([
    ['quantityCoin', 1e-9, 'at most 8 decimals'],
    ['quantityCoin', -0, 'above 0'],
    ['quantityCoin', 5e-324, 'at most 8 decimals'],
    ['stopLossUsd', -5e-324, 'above 0'],
    ['leverage', 1e308, `from 1 to ${maxLeverage}`],
  ])('%s of %d is refused with the fix', async (field, value, fix) => {
    const { errors } = await bot.call('placeOrder', { [field]: value })
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', argument: `input.${field}` })
    expect(errors?.[0]?.message).toContain(fix)
    expect(await orderCount()).toBe(0)
  })

  it.each([
    ['quantityCoin', 1e308],
    ['stopLossUsd', Number.MAX_VALUE],
    ['profitTargetUsd', 1e13],
  ])('%s of %d is refused as data', async (field, value) => {
    expect(await bot.do('placeOrder', { [field]: value })).toMatchObject({ __typename: 'OutOfBounds' })
  })

  it.each(['NaN', 'Infinity', '0.1', '', true, [0.1], { value: 0.1 }])(
    'that is %j is refused as no number',
    async (quantityCoin) => {
      const { errors } = await bot.call('placeOrder', { quantityCoin })
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' })
      expect(errors?.[0]?.message).toContain('input.quantityCoin')
    },
  )

  it('beyond what numbers hold is refused as none', async () => {
    const body = `{"query":"mutation ($q: Float!) { placeOrder(input: {idempotencyKey: \\"k\\", symbol: \\"${perpetual}\\", side: BUY, quantityCoin: $q}) { __typename } }","variables":{"q":1e400}}`
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(server.httpUrl, { method: 'POST', headers, body })
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] })
  })
})

describe('the dust of binary fractions', () => {
  it('takes neither a price from its tick nor a quantity from its lot', async () => {
    const dusty = { symbol: option, limitPriceCoin: 0.0001 * 3, limitPriceUsd: null, quantityCoin: 0.1 + 0.2 }
    expect(dusty.limitPriceCoin).not.toBe(0.0003)
    expect(await limit(dusty)).toMatchObject({ order: { limitPriceCoin: 0.0003, quantityCoin: 0.3, status: 'OPEN' } })
    const price = 80_000.1 + 0.3 + 0.1
    expect(price).not.toBe(80_000.5)
    expect(await limit({ limitPriceUsd: price })).toMatchObject({ order: { limitPriceUsd: 80_000.5 } })
  })

  it('is not what a price beside the tick or a quantity beside the lot is', async () => {
    expect(await limit({ limitPriceUsd: 80_000.0001 })).toMatchObject({ __typename: 'OffStep', above: 80_000.5 })
    const beside = { symbol: option, limitPriceCoin: 0.0003, limitPriceUsd: null, quantityCoin: 0.10000001 }
    expect(await limit(beside)).toMatchObject({ __typename: 'OffStep', field: 'quantityCoin', below: 0.1, above: 0.2 })
    expect(await limit({ limitPriceUsd: 1e-300 })).toMatchObject({ __typename: 'OffStep', below: null, above: 0.5 })
  })
})

describe('a stop', () => {
  it.each([
    [{ stopLossUsd: 90_000 }, 'stopLossUsd'],
    [{ stopLossUsd: 84_000 }, 'stopLossUsd'],
    [{ profitTargetUsd: 70_000 }, 'profitTargetUsd'],
    [{ side: 'SELL', stopLossUsd: 70_000 }, 'stopLossUsd'],
    [{ trailingStop: { distancePct: 1e-14 } }, 'trailingStop'],
    [{ trailingStop: { distanceUsd: 84_000 } }, 'trailingStop'],
  ])('on the wrong side is refused as data: %j', async (fields, field) => {
    expect(await bot.do('placeOrder', fields)).toMatchObject({ __typename: 'WrongExit' })
    expect(await orderCount()).toBe(0)
    await bot.do('placeOrder', { side: 'SELL' in fields ? 'SELL' : 'BUY' })
    if (!('side' in fields))
      expect(await bot.do('setExits', { stopLossUsd: undefined, ...fields })).toMatchObject({
        __typename: 'WrongExit',
        field,
      })
  })

  it('without a position is refused as data, whatever the symbol', async () => {
    for (const symbol of [perpetual, 'BTC-31FEB26-100000-C', 'nonsense']) {
      expect(await bot.do('setExits', { symbol, stopLossUsd: 1 })).toMatchObject({ __typename: 'NoPosition', symbol })
    }
  })
})

describe('an order', () => {
  it('amended to the terms that it has stays as it is', async () => {
    const { order } = await limit()
    const same = { orderId: order?.id, limitPriceUsd: 80_000, quantityCoin: 0.001 }
    expect(await bot.do('amendOrder', same)).toMatchObject({ __typename: 'OrderAmended', order })
    expect(await bot.do('amendOrder', same)).toMatchObject({ __typename: 'OrderAmended', order })
    expect(await orderCount()).toBe(1)
  })

  it('amended twice at the same time under one key is amended once', async () => {
    const { order } = await limit()
    const fields = { orderId: order?.id, limitPriceUsd: 80_500, idempotencyKey: newKey() }
    const [one, two] = await Promise.all([bot.do('amendOrder', fields), bot.do('amendOrder', fields)])
    expect(one).toMatchObject({ __typename: 'OrderAmended' })
    expect(two).toEqual(one)
    const events = await server.app.services.journal.orderEvents.newestFirst({ accountId: ['bot'] }, { limit: 10 })
    expect(typeof events === 'string' ? [] : events.items.map(({ change }) => change)).toEqual(['AMENDED', 'PLACED'])
    const { errors } = await bot.call('amendOrder', { ...fields, limitPriceUsd: 81_000 })
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' })
  })

  it('that is filled, cancelled, of nobody or of no sensible name cannot be cancelled or amended', async () => {
    const { order: filled } = await bot.do('placeOrder')
    const { order: waiting } = await limit()
    await bot.do('cancelOrder', { orderId: waiting?.id })
    for (const [orderId, status] of [
      [filled?.id, 'FILLED'],
      [waiting?.id, 'CANCELLED'],
      ['', null],
      ['x'.repeat(50_000), null],
      [5, null],
    ] as const) {
      const refusal = await bot.do('cancelOrder', { orderId })
      expect(refusal).toMatchObject({ __typename: 'OrderNotOpen', status })
      expect(refusal.message?.length).toBeLessThan(100)
      expect(await bot.do('amendOrder', { orderId })).toMatchObject({ __typename: 'OrderNotOpen', status })
    }
  })

  it('amended to less than was filled, to nothing, or in the wrong unit is refused', async () => {
    const { order } = await limit()
    const amend = (fields: object) => bot.call('amendOrder', { orderId: order?.id, quantityCoin: null, ...fields })
    expect((await amend({})).errors?.[0]?.message).toContain('nothing to amend')
    expect((await amend({ quantityCoin: 1e-9 })).errors?.[0]?.message).toContain('8 decimals')
    expect((await amend({ limitPriceCoin: 1 })).data?.result).toMatchObject({ __typename: 'WrongUnit' })
    expect((await amend({ quantityCoin: 1e-8 })).data?.result).toMatchObject({ __typename: 'OffStep' })
  })
})

describe('cancelling all orders', () => {
  it('with none open, or none in the symbol, cancels none', async () => {
    expect(await bot.do('cancelOrders')).toEqual({ __typename: 'OrdersCancelled', orders: [] })
    await limit()
    expect(await bot.do('cancelOrders', { symbol: option })).toMatchObject({ orders: [] })
    expect(await bot.do('cancelOrders', { symbol: perpetual })).toMatchObject({ orders: [{ status: 'CANCELLED' }] })
  })
})

it.each(['BTC-31FEB26-100000-C', 'BTC-25DEC2026-100000-C', 'BTC-100000-C', 'btc-perpetual'])(
  'the instrument %s is refused saying how names look',
  async (symbol) => {
    const refusal = await bot.do('placeOrder', { symbol })
    expect(refusal).toMatchObject({ __typename: 'UnknownInstrument', symbol })
    expect(refusal.message).toContain('BTC-25DEC26-100000-C')
    const { errors } = await bot.call('placeOrder', { symbol, type: 'LIMIT' })
    expect(errors?.[0]?.message).toContain('BTC-25DEC26-100000-C')
  },
)
