import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { recordedSource } from '../../server/compose/backtest/recorded-source.js'
import { runBacktest, type BacktestAccount } from '../../server/compose/backtest/run-backtest.js'
import { SocketClient } from '../support/socket-client.js'
import { ask, startServer, until, type GraphqlAnswer, type TestServer } from '../support/start-server.js'
import { openHistory } from '../support/store/history-home.js'
import { recordSimulated } from '../support/store/record-simulated.js'
import { storeEnv } from '../support/store/store-env.js'
import { sqliteHome, type StoreHome } from '../support/store/store-home.js'

const minute = 60_000
const begin = Math.floor(Date.now() / (5 * minute)) * 5 * minute - 120 * minute
const [fromMs, toMs] = [begin + 2 * minute, begin + 24 * minute + 1]
const hole = [begin + 10 * minute, begin + 15 * minute] as const
const time = (ms: number) => new Date(ms).toISOString()

let server: TestServer
let home: StoreHome
let tested: readonly BacktestAccount[]
beforeAll(async () => {
  home = sqliteHome()
  {
    await using history = await openHistory(home)
    await recordSimulated(history.markets, { seed: 'traded', fromMs: begin, toMs: begin + 25 * minute }, [hole])
  }
  server = await startServer({}, { AGENTS: 'none', SIM_SEED: 'traded', ...storeEnv(home) })
  const feed = { kind: 'simulated', seed: 'traded', tickMs: 250, chainMs: 1_000, warmUpHours: 0 } as const
  const settings = { feed, dataDir: home.options.dataDir, databaseUrl: null }
  await using source = await recordedSource(settings, null, { fromMs, toMs })
  const log = { error: console.error }
  const options = { ...source, agents: ['momentum', 'vol-seller'] as const, fromMs, toMs, log, onReached: () => {} }
  tested = await runBacktest(options, new AbortController().signal)
})
afterEach(async () => {
  for (const { id } of (await dataOf(ask<Listed>(server.httpUrl, '{ replays { id state readers } }'))).replays)
    await shut(id)
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await home[Symbol.asyncDispose]()
})

async function dataOf<T>(answer: Promise<GraphqlAnswer<T>>): Promise<T> {
  const { data, errors } = await answer
  if (!data || errors) throw new Error(JSON.stringify(errors))
  return data
}

const opening = `mutation ($input: OpenReplayInput!) { openReplay(input: $input) {
  __typename ... on ReplayOpened { replay { id agents } } ... on Refusal { message } } }`

interface Opened {
  readonly openReplay: {
    readonly __typename: string
    readonly replay?: { id: string; agents: string[] }
    message?: string
  }
}

const wish = {
  from: time(fromMs),
  to: time(toMs),
  asFastAsRead: true,
  paused: true,
  agents: ['momentum', 'vol-seller', 'buy-and-hold'],
}
const open = async (input: object = {}) =>
  (await dataOf(ask<Opened>(server.httpUrl, opening, { input: { ...wish, ...input } }))).openReplay
const control = (replay: string, input: object) =>
  ask(server.httpUrl, 'mutation ($input: ControlReplayInput!) { controlReplay(input: $input) { state } }', {
    input: { replay, ...input },
  })
const shut = (id: string) => dataOf(ask(server.httpUrl, 'mutation ($id: ID!) { closeReplay(id: $id) { id } }', { id }))

type Listed = { replays: { id: string; state: string; readers: number }[] }
const stateOf = async (id: string) =>
  (await dataOf(ask<Listed>(server.httpUrl, '{ replays { id state readers } }'))).replays.find((one) => one.id === id)

const decided = 'id asOf symbol action executed fillPriceUsd reasoning source'
const madeBy = (id: string) =>
  tested
    .filter((one) => one.id === id)
    .flatMap(({ decisions }) => decisions)
    .map(({ asOf, symbol, action, executed, fillPriceUsd, reasoning }) => {
      return { asOf: time(asOf), symbol, action, executed, fillPriceUsd, reasoning, source: 'REPLAY' }
    })

const errorOf = async (answer: Promise<GraphqlAnswer>) => {
  const [error] = (await answer).errors ?? []
  return error && { message: error.message, ...error.extensions }
}

