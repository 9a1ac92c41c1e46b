import {
  getNamedType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPackageFiles } from '../../server/compose/package-files.js'
import { gammacastSchema } from '../../server/graphql/schema.js'
import { httpBot, socketBot } from '../support/api/bot.js'
import { indexTick, ladder, listing, optionsEvent, update } from '../support/builders.js'
import { commitDecision } from '../support/commit-decision.js'
import { expiriesFrom, ScriptedFeed } from '../support/scripted-feed.js'
import { SocketClient } from '../support/socket-client.js'
import { startOpen } from '../support/start-open.js'
import { until, type GraphqlAnswer, type TestServer } from '../support/start-server.js'
import { anyCost } from '../support/wide-limits.js'

const mebibyte = 1_048_576
/** The worst that a publisher may send: characters of four bytes in UTF-8, and such as JSON writes with a backslash. */
const long = (characters: number) => '😀"\\\n'.repeat(characters / 4)
const decisions = 120
let schema: GraphQLSchema
let server: TestServer

beforeAll(async () => {
  schema = gammacastSchema(readPackageFiles().typeDefs)
  const feed = new ScriptedFeed()
  server = await startOpen({ AGENTS: 'none', ...anyCost }, { feed })
  await wideChain(feed)
  await httpBot(server, await server.mint('p')).do('publishDecision')
  for (let count = 0; count < decisions; count += 1) {
    const texts = { reasoning: long(10_000), invalidation: long(1_000), error: long(1_000) }
    await commitDecision(server.app.services, { accountId: 'p', ...texts, executed: false })
  }
})
afterAll(() => server[Symbol.asyncDispose]())

/** An expiry with 500 strikes, everything quoted with as many digits as there are. */
async function wideChain(feed: ScriptedFeed): Promise<void> {
  const now = Date.now()
  const [, expiryMs] = expiriesFrom()
  const strikes = Array.from({ length: 500 }, (_, index) => 40_000 + index * 200)
  const listed = ladder(strikes, expiryMs)
  const third = 1 / 3
  const values = { underlyingPriceUsd: 84_100 + third, markIv: third, markPrice: 0.02 + third / 100 }
  const quotes = { bidPrice: 0.0195 + third / 1_000, askPrice: 0.0225 + third / 1_000, bidSizeCoin: 123_456.7 }
  feed.say(listing(listed, now), indexTick(84_000, now))
  feed.say(
    optionsEvent(
      listed.map(({ symbol }) => update(symbol, { ...values, ...quotes }, now)),
      now,
    ),
  )
  const { market } = server.app.services.live
  await until(
    () => Promise.resolve(market.expirySummaries('BTC')?.expiries.find((one) => one.expiryMs === expiryMs)),
    (summary) => summary !== undefined && summary.atmIv !== null,
  )
}

/** All fields of a type and of what is below it, each once. */
function everything(type: GraphQLNamedType, above: readonly string[] = []): string {
  if (isUnionType(type))
    return `{ __typename ${type
      .getTypes()
      .map((one) => `... on ${one.name} ${everything(one, above)}`)
      .join(' ')} }`
  if (!isObjectType(type)) return ''
  if (above.includes(type.name)) return '{ __typename }'
  const fields = Object.values(type.getFields()).filter(({ args }) => !args.some(isRequiredArgument))
  return `{ ${fields.map(({ name, type: of }) => `${name} ${everything(getNamedType(of), [...above, type.name])}`).join(' ')} }`
}

function fieldOf(name: string, args: string): string {
  const field = schema.getQueryType()?.getFields()[name]
  if (!field) throw new Error(`No ${name}`)
  return `${name}${args} ${everything(getNamedType(field.type))}`
}

async function answerTo(query: string, accept = 'application/graphql-response+json') {
  const response = await fetch(server.httpUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify({ query }),
  })
  const text = await response.text()
  return { status: response.status, bytes: Buffer.byteLength(text), text }
}

describe('a page', () => {
  /** The longest that an account can be called, and its most bytes. */
  const account = 'a'.repeat(64)
  const name = '😀'.repeat(100)

  beforeAll(async () => {
    using bot = await socketBot(server, await server.mint(account))
    await bot.do('openAccount', { name })
    const sides = Array.from({ length: 1_000 }, (_, index) => (index % 2 === 0 ? 'BUY' : 'SELL'))
    for (const side of sides) await bot.do('placeOrder', { side })
  })

  it.each([
    ['orders', 1_000],
    ['fills', 1_000],
    ['closedTrades', 500],
  ])('of all fields of %s ends before 1 MiB, and the next goes on', async (field, count) => {
    const ids: string[] = []
    for (let after = ''; ;) {
      const args = `(account: "${account}", first: 1000${after && `, after: "${after}"`})`
      const { bytes, text } = await answerTo(`{ ${fieldOf(field, args)} }`)
      expect(bytes).toBeLessThanOrEqual(mebibyte)
      const { data } = JSON.parse(text) as GraphqlAnswer<Record<string, Page>>
      const page = data?.[field]
      ids.push(...(page?.edges.map(({ node }) => node.id) ?? []))
      if (!page?.pageInfo.hasNextPage) break
      after = page.pageInfo.endCursor
    }
    expect(new Set(ids).size).toBe(count)
  })
})

