import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { mintToken } from '../../server/auth/tokens.js'
import { SqliteDatabase } from '../../server/storage/sqlite/sqlite-database.js'
import { httpBot } from '../support/api/bot.js'
import { documentOf, leastInput, mutations, type Mutation } from '../support/api/mutations.js'
import {
  does,
  everythingOf,
  fieldsOf,
  oneOfEach,
  openPaper,
  otherArguments,
  recordIds,
  rootFields,
} from '../support/private-accounts.js'
import { startOpen } from '../support/start-open.js'
import { ask, type TestServer } from '../support/start-server.js'
import { waysIn } from '../support/ways-in.js'

/** As long as each other, so that answers differ in nothing but the names. */
const hidden = 'hidden-fund'
const nobody = 'nobody-here'

let server: TestServer
let owner: string
let stranger: string
beforeAll(async () => {
  server = await startOpen({ AGENTS: 'none' })
  stranger = await openPaper(server, 'stranger', 'PUBLIC')
  owner = await openPaper(server, hidden, 'PRIVATE')
  for (const mark of [`${hidden}-1`, `${hidden}-2`]) await does(server, oneOfEach(hidden, mark))
})
afterAll(() => server[Symbol.asyncDispose]())

/** What each argument of a root field may name of an account: nothing, the account, or one of its records. */
const names: Readonly<Record<string, 'nothing' | 'account' | 'record'>> = {
  // Of tokens, which administrators alone may list.
  'tokens.after': 'nothing',
  // Of a replay, which has no accounts.
  'replay.id': 'nothing',
  // Of the market.
  'candles.after': 'nothing',
  'volatilityHistory.after': 'nothing',
  account: 'account',
  after: 'record',
  id: 'record',
  ...Object.fromEntries(
    'action at currency delta expiries expiry first from instrument interval kind limit minIntervalMs minOpenInterest outcome points replay status strikes symbol symbols tenorDays to value'
      .split(' ')
      .map((name) => [name, 'nothing']),
  ),
}

const kinds = ['query', 'subscription'] as const
const cases = kinds.flatMap((kind) =>
  rootFields(kind).flatMap((field) =>
    field.args.map(({ name }) => ({ kind, field, name, title: `${field.name}(${name})` })),
  ),
)
const namesOf = ({ field, name }: (typeof cases)[number]) => names[`${field.name}.${name}`] ?? names[name]
const naming = cases.filter((one) => namesOf(one) !== 'nothing')

it('each argument of each root field is known to name an account, a record of one, or nothing of them', () => {
  expect(cases.filter((one) => namesOf(one) === undefined).map(({ title }) => title)).toEqual([])
})

it('mutations name accounts and records in known arguments, and fields below the roots name none', () => {
  expect(otherArguments()).toEqual({
    ofMutations: ['account', 'id', 'orderId', 'recording', 'replay'],
    below: ['points'],
  })
})

const overSse = waysIn[1]?.[1] ?? expect.fail()
const bearer = (token: string | null) => token && `Bearer ${token}`
type Case = (typeof cases)[number]

/** A stream of events of one account begins behind its first, so that it begins at once for who may read it. */
function argumentsOf(one: Case, account: string): string {
  const { kind, field, name } = one
  const record = recordIds[field.name]?.(`${account}-1`)
  if (namesOf(one) === 'record') return `${name}: "${record}"`
  const isOfEvents = kind === 'subscription' && record !== undefined
  return `${name}: "${account}"${isOfEvents ? ` after: "${record}"` : ''}`
}

async function answerTo(one: Case, account: string, token: string | null): Promise<unknown> {
  const { kind, field } = one
  const query = everythingOf(kind, field, argumentsOf(one, account))
  if (kind === 'subscription') return overSse(server, query, bearer(token))
  return ask(server.httpUrl, query, {}, token === null ? {} : { authorization: `Bearer ${token}` })
}

/** Where the store has what accounts are and did. Other tables are read now and then, whatever is asked. */
const ofAccounts =
  /\b(accounts|account_versions|closed_trades|decisions|equity_bars|fills|idempotency|order_events|orders|score_events)\b/

/** The statements that read what accounts are and did while something is asked. */
async function statementsOf(one: Case, account: string, token: string | null): Promise<readonly string[]> {
  const read = vi.spyOn(SqliteDatabase.prototype, 'read')
  try {
    await answerTo(one, account, token)
    return read.mock.calls.map(([sql]) => sql).filter((sql) => ofAccounts.test(sql))
  } finally {
    read.mockRestore()
  }
}

