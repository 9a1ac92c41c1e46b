import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { httpBot } from '../support/api/bot.js'
import { everythingOf, rootFields } from '../support/private-accounts.js'
import { SocketClient } from '../support/socket-client.js'
import { ask, startServer, until, type TestServer } from '../support/start-server.js'

/** An account that was public while it traded, and what was recorded of that. */
const fund = 'hidden-fund'
let server: TestServer
let owner: string
let span: { readonly from: string; readonly to: string }

const time = (ms: number) => new Date(ms).toISOString()

async function asked<T>(query: string, variables: object = {}, token: string | null = null): Promise<T> {
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` }
  const { data, errors } = await ask<T>(server.httpUrl, query, { ...variables }, headers)
  if (!data || errors) throw new Error(JSON.stringify(errors))
  return data
}

const recordedMs = async () => {
  const { status } = await asked<{ status: { history: { to: string | null } } }>('{ status { history { to } } }')
  return Date.parse(status.history.to ?? '') || 0
}

const show = (visibility: 'PUBLIC' | 'PRIVATE') => httpBot(server, owner).do('setAccountVisibility', { visibility })

beforeAll(async () => {
  server = await startServer({}, { AGENTS: 'none', SIM_TICK_MS: '100', SIM_CHAIN_MS: '500' })
  owner = await server.mint(fund)
  const first = await until(recordedMs, (ms) => ms > 0)
  await until(recordedMs, (ms) => ms > first + 1)
  const bot = httpBot(server, owner)
  await bot.do('openAccount', {})
  await bot.do('placeOrder', { quantityCoin: 0.1 })
  const doneMs = Date.now()
  span = { from: time(first + 1), to: time(await until(recordedMs, (ms) => ms > doneMs + 1_000)) }
})
afterAll(() => server[Symbol.asyncDispose]())
beforeEach(() => show('PUBLIC'))

/** A replay of all of it by nobody in particular, that has come to its end. */
async function replayed(): Promise<string> {
  for (const { id } of (await asked<{ replays: { id: string }[] }>('{ replays { id } }')).replays)
    await asked('mutation ($id: ID!) { closeReplay(id: $id) { id } }', { id })
  const { openReplay } = await asked<{ openReplay: { replay: { id: string } } }>(
    'mutation ($input: OpenReplayInput!) { openReplay(input: $input) { ... on ReplayOpened { replay { id } } } }',
    { input: { ...span, asFastAsRead: true, shared: true } },
  )
  const { id } = openReplay.replay
  using reader = await new SocketClient(server.wsUrl).init()
  reader.subscribe('a', 'subscription ($id: ID!) { accounts(replay: $id) { seq } }', { id })
  const states = () => asked<{ replays: { state: string }[] }>('{ replays { state } }')
  await until(states, ({ replays: [replay] }) => replay?.state === 'ENDED')
  return id
}

const streams = rootFields('subscription').filter(({ args }) => args.some(({ name }) => name === 'replay'))
const lists = streams.filter(({ name }) => ['accounts', 'leaderboard'].includes(name))
const ofOne = streams.filter(({ name }) => ['performance', 'positions', 'portfolio', 'openOrders'].includes(name))

type Field = (typeof streams)[number]

/** The first message of a stream on the replay, as text. */
async function firstOf(field: Field, replay: string, token: string | null): Promise<string> {
  using socket = await new SocketClient(server.wsUrl).initAs(token)
  socket.subscribe('a', everythingOf('subscription', field, argumentsOf(field, replay)))
  return JSON.stringify(await socket.next())
}

const argumentsOf = (field: Field, replay: string, account = fund) =>
  `replay: "${replay}" ${ofOne.includes(field) ? `account: "${account}"` : ''}`

describe('streams on a replay of a time when an account was public that is private now', () => {
  it('are those of all accounts, and of one', () => {
    expect([lists.length, ofOne.length]).toEqual([2, 4])
  })

  it.each(lists)('have nothing of it: $name', async (field) => {
    const replay = await replayed()
    expect(await firstOf(field, replay, null)).toContain(fund)
    await show('PRIVATE')
    expect(await firstOf(field, replay, null)).not.toContain(fund)
    expect(await firstOf(field, replay, owner)).toContain(fund)
  })

  it.each(ofOne)('answer as about none: $name', async (field) => {
    const replay = await replayed()
    expect(await firstOf(field, replay, null)).toContain('"seq"')
    await show('PRIVATE')
    const told = await firstOf(field, replay, null)
    expect(told).toContain('UNKNOWN_ACCOUNT')
    expect(await firstOf(field, replay, owner)).toContain('"seq"')
  })

  it('lose it when it becomes private, although the replay stands still', async () => {
    const replay = await replayed()
    using socket = await new SocketClient(server.wsUrl).init()
    for (const field of [...lists, ...ofOne]) {
      socket.subscribe(field.name, everythingOf('subscription', field, argumentsOf(field, replay)))
      expect(JSON.stringify(await socket.next())).toContain(fund)
    }
    await show('PRIVATE')
    const ended = new Set<unknown>()
    while (ended.size < ofOne.length) {
      const { type, id, payload } = await socket.next()
      if (type === 'next') expect([id, JSON.stringify(payload)]).toEqual([id, expect.not.stringContaining(fund)])
      else ended.add(id)
    }
    expect(ended).toEqual(new Set(ofOne.map(({ name }) => name)))
  })

  it('count nothing of it', async () => {
    await show('PRIVATE')
    const replay = await replayed()
    const accounts = lists.find(({ name }) => name === 'accounts') ?? expect.fail()
    expect(await firstOf(accounts, replay, null)).toContain('"seq":0')
    expect(await firstOf(accounts, replay, owner)).toMatch(/"seq":[1-9]/)
  })
})
