import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OptionKind } from '../../server/domain/instrument.js'
import { ranges, usualChainLimit } from '../../server/domain/limits.js'
import { ladder, listing, option, optionsEvent, update } from '../support/builders.js'
import { expiriesFrom, ScriptedFeed, strikes } from '../support/scripted-feed.js'
import { SocketClient, type Message } from '../support/socket-client.js'
import { startOpen } from '../support/start-open.js'
import { ask, until, type TestServer } from '../support/start-server.js'

interface Chain {
  readonly seq: number
  readonly whole: boolean
  readonly removed: readonly string[]
  readonly expiry: string
  readonly expiries: readonly { readonly expiry: string; readonly underlyingPriceUsd: number | null }[]
  readonly contracts: readonly { readonly symbol: string; readonly expiry: string; readonly markIv: number | null }[]
}

const fields = '{ seq whole removed expiry expiries { expiry underlyingPriceUsd } contracts { symbol expiry markIv } }'

let feed: ScriptedFeed
let server: TestServer
let socket: SocketClient
let near: number
let far: number

beforeEach(async () => {
  feed = new ScriptedFeed()
  server = await startOpen({}, { feed })
  ;[near, far] = expiriesFrom()
  socket = await new SocketClient(server.wsUrl).init()
})
afterEach(async () => {
  socket[Symbol.dispose]()
  await server[Symbol.asyncDispose]()
})

const symbolOf = (strike: number, kind: OptionKind = 'CALL', expiryMs = near) => option(strike, kind, expiryMs).symbol
const iso = (timeMs: number) => new Date(timeMs).toISOString()
const say = (symbol: string, values: object) => feed.say(optionsEvent([update(symbol, values, Date.now())], Date.now()))
const both = () => `expiries: ["${iso(far)}", "${iso(near)}"]`
const names = (symbols: readonly string[]) => JSON.stringify(symbols)
const symbolsOf = ({ contracts }: Chain) => contracts.map(({ symbol }) => symbol)
const nextChain = async (id: string) => (await socket.nextData<{ optionsChain: Chain }>(id)).optionsChain

async function query(args: string): Promise<Chain> {
  const { data, errors } = await ask<{ optionsChain: Chain }>(server.httpUrl, `{ optionsChain(${args}) ${fields} }`)
  if (!data) throw new Error(JSON.stringify(errors))
  return data.optionsChain
}

/** The snapshot of a stream, which a query shows alike. */
async function follow(id: string, args: string, more = ''): Promise<Chain> {
  socket.subscribe(id, `subscription { optionsChain(${args} ${more}) ${fields} }`)
  const chain = await nextChain(id)
  expect(await query(args)).toEqual(chain)
  return chain
}

