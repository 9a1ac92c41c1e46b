import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { decodeSegment } from '../../server/history/segment/read-segment.js'
import { SocketClient, type Message } from '../support/socket-client.js'
import { ask, startServer, until, type GraphqlAnswer, type TestServer } from '../support/start-server.js'
import { openHistory } from '../support/store/history-home.js'
import { recordSimulated, worldOfSeed } from '../support/store/record-simulated.js'
import { storeEnv } from '../support/store/store-env.js'
import { sqliteHome, type StoreHome } from '../support/store/store-home.js'

const minuteMs = 60_000
const startMs = Math.floor(Date.now() / (5 * minuteMs)) * 5 * minuteMs - 120 * minuteMs
const endMs = startMs + 15 * minuteMs
/** Nothing of it is recorded. */
const hole = [startMs + 5 * minuteMs, startMs + 10 * minuteMs] as const
const time = (ms: number) => new Date(ms).toISOString()

let server: TestServer
let close: () => Promise<void>
/** The prices of the index that were recorded, by their times. */
const recorded = new Map<number, number>()

beforeAll(async () => {
  const home: StoreHome = sqliteHome()
  {
    await using history = await openHistory(home)
    const pieces = await recordSimulated(history.markets, { seed: 'replays', fromMs: startMs, toMs: endMs }, [hole])
    for (const { bytes } of pieces) {
      for (const { event } of decodeSegment(bytes).events) {
        if (event.type === 'index' && event.priceUsd !== null) recorded.set(event.eventTimeMs, event.priceUsd)
      }
    }
  }
  server = await startServer({}, { AGENTS: 'none', SIM_SEED: 'replays', ...storeEnv(home) })
  close = async () => {
    await server[Symbol.asyncDispose]()
    await home[Symbol.asyncDispose]()
  }
})
afterAll(() => close())
afterEach(async () => {
  for (const { id } of await listed()) await shut(id)
})

interface Replay {
  readonly id: string
  readonly seq: number
  readonly recording: string
  readonly from: string
  readonly to: string
  readonly position: string
  readonly state: string
  readonly speed: number | null
  readonly loop: boolean
  readonly rounds: number
  readonly readers: number
  readonly shared: boolean
  readonly expiresAt: string | null
}

const fields = 'id seq recording from to position state speed loop rounds readers shared expiresAt'

async function dataOf<T>(answer: Promise<GraphqlAnswer<T>>): Promise<T> {
  const { data, errors } = await answer
  if (!data || errors) throw new Error(JSON.stringify(errors))
  return data
}

const opening = `mutation ($input: OpenReplayInput!) { openReplay(input: $input) {
  __typename ... on ReplayOpened { replay { ${fields} } } ... on TooManyReplays { message most own } } }`
const controlling = `mutation ($input: ControlReplayInput!) { controlReplay(input: $input) { ${fields} } }`
const closing = `mutation ($id: ID!) { closeReplay(id: $id) { ${fields} } }`

async function open(input: object = {}): Promise<Replay> {
  const asked = { from: time(startMs), to: time(hole[0]), paused: true, ...input }
  type Opened = { openReplay: { __typename: string; replay: Replay } }
  const { openReplay } = await dataOf(ask<Opened>(server.httpUrl, opening, { input: asked }))
  expect(openReplay.__typename).toBe('ReplayOpened')
  return openReplay.replay
}

async function control(replay: string, input: object): Promise<Replay> {
  const asked = ask<{ controlReplay: Replay }>(server.httpUrl, controlling, { input: { replay, ...input } })
  return (await dataOf(asked)).controlReplay
}

async function shut(id: string): Promise<void> {
  await dataOf(ask(server.httpUrl, closing, { id }))
}

const listed = async () =>
  (await dataOf(ask<{ replays: Replay[] }>(server.httpUrl, `{ replays { ${fields} } }`))).replays
const stateOf = async (id: string) => (await listed()).find((one) => one.id === id)
const untilState = (id: string, state: string) =>
  until(
    () => stateOf(id),
    (replay) => replay?.state === state,
  )

