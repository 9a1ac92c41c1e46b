import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { httpBot, type Bot } from '../support/api/bot.js'
import { mutations } from '../support/api/mutations.js'
import { readConnection } from '../support/api/read-connection.js'
import { indexTick } from '../support/builders.js'
import { hasPostgres, startPostgres, type PostgresServer } from '../support/postgres.js'
import { ScriptedFeed } from '../support/scripted-feed.js'
import { SocketClient } from '../support/socket-client.js'
import { startOpen } from '../support/start-open.js'
import { ask, until, type TestServer } from '../support/start-server.js'

describe.skipIf(!hasPostgres)('While PostgreSQL is away', () => {
  let postgres: PostgresServer
  let server: TestServer
  let publisher: Bot
  let trader: Bot
  const feed = new ScriptedFeed()

  beforeAll(async () => {
    postgres = await startPostgres()
    server = await startOpen({ AGENTS: 'none', DATABASE_URL: await postgres.createDatabase() }, { feed })
    publisher = httpBot(server, await server.mint('publisher'))
    trader = httpBot(server, await server.mint('trader'))
    await publisher.do('publishPositions')
    await trader.do('openAccount')
  })
  afterAll(async () => {
    await server[Symbol.asyncDispose]()
    await postgres[Symbol.asyncDispose]()
  })

  it('every write says STORE_UNAVAILABLE, and what needs no store goes on; then writes work again', async () => {
    using market = await new SocketClient(server.wsUrl).init()
    market.subscribe('s', 'subscription { marketData { indexPriceUsd } }')
    await market.nextData('s')
    const idempotencyKey = 'tried again'
    await postgres.stop()

    const answers = await Promise.all([
      ...mutations.map((mutation) => publisher.call(mutation)),
      trader.call('placeOrder', { idempotencyKey }),
      ask(server.httpUrl, '{ decisions { edges { cursor } } }'),
    ])
    for (const { data, errors } of answers) {
      expect(data ?? null).toBeNull()
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'STORE_UNAVAILABLE' })
      expect(errors?.[0]?.message).toContain('ry again')
    }

    feed.say(indexTick(84_321, Date.now()))
    expect(await market.nextData('s')).toEqual({ marketData: { indexPriceUsd: 84_321 } })
    const { data } = await ask(
      server.httpUrl,
      '{ accounts { id } positions(account: "trader") { positions { symbol } } performance(account: "trader") { trades } }',
    )
    expect(data).toEqual({
      accounts: [{ id: 'publisher' }, { id: 'trader' }],
      positions: { positions: [] },
      performance: { trades: 0 },
    })

    await postgres.start()
    const placed = await until(
      () => trader.call('placeOrder', { idempotencyKey }),
      ({ errors }) => errors === undefined,
    )
    expect(placed.data?.result).toMatchObject({ __typename: 'OrderPlaced', order: { status: 'FILLED' } })
    expect(await readConnection(server.httpUrl, { field: 'orders' })).toHaveLength(1)
  })

  it('a subscription that asks for what it missed is ended saying so, and one that does not goes on', async () => {
    const { decision } = await publisher.do('publishDecision')
    await postgres.stop()
    using resuming = await new SocketClient(server.wsUrl).init()
    resuming.subscribe('s', `subscription { newDecision(after: "${decision?.id}") { id } }`)
    expect(JSON.stringify(await resuming.next())).toContain('STORE_UNAVAILABLE')
    await postgres.start()
    resuming.subscribe('t', `subscription { newDecision(after: "${decision?.id}") { id } }`)
    const next = await until(
      () => publisher.call('publishDecision'),
      ({ errors }) => errors === undefined,
    )
    expect(await resuming.nextData('t')).toEqual({ newDecision: { id: next.data?.result.decision?.id } })
  })
})
