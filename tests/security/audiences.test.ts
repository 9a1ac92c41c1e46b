import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { httpBot } from '../support/api/bot.js'
import { decide as decideOn, follow, openPaper } from '../support/private-accounts.js'
import { SocketClient, type Message } from '../support/socket-client.js'
import { startOpen } from '../support/start-open.js'
import { until, type TestServer } from '../support/start-server.js'

const [fund, rival, shop] = ['hidden-fund', 'hidden-rival', 'open-shop'] as const
let server: TestServer
beforeEach(async () => {
  server = await startOpen({ AGENTS: 'none' })
  await openPaper(server, shop, 'PUBLIC')
})
afterEach(() => server[Symbol.asyncDispose]())

const connect = (token: string | null = null) => new SocketClient(server.wsUrl).initAs(token)

const queries = {
  marketData: 'subscription { marketData { seq } }',
  performance: `subscription { performance(account: "${shop}") { seq } }`,
  newDecision: 'subscription ($after: ID) { newDecision(after: $after) { id account { id } } }',
  accounts: 'subscription { accounts { seq accounts { id visibility } } }',
  leaderboard: 'subscription { leaderboard(first: 100) { seq entries { rank account { id visibility } } } }',
}
type Field = keyof typeof queries

const followAll = async (socket: SocketClient, ...fields: readonly Field[]) => {
  for (const field of fields) await follow(server, socket, { id: field, query: queries[field] })
}

const decide = async (accountId: string, count = 1) =>
  (await decideOn(server, accountId, count)).decisions.map(({ id }) => id)

const show = (token: string, visibility: 'PUBLIC' | 'PRIVATE') =>
  httpBot(server, token).do('setAccountVisibility', { visibility })

interface Seen {
  readonly seq: number
  readonly id: string
}

/** What a socket hears, from when this is made. */
class Heard {
  readonly texts: string[] = []
  readonly #data = new Map<string, Seen[]>()

  constructor({ socket }: SocketClient) {
    socket.on('message', (bytes: Buffer) => {
      const { id = '', payload } = JSON.parse(bytes.toString()) as Message
      this.texts.push(bytes.toString())
      const { data } = payload as { data?: Record<string, Seen> }
      for (const one of Object.values(data ?? {})) (this.#data.get(id) ?? this.#new(id)).push(one)
    })
  }

  #new(id: string): Seen[] {
    const all: Seen[] = []
    this.#data.set(id, all)
    return all
  }

  of(field: string): readonly Seen[] {
    return this.#data.get(field) ?? []
  }

  names(...accounts: readonly string[]): number {
    return this.texts.filter((text) => accounts.some((account) => text.includes(account))).length
  }

  async until(field: Field, isSo: (all: readonly Seen[]) => boolean): Promise<void> {
    await until(() => Promise.resolve(this.of(field)), isSo)
  }
}

const last = (all: readonly unknown[]) => JSON.stringify(all.at(-1) ?? null)

