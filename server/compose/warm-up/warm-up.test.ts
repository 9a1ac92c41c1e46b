import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noon } from '../../../tests/support/builders.js'
import { ManualClock } from '../../../tests/support/manual-clock.js'
import { readBack } from '../../../tests/support/store/read-log.js'
import { account, newDecision } from '../../../tests/support/store/records.js'
import { sqliteHomeInMemory, type StoreHome } from '../../../tests/support/store/store-home.js'
import type { EventBus } from '../../bus/event-bus.js'
import { memoryBus } from '../../bus/memory/memory-bus.js'
import { parseConfig } from '../../config/config.js'
import { simulatedFeed } from '../../feeds/simulated/simulated-feed.js'
import { createLogger } from '../../lib/logger.js'
import { MarketState } from '../../market/market-state.js'
import { pumpFeed } from '../../market/pump-feed.js'
import type { Journal } from '../../storage/journal.js'
import type { Store } from '../../storage/open-store.js'
import type { AgentDecision, TradingAgent } from '../../trading/agents/trading-agent.js'
import { openDesk, type Desk } from '../../trading/desk.js'
import { configuredAgents } from '../trading-agents.js'
import { planWarmUp, type WarmUp } from './warm-up.js'

const hours = 2
const hour = 3_600_000
const minute = 60_000
const log = createLogger('silent', false)

/** Buys, sells after an hour, and says how often it was asked. */
function countingAgent(): TradingAgent {
  let asked = 0
  return {
    name: 'Counting',
    model: 'counting-1',
    currency: 'BTC',
    decide({ market }): readonly AgentDecision[] {
      asked += 1
      const thought = { symbol: market.perpetual?.symbol ?? '', confidence: 0.5, reasoning: `Asked ${asked} times.` }
      if (asked === 61) return [{ ...thought, action: 'CLOSE', quantityCoin: null }]
      if (asked !== 1) return [{ ...thought, action: 'HOLD' }]
      const exits = { stopLossUsd: null, profitTargetUsd: null, invalidation: null, invalidationRule: null }
      return [{ ...thought, ...exits, action: 'BUY_TO_ENTER', quantityCoin: 0.1, leverage: 1 }]
    },
  }
}

/** A server without its API, at noon. */
class Started implements AsyncDisposable {
  readonly bus: EventBus = memoryBus()
  readonly stop = new AbortController()
  readonly agents = [{ id: 'counting', name: 'Counting account', agent: countingAgent(), depositUsd: 10_000 }]
  #ids = 0
  readonly newId = () => `id-${(this.#ids += 1)}`

  constructor(
    readonly store: Store,
    private readonly env: Record<string, string> = {},
    readonly clock = new ManualClock(noon),
  ) {}

  plan(journal = this.store.journal): Promise<WarmUp | null> {
    const { feed, trading } = parseConfig({ SIM_WARMUP_HOURS: String(hours), ...this.env })
    const { clock, bus, agents, newId } = this
    return planWarmUp({ feed, trading, agents, journal, bus, clock, log, newId })
  }

  openDesk(journal = this.store.journal): Promise<Desk> {
    const { clock, bus, newId, store } = this
    return openDesk({
      bus,
      journal,
      equity: store.equity,
      clock,
      agents: [],
      expected: this.agents.map(({ id }) => id),
      source: 'SIMULATED',
      reservedNames: [],
      decisionIntervalMs: 10_000,
      sampleIntervalMs: minute,
      newId,
      watchExpiry: () => ({ [Symbol.dispose]: () => undefined }),
      log,
    })
  }

  /** The live market, for so long. */
  async hearFor(ms: number, desk: Desk): Promise<void> {
    const { clock, bus } = this
    const feed = simulatedFeed({ seed: 'gammacast', tickMs: 1_000, chainMs: minute, clock, currencies: ['BTC'] })
    const state = new MarketState(feed, () => clock.now())
    const stop = new AbortController()
    const pumping = pumpFeed({ feed, state, bus, clock, log }, stop.signal)
    await clock.advance(ms, () => desk.settled())
    stop.abort()
    await pumping
  }

  /** Runs it as a server does. The market is heard for the first time. */
  async run(warmUp: WarmUp | null, desk: Desk): Promise<void> {
    const running = warmUp?.run(desk, this.stop.signal)
    await this.hearFor(1, desk)
    await running
  }

  async [Symbol.asyncDispose]() {
    this.stop.abort()
    await this.bus[Symbol.asyncDispose]()
  }
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

  it('that fails leaves the agents without a past, and says so', async () => {
    await using store = await home.open({ now: () => noon, sampleIntervalMs: minute })
    await using server = new Started(store)
    let faults = 0
    const keepPast: Journal['keepPast'] = (past, signal) =>
      (faults += 1) === 1 ? Promise.reject(new Error('a fault')) : store.journal.keepPast(past, signal)
    const journal = { ...store.journal, keepPast }
    await using desk = await server.openDesk(journal)
    const warmUp = await server.plan(journal)
    await server.run(warmUp, desk)
    expect(warmUp?.facts().state).toBe('FAILED')
    expect(desk.accounts.account('counting')).toMatchObject({ openedAtMs: noon + 1 })
    expect(await readBack(store.journal.decisions, { toMs: noon })).toEqual([])
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
    const agents = configuredAgents({ agents: [], llm: null, decisionIntervalMs: 1, sampleIntervalMs: 1 }, 'SIMULATED')
    await using store = await home.open()
    await using server = new Started(store)
    const { clock, bus, newId } = server
    const { feed, trading } = parseConfig({})
    expect(await planWarmUp({ feed, trading, agents, journal: store.journal, bus, clock, log, newId })).toBeNull()
  })
})
