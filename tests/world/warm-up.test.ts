import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { configuredAgents } from '../../server/compose/trading-agents.js'
import { planWarmUp } from '../../server/compose/warm-up/warm-up.js'
import { parseConfig } from '../../server/config/config.js'
import { createLogger } from '../../server/lib/logger.js'
import { StoreUnavailable, type Journal } from '../../server/storage/journal.js'
import type { Store } from '../../server/storage/open-store.js'
import { noon } from '../support/builders.js'
import { ManualClock } from '../support/manual-clock.js'
import { readBack } from '../support/store/read-log.js'
import { account, newDecision } from '../support/store/records.js'
import { sqliteHomeInMemory, type StoreHome } from '../support/store/store-home.js'
import { hours, Started } from '../support/trading/server-without-api.js'

const hour = 3_600_000
const minute = 60_000
const log = createLogger('silent', false)

/** Rejects when it is called first, and does the work from then on. */
function failsOnce<Given extends readonly unknown[], T>(error: Error, work: (...given: Given) => Promise<T>) {
  let calls = 0
  return (...given: Given): Promise<T> => ((calls += 1) === 1 ? Promise.reject(error) : work(...given))
}

let home: StoreHome
beforeEach(() => {
  home = sqliteHomeInMemory()
})
afterEach(() => home[Symbol.asyncDispose]())

