import { afterEach, beforeEach, expect, it } from 'vitest'
import { listedByName } from '../../server/domain/instrument-name.js'
import { httpBot } from '../support/api/bot.js'
import { ladder, listing } from '../support/builders.js'
import { expiriesFrom, ScriptedFeed, strikes, symbolOf } from '../support/scripted-feed.js'
import { SocketClient } from '../support/socket-client.js'
import { startOpen } from '../support/start-open.js'
import { ask, until, type TestServer } from '../support/start-server.js'

interface Listed {
  readonly seq: number
  readonly count: number
  readonly instruments: readonly { readonly symbol: string; readonly state: string | null }[]
}

let feed: ScriptedFeed
let server: TestServer
beforeEach(async () => {
  feed = new ScriptedFeed()
  server = await startOpen({}, { feed })
})
afterEach(() => server[Symbol.asyncDispose]())

const perpetual = () => {
  const named = listedByName('BTC-PERPETUAL')
  if (!named) throw new Error('no perpetual')
  const fees = { makerCommission: 0, takerCommission: 0.0005 }
  const sizes = { lotSize: 10, minOrderSize: 10, contractSize: 10, tickSize: { base: 0.5, steps: [] } }
  return { ...named, ...sizes, ...fees, state: 'OPEN' as const }
}
const query = async (args: string, fields: string) =>
  (await ask<{ instruments: Listed }>(server.httpUrl, `{ instruments${args} ${fields} }`)).data?.instruments

const halt = (symbol: string, state: 'HALTED' | 'OPEN') =>
  feed.say({
    type: 'instrument-state',
    currency: 'BTC',
    symbol,
    state,
    eventTimeMs: Date.now(),
    receivedTimeMs: Date.now(),
  })

it('instruments are told with their steps, sizes, fees and state, and with null what the exchange did not tell', async () => {
  feed.say(listing([perpetual()], Date.now()))
  const facts = `symbol kind currency optionKind strikeUsd expiry priceUnit tickSize tickSteps { above tick } amountUnit
    lotSize minOrderSize contractSize makerFee takerFee state`
  const both = await until(
    () => query('(first: 2)', `{ seq asOf source freshness currency count instruments { ${facts} } }`),
    (listed) => listed?.count === 21,
  )
  expect(both).toMatchObject({
    source: 'SIMULATED',
    freshness: 'LIVE',
    currency: 'BTC',
    asOf: expect.any(String) as string,
  })
  expect(both?.instruments).toEqual([
    {
      symbol: 'BTC-PERPETUAL',
      kind: 'PERPETUAL',
      currency: 'BTC',
      optionKind: null,
      strikeUsd: null,
      expiry: null,
      priceUnit: 'USD',
      tickSize: 0.5,
      tickSteps: [],
      amountUnit: 'USD',
      lotSize: 10,
      minOrderSize: 10,
      contractSize: 10,
      makerFee: 0,
      takerFee: 0.0005,
      state: 'OPEN',
    },
    {
      symbol: symbolOf(80_000),
      kind: 'OPTION',
      currency: 'BTC',
      optionKind: 'CALL',
      strikeUsd: 80_000,
      expiry: new Date(expiriesFrom()[0]).toISOString(),
      priceUnit: 'COIN',
      tickSize: null,
      tickSteps: null,
      amountUnit: 'COIN',
      lotSize: null,
      minOrderSize: null,
      contractSize: null,
      makerFee: null,
      takerFee: null,
      state: null,
    },
  ])
  expect(await query('(kind: PERPETUAL)', '{ count }')).toEqual({ count: 1 })
  const expiry = new Date(expiriesFrom()[1]).toISOString()
  expect(await query(`(kind: OPTION, expiry: "${expiry}")`, '{ count }')).toEqual({ count: 10 })
})

it('the stream starts with what a query shows, tells each change of what was asked for alone, and ends with its expiry', async () => {
  using socket = await new SocketClient(server.wsUrl).init()
  const [near, far] = expiriesFrom()
  const part = `(expiry: "${new Date(near).toISOString()}", first: 1)`
  const fields = '{ seq count instruments { symbol state } }'
  socket.subscribe('near', `subscription { instruments${part} ${fields} }`)
  const next = async () => (await socket.nextData<{ instruments: Listed }>('near')).instruments
  const first = await next()
  expect(first).toEqual(await query(part, fields))
  expect(first).toMatchObject({ count: 10, instruments: [{ symbol: symbolOf(80_000), state: null }] })
  const other = ladder([80_000], far)[0]
  if (!other) throw new Error('no option')
  halt(other.symbol, 'HALTED')
  await until(
    () => query('', '{ instruments { symbol state } }'),
    (listed) => listed?.instruments.some(({ state }) => state === 'HALTED') ?? false,
  )
  halt(symbolOf(80_000), 'HALTED')
  expect(await next()).toMatchObject({ seq: first.seq + 1, instruments: [{ state: 'HALTED' }] })
  feed.say({ type: 'index-lock', currency: 'BTC', locked: true, eventTimeMs: Date.now(), receivedTimeMs: Date.now() })
  expect(await next()).toMatchObject({ seq: first.seq + 2, instruments: [{ state: 'HALTED' }] })
  feed.say(listing(ladder([80_000], far), Date.now()))
  expect(await socket.next()).toEqual({ id: 'near', type: 'complete' })
})