describe('the filters of a chain', () => {
  it('choose a kind, the strikes between two and the nearest of those', async () => {
    const chain = await follow('a', 'kind: PUT, strikes: { from: 82000, to: 86000 }')
    expect(symbolsOf(chain)).toEqual([82_000, 84_000, 86_000].map((strike) => symbolOf(strike, 'PUT')))
    expect(symbolsOf(await query('kind: PUT, strikes: { from: 82000 }, limit: 1'))).toEqual([symbolOf(84_000, 'PUT')])
    expect(symbolsOf(await query('kind: CALL, strikes: { to: 82000 }'))).toEqual([symbolOf(80_000), symbolOf(82_000)])
  })

  it('choose by open interest, and a stream of changes says what passes no more', async () => {
    const args = 'minOpenInterest: 5'
    expect(symbolsOf(await follow('a', args, 'delta: true'))).toEqual([])
    say(symbolOf(84_000), { openInterestCoin: 5 })
    expect(await nextChain('a')).toMatchObject({ whole: false, removed: [], contracts: [{ symbol: symbolOf(84_000) }] })
    say(symbolOf(84_000), { openInterestCoin: 4.9 })
    expect(await nextChain('a')).toMatchObject({ whole: false, removed: [symbolOf(84_000)], contracts: [] })
  })

  it('are told the changes of their own contracts alone', async () => {
    const { seq } = await follow('a', `symbols: ["${symbolOf(80_000)}"]`)
    say(symbolOf(84_000, 'PUT'), { bidPrice: 0.018 })
    say(symbolOf(80_000), { bidPrice: 0.018 })
    const next = await nextChain('a')
    expect(next).toMatchObject({ seq: seq + 1, contracts: [{ symbol: symbolOf(80_000) }] })
  })

  it('reach over several expiries, each with its own forward, the nearest first', async () => {
    say(symbolOf(84_000, 'CALL', far), { underlyingPriceUsd: 86_100 })
    await until(
      () => query(both()),
      ({ expiries }) => expiries[1]?.underlyingPriceUsd === 86_100,
    )
    const chain = await follow('a', `${both()}, limit: 4`)
    expect(chain).toMatchObject({
      expiry: iso(near),
      expiries: [
        { expiry: iso(near), underlyingPriceUsd: 84_100 },
        { expiry: iso(far), underlyingPriceUsd: 86_100 },
      ],
    })
    expect(chain.contracts.map(({ symbol, expiry }) => [symbol, expiry])).toEqual([
      [symbolOf(84_000), iso(near)],
      [symbolOf(84_000, 'PUT'), iso(near)],
      [symbolOf(86_000, 'CALL', far), iso(far)],
      [symbolOf(86_000, 'PUT', far), iso(far)],
    ])
    say(symbolOf(86_000, 'PUT', far), { markIv: 0.5 })
    expect(await nextChain('a')).toMatchObject({ seq: chain.seq + 1, contracts: [{}, {}, {}, { markIv: 0.5 }] })
  })

  it('tell the feed of every expiry that is watched, for as long as somebody does', async () => {
    await follow('a', both())
    await follow('b', `symbols: ["${symbolOf(84_000, 'CALL', far)}"]`)
    expect(feed.watched.toSorted()).toEqual([`BTC:${near}`, `BTC:${far}`, `BTC:${far}`].toSorted())
    for (const id of ['a', 'b']) socket.send({ id, type: 'complete' })
    await until(
      () => Promise.resolve(feed.watched.length),
      (count) => count === 0,
    )
  })

  it('of nothing choose nothing, and of null everything', async () => {
    for (const args of ['symbols: []', 'expiries: []', 'kind: CALL, symbols: []']) {
      expect(await query(args)).toMatchObject({ contracts: [], expiry: iso(near) })
    }
    const nulls =
      'expiry: null, expiries: null, kind: null, strikes: null, minOpenInterest: null, symbols: null, limit: null'
    expect(await query(nulls)).toEqual(await query('limit: 10'))
    expect(await query('strikes: { from: null, to: null }')).toEqual(await query('strikes: {}'))
  })
})

describe('a watchlist', () => {
  it('has every contract that is named, of any expiry, unless a limit or an expiry is given', async () => {
    const symbols = [far, near].flatMap((expiryMs) => ladder(strikes, expiryMs)).map(({ symbol }) => symbol)
    const args = `symbols: ${names([...symbols, ...symbols])}`
    expect(symbolsOf(await follow('a', args))).toEqual([...symbols.slice(10), ...symbols.slice(0, 10)])
    expect((await query(`${args}, limit: 3`)).contracts).toHaveLength(3)
    const later = await query(`${args}, expiry: "${iso(far)}"`)
    expect(symbolsOf(later)).toEqual(symbols.slice(0, 10))
    expect(symbolsOf(await query(`${args}, expiry: "${iso(far)}", kind: PUT, strikes: { to: 80000 }`))).toEqual([
      symbolOf(80_000, 'PUT', far),
    ])
  })

  it('goes on when one of its expiries passes, with all that is left in one event, and completes with the last', async () => {
    const watched = [symbolOf(80_000), symbolOf(88_000, 'PUT', far)]
    const before = await follow('a', `symbols: ${names(watched)}`, 'delta: true')
    expect(symbolsOf(before)).toEqual(watched)
    feed.say(listing(ladder(strikes, far), Date.now()))
    const rest = await nextChain('a')
    expect(rest).toMatchObject({ seq: before.seq + 1, whole: true, removed: [], expiries: [{ expiry: iso(far) }] })
    expect(symbolsOf(rest)).toEqual([symbolOf(88_000, 'PUT', far)])
    expect(feed.watched).toEqual([`BTC:${far}`])
    feed.say(listing(ladder(strikes, far + 7 * 86_400_000), Date.now()))
    expect(await socket.next()).toEqual({ id: 'a', type: 'complete' })
  })
})

describe('filters of the nearest expiry', () => {
  it('hold for the next one when it passes', async () => {
    const before = await follow('a', 'kind: PUT, strikes: { from: 84000, to: 86000 }', 'delta: true')
    feed.say(listing(ladder(strikes, far), Date.now()))
    const after = await nextChain('a')
    expect(after).toMatchObject({ seq: before.seq + 1, whole: true, expiry: iso(far) })
    expect(symbolsOf(after)).toEqual([symbolOf(84_000, 'PUT', far), symbolOf(86_000, 'PUT', far)])
  })
})