describe('200 holders of a token each', () => {
  const holders = 200
  let sockets: SocketClient[]
  let owner: string
  beforeEach(async () => {
    const names = Array.from({ length: holders }, (_, index) => `bot-${index}`)
    const tokens = await Promise.all(names.map((name) => server.mint(name)))
    // Some of the accounts are there.
    for (const index of names.keys()) if (index % 20 === 0) await openPaper(server, `bot-${index}`, 'PUBLIC')
    owner = tokens[0] ?? expect.fail()
    sockets = await Promise.all(tokens.map(connect))
  })
  afterEach(() => {
    for (const socket of sockets) socket[Symbol.dispose]()
  })

  it('share each stream of what is public: one group, one execution', async () => {
    const { counts } = server.app.services
    const fields = Object.keys(queries) as Field[]
    for (const socket of sockets) for (const field of fields) socket.subscribe(field, queries[field])
    await until(
      () => Promise.resolve(counts.members),
      (members) => members === holders * fields.length,
    )
    expect(counts.groups).toBe(fields.length)
    const heard = sockets.map((socket) => new Heard(socket))
    const before = counts.events
    const [id] = await decide(shop)
    for (const one of heard) await one.until('newDecision', (all) => all.length > 0)
    expect(counts.events).toBe(before + 1)
    expect(new Set(heard.map(({ texts }) => texts.find((text) => text.includes('newDecision')))).size).toBe(1)
    expect(heard[0]?.of('newDecision')).toEqual([{ id, account: { id: shop } }])
  })

  it('of which one becomes private: its holder alone goes on with it, the others share as before', async () => {
    const { counts } = server.app.services
    const heard = sockets.map((socket) => new Heard(socket))
    for (const socket of sockets) await followAll(socket, 'newDecision', 'accounts', 'leaderboard')
    for (const one of heard) await one.until('leaderboard', (all) => all.length === 1)
    const [own, ...others] = heard
    await show(owner, 'PRIVATE')
    for (const field of ['accounts', 'leaderboard'] as const) {
      for (const one of others) await one.until(field, (all) => !last(all).includes('"bot-0"'))
      await own?.until(field, (all) => last(all).includes('{"id":"bot-0","visibility":"PRIVATE"}'))
    }
    // Those of the holder: accounts and leaderboard. All of them share the decisions.
    expect(counts.groups).toBe(5)
    const before = counts.events
    const [[hidden], [shown]] = [await decide('bot-0'), await decide(shop)]
    for (const one of others) await one.until('newDecision', (all) => all.length === 1)
    await own?.until('newDecision', (all) => all.length === 2)
    expect(own?.of('newDecision').map(({ id }) => id)).toEqual([hidden, shown])
    for (const one of others) expect(one.of('newDecision').map(({ id }) => id)).toEqual([shown])
    expect(counts.events).toBe(before + 2)
    // No stream skips or repeats a number.
    for (const one of heard) {
      for (const field of ['accounts', 'leaderboard'] as const) {
        const seqs = one.of(field).map(({ seq }) => seq)
        expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? NaN) + index))
      }
    }
  })
})

it('an account that is opened as private while streams run is in those of its readers, and in no others', async () => {
  const token = await server.mint(fund)
  const [own, other] = [await connect(token), await connect(await server.mint(rival))]
  const [seen, unseen] = [new Heard(own), new Heard(other)]
  const fields = ['newDecision', 'accounts', 'leaderboard'] as const
  for (const socket of [own, other]) await followAll(socket, ...fields)
  for (const one of [seen, unseen]) await one.until('leaderboard', (all) => all.length === 1)
  expect(server.app.services.counts.groups).toBe(fields.length)
  await openPaper(server, fund, 'PRIVATE')
  await decide(fund)
  for (const field of fields) await seen.until(field, (all) => last(all).includes(fund))
  expect(
    [seen.of('accounts'), seen.of('leaderboard')].map((all) => all.map(({ seq }) => seq - (all[0]?.seq ?? 0))),
  ).toEqual([
    [0, 1],
    [0, 1],
  ])
  // Another account that follows shows that the stranger has nothing in between.
  await openPaper(server, rival, 'PRIVATE')
  await openPaper(server, 'another', 'PUBLIC')
  for (const field of ['accounts', 'leaderboard'] as const) {
    await unseen.until(field, (all) => last(all).includes('"another"'))
    await seen.until(field, (all) => last(all).includes('"another"'))
  }
  expect(unseen.of('accounts').map(({ seq }) => seq - (unseen.of('accounts')[0]?.seq ?? 0))).toEqual([0, 1, 2])
  expect([unseen.names(fund), seen.names(rival)]).toEqual([0, 0])
  for (const socket of [own, other]) socket[Symbol.dispose]()
})

