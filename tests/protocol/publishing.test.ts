import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StartError } from '../../server/compose/start-error.js'
import { createLogger } from '../../server/lib/logger.js'
import { httpBot, ways, type Bot } from '../support/api/bot.js'
import { leastInput, mutations, type DecisionAnswer, type Mutation } from '../support/api/mutations.js'
import { readConnection } from '../support/api/read-connection.js'
import { ScriptedFeed } from '../support/scripted-feed.js'
import { SocketClient } from '../support/socket-client.js'
import { ask, startServer, until, type TestServer } from '../support/start-server.js'
import { subscribed } from '../support/subscribed.js'
import { temporaryDir } from '../support/temporary-dir.js'

let server: TestServer
let token: string
let bot: Bot
beforeEach(async () => {
  server = await startServer({ feed: new ScriptedFeed() }, { AGENTS: 'none' })
  token = await server.mint('bot')
  bot = httpBot(server, token)
})
afterEach(() => server[Symbol.asyncDispose]())

const accountIds = async () =>
  (await ask<{ accounts: { id: string }[] }>(server.httpUrl, '{ accounts { id } }')).data?.accounts.map(({ id }) => id)
const soon = () => new Date(Date.now() + 86_400_000).toISOString()
const ago = (ms: number) => new Date(Date.now() - ms).toISOString()

async function closingOf(wsUrl: string, token: string) {
  using socket = await new SocketClient(wsUrl).open()
  socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })
  return await socket.closed
}

describe.each(ways)('over %s', (way, botWith) => {
  it.each(mutations)('%s is refused without a token and with a wrong one, saying how to get one', async (mutation) => {
    for (const wrong of [null, 'gct_wrong', `${token}x`, 'not a token']) {
      if (wrong !== null && way === 'WebSocket') {
        expect(await closingOf(server.wsUrl, wrong)).toMatchObject({ code: 4403 })
        continue
      }
      using stranger = await botWith(server, wrong)
      const { data, errors } = await stranger.call(mutation)
      expect(data ?? null).toBeNull()
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' })
      expect(errors?.[0]?.message).toContain('npm run token -- --account')
    }
    expect(await accountIds()).toEqual([])
  })

  it.each([
    ['publishDecision', 'DecisionPublished'],
    ['publishPositions', 'PositionsPublished'],
    ['publishPerformance', 'PerformancePublished'],
  ] as const)('%s by an account that was never heard of opens it', async (mutation, answer) => {
    using owner = await botWith(server, token)
    expect(await owner.do(mutation)).toMatchObject({ __typename: answer })
    const { data } = await ask(server.httpUrl, '{ accounts { id name kind agent source } }')
    expect(data?.accounts).toEqual([{ id: 'bot', name: 'bot', kind: 'PUBLISHED', agent: null, source: 'PUBLISHED' }])
  })

  it('a decision is answered as it was committed, with all that was said', async () => {
    using owner = await botWith(server, token)
    const decidedAt = ago(1_000)
    const said = {
      action: 'BUY_TO_ENTER',
      confidence: 0.75,
      quantityCoin: 0.3,
      reasoning: 'A “dip”.\nBuy 📈',
      executed: false,
    }
    const { decision } = await owner.do('publishDecision', { ...said, error: 'No margin', decidedAt })
    expect(decision).toMatchObject({
      ...said,
      seq: 1,
      asOf: decidedAt,
      error: 'No margin',
      source: 'PUBLISHED',
      freshness: 'LIVE',
      account: { id: 'bot', kind: 'PUBLISHED' },
    })
    const [kept] = await readConnection(server.httpUrl, {
      field: 'decisions',
      fields: 'id seq asOf confidence quantityCoin reasoning executed error action recordedAt outcome',
    })
    expect(kept).toEqual({
      ...said,
      id: decision?.id,
      seq: 1,
      asOf: decidedAt,
      error: 'No margin',
      recordedAt: decision?.recordedAt,
      outcome: null,
    })
  })
})

