import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { httpBot } from '../support/api/bot.js'
import {
  decide as decideOn,
  does,
  everythingOf,
  follow as followOn,
  oneOfEach,
  openPaper,
  rootFields,
} from '../support/private-accounts.js'
import { SocketClient, type Message } from '../support/socket-client.js'
import { startOpen } from '../support/start-open.js'
import { ask, until, type TestServer } from '../support/start-server.js'
import { newDecision } from '../support/store/records.js'

const fund = 'hidden-fund'
const shop = 'open-shop'
let server: TestServer
/** Of the fund. */
let owner: string
beforeEach(async () => {
  server = await startOpen({ AGENTS: 'none' })
  await openPaper(server, shop, 'PUBLIC')
})
afterEach(() => server[Symbol.asyncDispose]())

const connect = (token: string | null = null) => new SocketClient(server.wsUrl).initAs(token)

const follow = (socket: SocketClient, id: string, query: string) => followOn(server, socket, { id, query })

const show = (visibility: string) => httpBot(server, owner).do('setAccountVisibility', { visibility })

interface Seen {
  readonly id: string
  readonly reasoning: string
  readonly account: { readonly id: string }
}

const decisionsQuery = `subscription ($account: [ID!], $after: ID) {
  newDecision(account: $account, after: $after) { id reasoning account { id } }
}`
const nextDecision = async (socket: SocketClient) => (await socket.nextData<{ newDecision: Seen }>('d')).newDecision

const decide = (accountId: string, count = 1) => decideOn(server, accountId, count)

/** An event stream over HTTP, as text. */
async function openStream(query: string, variables = {}): Promise<{ text: string; response: IncomingMessage }> {
  const headers = { 'content-type': 'application/json', accept: 'text/event-stream' }
  const asked = request(server.httpUrl, { method: 'POST', agent: false, headers })
  asked.end(JSON.stringify({ query, variables }))
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  const stream = { text: '', response }
  response.setEncoding('utf8').on('data', (text: string) => (stream.text += text))
  return stream
}

it('what a private account does is for others as if nothing had happened, in every query and every stream', async () => {
  const ofMarket = [
    'marketData',
    'optionsChain',
    'expiries',
    'instruments',
    'candles',
    'candle',
    'volatilityHistory',
    'volatility',
    'status',
    'recordings',
    'replays',
    'replay',
  ]
  const isOfAccounts = ({ name }: { readonly name: string }) => !ofMarket.includes(name)
  const queries = rootFields('query').filter((field) => isOfAccounts(field) && field.name !== 'order')
  const streams = rootFields('subscription').filter(isOfAccounts)
  const askAll = () => Promise.all(queries.map((field) => ask(server.httpUrl, everythingOf('query', field))))
  using socket = await connect()
  const first = new Map<string, Message>()
  for (const field of streams) {
    await follow(socket, field.name, everythingOf('subscription', field))
    const isState = !/^new|Scored$/.test(field.name)
    if (isState) first.set(field.name, await socket.next())
  }
  const before = await askAll()

  owner = await openPaper(server, fund, 'PRIVATE')
  for (const mark of ['1', '2', '3']) await does(server, oneOfEach(fund, `${fund}-${mark}`))
  await httpBot(server, owner).do('placeOrder', { quantityCoin: 0.1 })
  await show('PRIVATE')
  expect(await askAll()).toEqual(before)

  await does(server, oneOfEach(shop, `${shop}-1`))
  await openPaper(server, 'another', 'PUBLIC')
  const told = new Map<string, Message>()
  while (told.size < streams.length - 4) {
    const message = await socket.next()
    if (!told.has(message.id ?? '')) told.set(message.id ?? '', message)
  }
  const seqOf = (message: Message | undefined, name: string) =>
    (message?.payload as { data: Record<string, { seq: number }> }).data[name]?.seq
  for (const name of ['accounts', 'leaderboard']) {
    // The first that is told is of the other account, and no number is left out before it.
    expect(JSON.stringify(told.get(name))).toContain('"another"')
    expect([name, seqOf(told.get(name), name)]).toEqual([name, (seqOf(first.get(name), name) ?? NaN) + 1])
  }
  expect(told.size).toBe(streams.length - 4)
  expect(JSON.stringify([...told.values()])).not.toContain(fund)
  await httpBot(server, owner).do('closeAccount')
})

