import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { expiryLabel } from '../../server/domain/instrument.js'
import { httpBot } from '../support/api/bot.js'
import { expiriesFrom, symbolOf } from '../support/scripted-feed.js'
import { SocketClient } from '../support/socket-client.js'
import { startOpen } from '../support/start-open.js'
import { ask, type GraphqlAnswer, type TestServer } from '../support/start-server.js'

/** Refusals and errors say what would have been right, or what to do next. */
let server: TestServer
beforeEach(async () => {
  server = await startOpen({ AGENTS: 'none' })
})
afterEach(() => server[Symbol.asyncDispose]())

type Errors = NonNullable<GraphqlAnswer['errors']>

/** The first error over each transport; all say the same. */
async function errorOf(query: string, variables: Record<string, unknown> = {}) {
  const { errors } = await ask(server.httpUrl, query, variables)
  using socket = await new SocketClient(server.wsUrl).init()
  socket.subscribe('a', query, variables)
  const { type, payload } = await socket.next()
  const onSocket = type === 'error' ? (payload as Errors) : ((payload as GraphqlAnswer).errors ?? [])
  expect(onSocket[0]?.message).toBe(errors?.[0]?.message)
  expect(onSocket[0]?.extensions).toEqual(errors?.[0]?.extensions)
  const headers = { 'content-type': 'application/json', accept: 'text/event-stream' }
  const body = JSON.stringify({ query, variables })
  const events = await (await fetch(server.httpUrl, { method: 'POST', headers, body })).text()
  expect(events).toContain(JSON.stringify(errors?.[0]?.extensions))
  return { message: errors?.[0]?.message ?? '', extensions: errors?.[0]?.extensions ?? {} }
}

const valuesIn = ({ allowed }: Record<string, unknown>) => (allowed as { readonly values: readonly string[] }).values

const sides = ['BUY', 'SELL']
const place = (side: string) =>
  `mutation { placeOrder(input: { idempotencyKey: "k", symbol: "BTC-PERPETUAL", quantityCoin: 1, side: ${side} }) { __typename } }`
const placeBy = 'mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { __typename } }'
const input = { idempotencyKey: 'k', symbol: 'BTC-PERPETUAL', quantityCoin: 1, side: 'BUY' }
const oneSide = 'query ($kind: InstrumentKind) { instruments(kind: $kind) { count } }'

describe('what is none of an enum is answered with its values', () => {
  it.each<[string, string, Record<string, unknown>, readonly string[]]>([
    ['in the document', place('LONG'), {}, sides],
    ['as a text in the document', place('"BUY"'), {}, sides],
    ['as a number in the document', place('5'), {}, sides],
    ['null in the document', place('null'), {}, sides],
    ['in an input', placeBy, { input: { ...input, side: 'LONG' } }, sides],
    ['null in an input', placeBy, { input: { ...input, side: null } }, sides],
    ['left out of an input', placeBy, { input: { ...input, side: undefined } }, sides],
    ['another type of order', placeBy, { input: { ...input, type: 'STOP' } }, ['MARKET', 'LIMIT']],
    ['in a variable', oneSide, { kind: 'FUTURE' }, ['PERPETUAL', 'OPTION']],
    ['a number in a variable', oneSide, { kind: 1 }, ['PERPETUAL', 'OPTION']],
    [
      'in a subscription',
      'subscription { newDecision(action: BUY) { id } }',
      {},
      ['BUY_TO_ENTER', 'SELL_TO_ENTER', 'HOLD', 'CLOSE'],
    ],
    [
      'in a list of a variable',
      'subscription ($a: [DecisionAction!]) { newDecision(action: $a) { id } }',
      { a: ['HOLD', 'BUY'] },
      ['BUY_TO_ENTER', 'SELL_TO_ENTER', 'HOLD', 'CLOSE'],
    ],
  ])('%s', async (_where, query, variables, values) => {
    const { message, extensions } = await errorOf(query, variables)
    expect([...valuesIn(extensions)].sort()).toEqual([...values].sort())
    expect(extensions.code).toMatch(/GRAPHQL_VALIDATION_FAILED|BAD_USER_INPUT/)
    for (const value of values) expect(message).toContain(value)
  })
})