describe('what is published', () => {
  it('reaches who subscribes to newDecision, each once and in order, and only after it was committed', async () => {
    using all = await subscribed(server, 'newDecision { id seq source account { id } }')
    for (let seq = 1; seq <= 20; seq += 1) {
      const { decision } = await bot.do('publishDecision')
      const { newDecision } = await all.nextData<{ newDecision: DecisionAnswer }>('s')
      expect(newDecision).toEqual({ id: decision?.id, seq, source: 'PUBLISHED', account: { id: 'bot' } })
      const kept = await readConnection(server.httpUrl, { field: 'decisions', first: 1_000 })
      expect(kept[0]?.id).toBe(newDecision.id)
    }
  })

  it('reaches nobody when it was not committed', async () => {
    await bot.do('publishDecision')
    using all = await subscribed(server, 'newDecision { reasoning }')
    const { journal } = server.app.services
    const { commit } = journal
    Object.assign(journal, { commit: () => Promise.reject(new Error('the disk is on fire')) })
    const { errors } = await bot.call('publishDecision', { reasoning: 'lost' })
    expect(errors?.[0]?.message).toBe('Unexpected error.')
    Object.assign(journal, { commit })
    await bot.do('publishDecision', { reasoning: 'kept' })
    expect(await all.nextData('s')).toEqual({ newDecision: { reasoning: 'kept' } })
  })

  it('moves the positions and the performance that others follow', async () => {
    await bot.do('publishPositions')
    using positions = await subscribed(
      server,
      'positions(account: "bot") { asOf source freshness positions { symbol side quantityCoin pnlUsd exitPlan { stopLossUsd } openedAt } }',
    )
    using performance = await subscribed(
      server,
      'performance(account: "bot") { accountValueUsd totalReturnPct trades sharpe openPositions }',
    )
    using portfolio = await subscribed(server, 'portfolio(account: "bot") { totalValueUsd cashUsd totalDeltaUsd }')
    for (const stream of [positions, performance, portfolio]) await stream.nextData('s')
    const [asOf, openedAt] = [new Date().toISOString(), ago(3_600_000)]
    const short = { symbol: 'ETH', side: 'SHORT', quantityCoin: 2, entryPriceUsd: 3_000, openedAt, stopLossUsd: 3_300 }
    const long = { symbol: 'BTC-PERPETUAL', side: 'LONG', quantityCoin: 0.5, entryPriceUsd: 84_000, pnlUsd: 12.5 }
    await bot.do('publishPositions', { asOf, positions: [short, long] })
    expect(await positions.nextData('s')).toEqual({
      positions: {
        asOf,
        source: 'PUBLISHED',
        freshness: 'LIVE',
        positions: [
          { symbol: 'BTC-PERPETUAL', side: 'LONG', quantityCoin: 0.5, pnlUsd: 12.5, exitPlan: null, openedAt: null },
          { symbol: 'ETH', side: 'SHORT', quantityCoin: 2, pnlUsd: null, exitPlan: { stopLossUsd: 3_300 }, openedAt },
        ],
      },
    })
    await bot.do('publishPerformance', { accountValueUsd: 110_000, cashUsd: 90_000, totalReturnPct: 10, trades: 7 })
    const seen: unknown[] = []
    while (seen.length < 2) seen.push((await performance.nextData('s')).performance)
    expect(seen.at(-1)).toEqual({
      accountValueUsd: 110_000,
      totalReturnPct: 10,
      trades: 7,
      sharpe: null,
      openPositions: 2,
    })
    expect(await portfolio.nextData('s')).toEqual({
      portfolio: { totalValueUsd: 110_000, cashUsd: 90_000, totalDeltaUsd: null },
    })
  })

  it('under one key is the same whether a field is null or left out', async () => {
    const idempotencyKey = 'once'
    const { decision } = await bot.do('publishDecision', { idempotencyKey, error: null, quantityCoin: null })
    expect(await bot.do('publishDecision', { idempotencyKey })).toMatchObject({ decision: { id: decision?.id } })
    const one = { symbol: 'ETH', side: 'SHORT', quantityCoin: 2, entryPriceUsd: 3_000 }
    const published = await bot.do('publishPositions', { idempotencyKey: 'two', positions: [one] })
    const again = { idempotencyKey: 'two', asOf: null, positions: [{ ...one, pnlUsd: null, openedAt: null }] }
    expect(await bot.do('publishPositions', again)).toEqual(published)
  })

  it('is replaced as a whole, so that a flat bot publishes no positions', async () => {
    const one = { symbol: 'ETH', side: 'SHORT', quantityCoin: 2, entryPriceUsd: 3_000 }
    expect(await bot.do('publishPositions', { positions: [one] })).toMatchObject({ count: 1 })
    expect(await bot.do('publishPositions', { positions: [] })).toMatchObject({ count: 0 })
    const { data } = await ask(server.httpUrl, '{ positions(account: "bot") { positions { symbol } } }')
    expect(data).toEqual({ positions: { positions: [] } })
  })

  it.each(['publishPositions', 'publishPerformance'] as const)(
    '%s is refused when something newer was published before',
    async (mutation) => {
      const [older, newest] = [ago(2_000), ago(1_000)]
      await bot.do(mutation, { asOf: newest })
      const refusal = await bot.do(mutation, { asOf: older })
      expect(refusal).toMatchObject({ __typename: 'OutOfDate', newest })
      expect(refusal.message).toContain(older)
      expect(await bot.do(mutation, { asOf: newest })).toMatchObject({ asOf: newest })
    },
  )

  it.each(['publishDecision', 'publishPositions', 'publishPerformance'] as const)(
    '%s is refused to a paper account, whose books we keep',
    async (mutation) => {
      await bot.do('openAccount')
      const refusal = await bot.do(mutation)
      expect(refusal).toMatchObject({ __typename: 'WrongAccountKind', kind: 'PAPER' })
      expect(refusal.message).toContain('paper account')
    },
  )

  it.each([
    ['plain', 'x'],
    ['escaped', '"'],
    ['line breaks', '\n'],
    ['of four bytes a character', '📈'],
  ])('is paged by its bytes of JSON too, text that is %s included', async (_what, character) => {
    const reasoning = character.repeat(10_000)
    for (let count = 0; count < 14; count += 1) {
      await Promise.all(Array.from({ length: 10 }, () => bot.call('publishDecision', { reasoning })))
    }
    const fields =
      'id seq asOf source freshness account { id name kind } symbol action confidence reasoning model quantityCoin leverage stopLossUsd profitTargetUsd invalidation executed fillPriceUsd feeUsd error outcome pnlUsd rMultiple closedAt recordedAt'
    const query = `query ($after: String) { decisions(first: 1000, after: $after) { edges { cursor node { ${fields} } } pageInfo { hasNextPage endCursor } } }`
    const page = (after: string | null) =>
      ask<{ decisions: { edges: unknown[]; pageInfo: { hasNextPage: boolean; endCursor: string } } }>(
        server.httpUrl,
        query,
        { after },
      )
    let [edges, pages] = [0, 0]
    let after: string | null = null
    for (let more = true; more; pages += 1) {
      const answer = await page(after)
      expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(1_048_576)
      const decisions = answer.data?.decisions
      edges += decisions?.edges.length ?? 0
      after = decisions?.pageInfo.endCursor ?? null
      more = decisions?.pageInfo.hasNextPage ?? false
    }
    expect(edges).toBe(140)
    expect(pages).toBeGreaterThan(1)
  })

  it('ranks among the others on the leaderboard, the unknown last', async () => {
    const returns = { best: 20, worst: -5, same: 20, silent: null }
    for (const [account, totalReturnPct] of Object.entries(returns)) {
      using one = httpBot(server, await server.mint(account))
      await one.do('publishPerformance', { totalReturnPct })
    }
    const { data } = await ask(
      server.httpUrl,
      '{ leaderboard { rank account { id } performance { totalReturnPct } } top: leaderboard(first: 1) { rank } }',
    )
    expect(data?.leaderboard).toEqual(
      [
        [1, 'best'],
        [1, 'same'],
        [3, 'worst'],
        [4, 'silent'],
      ].map(([rank, id]) => ({
        rank,
        account: { id },
        performance: { totalReturnPct: returns[id as keyof typeof returns] },
      })),
    )
    expect(data?.top).toEqual([{ rank: 1 }])
  })
})

