import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { httpBot } from '../support/api/bot.js'
import { SocketClient, type Message } from '../support/socket-client.js'
import { ask, startServer, until, type TestServer } from '../support/start-server.js'

let server: TestServer
let token: string
let fromMs: number
let toMs: number
const time = (ms: number) => new Date(ms).toISOString()

interface Fill {
  readonly id: string
  readonly seq: number
  readonly side: string
  readonly recordedAt: string
}

async function asked<T>(query: string, variables: object = {}, as: string | null = null): Promise<T> {
  const headers: Record<string, string> = as === null ? {} : { authorization: `Bearer ${as}` }
  const { data, errors } = await ask<T>(server.httpUrl, query, { ...variables }, headers)
  if (!data || errors) throw new Error(JSON.stringify(errors))
  return data
}

const recordedMs = async () => {
  const { status } = await asked<{ status: { history: { to: string | null } } }>('{ status { history { to } } }')
  return Date.parse(status.history.to ?? '') || 0
}

/** An account is opened, buys and sells, while the market is recorded. */
beforeAll(async () => {
  server = await startServer({}, { AGENTS: 'none', SIM_TICK_MS: '100', SIM_CHAIN_MS: '500' })
  token = await server.mint('fund')
  const first = await until(recordedMs, (ms) => ms > 0)
  fromMs = first + 1
  await until(recordedMs, (ms) => ms > fromMs)
  const bot = httpBot(server, token)
  await bot.do('openAccount', { visibility: 'PRIVATE' })
  await bot.do('placeOrder', { quantityCoin: 0.1 })
  await bot.do('placeOrder', { side: 'SELL', quantityCoin: 0.04 })
  const doneMs = Date.now()
  toMs = await until(recordedMs, (ms) => ms > doneMs + 1_000)
})
afterAll(() => server[Symbol.asyncDispose]())

async function open(as: string): Promise<string> {
  const input = { from: time(fromMs), to: time(toMs), asFastAsRead: true, paused: true, shared: true }
  const { openReplay } = await asked<{ openReplay: { replay: { id: string } } }>(
    'mutation ($input: OpenReplayInput!) { openReplay(input: $input) { ... on ReplayOpened { replay { id } } } }',
    { input },
    as,
  )
  return openReplay.replay.id
}

async function playAll(id: string): Promise<void> {
  await asked('mutation ($id: ID!) { controlReplay(input: { replay: $id, paused: false }) { state } }', { id }, token)
  const state = async () => (await asked<{ replays: { state: string }[] }>('{ replays { state } }', {}, token)).replays
  await until(state, ([replay]) => replay?.state === 'ENDED')
}

const close = (id: string) => asked('mutation ($id: ID!) { closeReplay(id: $id) { id } }', { id }, token)

const fills =
  'subscription ($id: ID!) { newFill(replay: $id) { id seq recordedAt side priceUsd quantityCoin account { id } } }'
const positions =
  'subscription ($id: ID!) { positions(replay: $id, account: "fund") { seq positions { symbol side quantityCoin } } }'

interface Positions {
  readonly seq: number
  readonly positions: readonly { readonly side: string; readonly quantityCoin: number }[]
}

