import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { httpBot, socketBot, type Bot } from '../support/api/bot.js'
import type { Mutation } from '../support/api/mutations.js'
import { readConnection } from '../support/api/read-connection.js'
import type { SocketClient } from '../support/socket-client.js'
import { startOpen } from '../support/start-open.js'
import { ask, type TestServer } from '../support/start-server.js'
import { subscribed } from '../support/subscribed.js'

const calls = 1_000
const idempotencyKey = 'the very same'

let server: TestServer
let token: string
let bot: Bot
beforeEach(async () => {
  server = await startOpen({ AGENTS: 'none' })
  token = await server.mint('bot')
  bot = httpBot(server, token)
})
afterEach(() => server[Symbol.asyncDispose]())

/** Half of the calls come by HTTP and half on one WebSocket, all at once. */
async function manyAtOnce(mutation: Mutation, fields: Record<string, unknown>): Promise<string[]> {
  using socket = await socketBot(server, token)
  const answers = await Promise.all(
    Array.from({ length: calls }, (_, index) => (index % 2 === 0 ? bot : socket).do(mutation, fields)),
  )
  return answers.map((answer) => JSON.stringify(answer))
}

/** What comes on a subscription until the mark that is made after everything else. */
async function eventsUntil(socket: SocketClient, isMark: (event: unknown) => boolean): Promise<unknown[]> {
  const events: unknown[] = []
  for (;;) {
    const event = Object.values(await socket.nextData('s'))[0]
    if (isMark(event)) return events
    events.push(event)
  }
}

describe(`${calls} calls at once with one key`, () => {
  it('publish one decision, tell of it once, and are all answered alike', async () => {
    using decisions = await subscribed(server, 'newDecision { reasoning }')
    const answers = await manyAtOnce('publishDecision', { idempotencyKey, reasoning: 'once' })
    expect(new Set(answers).size).toBe(1)
    expect(await readConnection(server.httpUrl, { field: 'decisions' })).toHaveLength(1)
    await bot.do('publishDecision', { reasoning: 'mark' })
    const isMark = (event: unknown) => (event as { reasoning: string }).reasoning === 'mark'
    expect(await eventsUntil(decisions, isMark)).toEqual([{ reasoning: 'once' }])
  })

  it('place one order, fill it once, and are all answered alike', async () => {
    await bot.do('openAccount')
    using fills = await subscribed(server, 'newFill { quantityCoin }')
    const answers = await manyAtOnce('placeOrder', { idempotencyKey, quantityCoin: 0.01 })
    expect(new Set(answers).size).toBe(1)
    for (const field of ['orders', 'fills'] as const) {
      expect(await readConnection(server.httpUrl, { field })).toHaveLength(1)
    }
    await bot.do('placeOrder', { quantityCoin: 0.02 })
    const isMark = (event: unknown) => (event as { quantityCoin: number }).quantityCoin === 0.02
    expect(await eventsUntil(fills, isMark)).toEqual([{ quantityCoin: 0.01 }])
    const { data } = await ask(server.httpUrl, '{ positions(account: "bot") { positions { quantityCoin } } }')
    expect(data).toEqual({ positions: { positions: [{ quantityCoin: 0.03 }] } })
  })

  it('open one account', async () => {
    const answers = await manyAtOnce('openAccount', { idempotencyKey, name: 'Bot' })
    expect(new Set(answers).size).toBe(1)
    expect(answers[0]).toContain('AccountOpened')
  })
})

describe('a key', () => {
  it('gives the first answer for ever, whatever has happened since', async () => {
    await bot.do('openAccount')
    const order = { idempotencyKey, type: 'LIMIT', limitPriceUsd: 80_000 }
    const first = await bot.do('placeOrder', order)
    await bot.do('cancelOrder', { orderId: first.order?.id })
    expect(await bot.do('placeOrder', order)).toEqual(first)
    expect(first.order?.status).toBe('OPEN')
  })

  it('keeps refusals as well', async () => {
    await bot.do('openAccount')
    const reduce = { idempotencyKey, side: 'SELL', reduceOnly: true }
    const refusal = await bot.do('placeOrder', reduce)
    expect(refusal.__typename).toBe('NothingToReduce')
    await bot.do('placeOrder')
    expect(await bot.do('placeOrder', reduce)).toEqual(refusal)
  })

  it.each([
    ['publishDecision', { reasoning: 'another' }],
    ['publishDecision', { confidence: 0.5 }],
    ['publishPositions', {}],
    ['publishPerformance', {}],
  ] as const)('used for a decision is refused to %s with %j', async (mutation, fields) => {
    await bot.do('publishDecision', { idempotencyKey })
    const { data, errors } = await bot.call(mutation, { idempotencyKey, ...fields })
    expect(data ?? null).toBeNull()
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
      argument: 'input.idempotencyKey',
    })
    expect(errors?.[0]?.message).toMatch(/"the very same" was used before.*use another/)
    expect(await readConnection(server.httpUrl, { field: 'decisions' })).toHaveLength(1)
  })

  it('is refused to another request while the first still runs', async () => {
    const [first, second] = await Promise.all([
      bot.call('publishDecision', { idempotencyKey }),
      bot.call('publishDecision', { idempotencyKey, reasoning: 'another' }),
    ])
    const refused = [first, second].filter(({ errors }) => errors)
    expect(refused).toHaveLength(1)
    expect(refused[0]?.errors?.[0]?.extensions).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' })
  })

  it('belongs to its account: another may use the same', async () => {
    using other = httpBot(server, await server.mint('other'))
    const [mine, theirs] = [
      await bot.do('publishDecision', { idempotencyKey }),
      await other.do('publishDecision', { idempotencyKey }),
    ]
    expect(mine.decision?.id).not.toBe(theirs.decision?.id)
    expect(await readConnection(server.httpUrl, { field: 'decisions' })).toHaveLength(2)
  })

  it('is the same in whatever order the fields of the input are written', async () => {
    const fields = Object.entries({ idempotencyKey, symbol: 'X', action: 'HOLD', reasoning: 'r', model: 'm' })
    const [first, second] = [Object.fromEntries(fields), Object.fromEntries(fields.toReversed())]
    const answer = await bot.do('publishDecision', first)
    expect(await bot.do('publishDecision', second)).toEqual(answer)
  })
})