describe('a refusal that its caller can act on', () => {
  it('is not logged as a fault of ours', async () => {
    const errors: unknown[] = []
    const log = { ...createLogger('silent', false), error: (line: unknown) => void errors.push(line) }
    await using logging = await startServer({ feed: new ScriptedFeed(), log: log as never }, { AGENTS: 'none' })
    using owner = httpBot(logging, await logging.mint('bot'))
    await owner.do('publishDecision', { idempotencyKey: 'once' })
    const { errors: refused } = await owner.call('publishDecision', { idempotencyKey: 'once', model: 'another' })
    expect(refused?.[0]?.extensions?.code).toBe('IDEMPOTENCY_KEY_REUSED')
    expect(errors).toEqual([])
  })
})

describe('a token of another store', () => {
  it('is unknown here, and nobody is told where this server keeps its own', async () => {
    await using elsewhere = await startServer({ feed: new ScriptedFeed() }, { AGENTS: 'none' })
    const foreign = await elsewhere.mint('bot')
    using stranger = httpBot(server, foreign)
    const { errors } = await stranger.call('publishDecision')
    expect(errors?.[0]?.message).toContain('unknown in the store of this server')
    const { reason } = await closingOf(server.wsUrl, foreign)
    expect(reason).toContain('unknown in the store of this server')
    for (const said of [errors?.[0]?.message, reason]) expect(said).not.toContain('/')
  })
})

