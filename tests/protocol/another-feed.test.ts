import { afterEach, beforeEach, expect, it } from 'vitest'
import { httpBot } from '../support/api/bot.js'
import { readConnection } from '../support/api/read-connection.js'
import { ScriptedFeed } from '../support/scripted-feed.js'
import { SocketClient } from '../support/socket-client.js'
import { startOpen } from '../support/start-open.js'
import { ask, type TestServer } from '../support/start-server.js'
import { temporaryDir } from '../support/temporary-dir.js'

let home: ReturnType<typeof temporaryDir>
let server: TestServer

async function open(feed: ScriptedFeed): Promise<void> {
  server = await startOpen({ AGENTS: 'none', DATA_DIR: home.path }, { feed })
}

beforeEach(() => {
  home = temporaryDir()
})
afterEach(async () => {
  await server[Symbol.asyncDispose]()
  home[Symbol.dispose]()
})

const account = { id: 'bot', name: 'Bot', source: 'SIMULATED' }
const accountFields = 'account { id name source }'

it('shows the records of an account that trades at the prices of another feed, with their account', async () => {
  await open(new ScriptedFeed('SIMULATED'))
  using bot = httpBot(server, await server.mint('bot'))
  using told = await new SocketClient(server.wsUrl).init()
  await bot.do('openAccount', { name: 'Bot' })
  told.subscribe('s', 'subscription { newOrder { id } }')
  await bot.do('placeOrder', { quantityCoin: 0.5 })
  const { newOrder: first } = await told.nextData<{ newOrder: { id: string } }>('s')
  await bot.do('placeOrder', { quantityCoin: 0.5, side: 'SELL' })
  await server[Symbol.asyncDispose]()
  await open(new ScriptedFeed('REPLAY'))
  expect((await ask(server.httpUrl, '{ accounts { id } }')).data).toEqual({ accounts: [] })
  for (const [field, count] of [
    ['orders', 2],
    ['fills', 2],
    ['closedTrades', 1],
  ] as const) {
    const nodes = await readConnection<{ id: string }>(server.httpUrl, { field, fields: `id ${accountFields}` })
    expect(nodes).toEqual(Array(count).fill({ id: expect.any(String), account }))
  }
  const fills = await readConnection<{ id: string; orderId: string }>(server.httpUrl, {
    ...{ field: 'fills', fields: 'id orderId' },
  })
  const { id = '', orderId = '' } = fills.at(-1) ?? {}
  expect((await ask(server.httpUrl, `{ order(id: "${orderId}") { ${accountFields} } }`)).data).toEqual({
    order: { account },
  })
  using socket = await new SocketClient(server.wsUrl).init()
  socket.subscribe('fills', `subscription { newFill(after: "${id}") { ${accountFields} } }`)
  socket.subscribe('orders', `subscription { newOrder(after: "${first.id}") { ${accountFields} } }`)
  expect(await socket.nextData('fills')).toEqual({ newFill: { account } })
  expect(await socket.nextData('orders')).toEqual({ newOrder: { account } })
})
