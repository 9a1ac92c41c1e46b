import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SocketClient } from '../support/socket-client.js'
import { ask, startServer, type TestServer } from '../support/start-server.js'
import { openHistory } from '../support/store/history-home.js'
import { simulatedPieces, worldOfSeed } from '../support/store/record-simulated.js'
import { storeEnv } from '../support/store/store-env.js'
import { sqliteHome, type StoreHome } from '../support/store/store-home.js'

const minuteMs = 60_000
const seed = 'unreadable'
/** Three minutes are recorded, each in a segment. The second cannot be read. */
const startMs = Math.floor(Date.now() / minuteMs) * minuteMs - 60 * minuteMs
const damagedMs = startMs + minuteMs
const endMs = startMs + 3 * minuteMs
const time = (ms: number) => new Date(ms).toISOString()
const damaged = Buffer.from('GCHS of another kind')

let home: StoreHome
let server: TestServer

beforeAll(async () => {
  home = sqliteHome()
  {
    await using history = await openHistory(home)
    const pieces = await simulatedPieces({ seed, fromMs: startMs, toMs: endMs, segmentMs: minuteMs })
    const kept = pieces.map((one) => (one.fromMs === damagedMs ? { ...one, bytes: damaged } : one))
    await history.markets.append(worldOfSeed(seed), kept)
  }
  server = await startServer({}, { AGENTS: 'none', SIM_SEED: seed, ...storeEnv(home) })
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await home[Symbol.asyncDispose]()
})

async function errorOf(query: string, variables: object = {}) {
  const { errors: [error] = [] } = await ask(server.httpUrl, query, { ...variables })
  return error && { message: error.message, ...error.extensions }
}

const opening = `mutation ($input: OpenReplayInput!) { openReplay(input: $input) { ... on ReplayOpened { replay { id } } } }`

async function open(input: object): Promise<string> {
  type Opened = { openReplay: { replay: { id: string } } }
  const wish = { paused: true, to: time(endMs), ...input }
  const { data, errors } = await ask<Opened>(server.httpUrl, opening, { input: wish })
  return data?.openReplay.replay.id ?? expect.fail(JSON.stringify(errors))
}

const notRecorded = (argument: string, ms: number) => ({
  code: 'NOT_RECORDED',
  argument,
  message: expect.stringContaining(
    `Argument "${argument}": nothing is recorded at ${time(ms)}: what was kept of that time cannot be read.`,
  ) as string,
  allowed: { min: time(startMs) },
})
const closed = {
  code: 'REPLAY_CLOSED',
  message: 'The replay is over. What comes next in the recording cannot be read.',
}

describe('a recorded time that cannot be read', () => {
  const ms = damagedMs + 20_000

  it('is named to who opens a replay there', async () => {
    const input = { from: time(ms), to: time(endMs) }
    expect(await errorOf(opening, { input })).toMatchObject(notRecorded('input.from', ms))
    expect(await errorOf(opening, { input: { ...input, agents: ['momentum'] } })).toMatchObject(
      notRecorded('input.from', ms),
    )
    expect((await ask(server.httpUrl, '{ replays { id } }')).data).toEqual({ replays: [] })
  })

  it.each(['marketData(at: $at) { seq }', 'optionsChain(at: $at) { seq }', 'candles(at: $at) { edges { cursor } }'])(
    'is named to who asks for %s',
    async (field) => {
      const query = `query ($at: DateTime!) { ${field} }`
      expect(await errorOf(query, { at: time(ms) })).toMatchObject(notRecorded('at', ms))
    },
  )

  it('ends a replay that comes there, and says so to its readers', async () => {
    const id = await open({ from: time(startMs), asFastAsRead: true })
    using socket = await new SocketClient(server.wsUrl).init()
    const ticks = 'subscription ($id: ID!) { marketData(replay: $id) { asOf } }'
    socket.subscribe('a', ticks, { id })
    await socket.nextData('a')
    const controlling = 'mutation ($input: ControlReplayInput!) { controlReplay(input: $input) { state } }'
    await ask(server.httpUrl, controlling, { input: { replay: id, paused: false } })
    for (;;) {
      const message = await socket.next()
      if (message.type === 'next') continue
      expect(message).toMatchObject({ type: 'error', id: 'a', payload: [{ extensions: { code: closed.code } }] })
      expect(JSON.stringify(message.payload)).toContain(closed.message)
      return
    }
  })

  it('ends a replay that is told to go there, and says so', async () => {
    const id = await open({ from: time(startMs) })
    const controlling = 'mutation ($input: ControlReplayInput!) { controlReplay(input: $input) { state } }'
    expect(await errorOf(controlling, { input: { replay: id, position: time(ms) } })).toMatchObject(closed)
  })

  it('does not keep others from being played', async () => {
    const id = await open({ from: time(endMs - 20_000) })
    const query = 'query ($id: ID!) { marketData(replay: $id) { source } optionsChain(replay: $id) { source } }'
    expect(await ask(server.httpUrl, query, { id })).toEqual({
      data: { marketData: { source: 'REPLAY' }, optionsChain: { source: 'REPLAY' } },
    })
  })

  it('is named to who first asks for options in a replay, when it was damaged after the replay was opened', async () => {
    const position = startMs + 40_000
    const id = await open({ from: time(position) })
    const query = 'query ($id: ID!) { optionsChain(replay: $id) { source } }'
    {
      await using database = home.openHistoryDatabase()
      await database.transaction(async (session) => {
        await session.run('UPDATE segment_pieces SET body = $1 WHERE from_ms = $2', [damaged, startMs])
        await session.run('UPDATE segments SET body = $1 WHERE from_ms = $2', [damaged, startMs])
      })
    }
    expect(await errorOf(query, { id })).toMatchObject(notRecorded('replay', position))
    const { data } = await ask(server.httpUrl, 'query ($id: ID!) { marketData(replay: $id) { source } }', { id })
    expect(data).toEqual({ marketData: { source: 'REPLAY' } })
  })
})