describe('an account that publishes under the id of an agent', () => {
  it('keeps the server from starting with that agent, saying which setting to change', async () => {
    using data = temporaryDir()
    const start = (AGENTS: string) => startServer({ feed: new ScriptedFeed() }, { AGENTS, DATA_DIR: data.path })
    {
      await using before = await start('none')
      const id = 'momentum'
      // As releases did that let anybody have this id.
      const open = { id, name: id, kind: 'PUBLISHED', agent: null, source: 'PUBLISHED', openedAtMs: 0 } as const
      await before.app.services.journal.commit({ accountId: id, open })
    }
    const failed = await start('momentum').then(
      () => null,
      (error: unknown) => error,
    )
    expect(failed).toBeInstanceOf(StartError)
    expect(String(failed)).toMatch(/"momentum" is not a paper account .*AGENTS/)
    await using without = await start('vol-seller')
    expect(without.app.url).toContain('http')
  })
})

const one = { symbol: 'ETH', side: 'LONG', quantityCoin: 1, entryPriceUsd: 3_000 }
const positions = (fields: object) => ({ positions: [one, { ...one, symbol: 'SOL', ...fields }] })
const long = (length: number) => 'x'.repeat(length)

/**
 * A mutation, what is wrong with its input, the field that is named, and how the allowed is put. `input-checks.test.ts`
 * and the tests of the inputs have all that can be wrong.
 */
const refused: readonly (readonly [Mutation, Record<string, unknown>, string, string])[] = [
  ...mutations.flatMap((mutation) => [
    [mutation, { idempotencyKey: '' }, 'idempotencyKey', '1 to 128 characters'] as const,
    [mutation, { idempotencyKey: long(129) }, 'idempotencyKey', '1 to 128 characters'] as const,
  ]),
  ['publishDecision', { idempotencyKey: 'a\nb' }, 'idempotencyKey', 'on one line, not blank'],
  ['publishDecision', { symbol: '\u202egnp.exe' }, 'symbol', 'on one line, not blank'],
  ['publishDecision', { reasoning: 'half a pair \ud83d' }, 'reasoning', 'without control characters'],
  ['publishDecision', { decidedAt: soon() }, 'decidedAt', 'not in the future'],
  ['publishDecision', { confidence: 1.01 }, 'confidence', 'from 0 to 1'],
  [
    'publishPositions',
    { positions: [one, one] },
    'positions.1.symbol',
    'a symbol that no other of these positions has',
  ],
  ['publishPositions', positions({ quantityCoin: 0 }), 'positions.1.quantityCoin', 'above 0'],
  ['publishPerformance', { asOf: soon() }, 'asOf', 'not in the future'],
  ['publishPerformance', { winRatePct: 101 }, 'winRatePct', 'from 0 to 100'],
  ['openAccount', { name: '' }, 'name', '1 to 100 characters'],
  ['openAccount', { name: long(101) }, 'name', '1 to 100 characters'],
  ['openAccount', { name: 'a\nb' }, 'name', 'on one line, not blank'],
  ['openAccount', { depositUsd: 0.99 }, 'depositUsd', 'from 1 to 1e9'],
  ['openAccount', { depositUsd: 1e9 + 1 }, 'depositUsd', 'from 1 to 1e9'],
]

