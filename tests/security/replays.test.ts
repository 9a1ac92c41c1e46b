import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { mintToken } from '../../server/auth/tokens.js'
import { SocketClient } from '../support/socket-client.js'
import { ask, startServer, type GraphqlAnswer, type TestServer } from '../support/start-server.js'
import { openHistory } from '../support/store/history-home.js'
import { recordSimulated } from '../support/store/record-simulated.js'
import { storeEnv } from '../support/store/store-env.js'
import { sqliteHome, type StoreHome } from '../support/store/store-home.js'

const minuteMs = 60_000
const fromMs = Math.floor(Date.now() / minuteMs) * minuteMs - 60 * minuteMs

let home: StoreHome
let server: TestServer
let ann: string
let bob: string
let cyd: string
beforeAll(async () => {
  home = sqliteHome()
  {
    await using history = await openHistory(home)
    await recordSimulated(history.markets, { seed: 'replays', fromMs, toMs: fromMs + 5 * minuteMs })
  }
  const env = { AGENTS: 'none', SIM_SEED: 'replays', TRUSTED_PROXIES: '127.0.0.1', ...storeEnv(home) }
  server = await startServer({}, env)
  ;[ann, bob, cyd] = [await server.mint('ann'), await server.mint('bob'), await server.mint('cyd')]
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await home[Symbol.asyncDispose]()
})

/** A token, or an address. Null: this machine without a token. */
type Caller = string | { readonly address: string } | null

function as(caller: Caller): Record<string, string> {
  if (caller === null) return {}
  return typeof caller === 'string' ? { authorization: `Bearer ${caller}` } : { 'x-forwarded-for': caller.address }
}

const at = (address: string) => ({ address })

const send = <T = Record<string, unknown>>(caller: Caller, query: string, variables: object = {}) =>
  ask<T>(server.httpUrl, query, { ...variables }, as(caller))

const opening = `mutation ($input: OpenReplayInput!) { openReplay(input: $input) {
  __typename ... on ReplayOpened { replay { id } } ... on TooManyReplays { most own } } }`

interface Opened {
  readonly __typename: string
  readonly replay: { readonly id: string }
}

async function open(caller: Caller, input: object = {}): Promise<Opened> {
  const wish = { from: new Date(fromMs).toISOString(), to: new Date(fromMs + minuteMs).toISOString(), paused: true }
  const { data, errors } = await send<{ openReplay: Opened }>(caller, opening, { input: { ...wish, ...input } })
  if (!data) throw new Error(JSON.stringify(errors))
  return data.openReplay
}

const idsOf = async (caller: Caller) => {
  const { data } = await send<{ replays: { id: string }[] }>(caller, '{ replays { id } }')
  return data?.replays.map(({ id }) => id)
}

afterEach(async () => {
  for (const caller of [ann, bob, null, ...networks, otherNetwork, ...addresses]) {
    for (const id of (await idsOf(caller)) ?? []) await send(caller, closing, { id })
  }
})

/** Of one IPv6 network of 48 bits, each in a network of 64 bits of its own. */
const networks = [at('2001:db8:1:1::1'), at('2001:db8:1:2::1'), at('2001:db8:1:3::1'), at('2001:db8:1:4::1')] as const
const otherNetwork = at('2001:db8:2:1::1')
const addresses = [at('192.0.2.1'), at('198.51.100.1'), at('203.0.113.1')] as const

const reading = [
  'query ($id: ID!) { marketData(replay: $id) { seq } }',
  'query ($id: ID!) { optionsChain(replay: $id) { seq } }',
  'query ($id: ID!) { candles(replay: $id) { unit } }',
]
const following = [
  'subscription ($id: ID!) { marketData(replay: $id) { seq } }',
  'subscription ($id: ID!) { replay(id: $id) { state } }',
]
const closing = 'mutation ($id: ID!) { closeReplay(id: $id) { id } }'
const telling = [closing, 'mutation ($id: ID!) { controlReplay(input: { replay: $id, paused: false }) { state } }']

const codeOf = ({ errors }: GraphqlAnswer) => errors?.[0]?.extensions?.code

async function beginningOf(token: string | null, query: string, id: string): Promise<string> {
  using socket = await new SocketClient(server.wsUrl).initAs(token)
  socket.subscribe('a', query, { id })
  const { type, payload } = await socket.next()
  const text = JSON.stringify(payload)
  return text.includes('errors') || type === 'error' ? text : type
}