it('10,000 private events reach their readers, and nobody else, however slow they are and wherever they resume', async () => {
  owner = await openPaper(server, fund, 'PRIVATE')
  using reader = await connect(owner)
  using other = await connect()
  using slowReader = await connect(owner)
  using slowOther = await connect()
  const sockets = [reader, other, slowReader, slowOther]
  for (const socket of sockets) await follow(socket, 'd', decisionsQuery)
  const stream = await openStream(decisionsQuery)
  const crossed = new Map([other, slowOther].map((socket) => [socket, 0]))
  for (const socket of crossed.keys()) {
    socket.socket.on('message', (data: Buffer) => {
      if (data.toString().includes(fund)) crossed.set(socket, (crossed.get(socket) ?? 0) + 1)
    })
  }
  for (const { socket } of [slowReader, slowOther]) socket.pause()

  const all: string[] = []
  const open: string[] = []
  for (let batch = 0; batch < 50; batch += 1) {
    const { decisions: hidden } = await decide(fund, 200)
    const { decisions: shown } = await decide(shop)
    all.push(...[...hidden, ...shown].map(({ id }) => id))
    open.push(...shown.map(({ id }) => id))
    for (const id of all.slice(-201)) expect((await nextDecision(reader)).id).toBe(id)
    expect((await nextDecision(other)).id).toBe(open.at(-1))
  }

  const seen: string[] = []
  slowReader.socket.resume()
  let last = slowReader
  while (seen.length < all.length) {
    const message: Message | null = await last.next().catch(() => null)
    if (message) seen.push((message.payload as { data: { newDecision: Seen } }).data.newDecision.id)
    else {
      last = await connect(owner)
      last.subscribe('d', decisionsQuery, { after: seen.at(-1) })
    }
  }
  last[Symbol.dispose]()
  expect(seen).toEqual(all)
  slowOther.socket.resume()
  for (const id of open) expect((await nextDecision(slowOther)).id).toBe(id)

  using resumed = await connect()
  resumed.subscribe('d', decisionsQuery, { after: open[0] })
  for (const id of open.slice(1)) expect((await nextDecision(resumed)).id).toBe(id)
  for (const after of [all[0], all[5_000]]) {
    using lost = await connect()
    lost.subscribe('d', decisionsQuery, { after })
    expect(JSON.stringify(await lost.next())).toContain('UNKNOWN_CURSOR')
  }
  await until(
    () => Promise.resolve(stream.text),
    (text) => text.includes(open.at(-1) ?? ''),
  )
  expect(stream.text.match(/event: next/g)).toHaveLength(open.length)
  expect(stream.text).not.toContain(fund)
  stream.response.destroy()
  expect([...crossed.values()]).toEqual([0, 0])
})

it("private events that come all at once end nobody else's stream", async () => {
  owner = await openPaper(server, fund, 'PRIVATE')
  using reader = await connect(owner)
  using other = await connect()
  for (const socket of [reader, other]) await follow(socket, 'd', decisionsQuery)
  await decide(fund, 3_000)
  const [shown] = (await decide(shop)).decisions
  expect((await nextDecision(other)).id).toBe(shown?.id)
})