it('a reader of an account that becomes private gets no event before its interval has passed', async () => {
  const token = await openPaper(server, fund, 'PUBLIC')
  using own = await connect(token)
  const heard = new Heard(own)
  const seldom = 'subscription { accounts(minIntervalMs: 3600000) { seq accounts { id } } }'
  await follow(server, own, { id: 'accounts', query: seldom })
  await followAll(own, 'newDecision')
  await heard.until('accounts', (all) => all.length === 1)
  await show(token, 'PRIVATE')
  await decide(fund)
  await heard.until('newDecision', (all) => all.length === 1)
  expect(heard.of('accounts')).toHaveLength(1)
})

it('10,000 events of two accounts that become private and public over and over cross to nobody, however slow', async () => {
  const tokens = { [fund]: await openPaper(server, fund, 'PUBLIC'), [rival]: await openPaper(server, rival, 'PUBLIC') }
  const sockets = {
    [fund]: await connect(tokens[fund]),
    [rival]: await connect(tokens[rival]),
    public: await connect(),
    slow: await connect(),
  }
  const heard = Object.entries(sockets).map(([name, socket]) => ({ name, of: new Heard(socket) }))
  const heardBy = (name: string) => heard.find((one) => one.name === name)?.of ?? expect.fail()
  for (const socket of Object.values(sockets)) await followAll(socket, 'newDecision', 'accounts', 'leaderboard')
  expect(server.app.services.counts.groups).toBe(3)
  sockets.slow.socket.pause()

  const hiddenFrom = new Map(Object.keys(sockets).map((name) => [name, new Set<string>()]))
  const wanted = new Map(Object.keys(sockets).map((name) => [name, [] as string[]]))
  const isPrivate = new Map<string, boolean>([fund, rival].map((account) => [account, false]))
  for (let round = 0; round < 50; round += 1) {
    const turned = round % 3 === 0 ? rival : fund
    isPrivate.set(turned, !isPrivate.get(turned))
    await show(tokens[turned], isPrivate.get(turned) ? 'PRIVATE' : 'PUBLIC')
    for (const account of [fund, rival, shop]) {
      const made = await decide(account, account === shop ? 1 : 100)
      for (const [name, all] of wanted) {
        if (isPrivate.get(account) && name !== account) for (const id of made) hiddenFrom.get(name)?.add(id)
        else all.push(...made)
      }
    }
    for (const name of [fund, rival, 'public']) {
      const newest = wanted.get(name)?.at(-1)
      await heardBy(name).until('newDecision', (all) => all.at(-1)?.id === newest)
    }
  }
  sockets.slow.socket.resume()
  const newest = wanted.get('slow')?.at(-1)
  const { slow } = sockets
  // It may have been ended as too slow.
  const isOver = () => slow.socket.readyState === slow.socket.CLOSED
  await heardBy('slow').until('newDecision', (all) => isOver() || all.at(-1)?.id === newest)

  for (const { name, of } of heard) {
    const got = of.of('newDecision').map(({ id }) => id)
    expect([name, got.filter((id) => hiddenFrom.get(name)?.has(id))]).toEqual([name, []])
    if (name !== 'slow') expect(got).toEqual(wanted.get(name))
  }
  // No list ever shows an account as private to who may not read it.
  for (const name of ['public', 'slow']) expect([name, heardBy(name).names('"PRIVATE"')]).toEqual([name, 0])
  for (const [one, other] of [
    [fund, rival],
    [rival, fund],
  ] as const) {
    expect(heardBy(one).names(`{"id":"${other}","visibility":"PRIVATE"}`)).toBe(0)
    expect(heardBy(one).names(`{"id":"${one}","visibility":"PRIVATE"}`)).toBeGreaterThan(0)
  }

  // Who resumes gets what the accounts did that are public now, or that the token reads.
  for (const account of [fund, rival] as const) await show(tokens[account], 'PRIVATE')
  const [first, ...made] = wanted.get('public')?.filter((id) => id.startsWith(shop)) ?? []
  const resumed = await connect()
  resumed.subscribe('newDecision', queries.newDecision, { after: first })
  for (const id of made)
    expect(await resumed.nextData('newDecision')).toEqual({ newDecision: { id, account: { id: shop } } })
  for (const socket of [resumed, ...Object.values(sockets)]) socket[Symbol.dispose]()
})