describe('readers with equal filters', () => {
  const counted = () => {
    const { groups, members } = server.app.services.counts
    return { groups, members }
  }
  const stream = `subscription ($symbols: [String!], $expiries: [DateTime!], $kind: OptionKind) {
    optionsChain(symbols: $symbols, expiries: $expiries, kind: $kind) ${fields}
  }`

  it('share one execution, in whatever order and however often their lists name things', async () => {
    const [a, b] = [symbolOf(80_000), symbolOf(84_000, 'CALL', far)]
    const variants = [
      { symbols: [a, b], expiries: [iso(near), iso(far)] },
      { symbols: [b, a, b], expiries: [iso(far), iso(near)] },
      { symbols: [b, a], expiries: [iso(far), iso(near), iso(far)] },
    ]
    for (const [index, variables] of variants.entries()) socket.subscribe(`${index}`, stream, variables)
    const firsts = new Map<string, unknown>()
    for (const _ of variants) {
      const { id = '', payload } = await socket.next()
      firsts.set(id, payload)
    }
    expect(firsts.get('1')).toEqual(firsts.get('0'))
    expect(firsts.get('2')).toEqual(firsts.get('0'))
    expect(counted()).toEqual({ groups: 1, members: 3 })
    const { events } = server.app.services.counts
    say(a, { markIv: 0.6 })
    for (const _ of variants) await socket.next()
    expect(server.app.services.counts.events - events).toBe(1)
  })

  it('share it whether a value stands in the document or in a variable', async () => {
    const symbols = [symbolOf(80_000), symbolOf(82_000)]
    socket.subscribe('variable', `subscription ($s: [String!]) { optionsChain(symbols: $s) ${fields} }`, { s: symbols })
    await nextChain('variable')
    socket.subscribe('literal', `subscription { optionsChain(symbols: ${names(symbols.toReversed())}) ${fields} }`)
    await nextChain('literal')
    expect(counted()).toEqual({ groups: 1, members: 2 })
  })

  it.each<[string, () => object, () => object]>([
    ['kind', () => ({ kind: 'CALL' }), () => ({ kind: 'PUT' })],
    ['symbols', () => ({ symbols: [symbolOf(80_000)] }), () => ({ symbols: [symbolOf(82_000)] })],
    ['expiries', () => ({ expiries: [iso(near)] }), () => ({ expiries: [iso(far)] })],
    ['an empty list and none', () => ({ symbols: [] }), () => ({})],
  ])('but not with others: %s', async (_, one, other) => {
    for (const [index, variables] of [one(), other()].entries()) {
      socket.subscribe(`${index}`, stream, { ...variables })
      await nextChain(`${index}`)
    }
    expect(counted()).toEqual({ groups: 2, members: 2 })
  })
})

describe('a reader that takes an event at a time', () => {
  it('skips to the newest, with all that changed meanwhile, visibly in seq', async () => {
    const args = `symbols: ${names([symbolOf(80_000), symbolOf(80_000, 'CALL', far)])}`
    const first = await follow('slow', args, 'delta: true, minIntervalMs: 1000')
    await follow('quick', args)
    let seq = first.seq
    for (const [symbol, markIv] of [
      [symbolOf(80_000), 0.5],
      [symbolOf(80_000, 'CALL', far), 0.6],
      [symbolOf(80_000), 0.51],
    ] as const) {
      say(symbol, { markIv })
      const chain = await nextChain('quick')
      expect(chain.seq).toBe((seq += 1))
    }
    const next = await nextChain('slow')
    expect(next).toMatchObject({ seq, whole: false, removed: [] })
    expect(next.contracts.map(({ markIv }) => markIv)).toEqual([0.51, 0.6])
  })
})

/** What the document has wrong ends the operation, what its resolver refuses comes as its only event. */
function errorsOf({ type, payload }: Message): unknown {
  return type === 'error' ? payload : (payload as { errors?: unknown }).errors
}

it('a filter that is refused empties no chain of others', async () => {
  socket.subscribe('refused', `subscription { optionsChain(strikes: { from: 1e400 }) ${fields} }`)
  expect(errorsOf(await socket.next())).toMatchObject([{ extensions: { code: 'OUT_OF_RANGE' } }])
  expect(await socket.next()).toMatchObject({ id: 'refused', type: 'complete' })
  expect(symbolsOf(await follow('all', 'strikes: {}'))).toHaveLength(usualChainLimit)
})