const errorOf = async (answer: Promise<GraphqlAnswer>) => {
  const [error] = (await answer).errors ?? []
  return error && { message: error.message, ...error.extensions }
}

interface Tick {
  readonly seq: number
  readonly asOf: string
  readonly source: string
  readonly indexPriceUsd: number
}

const ticks = 'subscription ($replay: ID!) { marketData(replay: $replay) { seq asOf source indexPriceUsd } }'

/** Reads all messages of a subscription until none has come for a while after the replay has ended. */
async function readAll(socket: SocketClient, replay: string, ids: readonly string[]): Promise<Map<string, Message[]>> {
  const read = new Map<string, Message[]>(ids.map((id) => [id, []]))
  await control(replay, { paused: false })
  await untilState(replay, 'ENDED')
  socket.send({ type: 'ping' })
  for (;;) {
    const message = await socket.next()
    if (message.type === 'pong') return read
    read.get(message.id ?? '')?.push(message)
  }
}

const ticksOf = (messages: readonly Message[] = []) =>
  messages.map(({ payload }) => (payload as { data: { marketData: Tick } }).data.marketData)

describe('a replay as fast as it is read', () => {
  it('has everything that was recorded, in its order, for all of its readers', async () => {
    const { id } = await open({ asFastAsRead: true })
    using socket = await new SocketClient(server.wsUrl).init()
    socket.subscribe('a', ticks, { replay: id })
    socket.subscribe('b', ticks, { replay: id })
    await until(
      () => stateOf(id),
      (replay) => replay?.readers === 2,
    )
    const before = server.app.services.counts.events
    const read = await readAll(socket, id, ['a', 'b'])
    const seen = ticksOf(read.get('a'))
    expect(read.get('b')?.map(({ payload }) => payload)).toEqual(read.get('a')?.map(({ payload }) => payload))
    // Both readers share one execution of each event.
    expect(server.app.services.counts.events - before).toBeLessThanOrEqual(seen.length)
    expect(seen.every(({ source }) => source === 'REPLAY')).toBe(true)
    const times = [...recorded.keys()].filter((ms) => ms >= startMs && ms <= hole[0])
    expect(times.length).toBeGreaterThan(100)
    for (const ms of times) {
      const tick = seen.find(({ asOf }) => Date.parse(asOf) === ms)
      if (tick) expect(tick.indexPriceUsd).toBeCloseTo(recorded.get(ms) ?? 0, 0)
    }
    expect(seen.map(({ seq }) => seq)).toEqual(seen.map((_, index) => (seen[0]?.seq ?? 0) + index))
    expect(seen.length).toBeGreaterThan(times.length * 0.8)
  })

  it('gives the same bytes as another one of the same time', async () => {
    const documents = {
      a: ticks,
      b: `subscription ($replay: ID!) { optionsChain(replay: $replay, delta: true) {
        seq asOf freshness whole removed contracts { symbol bidPriceUsd askPriceUsd markIv greeks { delta vega } } } }`,
      c: 'subscription ($replay: ID!) { expiries(replay: $replay) { seq asOf expiries { expiryLabel atmIv daysToExpiry } } }',
      d: 'subscription ($replay: ID!) { marketData(replay: $replay, minIntervalMs: 10000) { seq asOf indexHistory { time priceUsd } } }',
    }
    const played = async () => {
      const { id } = await open({ asFastAsRead: true })
      using socket = await new SocketClient(server.wsUrl).init()
      for (const [key, query] of Object.entries(documents)) socket.subscribe(key, query, { replay: id })
      await until(
        () => stateOf(id),
        (replay) => replay?.readers === 4,
      )
      const read = await readAll(socket, id, Object.keys(documents))
      await shut(id)
      return Object.fromEntries([...read].map(([key, messages]) => [key, messages.map((one) => JSON.stringify(one))]))
    }
    const [one, other] = [await played(), await played()]
    for (const key of Object.keys(documents)) {
      expect(one[key]?.length, key).toBeGreaterThan(5)
      expect(other[key], key).toEqual(one[key])
    }
  })

  it('waits for its first reader', async () => {
    const { id } = await open({ asFastAsRead: true, paused: false })
    const { position } = (await untilState(id, 'WAITING')) ?? {}
    expect(position).toBe(time(startMs))
    using socket = await new SocketClient(server.wsUrl).init()
    socket.subscribe('a', ticks, { replay: id })
    await untilState(id, 'ENDED')
  })
})