const without = (answer: unknown, name: string) => JSON.stringify(answer).replaceAll(name, '?')

it('statements that read what accounts did are seen', async () => {
  const seen: string[] = []
  for (const one of naming.filter(({ kind }) => kind === 'query'))
    seen.push(...(await statementsOf(one, hidden, owner)))
  expect(seen).not.toEqual([])
})

describe.each(naming)('$title, as a $kind', (one) => {
  it('answers about a private account as about none', async () => {
    for (const token of [null, stranger]) {
      const answer = await answerTo(one, hidden, token)
      expect(without(answer, hidden)).toBe(without(await answerTo(one, nobody, token), nobody))
    }
  })

  it('asks the store the same for a private account as for none, so that time tells nothing either', async () => {
    for (const token of [null, stranger]) {
      expect(await statementsOf(one, hidden, token)).toEqual(await statementsOf(one, nobody, token))
    }
  })

  it('shows it to those who may read it', async () => {
    const answer = JSON.stringify(await answerTo(one, hidden, owner))
    expect(answer).toContain('"data":{')
    expect(answer).not.toContain('UNKNOWN')
  })
})

describe('an order that names', () => {
  it('a record of a private account is answered as if there were no such record', async () => {
    const bot = httpBot(server, stranger)
    for (const mutation of ['cancelOrder', 'amendOrder'] as const) {
      const answers = [hidden, nobody].map((account) => bot.do(mutation, { orderId: `${account}-1-o` }))
      const [one, other] = await Promise.all(answers)
      expect(one).toEqual(other)
    }
  })

  it.each(mutations)(
    'a private account as the one to write to is refused as if there were none: %s',
    async (mutation) => {
      const bot = httpBot(server, stranger)
      const [one, other] = await Promise.all([hidden, nobody].map((account) => bot.call(mutation, { account })))
      expect(without(one, hidden)).toBe(without(other, nobody))
    },
  )
})

