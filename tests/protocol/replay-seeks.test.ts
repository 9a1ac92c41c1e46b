import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { httpBot } from '../support/api/bot.js'
import { SocketClient, type Message } from '../support/socket-client.js'
import { ask, startServer, until, type TestServer } from '../support/start-server.js'

/** What is read of the replay, as a query and as a stream. */
const states = {
  marketData: 'marketData(replay: $id) { seq asOf indexPriceUsd perpetual { markPriceUsd } }',
  optionsChain: 'optionsChain(replay: $id, limit: 4) { seq asOf contracts { symbol markPriceUsd bidPriceUsd } }',
  positions: 'positions(replay: $id, account: "fund") { seq asOf positions { symbol markPriceUsd quantityCoin } }',
  portfolio: 'portfolio(replay: $id, account: "fund") { seq asOf totalValueUsd cashUsd }',
}
const streams = {
  ...states,
  candle: 'candle(replay: $id, interval: S1) { seq asOf candle { from open high low close } }',
  paced: 'marketData(replay: $id, minIntervalMs: 700) { seq asOf indexPriceUsd }',
  newDecision: 'newDecision(replay: $id) { id seq asOf }',
}
type Name = keyof typeof streams
const names = Object.keys(streams) as readonly Name[]
const namesOfStates = names.filter((name) => name !== 'newDecision')
const field = (name: Name) => (name === 'paced' ? 'marketData' : name)

interface Told {
  readonly seq: number
  readonly asOf: string
  readonly id?: string
}

let server: TestServer
let token: string
/** What is played: some seconds, with as many before it and decisions in it. */
let fromMs: number
let toMs: number
const decided: string[] = []
const time = (ms: number) => new Date(ms).toISOString()

async function asked<T>(query: string, variables: object = {}): Promise<T> {
  const { data, errors } = await ask<T>(server.httpUrl, query, { ...variables }, { authorization: `Bearer ${token}` })
  if (!data || errors) throw new Error(JSON.stringify(errors))
  return data
}

/** Resolves when the market was recorded until so long after this moment. Answers until when. */
async function recordOn(ms: number): Promise<number> {
  const endMs = Date.now() + ms
  const recordedMs = async () => {
    const { status } = await asked<{ status: { history: { to: string | null } } }>('{ status { history { to } } }')
    return Date.parse(status.history.to ?? '') || 0
  }
  return until(recordedMs, (there) => there > endMs)
}

beforeAll(async () => {
  server = await startServer({}, { AGENTS: 'none', SIM_TICK_MS: '100', SIM_CHAIN_MS: '500' })
  token = await server.mint('fund')
  await recordOn(0)
  const bot = httpBot(server, token)
  await bot.do('openAccount')
  await bot.do('placeOrder', { quantityCoin: 0.1 })
  const publisher = httpBot(server, await server.mint('publisher'))
  await publisher.do('publishDecision')
  fromMs = await recordOn(3_000)
  for (let count = 0; count < 2; count += 1) {
    await recordOn(300)
    const { decision } = await publisher.do('publishDecision')
    decided.push(decision?.id ?? '')
  }
  toMs = await recordOn(1_000)
})
afterAll(() => server[Symbol.asyncDispose]())
afterEach(async () => {
  for (const { id } of (await asked<Listed>('{ replays { id } }')).replays)
    await asked('mutation ($id: ID!) { closeReplay(id: $id) { id } }', { id })
})

type Listed = { readonly replays: readonly Listing[] }
type Listing = { readonly id: string; readonly state: string; readonly position: string; readonly rounds: number }

async function open(input: object): Promise<string> {
  const wish = { from: time(fromMs), to: time(toMs), paused: true, ...input }
  const { openReplay } = await asked<{ openReplay: { replay: { id: string } } }>(
    'mutation ($input: OpenReplayInput!) { openReplay(input: $input) { ... on ReplayOpened { replay { id } } } }',
    { input: wish },
  )
  return openReplay.replay.id
}

const control = (replay: string, input: object) =>
  asked('mutation ($input: ControlReplayInput!) { controlReplay(input: $input) { state } }', {
    input: { replay, ...input },
  })

/** Follows all streams of a replay, and where it says that it is. Resolves when each state was told once. */
async function follow(id: string) {
  const socket = await new SocketClient(server.wsUrl).initAs(token)
  const told = new Map<Name, Told[]>(names.map((name) => [name, []]))
  const listings: Listing[] = []
  const take = ({ id: name, payload }: Message) => {
    const { data, errors } = payload as { data: Record<string, unknown>; errors?: unknown }
    if (errors) throw new Error(JSON.stringify(errors))
    if (name === 'replay') listings.push(data.replay as Listing)
    else told.get(name as Name)?.push(data[field(name as Name)] as Told)
  }
  const next = async () => {
    const message = await socket.next()
    if (message.type === 'next') take(message)
    else if (message.type !== 'pong') throw new Error(JSON.stringify(message))
    return message
  }
  socket.subscribe('replay', 'subscription ($id: ID!) { replay(id: $id) { id state position rounds } }', { id })
  for (const name of names) socket.subscribe(name, `subscription ($id: ID!) { ${streams[name]} }`, { id })
  const of = (name: Name) => told.get(name) ?? []
  while (namesOfStates.some((name) => of(name).length === 0)) await next()
  return { socket, next, of, listings, [Symbol.dispose]: () => socket[Symbol.dispose]() }
}

/** How often it goes to a time until somebody has come meanwhile. */
const mostSeeks = 50

const without = ({ seq: _, ...state }: Told) => state