describe('accounts in a replay', () => {
  it('do what they did, in its order, and are then as they were', async () => {
    const id = await open(token)
    using socket = await new SocketClient(server.wsUrl).initAs(token)
    const accounts = () =>
      asked<{ accounts: { id: string }[] }>('query ($id: ID!) { accounts(replay: $id) { id } }', { id }, token)
    expect((await accounts()).accounts).toEqual([])
    socket.subscribe('f', fills, { id })
    await playAll(id)
    const heard: Message[] = []
    socket.send({ type: 'ping' })
    for (let message = await socket.next(); message.type !== 'pong'; message = await socket.next()) heard.push(message)
    const live = await asked<{ fills: { edges: { node: Fill }[] } }>(
      '{ fills(first: 10) { edges { node { id seq recordedAt side priceUsd quantityCoin account { id } } } } }',
      {},
      token,
    )
    const told = heard.map(({ payload }) => (payload as { data: { newFill: Fill } }).data.newFill)
    expect(told).toEqual(live.fills.edges.map(({ node }) => node).reverse())
    expect(told.map(({ side }) => side)).toEqual(['BUY', 'SELL'])
    expect((await accounts()).accounts).toEqual([{ id: 'fund' }])
    const both = await asked<{ played: Positions; at: Positions }>(
      `query ($id: ID!, $at: DateTime!) {
        played: positions(replay: $id, account: "fund") { positions { side quantityCoin entryPriceUsd markPriceUsd } }
        at: positions(at: $at, account: "fund") { positions { side quantityCoin entryPriceUsd markPriceUsd } } }`,
      { id, at: time(toMs) },
      token,
    )
    expect(both.played).toEqual(both.at)
    expect(both.played.positions[0]?.quantityCoin).toBeCloseTo(0.06)
    const sources = await asked<object>(
      `query ($id: ID!, $at: DateTime!) {
        played: positions(replay: $id, account: "fund") { source }
        performance(replay: $id, account: "fund") { source }
        at: positions(at: $at, account: "fund") { source }
        fills(replay: $id, first: 1) { edges { node { source } } } }`,
      { id, at: time(toMs) },
      token,
    )
    // The played market values it now; what happened is what it was.
    expect(sources).toEqual({
      played: { source: 'REPLAY' },
      performance: { source: 'REPLAY' },
      at: { source: 'SIMULATED' },
      fills: { edges: [{ node: { source: 'SIMULATED' } }] },
    })
    await close(id)
  })

  it('go on with their streams when the replay goes back, also to before they were opened', async () => {
    const id = await open(token)
    using socket = await new SocketClient(server.wsUrl).initAs(token)
    socket.subscribe('f', fills, { id })
    await playAll(id)
    const told = [await socket.nextData<{ newFill: Fill }>('f'), await socket.nextData<{ newFill: Fill }>('f')]
    const [bought, sold] = told.map(({ newFill }) => newFill.recordedAt)
    socket.send({ id: 'f', type: 'complete' })
    socket.subscribe('p', positions, { id })
    const next = async () => (await socket.nextData<{ positions: Positions }>('p')).positions
    const end = await next()
    expect(end.positions).toHaveLength(1)
    const goTo = (at: string | undefined) =>
      asked(
        'mutation ($id: ID!, $at: DateTime!) { controlReplay(input: { replay: $id, position: $at, paused: true }) { position } }',
        { id, at },
        token,
      )
    await goTo(bought)
    const again = await until(next, ({ positions: [one] }) => one !== undefined && one.quantityCoin > 0.08)
    expect(again.seq).toBeGreaterThan(end.seq)
    await goTo(sold)
    expect(
      (await until(next, ({ positions: [one] }) => one !== undefined && one.quantityCoin < 0.08)).seq,
    ).toBeGreaterThan(again.seq)
    await goTo(time(fromMs))
    await goTo(bought)
    expect(
      (await until(next, ({ positions: [one] }) => one !== undefined && one.quantityCoin > 0.08)).seq,
    ).toBeGreaterThan(again.seq)
    await close(id)
  })

  it('that are private are there for nobody else, also in a replay that is shared', async () => {
    const id = await open(token)
    using socket = await new SocketClient(server.wsUrl).initAs(null)
    socket.subscribe('f', fills, { id })
    await playAll(id)
    const seen = await asked<object>(
      'query ($id: ID!) { accounts(replay: $id) { id } fills(replay: $id) { edges { node { id } } } leaderboard(replay: $id) { rank } }',
      { id },
    )
    expect(seen).toEqual({ accounts: [], fills: { edges: [] }, leaderboard: [] })
    const { errors } = await ask(
      server.httpUrl,
      'query ($id: ID!) { positions(replay: $id, account: "fund") { seq } }',
      { id },
    )
    expect(errors?.[0]?.extensions?.code).toBe('UNKNOWN_ACCOUNT')
    socket.send({ type: 'ping' })
    expect((await socket.next()).type).toBe('pong')
    await close(id)
  })
})