describe('the replay of somebody else', () => {
  it('is for others as one that there is not', async () => {
    const { id } = (await open(ann)).replay
    const unknown = (text: unknown) => JSON.stringify(text)?.replaceAll(/"(time|path|locations)":[^\]]*\]/g, '')
    for (const token of [bob, null]) {
      for (const query of [...reading, ...telling]) {
        const [foreign, none] = [await send(token, query, { id }), await send(token, query, { id: 'x'.repeat(22) })]
        expect(codeOf(foreign), query).toBe('UNKNOWN_REPLAY')
        expect(unknown(foreign)).toBe(unknown(none))
      }
      for (const query of following) {
        expect(await beginningOf(token, query, id)).toContain('UNKNOWN_REPLAY')
        expect(await beginningOf(token, query, id)).toBe(await beginningOf(token, query, ''))
      }
      expect(await idsOf(token)).toEqual([])
    }
    for (const query of reading) expect(codeOf(await send(ann, query, { id }))).toBeUndefined()
    for (const query of following) expect(await beginningOf(ann, query, id)).toBe('next')
    expect(await idsOf(ann)).toEqual([id])
  })

  it('is read by others when it is shared, who can neither find it nor tell it anything', async () => {
    const { id } = (await open(ann, { shared: true })).replay
    for (const token of [bob, null]) {
      for (const query of reading) expect(codeOf(await send(token, query, { id })), query).toBeUndefined()
      for (const query of following) expect(await beginningOf(token, query, id)).toBe('next')
      for (const query of telling) expect(codeOf(await send(token, query, { id }))).toBe('UNKNOWN_REPLAY')
      expect(await idsOf(token)).toEqual([])
    }
  })

  it('takes no place of others', async () => {
    for (let count = 0; count < 3; count += 1) await open(ann)
    expect(await open(ann)).toMatchObject({ __typename: 'TooManyReplays', most: 3, own: true })
    for (const token of [bob, null]) expect((await open(token)).__typename).toBe('ReplayOpened')
  })
})

it('all of them together are bounded, whoever has them', async () => {
  for (const token of [ann, bob]) for (let count = 0; count < 3; count += 1) await open(token)
  for (let count = 0; count < 2; count += 1) await open(null)
  for (const caller of [null, cyd]) {
    expect(await open(caller)).toMatchObject({ __typename: 'TooManyReplays', most: 8, own: false })
  }
})

it('callers without a token have half of them at most, however many addresses they have', async () => {
  const agents = ['momentum']
  const [first, second, third] = addresses
  expect((await open(first, { agents })).__typename).toBe('ReplayOpened')
  for (const caller of [second, null]) {
    expect(await open(caller, { agents })).toMatchObject({ __typename: 'TooManyReplays', most: 1, own: false })
  }
  for (const caller of [first, second, third]) expect((await open(caller)).__typename).toBe('ReplayOpened')
  for (const caller of [third, null]) {
    expect(await open(caller)).toMatchObject({ __typename: 'TooManyReplays', most: 4, own: false })
  }
  expect((await open(ann, { agents })).__typename).toBe('ReplayOpened')
  for (const token of [ann, ann, bob]) expect((await open(token)).__typename).toBe('ReplayOpened')
})

it('one IPv6 network has as many of them as one address, and leaves a place to others without a token', async () => {
  for (const caller of networks.slice(0, 3)) expect((await open(caller)).__typename).toBe('ReplayOpened')
  expect(await open(networks[3])).toMatchObject({ __typename: 'TooManyReplays', most: 3, own: false })
  for (const caller of [otherNetwork, ann]) expect((await open(caller)).__typename).toBe('ReplayOpened')
})

it('one whose client leaves before it is open takes no place', async () => {
  const { replays } = server.app.services
  const reallyOpen = replays.open.bind(replays)
  let begun = () => {}
  const hasBegun = new Promise<void>((resolve) => (begun = resolve))
  const over = new Promise<unknown>((resolve) => {
    vi.spyOn(replays, 'open').mockImplementationOnce(async (wish, signal) => {
      begun()
      await new Promise((left) => signal?.addEventListener('abort', left))
      const answer = reallyOpen(wish, signal)
      resolve(await answer.catch(({ name }: Error) => name))
      return answer
    })
  })
  using socket = await new SocketClient(server.wsUrl).initAs(ann)
  socket.subscribe('a', opening, { input: { from: new Date(fromMs).toISOString() } })
  await hasBegun
  socket.send({ type: 'complete', id: 'a' })
  expect(await over).toBe('NobodyWaits')
  expect(await idsOf(ann)).toEqual([])
})

it('nobody opens or reads one who may not read the market', async () => {
  const { tokens, live } = server.app.services
  const wish = { name: 'no market', scopes: ['account:read:ann'], expiresAtMs: null }
  const { token } = await mintToken(tokens, wish, live.clock.now())
  const { id } = (await open(ann, { shared: true })).replay
  const input = { from: new Date(fromMs).toISOString() }
  for (const answer of [
    await send(token, opening, { input }),
    await send(token, '{ replays { id } }'),
    await send(token, '{ recordings { id } }'),
    ...(await Promise.all([...reading, ...telling].map((query) => send(token, query, { id })))),
  ]) {
    expect(codeOf(answer)).toBe('FORBIDDEN')
  }
})

it('ids that no replay can have are as any other', async () => {
  for (const id of ['', '\u0000', 'é'.repeat(10_000), '__proto__', '{"$ne":1}']) {
    expect(codeOf(await send(null, reading[0] ?? '', { id }))).toBe('UNKNOWN_REPLAY')
  }
})