describe('the readers of a replay', () => {
  it.each([{ asFastAsRead: true }, { speed: 8 }])(
    'hear nothing that it does not play when it begins again: %o',
    async (speed) => {
      const id = await open({ loop: true, ...speed })
      using reading = await follow(id)
      const first = new Map(names.map((name) => [name, reading.of(name)[0]]))
      await control(id, { paused: false })
      while ((reading.listings.at(-1)?.rounds ?? 0) < 4) await reading.next()
      for (const name of namesOfStates) {
        const all = reading.of(name)
        const begin = first.get(name)
        const times = all.map(({ asOf }) => asOf)
        expect(
          times.filter((asOf) => asOf < (begin?.asOf ?? '') || asOf > time(toMs)),
          name,
        ).toEqual([])
        expect(
          all.every(({ seq }, index) => index === 0 || seq > (all[index - 1]?.seq ?? 0)),
          name,
        ).toBe(true)
        // At a pace nobody waits for a reader: a newer state may come in place of the first of a round.
        if (!speed.asFastAsRead) continue
        const begun = all.filter(({ asOf }, index) => index > 0 && asOf < (times[index - 1] ?? ''))
        expect(begun.length, name).toBeGreaterThanOrEqual(3)
        // Each round begins with what the first one began with.
        for (const state of begun) expect(without(state), name).toEqual(begin && without(begin))
      }
      const rounds = reading.of('newDecision').map((one) => one.id)
      expect(rounds.length).toBeGreaterThanOrEqual(3 * decided.length)
      expect(rounds).toEqual(rounds.map((_, index) => decided[index % decided.length]))
      for (const { position } of reading.listings) {
        expect(position >= time(fromMs) && position <= time(toMs), position).toBe(true)
      }
    },
  )

  it('have what they had while it goes to a time, and then once what is there', async () => {
    const id = await open({ asFastAsRead: true })
    using reading = await follow(id)
    const begunAt = (name: Name) => reading.of(name)[0]?.asOf ?? ''
    const span = toMs - fromMs
    for (const share of [0.6, 0.2, 1, 0.4, 0]) {
      const before = new Map(names.map((name) => [name, reading.of(name).length]))
      const placeMs = fromMs + Math.floor(share * span)
      await control(id, { position: time(placeMs) })
      const there = await asked<Record<string, Told>>(`query ($id: ID!) { ${Object.values(states).join(' ')} }`, { id })
      for (const name of Object.keys(states) as (keyof typeof states)[]) {
        while (reading.of(name).at(-1)?.seq !== there[name]?.seq) await reading.next()
      }
      // What else was told comes before the answer to this.
      reading.socket.send({ type: 'ping' })
      while ((await reading.next()).type !== 'pong');
      for (const name of Object.keys(states) as (keyof typeof states)[]) {
        expect(reading.of(name).slice(before.get(name)), `${name} at ${share}`).toEqual([there[name]])
      }
      const [paced, candles] = [reading.of('paced'), reading.of('candle')].map((all) => all.at(-1)?.asOf ?? '')
      expect(paced).toBe(there.marketData?.asOf)
      expect([begunAt('candle') <= (candles ?? ''), (candles ?? '') <= time(placeMs)]).toEqual([true, true])
      for (const name of ['candle', 'paced'] as const)
        expect(reading.of(name).length - (before.get(name) ?? 0), name).toBeLessThanOrEqual(1)
      expect(reading.of('newDecision')).toEqual([])
      for (const { position, state } of reading.listings.filter((one) => one.state === 'SEEKING'))
        expect(position >= time(fromMs) && position <= time(toMs), `${state} ${position}`).toBe(true)
    }
  })

  it('who come while it goes to a time wait until it is there', async () => {
    const id = await open({ asFastAsRead: true })
    const query = `query ($id: ID!) { ${Object.values(states).join(' ')} candles(replay: $id, interval: S1, first: 2) { edges { node { from } } } }`
    type Answer = Record<keyof typeof states, Told> & { candles: { edges: readonly { node: { from: string } }[] } }
    const read = () => asked<Answer>(query, { id })
    const [begin, places] = [await read(), [1, 0.5, 0]]
    const all = [JSON.stringify(without(begin.marketData))]
    const others: Promise<Answer>[] = []
    const listed: Listed[] = []
    let hasWaited = false
    for (let seeks = 0; seeks < places.length || (!hasWaited && seeks < mostSeeks); seeks += 1) {
      const share = places[seeks % places.length] ?? 0
      const going = control(id, { position: time(fromMs + Math.floor(share * (toMs - fromMs))) })
      let isThere = false
      void going.then(() => (isThere = true))
      while (!isThere) {
        let isAnswered = false
        const answering = read().finally(() => (isAnswered = true))
        others.push(answering)
        const listing = await asked<Listed>('{ replays { id state position } }')
        listed.push(listing)
        hasWaited ||= !isAnswered && listing.replays[0]?.state === 'SEEKING'
        await answering
      }
      await going
      all.push(JSON.stringify(without((await read()).marketData)))
    }
    expect(hasWaited).toBe(true)
    for (const answer of await Promise.all(others)) {
      expect(all).toContain(JSON.stringify(without(answer.marketData)))
      for (const name of Object.keys(states) as (keyof typeof states)[]) {
        expect(answer[name].asOf >= begin[name].asOf && answer[name].asOf <= time(toMs), name).toBe(true)
      }
      const [newest] = answer.candles.edges
      expect(newest?.node.from).toBe(time(Math.floor(Date.parse(answer.marketData.asOf) / 1_000) * 1_000))
    }
    const standing = [0, ...places].map((share) => time(fromMs + Math.floor(share * (toMs - fromMs))))
    for (const { replays } of listed) expect(standing).toContain(replays[0]?.position)
  })
})