describe('a replay with agents', () => {
  it('is a backtest that can be watched: they decide the same, in accounts of the replay alone', async () => {
    const { replay } = await open()
    const { id = '', agents } = replay ?? {}
    expect(agents).toEqual(['momentum', 'vol-seller', 'buy-and-hold'])
    using socket = await new SocketClient(server.wsUrl).init()
    socket.subscribe(
      'a',
      `subscription ($replay: ID!) { newDecision(replay: $replay) { account { id } ${decided} } }`,
      {
        replay: id,
      },
    )
    const performance = `subscription ($replay: ID!) { performance(account: "buy-and-hold", replay: $replay) { seq asOf source accountValueUsd } }`
    socket.subscribe('b', performance, { replay: id })
    await until(
      () => stateOf(id),
      (one) => one?.readers === 2,
    )
    await control(id, { paused: false })
    await until(
      () => stateOf(id),
      (one) => one?.state === 'ENDED',
    )
    socket.send({ type: 'ping' })
    const decisions: { account: { id: string } }[] = []
    const values: { seq: number; asOf: string; source: string; accountValueUsd: number }[] = []
    for (let message = await socket.next(); message.type !== 'pong'; message = await socket.next()) {
      const { data } = message.payload as { data: { newDecision: never; performance: never } }
      if (message.id === 'a') decisions.push(data.newDecision)
      else values.push(data.performance)
    }
    for (const agent of ['momentum', 'vol-seller', 'buy-and-hold']) {
      const own = decisions.filter(({ account }) => account.id === agent)
      expect(own.map(({ account: _, ...rest }) => ({ ...rest, id: undefined }))).toEqual(
        madeBy(agent).map((one) => ({ ...one, id: undefined })),
      )
      expect(own.length).toBeGreaterThan(14)
    }
    expect(values.length).toBeGreaterThan(100)
    // A state that another one follows at once is not sent. None comes twice, and none goes back.
    const seqs = values.map(({ seq }) => seq)
    expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b))
    const [holder] = tested.filter((one) => one.id === 'buy-and-hold')
    expect(values.at(-1)).toMatchObject({ source: 'REPLAY', accountValueUsd: holder?.performance.accountValueUsd })

    type Read = {
      accounts: { id: string; source: string }[]
      decisions: { edges: { node: { recordedAt: string } }[] }
      equity: { points: unknown[] }
      live: { id: string }[]
    }
    const read = await dataOf(
      ask<Read>(
        server.httpUrl,
        `query ($replay: ID!) {
          accounts(replay: $replay) { id source }
          decisions(replay: $replay, first: 500) { edges { node { recordedAt } } }
          equity(account: "momentum", replay: $replay) { points { accountValueUsd } }
          live: accounts { id }
        }`,
        { replay: id },
      ),
    )
    expect(read.accounts).toEqual([
      { id: 'momentum', source: 'REPLAY' },
      { id: 'vol-seller', source: 'REPLAY' },
      { id: 'buy-and-hold', source: 'REPLAY' },
    ])
    expect(read.live).toEqual([])
    expect(read.decisions.edges).toHaveLength(decisions.length)
    for (const { node } of read.decisions.edges) expect(Date.parse(node.recordedAt)).toBeLessThanOrEqual(toMs)
    expect(read.equity.points.length).toBeGreaterThan(14)
    await shut(id)
  })

  it('goes on at a pace as well, and leaves nothing behind when it is closed', async () => {
    const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('gammacast-replay-'))
    const before = folders()
    const { replay } = await open({ asFastAsRead: false, speed: 500, paused: false })
    const id = replay?.id ?? ''
    const own = folders().filter((name) => !before.includes(name))
    expect(own).toHaveLength(1)
    await until(
      () => stateOf(id),
      (one) => one?.state === 'ENDED',
    )
    type Read = { decisions: { edges: { node: Record<string, unknown> }[] } }
    const query = `query ($replay: ID!) { decisions(replay: $replay, account: ["momentum"], first: 500) { edges { node { ${decided} } } } }`
    const { decisions } = await dataOf(ask<Read>(server.httpUrl, query, { replay: id }))
    const made = decisions.edges.map(({ node: { id: _, ...rest } }) => rest).reverse()
    expect(made).toEqual(madeBy('momentum'))
    await shut(id)
    await expect.poll(folders).not.toContain(own[0])
  })

  it.each([
    [{ agents: ['somebody'] }, 'agents'],
    [{ agents: ['momentum', 'momentum'] }, 'agents'],
    [{ loop: true }, 'loop'],
    [{ to: time(fromMs + 49 * 60 * minute) }, 'to'],
  ])('refuses %j', async (input, argument) => {
    const answer = ask(server.httpUrl, opening, { input: { ...wish, ...input } })
    expect(await errorOf(answer)).toMatchObject({ code: 'INVALID_INPUT', argument: expect.stringContaining(argument) })
  })

  it('only goes forward, and there are two of them at most, one of them of callers without a token', async () => {
    const one = (await open()).replay?.id ?? ''
    for (const change of [{ position: time(fromMs) }, { loop: true }]) {
      expect(await errorOf(control(one, change))).toMatchObject({ code: 'INVALID_INPUT' })
    }
    expect(await errorOf(control(one, { paused: true }))).toBeUndefined()
    expect(await open()).toMatchObject({
      __typename: 'TooManyReplays',
      message:
        'Callers without a token have 1 of the replays with agents, as many as they may have together; try again later, or with a token.',
    })
    const headers = { authorization: `Bearer ${await server.mint('ann')}` }
    const openAsUser = async () =>
      (await dataOf(ask<Opened>(server.httpUrl, opening, { input: wish }, headers))).openReplay
    const { replay } = await openAsUser()
    expect(replay?.agents).toEqual(wish.agents)
    expect(await openAsUser()).toMatchObject({
      __typename: 'TooManyReplays',
      message: '2 replays with agents are open, as many as there may be; try again later.',
    })
    await dataOf(
      ask(server.httpUrl, 'mutation ($id: ID!) { closeReplay(id: $id) { id } }', { id: replay?.id }, headers),
    )
  })
})