describe('a replay', () => {
  it('is told what to do, and tells it', async () => {
    const { id, ...opened } = await open({ speed: 100 })
    expect(opened).toMatchObject({
      ...{ recording: 'SIMULATED:W1', from: time(startMs), to: time(hole[0]), position: time(startMs) },
      ...{ state: 'PAUSED', speed: 100, loop: false, rounds: 0, readers: 0, shared: false },
    })
    using socket = await new SocketClient(server.wsUrl).init()
    socket.subscribe('r', `subscription ($id: ID!) { replay(id: $id) { ${fields} } }`, { id })
    const next = async () => (await socket.nextData<{ replay: Replay }>('r')).replay
    expect(await next()).toMatchObject({ id, state: 'PAUSED' })
    await control(id, { paused: false })
    expect((await next()).state).toBe('PLAYING')
    await until(next, ({ position }) => position > time(startMs + 10_000))
    const { position, state } = await control(id, { paused: true })
    expect(state).toBe('PAUSED')
    expect(await control(id, { speed: 2, loop: true })).toMatchObject({ position, speed: 2, loop: true })
    expect(await control(id, { asFastAsRead: true })).toMatchObject({ speed: null })
    expect(await control(id, { asFastAsRead: false })).toMatchObject({ speed: 1 })
    const there = time(startMs + 200_000)
    expect(await control(id, { position: there })).toMatchObject({ position: there, state: 'PAUSED' })
    expect(await control(id, { position: time(startMs + 1_000) })).toMatchObject({ position: time(startMs + 1_000) })
    await shut(id)
    const read = async () => (await socket.next()).type
    await until(read, (type) => type === 'error')
  })

  it('shows nothing that is later than its clock, and its streams go on when it goes back', async () => {
    const { id } = await open()
    using socket = await new SocketClient(server.wsUrl).init()
    socket.subscribe('a', ticks, { replay: id })
    const seqs: number[] = []
    const asOf: string[] = []
    const next = async () => {
      const { marketData } = await socket.nextData<{ marketData: Tick }>('a')
      seqs.push(marketData.seq)
      asOf.push(marketData.asOf)
      return marketData
    }
    await next()
    for (const ms of [startMs + 120_000, startMs + 30_000, startMs + 240_000, startMs + 60_000]) {
      await control(id, { position: time(ms) })
      const answer = ask<{ marketData: Tick; replays: Replay[] }>(
        server.httpUrl,
        'query ($replay: ID!) { marketData(replay: $replay) { seq asOf source indexPriceUsd } replays { position } }',
        { replay: id },
      )
      const { marketData } = await dataOf(answer)
      expect(Date.parse(marketData.asOf)).toBeLessThanOrEqual(ms)
      expect(Date.parse(marketData.asOf)).toBeGreaterThan(ms - 5_000)
      expect(await until(next, (tick) => tick.seq === marketData.seq)).toEqual(marketData)
    }
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b))
    expect(asOf).not.toEqual(asOf.toSorted())
  })

  it('is of the recording that is named, by the id of `recordings` and of `npm run history`', async () => {
    expect((await open({ recording: 'SIMULATED:W1' })).recording).toBe('SIMULATED:W1')
    for (const recording of ['SIMULATED:W2', 'SIMULATED', `SIMULATED:${worldOfSeed('replays').world}`]) {
      const input = { from: time(startMs), recording }
      expect(await errorOf(ask(server.httpUrl, opening, { input }))).toMatchObject({ code: 'UNKNOWN_RECORDING' })
    }
  })

  it('begins again when it loops, and goes over a hole at once', async () => {
    const { id } = await open({
      from: time(hole[0] - 5_000),
      to: time(hole[1] + 5_000),
      asFastAsRead: true,
      loop: true,
    })
    using socket = await new SocketClient(server.wsUrl).init()
    socket.subscribe('a', ticks, { replay: id })
    await control(id, { paused: false })
    const rounds = async () => (await stateOf(id))?.rounds ?? 0
    await until(rounds, (count) => count >= 3)
    const ended = await control(id, { loop: false })
    expect(ended.rounds).toBeGreaterThanOrEqual(3)
    await untilState(id, 'ENDED')
  })

  it('begins and ends at the ends of a hole, and stands in it as it was before', async () => {
    const [begin, end] = hole
    const middle = time((begin + end) / 2)
    const { id, from, to } = await open({ from: time(begin), to: time(end) })
    expect([from, to]).toEqual([time(begin), time(end)])
    type Read = { marketData: { asOf: string; freshness: string; indexPriceUsd: number } }
    const query = 'query ($id: ID!) { marketData(replay: $id) { asOf freshness indexPriceUsd } }'
    const before = await dataOf(ask<Read>(server.httpUrl, query, { id }))
    expect(Date.parse(before.marketData.asOf)).toBeGreaterThan(begin - 5_000)
    for (const position of [middle, time(end), middle]) {
      expect(await control(id, { position })).toMatchObject({ position, state: 'PAUSED' })
      const { marketData } = await dataOf(ask<Read>(server.httpUrl, query, { id }))
      if (position === middle) expect(marketData).toEqual({ ...before.marketData, freshness: 'STALE' })
      else expect(Date.parse(marketData.asOf)).toBeGreaterThan(begin)
    }
    const moments = `{ begin: marketData(at: "${time(begin)}") { asOf } end: marketData(at: "${time(end)}") { asOf } }`
    const { begin: last } = await dataOf(ask<Record<string, { asOf: string }>>(server.httpUrl, moments))
    expect(last?.asOf).toBe(before.marketData.asOf)
    const allowed = { values: [time(begin), time(end)] }
    for (const [refused, argument] of [
      [ask(server.httpUrl, `{ marketData(at: "${middle}") { seq } }`), 'at'],
      [ask(server.httpUrl, opening, { input: { from: middle } }), 'input.from'],
      [ask(server.httpUrl, opening, { input: { from: time(startMs), to: middle } }), 'input.to'],
    ] as const) {
      expect(await errorOf(refused)).toMatchObject({ code: 'NOT_RECORDED', argument, allowed })
    }
  })

  it('shares the clock with its queries, also of the chain', async () => {
    const { id } = await open()
    const query = `query ($replay: ID!) {
      chain: optionsChain(replay: $replay, limit: 2) { asOf source freshness contracts { symbol markPriceUsd } }
      live: optionsChain(limit: 2) { asOf source }
      expiries(replay: $replay) { expiryLabel contractCount }
      instruments(replay: $replay, first: 1) { source count }
    }`
    type Chain = { asOf: string; source: string; contracts: { markPriceUsd: number | null }[] }
    type Answer = { chain: Chain; live: Chain; expiries: object[]; instruments: { source: string; count: number } }
    const { chain, live, expiries, instruments } = await dataOf(ask<Answer>(server.httpUrl, query, { replay: id }))
    expect(chain.source).toBe('REPLAY')
    expect(Date.parse(chain.asOf)).toBeLessThanOrEqual(startMs)
    expect(live.source).toBe('SIMULATED')
    expect(Date.parse(live.asOf)).toBeGreaterThan(endMs)
    expect(expiries.length).toBeGreaterThan(3)
    expect(instruments).toMatchObject({ source: 'REPLAY' })
    expect(instruments.count).toBeGreaterThan(100)
  })
})

