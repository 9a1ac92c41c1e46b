import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreUnavailable } from '../../server/storage/journal.js'
import { httpBot } from '../support/api/bot.js'
import { readConnection } from '../support/api/read-connection.js'
import { SocketClient } from '../support/socket-client.js'
import { startOpen } from '../support/start-open.js'
import { ask, type TestServer } from '../support/start-server.js'

/** The connection to the database breaks after it has committed and before it says so. */
function loseNextConfirmation({ app }: TestServer): void {
  const { journal } = app.services
  const { commit } = journal
  Object.assign(journal, {
    async commit(...args: Parameters<typeof commit>) {
      Object.assign(journal, { commit })
      await commit(...args)
      throw new StoreUnavailable('The connection broke', { outcomeUnknown: true })
    },
  })
}

const idempotencyKey = 'was it kept?'
let server: TestServer
beforeEach(async () => {
  server = await startOpen({ AGENTS: 'none' })
})
afterEach(() => server[Symbol.asyncDispose]())

describe('a write of which the store never said whether it was kept, made again under its key', () => {
  it('is a decision that is there once, and that its subscribers are told of', async () => {
    const bot = httpBot(server, await server.mint('bot'))
    const { decision: first } = await bot.do('publishDecision')
    using socket = await new SocketClient(server.wsUrl).init()
    socket.subscribe('s', 'subscription ($after: ID) { newDecision(after: $after) { id } }', { after: first?.id })
    const { decision: second } = await bot.do('publishDecision')
    expect(await socket.nextData('s')).toEqual({ newDecision: { id: second?.id } })
    loseNextConfirmation(server)
    const { errors } = await bot.call('publishDecision', { idempotencyKey })
    expect(errors).toMatchObject([{ extensions: { code: 'STORE_UNAVAILABLE' } }])
    expect(errors?.[0]?.message).toContain('may have been kept. Try again with the same key')
    const { decision: third } = await bot.do('publishDecision', { idempotencyKey })
    const { decision: fourth } = await bot.do('publishDecision')
    expect(await readConnection(server.httpUrl, { field: 'decisions' })).toHaveLength(4)
    expect(await socket.nextData('s')).toEqual({ newDecision: { id: third?.id } })
    expect(await socket.nextData('s')).toEqual({ newDecision: { id: fourth?.id } })
  })

  it('is an order that is there once, and that the account has', async () => {
    const bot = httpBot(server, await server.mint('bot'))
    await bot.do('openAccount')
    loseNextConfirmation(server)
    expect((await bot.call('placeOrder', { idempotencyKey })).errors).toHaveLength(1)
    await bot.do('placeOrder', { idempotencyKey })
    expect(await readConnection(server.httpUrl, { field: 'fills' })).toHaveLength(1)
    const { data } = await ask(server.httpUrl, '{ positions(account: "bot") { positions { quantityCoin } } }')
    expect(data).toEqual({ positions: { positions: [{ quantityCoin: 0.1 }] } })
  })

  it('is an account that trades', async () => {
    const bot = httpBot(server, await server.mint('bot'))
    loseNextConfirmation(server)
    expect((await bot.call('openAccount', { idempotencyKey })).errors).toHaveLength(1)
    expect(await bot.do('openAccount', { idempotencyKey })).toMatchObject({ __typename: 'AccountOpened' })
    expect(await bot.do('placeOrder')).toMatchObject({ __typename: 'OrderPlaced' })
  })
})