interface Page {
  readonly edges: readonly { readonly node: { readonly id: string } }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string }
}

const far = () => new Date(expiriesFrom()[1]).toISOString()
const codeIn = (text: string) => (JSON.parse(text) as GraphqlAnswer).errors?.[0]?.extensions?.code

describe('an answer', () => {
  it.each<[string, () => string]>([
    ['decisions', () => '(first: 1000)'],
    ['orders', () => '(first: 1000)'],
    ['fills', () => '(first: 1000)'],
    ['closedTrades', () => '(first: 1000)'],
    ['optionsChain', () => `(limit: 1000, expiry: "${far()}")`],
    ['instruments', () => '(first: 1000)'],
    ['equity', () => '(points: 2000)'],
    ['leaderboard', () => '(first: 1000)'],
    ['marketData', () => ''],
    ['accounts', () => ''],
    ['expiries', () => ''],
    ['positions', () => ''],
    ['openOrders', () => ''],
  ])('of all fields of the longest %s has at most 1 MiB, or says what to ask less of', async (name, args) => {
    const { bytes, text } = await answerTo(`{ ${fieldOf(name, args())} }`)
    expect(bytes).toBeLessThanOrEqual(mebibyte)
    const error = (JSON.parse(text) as GraphqlAnswer).errors?.[0]
    if (!error) return
    expect(error.extensions?.code).toBe('TOO_MUCH_ASKED_FOR')
    expect(error.message).toContain('"first"')
  })

  const aliases = (count: number) => Array.from({ length: count }, (_, index) => `r${index}: reasoning`).join(' ')

  it.each([
    ['aliases of a long text', `{ decisions(first: 30) { edges { node { ${aliases(5)} } } } }`],
    [
      'aliases of pages',
      `{ ${[1, 2, 3].map((n) => `p${n}: decisions(first: 40) { edges { node { reasoning } } }`).join(' ')} }`,
    ],
    ['a long text under hundreds of names', `{ decisions(first: 1) { edges { node { ${aliases(300)} } } } }`],
  ])('with more, by %s, is refused with what to do, over all transports', async (_by, query) => {
    const strict = await answerTo(query)
    expect(strict.status).toBe(400)
    expect(codeIn(strict.text)).toBe('TOO_MUCH_ASKED_FOR')
    expect(strict.text).toMatch(/has more than 1,?048,?576 bytes of JSON.*less/)
    expect((await answerTo(query, 'application/json')).bytes).toBeLessThan(1_000)
    expect((await answerTo(query, 'text/event-stream')).text).toContain('TOO_MUCH_ASKED_FOR')
    using socket = await new SocketClient(server.wsUrl).init()
    socket.subscribe('q', query)
    expect(JSON.stringify(await socket.next())).toContain('TOO_MUCH_ASKED_FOR')
  })

  it('to a write with more says that it is done', async () => {
    const token = await server.mint('p')
    const input = `{ symbol: "BTC-PERPETUAL", action: HOLD, model: "m", executed: true, reasoning: $text, idempotencyKey: "long" }`
    const send = async (fields: string) => {
      const response = await fetch(server.httpUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({
          query: `mutation ($text: String!) { publishDecision(input: ${input}) { ... on DecisionPublished { decision { ${fields} } } } }`,
          variables: { text: long(10_000) },
        }),
      })
      return response.text()
    }
    expect(await send(aliases(300))).toMatch(/TOO_MUCH_ASKED_FOR/)
    expect(await send(aliases(300))).toContain('What it writes is written')
    expect(JSON.parse(await send('model'))).toEqual({ data: { publishDecision: { decision: { model: 'm' } } } })
  })
})

it('an event with more is refused in its place, and the stream goes on', async () => {
  const names = Array.from({ length: 100 }, (_, index) => `r${index}: reasoning`).join(' ')
  using socket = await new SocketClient(server.wsUrl).init()
  socket.subscribe('s', `subscription { newDecision { ${names} } }`)
  const { counts } = server.app.services
  await until(
    () => Promise.resolve(counts.members),
    (members) => members === 1,
  )
  for (const reasoning of [long(10_000), 'short']) {
    await commitDecision(server.app.services, { accountId: 'p', reasoning })
  }
  expect(await socket.next()).toMatchObject({ payload: { errors: [{ extensions: { code: 'TOO_MUCH_ASKED_FOR' } }] } })
  expect(await socket.nextData('s')).toMatchObject({ newDecision: { r0: 'short' } })
})