interface Candle {
  readonly from: string
  readonly close: number
  readonly final: boolean
}

describe('candles in a replay', () => {
  const candles = 'edges { node { from open high low close final } }'
  type Page = { readonly edges: readonly { readonly node: Candle }[] }

  it('reach back beyond its beginning, are those of its time, and never go past its clock', async () => {
    const { id } = await open({ from: time(startMs + 60_000) })
    for (const ms of [startMs + 61_000, startMs + 240_500, startMs + 120_000]) {
      await control(id, { position: time(ms) })
      const query = `query ($replay: ID!, $at: DateTime!) {
        played: candles(replay: $replay, interval: M1, first: 20) { ${candles} }
        moment: candles(at: $at, interval: M1, first: 20) { ${candles} } }`
      const { played, moment } = await dataOf(
        ask<{ played: Page; moment: Page }>(server.httpUrl, query, { replay: id, at: time(ms) }),
      )
      expect(played).toEqual(moment)
      const times = played.edges.map(({ node }) => Date.parse(node.from))
      expect(times).toHaveLength(20)
      expect(Math.max(...times)).toBe(Math.floor(ms / minuteMs) * minuteMs)
      expect(played.edges[0]?.node.final).toBe(false)
    }
  })

  it('grow with it, and are again what they were when it goes back', async () => {
    const { id } = await open()
    using socket = await new SocketClient(server.wsUrl).init()
    const query = `subscription ($replay: ID!) { candle(replay: $replay, interval: H1) { asOf source candle { from close final } } }`
    socket.subscribe('c', query, { replay: id })
    type Event = { candle: { asOf: string; source: string; candle: Candle | null } }
    const next = async () => (await socket.nextData<Event>('c')).candle
    const first = await next()
    expect(first).toMatchObject({ source: 'REPLAY', candle: { final: false } })
    await control(id, { position: time(startMs + 200_000) })
    const later = await until(next, ({ asOf, candle }) => asOf > first.asOf && candle !== null)
    await control(id, { position: time(startMs) })
    const again = await until(next, ({ asOf, candle }) => asOf < later.asOf && candle !== null)
    expect(again.candle).toEqual(first.candle)
  })
})