describe('an input that can be', () => {
  it('is as long in characters, whatever they are', async () => {
    const { decision } = await bot.do('publishDecision', { model: '📈'.repeat(100), reasoning: '📈'.repeat(10_000) })
    expect(decision).toMatchObject({ model: '📈'.repeat(100) })
    expect(await bot.do('publishDecision', { reasoning: 'one\r\n\ttwo' })).toMatchObject({
      decision: { reasoning: 'one\r\n\ttwo' },
    })
  })

  it('of a clock a little ahead is taken for now, and locks nobody out', async () => {
    const ahead = new Date(Date.now() + 4_000).toISOString()
    const { asOf = '' } = await bot.do('publishPositions', { asOf: ahead })
    expect(Date.parse(asOf)).toBeLessThanOrEqual(Date.now())
    await until(
      () => Promise.resolve(Date.now()),
      (now) => now > Date.parse(asOf),
    )
    expect(await bot.do('publishPositions')).toMatchObject({ __typename: 'PositionsPublished' })
  })

  it('has a negative fee for a rebate', async () => {
    const bought = { action: 'BUY_TO_ENTER', quantityCoin: 1, fillPriceUsd: 84_000, feeUsd: -0.5 }
    expect(await bot.do('publishDecision', bought)).toMatchObject({ __typename: 'DecisionPublished' })
  })
})

describe('an input that cannot be', () => {
  it.each(refused)('of %s, %j, is refused naming input.%s and the fix', async (mutation, fields, field, fix) => {
    const { data, errors } = await bot.call(mutation, fields)
    expect(data ?? null).toBeNull()
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', argument: `input.${field}` })
    expect(errors?.[0]?.message).toContain(`"input.${field}"`)
    expect(errors?.[0]?.message).toContain(fix)
    expect(await accountIds()).toEqual([])
  })

  it('does not use up its key', async () => {
    const idempotencyKey = 'once'
    expect((await bot.call('publishDecision', { idempotencyKey, confidence: 2 })).errors).toHaveLength(1)
    expect(await bot.do('publishDecision', { idempotencyKey, confidence: 1 })).toMatchObject({
      __typename: 'DecisionPublished',
    })
  })

  it('of a wrong type is refused before anything is looked at, naming the variable and the field', async () => {
    for (const fields of [{ action: 'BUY' }, { confidence: 'high' }, { decidedAt: 'yesterday' }, { more: 1 }]) {
      const { errors } = await bot.call('publishDecision', fields)
      expect(['BAD_USER_INPUT', 'INVALID_DATE']).toContain(errors?.[0]?.extensions?.code)
      expect(errors?.[0]?.message).toContain(`input`)
      expect(errors?.[0]?.message).toContain(Object.keys(fields)[0])
    }
    const { action: _action, ...without } = leastInput.publishDecision()
    const { errors } = await ask(
      server.httpUrl,
      'mutation ($input: PublishDecisionInput!) { publishDecision(input: $input) { __typename } }',
      { input: without },
    )
    expect(errors?.[0]?.message).toContain('"action"')
  })

  it('over WebSocket is refused alike', async () => {
    using socket = await ways[1][1](server, token)
    const { errors } = await socket.call('publishDecision', { confidence: 2 })
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', argument: 'input.confidence' })
  })
})