describe('a warm-up', () => {
  it('gives agents the past that they would have, at the times at which it happened', async () => {
    await using store = await home.open({ now: () => noon, sampleIntervalMs: minute })
    await using server = new Started(store)
    await using desk = await server.openDesk()
    const warmUp = await server.plan()
    expect(warmUp?.facts()).toMatchObject({ state: 'RUNNING', fromMs: noon - hours * hour, toMs: noon })
    expect([desk.accounts.accounts(), desk.accounts.expected()]).toEqual([[], ['counting']])
    await server.run(warmUp, desk)
    expect(warmUp?.facts()).toMatchObject({ state: 'DONE', reachedMs: noon })
    expect(desk.accounts.expected()).toEqual([])
    expect(desk.accounts.account('counting')).toMatchObject({ openedAtMs: noon - hours * hour, source: 'SIMULATED' })

    // The next one is live.
    const decisions = (await readBack(store.journal.decisions, {})).reverse().slice(0, hours * 60 + 1)
    expect(decisions.map(({ reasoning }) => reasoning)).toEqual(decisions.map((_, at) => `Asked ${at + 1} times.`))
    expect(decisions.map(({ asOf }) => asOf)).toEqual(decisions.map((_, at) => noon - hours * hour + at * minute))
    for (const { asOf, recordedAtMs, source } of decisions) expect([source, recordedAtMs]).toEqual(['SIMULATED', asOf])
    expect(decisions[0]).toMatchObject({ executed: true, outcome: 'CLOSED', closedAtMs: noon - hour })
    const [trade] = await readBack(store.journal.closedTrades, {})
    expect(trade).toMatchObject({ openedAtMs: noon - hours * hour, closedAtMs: noon - hour })
    const { points } = await desk.accounts.equity('counting', { fromMs: null, toMs: null, points: 1_000 })
    expect(points.length).toBeGreaterThanOrEqual(hours * 60)
    expect(points.at(-1)?.timeMs).toBeGreaterThanOrEqual(noon - minute)
  })

  it('is done as a whole, also when its end lies between two of its steps', async () => {
    const clock = new ManualClock(noon + 7_001)
    await using store = await home.open({ now: () => clock.now(), sampleIntervalMs: minute })
    await using server = new Started(store, {}, clock)
    await using desk = await server.openDesk()
    const warmUp = await server.plan()
    await server.run(warmUp, desk)
    expect(warmUp?.facts()).toMatchObject({ state: 'DONE', reachedMs: noon + 7_001, toMs: noon + 7_001 })
  })

  it('goes on live without a gap or a jump, and the agents remember what they saw', async () => {
    const clock = new ManualClock(noon)
    await using store = await home.open({ now: () => clock.now(), sampleIntervalMs: minute })
    await using server = new Started(store, {}, clock)
    await using desk = await server.openDesk()
    await server.run(await server.plan(), desk)
    const before = desk.accounts.performance('counting')
    expect(before).toMatchObject({ asOf: noon, freshness: 'LIVE' })
    await server.hearFor(5 * minute, desk)
    const after = desk.accounts.performance('counting')
    expect(after).toMatchObject({ trades: 1, accountValueUsd: before?.accountValueUsd, feesUsd: before?.feesUsd })
    const decisions = (await readBack(store.journal.decisions, {})).reverse()
    expect(decisions.length).toBeGreaterThan(hours * 60 + 10)
    expect(decisions.map(({ seq }) => seq)).toEqual(decisions.map((_, at) => at + 1))
    expect(decisions.map(({ reasoning }) => reasoning)).toEqual(decisions.map((_, at) => `Asked ${at + 1} times.`))
    const { points } = await desk.accounts.equity('counting', { fromMs: null, toMs: null, points: 1_000 })
    const steps = points.slice(1).map(({ timeMs }, at) => timeMs - (points[at]?.timeMs ?? 0))
    expect(Math.max(...steps)).toBeLessThanOrEqual(2 * minute)
  })

  it('is told to nobody as news, and comes before what bots did meanwhile', async () => {
    await using store = await home.open({ now: () => noon, sampleIntervalMs: minute })
    await using server = new Started(store)
    await using desk = await server.openDesk()
    const warmUp = await server.plan()
    const own = newDecision({ accountId: 'bot' })
    await store.journal.commit({ accountId: 'bot', open: account('bot'), decisions: [own] })
    const told: string[] = []
    const reading = (async () => {
      for await (const { id } of server.bus.subscribe('decision', { signal: server.stop.signal })) told.push(id)
    })()
    const accounts: string[] = []
    const listing = (async () => {
      for await (const { id } of server.bus.subscribe('account', { signal: server.stop.signal })) accounts.push(id)
    })()
    await server.run(warmUp, desk)
    await desk.settled()
    server.stop.abort()
    await Promise.all([reading, listing])
    const decisions = await readBack(store.journal.decisions, {})
    const isLate = decisions.findIndex(({ id }) => id === own.id)
    expect(told).toEqual(
      decisions
        .slice(0, isLate)
        .map(({ id }) => id)
        .reverse(),
    )
    expect(decisions.length - isLate).toBe(hours * 60 + 1)
    expect(accounts).toContain('counting')
  })

  it('that fails leaves the agents without a past and without memory of one, and says so', async () => {
    const clock = new ManualClock(noon)
    await using store = await home.open({ now: () => clock.now(), sampleIntervalMs: minute })
    await using server = new Started(store, {}, clock)
    const keepPast = failsOnce(new Error('a fault'), store.journal.keepPast)
    const journal = { ...store.journal, keepPast }
    await using desk = await server.openDesk(journal)
    const warmUp = await server.plan(journal)
    await server.run(warmUp, desk)
    expect(warmUp?.facts().state).toBe('FAILED')
    expect(desk.accounts.account('counting')).toMatchObject({ openedAtMs: noon + 1 })
    expect(await readBack(store.journal.decisions, { toMs: noon })).toEqual([])
    await server.hearFor(2 * minute, desk)
    const [first] = (await readBack(store.journal.decisions, {})).reverse()
    expect(first?.reasoning).toBe('Asked 1 times.')
    const { points } = await desk.accounts.equity('counting', { fromMs: null, toMs: null, points: 1_000 })
    expect(points.filter(({ timeMs }) => timeMs < noon)).toEqual([])
  })

  it('that fails in a store that then refuses an account has all agents trade soon', async () => {
    const agentIds = ['one', 'two']
    await using store = await home.open({ now: () => noon, sampleIntervalMs: minute })
    await using server = new Started(store, {}, new ManualClock(noon), agentIds)
    const openTwo = failsOnce(new StoreUnavailable('away'), store.journal.commit)
    const journal: Journal = {
      ...store.journal,
      keepPast: failsOnce(new Error('a fault'), store.journal.keepPast),
      commit: (commit) => (commit.open?.id === 'two' ? openTwo(commit) : store.journal.commit(commit)),
    }
    await using desk = await server.openDesk(journal)
    const warmUp = await server.plan(journal)
    const running = server.run(warmUp, desk)
    const ids = () => desk.accounts.accounts().map(({ id }) => id)
    await expect.poll(ids).toEqual(['one'])
    await expect.poll(() => server.clock.advance(1_000).then(ids)).toEqual(agentIds)
    await running
    await server.hearFor(minute, desk)
    const decided = (await readBack(store.journal.decisions, {})).map(({ accountId }) => accountId)
    expect(new Set(decided)).toEqual(new Set(agentIds))
  })

  it.each(['equity', 'accounts'] as const)('is done when the store is away once it is kept: %s', async (what) => {
    const clock = new ManualClock(noon)
    await using store = await home.open({ now: () => clock.now(), sampleIntervalMs: minute })
    await using server = new Started(store, {}, clock)
    let isKept = false
    let refused = 0
    const refuseOnce = () => {
      if (!isKept || refused > 0) return
      refused += 1
      throw new StoreUnavailable('away')
    }
    const { journal, equity } = store
    const refusing = {
      journal: {
        ...journal,
        async keepPast(...past: Parameters<Journal['keepPast']>) {
          const late = await journal.keepPast(...past)
          isKept = true
          return late
        },
        async accounts() {
          if (what === 'accounts') refuseOnce()
          return journal.accounts()
        },
      },
      equity: {
        ...equity,
        async add(...samples: Parameters<Store['equity']['add']>) {
          if (what === 'equity') refuseOnce()
          return equity.add(...samples)
        },
      },
    }
    await using desk = await server.openDesk(refusing.journal, refusing.equity)
    const warmUp = await server.plan(refusing.journal)
    const running = server.run(warmUp, desk)
    await expect.poll(() => refused).toBe(1)
    await server.hearFor(2_000, desk)
    await running
    expect(warmUp?.facts().state).toBe('DONE')
    const { points } = await desk.accounts.equity('counting', { fromMs: null, toMs: null, points: 1_000 })
    expect(points.length).toBeGreaterThanOrEqual(hours * 60)
    await server.hearFor(minute, desk)
    const decisions = (await readBack(journal.decisions, {})).reverse()
    expect(decisions.map(({ reasoning }) => reasoning)).toEqual(decisions.map((_, at) => `Asked ${at + 1} times.`))
  })

  it('is done when the store kept it, but could not confirm it', async () => {
    await using store = await home.open({ now: () => noon, sampleIntervalMs: minute })
    await using server = new Started(store)
    let calls = 0
    const keepPast: Journal['keepPast'] = async (past, signal) => {
      const late = await store.journal.keepPast(past, signal)
      if ((calls += 1) === 1) throw new StoreUnavailable('away', { outcomeUnknown: true })
      return late
    }
    const journal = { ...store.journal, keepPast }
    await using desk = await server.openDesk(journal)
    const warmUp = await server.plan(journal)
    await server.run(warmUp, desk)
    expect(warmUp?.facts().state).toBe('DONE')
    expect(desk.accounts.account('counting')).toMatchObject({ openedAtMs: noon - hours * hour })
    const { points } = await desk.accounts.equity('counting', { fromMs: null, toMs: null, points: 1_000 })
    expect(points.length).toBeGreaterThanOrEqual(hours * 60)
    await server.hearFor(minute, desk)
    const reasons = (await readBack(store.journal.decisions, {})).reverse().map(({ reasoning }) => reasoning)
    expect(reasons).toEqual(reasons.map((_, at) => `Asked ${at + 1} times.`))
  })

  it('that is stopped in its midst keeps nothing', async () => {
    await using store = await home.open({ now: () => noon, sampleIntervalMs: minute })
    await using server = new Started(store)
    await using desk = await server.openDesk()
    const warmUp = await server.plan()
    const running = warmUp?.run(desk, server.stop.signal)
    await server.hearFor(1, desk)
    await expect.poll(() => warmUp?.facts().reachedMs).toBeGreaterThan(noon - hours * hour)
    server.stop.abort()
    await running
    expect((await store.journal.accounts()).readable).toEqual([])
  })
})