describe('a replay that is closed', () => {
  it('ends its streams over WebSocket and SSE with a clear error, and no others', async () => {
    const { id } = await open()
    using socket = await new SocketClient(server.wsUrl).init()
    socket.subscribe('a', ticks, { replay: id })
    await socket.nextData('a')
    socket.subscribe('r', 'subscription ($id: ID!) { replay(id: $id) { state } }', { id })
    await socket.nextData('r')
    const sse = await eventStream(ticks, { replay: id })
    await sse.until('event: next')
    await shut(id)
    const ends: Message[] = []
    // The replay tells of its last readers first.
    while (ends.length < 2) {
      const message = await socket.next()
      if (message.type !== 'next') ends.push(message)
    }
    for (const end of ends) {
      expect(end.type).toBe('error')
      expect(JSON.stringify(end.payload)).toContain('REPLAY_CLOSED')
    }
    expect(ends.map((end) => end.id).toSorted()).toEqual(['a', 'r'])
    await sse.until('REPLAY_CLOSED')
    await sse.until('event: complete')
    socket.subscribe('l', 'subscription { marketData { seq } }')
    await socket.nextData('l')
    for (const asked of [
      ask(server.httpUrl, 'query ($id: ID!) { marketData(replay: $id) { seq } }', { id }),
      ask(server.httpUrl, controlling, { input: { replay: id, paused: false } }),
      ask(server.httpUrl, closing, { id }),
    ]) {
      expect(await errorOf(asked)).toMatchObject({ code: 'UNKNOWN_REPLAY' })
    }
    expect((await listed()).map((one) => one.id)).not.toContain(id)
  })
})

