import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { httpBot, type Bot } from '../support/api/bot.js'
import { readConnection, type Reading } from '../support/api/read-connection.js'
import { symbolOf } from '../support/scripted-feed.js'
import { startOpen } from '../support/start-open.js'
import { ask, type TestServer } from '../support/start-server.js'

/** Two accounts that trade two instruments in turn, and one that publishes. */
const rounds = 12
const option = symbolOf(84_000)
const symbols = ['BTC-PERPETUAL', option] as const

let server: TestServer
beforeAll(async () => {
  server = await startOpen({ AGENTS: 'none' })
  for (const account of ['a', 'b']) {
    const bot = httpBot(server, await server.mint(account))
    await bot.do('openAccount')
    for (let round = 0; round < rounds; round += 1) await trade(bot, symbols[round % 2] ?? option)
    await bot.do('placeOrder', { type: 'LIMIT', limitPriceUsd: 70_000 })
  }
  const publisher = httpBot(server, await server.mint('publisher'))
  for (let round = 0; round < rounds; round += 1) {
    const action = round % 3 === 0 ? 'BUY_TO_ENTER' : 'HOLD'
    await publisher.do('publishDecision', { symbol: symbols[round % 2], action })
  }
})
afterAll(() => server[Symbol.asyncDispose]())

async function trade(bot: Bot, symbol: string): Promise<void> {
  await bot.do('placeOrder', { symbol, quantityCoin: 0.1 })
  await bot.do('placeOrder', { symbol, quantityCoin: 0.1, side: 'SELL', reduceOnly: true })
}

interface Node {
  readonly id: string
  readonly symbol: string
  readonly account: { readonly id: string }
  readonly status?: string
  readonly action?: string
  readonly outcome?: string | null
  readonly recordedAt?: string
}

/** Each connection, the fields that its filters look at, and how many it holds. */
const connections: readonly (readonly [Reading['field'], string, number])[] = [
  ['decisions', 'id symbol action outcome recordedAt account { id }', rounds],
  ['orders', 'id symbol status account { id }', 2 * (2 * rounds + 1)],
  ['fills', 'id symbol recordedAt account { id }', 4 * rounds],
  ['closedTrades', 'id symbol outcome recordedAt account { id }', 2 * rounds],
]

const filters: readonly (readonly [string, (node: Node) => boolean, readonly Reading['field'][]])[] = [
  ['account: "a"', ({ account }) => account.id === 'a', ['orders', 'fills', 'closedTrades']],
  ['account: "publisher"', ({ account }) => account.id === 'publisher', ['decisions']],
  [`symbol: "${option}"`, ({ symbol }) => symbol === option, ['decisions', 'orders', 'fills', 'closedTrades']],
  [`symbol: "nothing"`, () => false, ['decisions', 'orders', 'fills', 'closedTrades']],
  ['status: OPEN', ({ status }) => status === 'OPEN', ['orders']],
  ['status: FILLED', ({ status }) => status === 'FILLED', ['orders']],
  ['status: CANCELLED', ({ status }) => status === 'CANCELLED', ['orders']],
  ['action: HOLD', ({ action }) => action === 'HOLD', ['decisions']],
  ['outcome: TARGET', ({ outcome }) => outcome === 'TARGET', ['decisions', 'closedTrades']],
  ['outcome: CLOSED', ({ outcome }) => outcome === 'CLOSED', ['closedTrades']],
  [
    `account: "a", symbol: "${option}"`,
    ({ account, symbol }) => account.id === 'a' && symbol === option,
    ['orders', 'fills', 'closedTrades'],
  ],
]

const cases = filters.flatMap(([filter, wanted, fields]) => fields.map((field) => [field, filter, wanted] as const))

describe.each(connections)('%s', (field, fields, count) => {
  it('holds everything once, newest first, whatever the page size', async () => {
    const whole = await readConnection<Node>(server.httpUrl, { field, fields, first: 1_000 })
    expect(whole).toHaveLength(count)
    expect(new Set(whole.map(({ id }) => id)).size).toBe(count)
    for (const first of [1, 5, count, count + 1]) {
      expect(await readConnection(server.httpUrl, { field, fields, first })).toEqual(whole)
    }
    const times = whole.map(({ recordedAt = '' }) => recordedAt)
    expect(times.toSorted().toReversed()).toEqual(times)
  })

  it.each(cases.filter(([of]) => of === field))(
    '%s with %s holds what it should and no more',
    async (_, filter, wanted) => {
      const whole = await readConnection<Node>(server.httpUrl, { field, fields })
      expect(await readConnection(server.httpUrl, { field, fields, filter, first: 5 })).toEqual(whole.filter(wanted))
    },
  )

  it('from a time to a time holds what was recorded in between', async () => {
    if (field === 'orders') return
    const whole = await readConnection<Required<Node>>(server.httpUrl, { field, fields })
    const [from, to] = [whole.at(-3)?.recordedAt ?? '', whole[2]?.recordedAt ?? '']
    const filter = `from: "${from}", to: "${to}"`
    const between = whole.filter(({ recordedAt }) => recordedAt >= from && recordedAt < to)
    expect(await readConnection(server.httpUrl, { field, fields, filter })).toEqual(between)
    expect(between.length).toBeGreaterThan(0)
  })

  it.each([
    ['account: "nobody"', 'UNKNOWN_ACCOUNT', 'account'],
    ['after: "nothing"', 'UNKNOWN_CURSOR', 'after'],
    ['from: "2026-01-02", to: "2026-01-01"', 'OUT_OF_RANGE', 'from'],
    ['first: 0', 'OUT_OF_RANGE', 'first'],
    ['first: 1001', 'OUT_OF_RANGE', 'first'],
  ])('refuses %s, saying %s', async (argument, code, name) => {
    const { errors } = await ask(server.httpUrl, `{ ${field}(${argument}) { edges { cursor } } }`)
    expect(errors?.[0]?.extensions).toMatchObject({ code, argument: name })
  })
})

describe('an unknown account', () => {
  it('is told of twenty others and of how many more there are', async () => {
    for (let one = 0; one < 30; one += 1) await httpBot(server, await server.mint(`more-${one}`)).do('openAccount')
    const { errors } = await ask(server.httpUrl, '{ performance(account: "nobody") { seq } }')
    const { values } = errors?.[0]?.extensions?.allowed as { readonly values: readonly string[] }
    expect(values).toHaveLength(20)
    expect(errors?.[0]?.message).toContain('more-16 or 13 more of "accounts"')
  })
})