describe('refused are', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => `s${index}`)
  const days = (count: number) => many(count).map((_, index) => iso(index * 86_400_000))
  const mostSymbols = ranges.chainSymbols[1]
  const mostExpiries = ranges.chainExpiries[1]

  it.each<[string, () => string, string, string, RegExp]>([
    [
      'an expiry that is not listed',
      () => `expiries: ["${iso(near)}", "2020-01-01"]`,
      'UNKNOWN_EXPIRY',
      'expiries',
      /expire at 2020-01-01T/,
    ],
    [
      'an expiry among several',
      () => `expiry: "${iso(near)}", ${both()}`,
      'INVALID_INPUT',
      'expiry',
      /"expiry" and "expiries"/,
    ],
    [
      'both, though one list is empty',
      () => `expiry: "${iso(near)}", expiries: []`,
      'INVALID_INPUT',
      'expiry',
      /"expiry" and "expiries"/,
    ],
    [
      'a symbol that is none',
      () => `symbols: ["${symbolOf(84_000)}", "btc-84000-c"]`,
      'UNKNOWN_SYMBOL',
      'symbols',
      /"btc-84000-c" is no listed option of BTC; the nearest are .*-84000-C/,
    ],
    ['a perpetual', () => 'symbols: ["BTC-PERPETUAL"]', 'UNKNOWN_SYMBOL', 'symbols', /BTC-PERPETUAL/],
    [
      'an option of another currency',
      () => `currency: "ETH", symbols: ["${symbolOf(84_000)}"]`,
      'UNKNOWN_SYMBOL',
      'symbols',
      /is no listed option of ETH, but of BTC; ask for it with currency: "BTC"/,
    ],
    [
      'strikes that end before they begin',
      () => 'strikes: { from: 84000, to: 83999.5 }',
      'OUT_OF_RANGE',
      'strikes',
      /"from" is 84000 and "to" is 83999.5/,
    ],
    ['a strike beyond all numbers', () => 'strikes: { from: 1e400 }', 'OUT_OF_RANGE', 'strikes', /out of range/],
    ['a strike below all numbers', () => 'strikes: { to: -1e400 }', 'OUT_OF_RANGE', 'strikes', /out of range/],
    [
      'a negative open interest',
      () => 'minOpenInterest: -0.1',
      'OUT_OF_RANGE',
      'minOpenInterest',
      /-0.1 is out of range/,
    ],
    ['an open interest beyond all', () => 'minOpenInterest: 1e16', 'OUT_OF_RANGE', 'minOpenInterest', /out of range/],
    [
      'too many symbols',
      () => `symbols: ${names(many(mostSymbols + 1))}`,
      'OUT_OF_RANGE',
      'symbols',
      /201 are too many; name at most 200/,
    ],
    [
      'too many expiries',
      () => `expiries: ${names(days(mostExpiries + 1))}`,
      'OUT_OF_RANGE',
      'expiries',
      /51 are too many; name at most 50/,
    ],
    [
      'no limit at all',
      () => `symbols: ["${symbolOf(84_000)}"], limit: 0`,
      'OUT_OF_RANGE',
      'limit',
      /0 is out of range/,
    ],
    ['no date', () => 'expiries: ["soon"]', 'INVALID_DATE', 'expiries.0', /"soon"/],
    ['null in a list', () => 'symbols: [null]', 'GRAPHQL_VALIDATION_FAILED', 'symbols.0', /null/],
    [
      'a field that strikes have not',
      () => 'strikes: { above: 1 }',
      'GRAPHQL_VALIDATION_FAILED',
      'strikes.above',
      /above/,
    ],
  ])('%s, by query and stream alike', async (_, args, code, argument, message) => {
    const { errors } = await ask(server.httpUrl, `{ optionsChain(${args()}) { seq } }`)
    expect(errors?.[0]?.extensions).toMatchObject({ code, argument })
    expect(errors?.[0]?.message).toMatch(message)
    socket.subscribe('a', `subscription { optionsChain(${args()}) { seq } }`)
    expect(errorsOf(await socket.next())).toMatchObject([
      { message: errors?.[0]?.message, extensions: { code, argument } },
    ])
  })

  it('not so many symbols as are allowed, nor doubles beyond', async () => {
    const [symbol] = [symbolOf(84_000)]
    const args = `symbols: ${names(Array.from({ length: mostSymbols + 1 }, () => symbol))}`
    expect(symbolsOf(await query(args))).toEqual([symbol])
  })

  it('a name as long as a request may be, at once', async () => {
    const name = 'X'.repeat(90_000)
    const { errors } = await ask(server.httpUrl, 'query ($s: [String!]) { optionsChain(symbols: $s) { seq } }', {
      s: [name],
    })
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNKNOWN_SYMBOL' })
    expect(errors?.[0]?.message.length).toBeLessThan(400)
  })
})