describe('when an account becomes private', () => {
  beforeEach(async () => {
    owner = await openPaper(server, fund, 'PUBLIC')
  })

  /** The first error of a message, which has a place in the document only when the subscription could not begin. */
  const errorIn = ({ type, payload }: Message) => {
    const errors = type === 'error' ? payload : (payload as { errors: unknown }).errors
    const [{ message, extensions }] = errors as [{ message: string; extensions: unknown }]
    return JSON.stringify({ message, extensions })
  }
  const errorOf = async (query: string) => {
    using socket = await connect()
    socket.subscribe('a', query)
    return errorIn(await socket.next())
  }

  it.each(['performance', 'positions', 'portfolio', 'openOrders', 'newDecision', 'newFill', 'newOrder'])(
    '%s of it ends for others, as it would begin for an account that does not exist',
    async (field) => {
      const query = (id: string) => `subscription { ${field}(account: "${id}") { __typename } }`
      using socket = await connect()
      using ownSocket = await connect(owner)
      await follow(socket, 'a', query(fund))
      await follow(ownSocket, 'a', query(fund))
      const stream = await openStream(query(fund))
      await until(
        () => Promise.resolve(server.app.services.counts.members),
        (members) => members === 3,
      )
      await show('PRIVATE')
      let message = await socket.next()
      if (message.type === 'next') message = await socket.next()
      expect(message.type).toBe('error')
      expect(errorIn(message)).toBe((await errorOf(query('nobody-here'))).replaceAll('nobody-here', fund))
      await until(
        () => Promise.resolve(stream.text),
        (text) => text.includes('event: complete'),
      )
      expect(stream.text).toContain('UNKNOWN_ACCOUNT')
      // The owner's goes on.
      expect(server.app.services.counts.members).toBe(1)
    },
  )

  it('accounts and leaderboard leave it out for others, and have it again when it is public', async () => {
    using socket = await connect()
    using ownSocket = await connect(owner)
    const accounts = 'subscription { accounts { seq accounts { id visibility } } }'
    const board = 'subscription { leaderboard { seq entries { rank account { id } } } }'
    const idsOf = async (one: SocketClient) => JSON.stringify(await one.nextData('a')).includes(fund)
    for (const query of [accounts, board]) {
      await follow(socket, 'a', query)
      await follow(ownSocket, 'a', query)
      expect([await idsOf(socket), await idsOf(ownSocket)]).toEqual([true, true])
      await show('PRIVATE')
      expect([await idsOf(socket), await idsOf(ownSocket)]).toEqual([false, true])
      await show('PUBLIC')
      expect([await idsOf(socket), await idsOf(ownSocket)]).toEqual([true, true])
      for (const one of [socket, ownSocket]) one.send({ id: 'a', type: 'complete' })
      await until(
        () => Promise.resolve(server.app.services.counts.members),
        (members) => members === 0,
      )
    }
  })

  it('who was reading what it did goes on with what others did, however far it had come', async () => {
    const [first] = (await decide(shop)).decisions
    const long = Array.from({ length: 700 }, () => newDecision({ accountId: fund, reasoning: 'x'.repeat(4_000) }))
    await does(server, { accountId: fund, decisions: long })
    const [last] = (await decide(shop)).decisions
    using socket = await connect()
    await follow(socket, 'm', 'subscription { status(minIntervalMs: 3600000) { seq } }')
    await socket.next()
    socket.socket.pause()
    await followOn(server, socket, { id: 'd', query: decisionsQuery, variables: { after: first?.id } })
    await until(
      () => Promise.resolve(server.app.services.counts.deliveries),
      (deliveries) => deliveries > 1,
    )
    await show('PRIVATE')
    socket.socket.resume()
    let seen = await nextDecision(socket)
    while (seen.account.id === fund) seen = await nextDecision(socket)
    expect(seen.id).toBe(last?.id)
    const [live] = (await decide(shop)).decisions
    expect((await nextDecision(socket)).id).toBe(live?.id)
  })

  it('streams of all accounts go on without it, and tell of it again when it is public, with what it did meanwhile in the log', async () => {
    using socket = await connect()
    await follow(socket, 'd', decisionsQuery)
    const readIds = async () => {
      const { data } = await ask(server.httpUrl, '{ decisions { edges { node { id } } } }')
      return JSON.stringify(data)
    }
    const [shown] = (await decide(fund)).decisions
    expect((await nextDecision(socket)).id).toBe(shown?.id)
    await show('PRIVATE')
    const [hidden] = (await decide(fund)).decisions
    const [other] = (await decide(shop)).decisions
    expect((await nextDecision(socket)).id).toBe(other?.id)
    expect(await readIds()).not.toContain(fund)
    await show('PUBLIC')
    const [again] = (await decide(fund)).decisions
    expect((await nextDecision(socket)).id).toBe(again?.id)
    expect(await readIds()).toContain(hidden?.id)
    using resumed = await connect()
    resumed.subscribe('d', decisionsQuery, { after: shown?.id })
    for (const one of [hidden, other, again]) expect((await nextDecision(resumed)).id).toBe(one?.id)
  })
})