describe('there is no warm-up', () => {
  it.each<[string, Record<string, string>]>([
    ['where it is turned off', { SIM_WARMUP_HOURS: '0' }],
    ['in another market', { FEED: 'deribit' }],
  ])('%s', async (_where, env) => {
    await using store = await home.open()
    await using server = new Started(store, env)
    expect(await server.plan()).toBeNull()
  })

  it('where the agents have their accounts', async () => {
    await using store = await home.open()
    await using server = new Started(store)
    await store.journal.commit({ accountId: 'counting', open: account('counting') })
    expect(await server.plan()).toBeNull()
  })

  it('in a store that is in use, but in one that was begun a minute ago', async () => {
    await using store = await home.open()
    await using server = new Started(store)
    await store.journal.commit({ accountId: 'new', open: { ...account('new'), openedAtMs: noon - minute } })
    expect(await server.plan()).not.toBeNull()
    await store.journal.commit({ accountId: 'old', open: { ...account('old'), openedAtMs: noon - hour } })
    expect(await server.plan()).toBeNull()
  })

  it('without agents', async () => {
    const trading = { agents: [], llm: null, decisionIntervalMs: 1, sampleIntervalMs: 1 }
    const makeAgents = () => configuredAgents(trading, 'SIMULATED')
    await using store = await home.open()
    await using server = new Started(store)
    const { clock, bus, newId } = server
    const { feed } = parseConfig({})
    const { journal } = store
    expect(await planWarmUp({ feed, trading, makeAgents, journal, bus, clock, log, newId })).toBeNull()
  })
})