describe('what cannot be played', () => {
  it.each([
    [{ from: time(startMs - 1) }, 'NOT_RECORDED', 'input.from'],
    [{ from: time(Date.now() + 86_400_000), to: null }, 'NOT_RECORDED', 'input.from'],
    [{ from: time(hole[0] + 1_000), to: null }, 'NOT_RECORDED', 'input.from'],
    [{ to: time(Date.now() + 86_400_000) }, 'NOT_RECORDED', 'input.to'],
    [{ to: time(startMs) }, 'INVALID_INPUT', 'input.to'],
    [{ to: time(startMs - 60_000) }, 'INVALID_INPUT', 'input.to'],
    [{ speed: 0 }, 'INVALID_INPUT', 'input.speed'],
    [{ speed: 0.09 }, 'INVALID_INPUT', 'input.speed'],
    [{ speed: 1_000.1 }, 'INVALID_INPUT', 'input.speed'],
    [{ speed: 2, asFastAsRead: true }, 'INVALID_INPUT', 'input.speed'],
    [{ recording: 'DERIBIT:nothing' }, 'UNKNOWN_RECORDING', 'input.recording'],
  ])('%o is refused with %s', async (input, code, argument) => {
    const asked = { from: time(startMs), to: time(hole[0]), ...input }
    expect(await errorOf(ask(server.httpUrl, opening, { input: asked }))).toMatchObject({ code, argument })
    expect(await listed()).toEqual([])
  })

  it('is refused with the last time at which a replay can begin', async () => {
    const refused = await errorOf(ask(server.httpUrl, opening, { input: { from: time(Date.now() + 86_400_000) } }))
    const { allowed } = refused as unknown as { allowed: { max: string } }
    expect((await open({ from: allowed.max, to: null })).position).toBe(allowed.max)
  })

  it('what it is told is checked against its span', async () => {
    const { id } = await open()
    for (const [input, argument] of [
      [{ position: time(startMs - 1) }, 'input.position'],
      [{ position: time(hole[0] + 1) }, 'input.position'],
      [{ speed: 5_000 }, 'input.speed'],
      [{ speed: 5, asFastAsRead: true }, 'input.speed'],
    ] as const) {
      const asked = ask(server.httpUrl, controlling, { input: { replay: id, ...input } })
      expect(await errorOf(asked)).toMatchObject({ code: 'INVALID_INPUT', argument })
    }
  })

  it('too many are refused with data', async () => {
    const opened = [await open(), await open(), await open()]
    const input = { from: time(startMs) }
    const { openReplay } = await dataOf(ask<{ openReplay: object }>(server.httpUrl, opening, { input }))
    expect(openReplay).toMatchObject({ __typename: 'TooManyReplays', most: 3, own: true })
    expect(opened).toHaveLength(3)
  })
})

it('what can be played is listed with its range and its holes', async () => {
  const query = '{ recordings { id source name current from to bytes holes { from to droppedEvents } } }'
  interface Recording {
    readonly id: string
    readonly from: string
    readonly bytes: number
    readonly holes: readonly { readonly from: string; readonly to: string }[]
  }
  const { recordings } = await dataOf(ask<{ recordings: Recording[] }>(server.httpUrl, query))
  expect(recordings).toMatchObject([
    { id: 'SIMULATED:W1', source: 'SIMULATED', name: null, current: true, from: time(startMs) },
  ])
  // Who knew the hash of a seed could guess the seed, and know the future of the market.
  expect(JSON.stringify(recordings)).not.toContain(worldOfSeed('replays').world)
  expect(recordings[0]?.bytes).toBeGreaterThan(1_000)
  expect(recordings[0]?.holes).toContainEqual({ from: time(hole[0]), to: time(hole[1]), droppedEvents: 0 })
})

/** A server-sent event stream, read as text. */
async function eventStream(query: string, variables: object) {
  const headers = { 'content-type': 'application/json', accept: 'text/event-stream' }
  const asked = request(server.httpUrl, { method: 'POST', agent: false, headers })
  asked.end(JSON.stringify({ query, variables }))
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  response.setEncoding('utf8')
  let text = ''
  response.on('data', (more: string) => (text += more))
  return {
    until: async (part: string) => {
      while (!text.includes(part)) await once(response, 'data')
    },
  }
}