it.each([
  ['(currency: "XYZ")', 'UNKNOWN_CURRENCY'],
  ['(expiry: "2020-01-01T08:00:00Z")', 'UNKNOWN_EXPIRY'],
  ['(first: 1001)', 'OUT_OF_RANGE'],
  ['(first: 0)', 'OUT_OF_RANGE'],
])('%s is refused with %s', async (args, code) => {
  const { errors } = await ask(server.httpUrl, `{ instruments${args} { count } }`)
  expect(errors?.[0]?.extensions?.code).toBe(code)
})

it('orders are held to tick, lot and smallest order, and an odd position is closed in full', async () => {
  const bot = httpBot(server, await server.mint('bot'))
  await bot.do('openAccount')
  const symbol = symbolOf(84_000)
  const odd = await bot.do('placeOrder', { symbol, quantityCoin: 0.15 })
  expect(odd).toMatchObject({ order: { filledCoin: 0.15 } })
  const tickSize = { base: 0.0001, steps: [{ above: 0.005, tick: 0.0005 }] }
  const options = expiriesFrom().flatMap((expiryMs) => ladder(strikes, expiryMs))
  const steps = { tickSize, lotSize: 0.1, minOrderSize: 0.1 }
  feed.say(listing([perpetual(), ...options.map((one) => ({ ...one, ...steps }))], Date.now()))
  await until(
    () => query('', '{ count }'),
    (listed) => listed?.count === 21,
  )
  const place = async (fields: Record<string, unknown>) => await bot.do('placeOrder', fields)
  const limit = (limitPriceUsd: number, quantityCoin = 0.1) => place({ type: 'LIMIT', limitPriceUsd, quantityCoin })
  const coinLimit = (limitPriceCoin: number) => place({ symbol, type: 'LIMIT', limitPriceCoin, quantityCoin: 0.1 })
  const offStep = (field: string, step: number, below: number | null, above: number) => ({
    __typename: 'OffStep',
    field,
    step,
    below,
    above,
  })
  await until(
    () => limit(80_000.3),
    (answer) => answer.__typename === 'OffStep',
  )
  expect(await limit(80_000.3)).toMatchObject(offStep('limitPriceUsd', 0.5, 80_000, 80_000.5))
  expect(await coinLimit(0.0103)).toMatchObject(offStep('limitPriceCoin', 0.0005, 0.01, 0.0105))
  expect(await coinLimit(0.00103)).toMatchObject(offStep('limitPriceCoin', 0.0001, 0.001, 0.0011))
  expect(await coinLimit(0.0031)).toMatchObject({ __typename: 'OrderPlaced' })
  expect(await place({ symbol, quantityCoin: 0.25 })).toMatchObject(offStep('quantityCoin', 0.1, 0.2, 0.3))
  expect(await place({ symbol, quantityCoin: 0.05 })).toMatchObject(offStep('quantityCoin', 0.1, null, 0.1))
  const { order } = await limit(80_000, 0.1001)
  expect(order).toMatchObject({ status: 'OPEN', quantityCoin: 0.100125 })
  expect(await bot.do('amendOrder', { orderId: order?.id, limitPriceUsd: 79_999.9 })).toMatchObject({
    __typename: 'OffStep',
    field: 'limitPriceUsd',
  })
  expect(await place({ quantityCoin: 0.00005 })).toMatchObject({ __typename: 'OffStep', field: 'quantityCoin' })
  // 10,369.86 USD at the ask of 84,000.5, which are 1,037 lots.
  expect(await place({ quantityCoin: 0.12345 })).toMatchObject({ order: { status: 'FILLED', filledCoin: 0.12345165 } })
  expect(await place({ symbol, side: 'SELL', quantityCoin: 0.15, reduceOnly: true })).toMatchObject({
    order: { status: 'FILLED', filledCoin: 0.15 },
  })
})