describe('what is unknown is answered with what there is', () => {
  it.each([
    ['a field', '{ status { versoin } }', {}, 'version'],
    ['a field at the root', '{ marketdata { seq } }', {}, 'marketData'],
    ['a field that has fields', '{ status }', {}, 'version'],
    ['an argument', '{ optionsChain(expiryDate: "25DEC26") { seq } }', {}, 'expiry'],
    ['a field of an input', place('BUY, quantity: 1'), {}, 'quantityUsd'],
    ['a field of an input in a variable', placeBy, { input: { ...input, quantity: 1 } }, 'quantityUsd'],
    ['a trailing stop without a distance', placeBy, { input: { ...input, trailingStop: {} } }, 'distancePct'],
    ['one in the document', place('BUY, trailingStop: {}'), {}, 'distancePct'],
    ['a trailing stop of a number', placeBy, { input: { ...input, trailingStop: 5 } }, 'distancePct'],
  ])('%s', async (_what, query, variables, name) => {
    const { extensions } = await errorOf(query, variables)
    expect(valuesIn(extensions)).toContain(name)
  })

  it('but a message names no more than twenty', async () => {
    const { message, extensions } = await errorOf('{ optionsChain { contracts { symbl } } }')
    expect(valuesIn(extensions).length).toBeGreaterThan(20)
    expect(message).toMatch(/ or \d+ more\.$/)
  })
})

it('an order before the account is told to open it', async () => {
  const bot = httpBot(server, await server.mint('bot'))
  const refusal = await bot.do('placeOrder')
  expect(refusal).toMatchObject({ __typename: 'WrongAccountKind', kind: null })
  expect(refusal.message).toContain('"openAccount"')
})

it('a symbol that is not listed is answered with the nearest that are, and where all are', async () => {
  const bot = httpBot(server, await server.mint('bot'))
  await bot.do('openAccount')
  const option = symbolOf(84_000)
  for (const [symbol, nearest] of [
    ['btc-perpetual', 'BTC-PERPETUAL'],
    ['BTCUSDT', 'BTC-PERPETUAL'],
    ['DOGE-PERPETUAL', 'BTC-PERPETUAL'],
    [option.toLowerCase(), option],
    [option.replace('84000', '84001'), option],
  ] as const) {
    const refusal = await bot.do('placeOrder', { symbol })
    expect(refusal).toMatchObject({ __typename: 'UnknownInstrument', symbol })
    expect(refusal.message).toContain(nearest)
    expect(refusal.message).toContain('"instruments"')
  }
})

it('an expiry is asked for by its day or its time, however these are written', async () => {
  const [expiryMs] = expiriesFrom()
  const time = new Date(expiryMs).toISOString()
  const label = expiryLabel(expiryMs)
  for (const expiry of [
    time,
    time.slice(0, 10),
    time.replace('.000Z', '+0000'),
    time.replace('.000Z', '+00:00'),
    `${time.slice(0, 10)} 08:00:00.000000+00:00`,
    `${time.slice(0, 10)}T09:00:00+0100`,
    label,
    label.toLowerCase(),
  ]) {
    for (const type of ['DateTime', 'DateTime!']) {
      const query = `query ($e: ${type}) { optionsChain(expiry: $e) { expiry } instruments(expiry: $e) { instruments { expiry } count } }`
      const { data, errors } = await ask<{
        optionsChain: { expiry: string }
        instruments: { count: number; instruments: { expiry: string }[] }
      }>(server.httpUrl, query, { e: expiry })
      expect(errors).toBeUndefined()
      expect(data?.optionsChain.expiry).toBe(time)
      expect(new Set(data?.instruments.instruments.map((one) => one.expiry))).toEqual(new Set([time]))
      expect(data?.instruments.count).toBe(10)
    }
    using socket = await new SocketClient(server.wsUrl).init()
    socket.subscribe('a', `subscription { optionsChain(expiry: "${expiry}") { expiry } }`)
    expect(await socket.nextData('a')).toEqual({ optionsChain: { expiry: time } })
    socket.subscribe('b', `subscription { instruments(expiry: "${expiry}") { count } }`)
    expect(await socket.nextData('b')).toEqual({ instruments: { count: 10 } })
  }
})

it('a day without an expiry is answered with the days that have one', async () => {
  const labels = expiriesFrom().map(expiryLabel)
  for (const query of [
    '{ optionsChain(expiry: "2020-01-01") { seq } }',
    '{ instruments(expiry: "1jan20") { count } }',
  ]) {
    const { message, extensions } = await errorOf(query)
    expect(extensions).toMatchObject({
      code: 'UNKNOWN_EXPIRY',
      allowed: { values: expiriesFrom().map((ms) => new Date(ms).toISOString()) },
    })
    for (const label of labels) expect(message).toContain(label)
  }
})