describe('who may write to a private account, but not read it,', () => {
  let paper: string
  let published: string
  const tokenWith = async (...scopes: readonly string[]) => {
    const { tokens, live } = server.app.services
    return (await mintToken(tokens, { name: 'Writer', scopes, expiresAtMs: null }, live.clock.now())).token
  }
  const mayWrite = (id: string) =>
    tokenWith(`account:trade:${id}`, `account:publish:${id}`, 'accounts:open', 'market:read')
  beforeAll(async () => {
    await httpBot(server, await server.mint('secret-books')).do('publishDecision', { visibility: 'PRIVATE' })
    ;[paper, published] = await Promise.all([mayWrite(hidden), mayWrite('secret-books')])
  })
  const call = (mutation: Mutation, account: string) => {
    const [token, id] = mutation.startsWith('publish') ? [published, 'secret-books'] : [paper, hidden]
    const query = documentOf(mutation).replaceAll(/account \{ [^}]*\}/g, account)
    const input = { ...leastInput[mutation](), account: id }
    return ask(server.httpUrl, query, { input }, { authorization: `Bearer ${token}` })
  }
  const withAccount = mutations.filter(
    (mutation) => mutation !== 'setAccountVisibility' && documentOf(mutation).includes('account {'),
  )
  const lacks = (id: string): readonly unknown[] => [
    expect.objectContaining({
      message: expect.stringContaining(`"account:read:${id}"`) as string,
      extensions: expect.objectContaining({ code: 'FORBIDDEN' }) as unknown,
    }),
  ]

  /** In the order in which they are asked for. */
  const told: readonly (readonly [Mutation, object])[] = [
    ['openAccount', { __typename: 'AccountExists', account: { id: hidden, kind: 'PAPER' } }],
    [
      'placeOrder',
      {
        __typename: 'OrderPlaced',
        order: { status: 'FILLED', account: { id: hidden } },
        fills: [{ symbol: 'BTC-PERPETUAL' }],
      },
    ],
    ['setExits', { __typename: 'ExitsSet' }],
    ['amendOrder', { __typename: 'OrderNotOpen', status: null }],
    ['cancelOrder', { __typename: 'OrderNotOpen', status: null }],
    ['cancelOrders', { __typename: 'OrdersCancelled', orders: [] }],
    ['resetAccount', { __typename: 'AccountReset', account: { id: hidden } }],
    ['closeAccount', { __typename: 'AccountClosed', account: { id: hidden } }],
    ['publishDecision', { __typename: 'DecisionPublished', decision: { account: { id: 'secret-books' } } }],
    ['publishPositions', { __typename: 'PositionsPublished' }],
    ['publishPerformance', { __typename: 'PerformancePublished' }],
  ]

  it('is in the table with each mutation but that which shows and hides accounts', () => {
    expect(told.map(([mutation]) => mutation).sort()).toEqual(
      mutations.filter((mutation) => mutation !== 'setAccountVisibility').sort(),
    )
  })

  it.each(fieldsOf('Account').filter((field) => !['id', 'kind'].includes(field)))(
    'is not told what the account is: %s, by no mutation, and then nothing is done',
    async (field) => {
      for (const mutation of withAccount) {
        const id = mutation.startsWith('publish') ? 'secret-books' : hidden
        for (const account of [`account { id ${field} }`, `account { ... { id shown: ${field} } }`])
          expect(await call(mutation, account)).toEqual({ data: null, errors: lacks(id) })
      }
      const { data } = await ask(
        server.httpUrl,
        '{ accounts { id closedAt resets } }',
        {},
        { authorization: `Bearer ${owner}` },
      )
      expect(data?.accounts).toContainEqual({ id: hidden, closedAt: null, resets: 0 })
    },
  )

  it('learns nothing of its worth, positions and orders from refusals', async () => {
    const writer = httpBot(server, paper)
    const own = httpBot(server, owner)
    await own.do('placeOrder', { quantityCoin: 0.1 })
    expect(await own.do('placeOrder', { quantityCoin: 1_000 })).toMatchObject({
      __typename: 'InsufficientMargin',
      availableUsd: expect.any(Number) as number,
    })
    expect(await writer.do('placeOrder', { quantityCoin: 1_000 })).toEqual({
      __typename: 'InsufficientMargin',
      message: 'The account cannot put up the initial margin',
      neededUsd: null,
      availableUsd: null,
    })
    const elsewhere = await writer.do('setExits', { symbol: 'ETH-PERPETUAL', stopLossUsd: 1 })
    expect(elsewhere.message).not.toContain('BTC-PERPETUAL')
    const ofOrders = [`${hidden}-1-o`, `${nobody}-1-o`].map((orderId) => writer.do('cancelOrder', { orderId }))
    const [known, unknown] = await Promise.all(ofOrders)
    expect(known).toMatchObject({ __typename: 'OrderNotOpen', status: null })
    expect(known).toEqual(unknown)
  })

  it.each(told)('is told by its own mutation what this did, or why it was refused: %s', async (mutation, result) => {
    const { data, errors } = await call(mutation, 'account { id kind }')
    expect(errors).toBeUndefined()
    expect(data?.result).toMatchObject(result)
  })

  it('may not show it to all, nor hide it, and learns no name from that', async () => {
    for (const visibility of ['PUBLIC', 'PRIVATE']) {
      const answers = [httpBot(server, paper), httpBot(server, published)].map((bot) =>
        bot.call('setAccountVisibility', { visibility }),
      )
      const [one, other] = await Promise.all(answers)
      expect([one?.errors, other?.errors]).toEqual([lacks(hidden), lacks('secret-books')])
    }
    expect((await ask(server.httpUrl, '{ accounts { id } }')).data?.accounts).not.toContainEqual({ id: hidden })
  })

  it('reads nothing of it', async () => {
    const query = `{ order(id: "${hidden}-1-o") { id } orders { edges { node { id } } } accounts { id } }`
    const { data } = await ask(server.httpUrl, query, {}, { authorization: `Bearer ${paper}` })
    expect(data).toMatchObject({
      order: null,
      orders: { edges: [] },
      accounts: expect.not.arrayContaining([{ id: hidden }]) as unknown,
    })
  })

  it('opens a private account without being told what it is', async () => {
    const bot = httpBot(server, await mayWrite('blind'))
    expect((await bot.call('openAccount', { visibility: 'PRIVATE' })).errors).toEqual(lacks('blind'))
    expect(await bot.do('openAccount', { visibility: 'PUBLIC' })).toMatchObject({ account: { visibility: 'PUBLIC' } })
  })
})

it('the name of a private account may be taken by others, who so learn nothing of it', async () => {
  const bot = httpBot(server, await server.mint('namesake'))
  expect(await bot.do('openAccount', { name: `Name of ${hidden}` })).toMatchObject({ __typename: 'AccountOpened' })
})
