import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreUnavailable, type Journal } from '../../server/storage/journal.js'
import type { Store } from '../../server/storage/open-store.js'
import type { AgentDecision, TradingAgent } from '../../server/trading/agents/trading-agent.js'
import type { Desk } from '../../server/trading/desk.js'
import { noon } from '../support/builders.js'
import { ManualClock } from '../support/manual-clock.js'
import { readBack } from '../support/store/read-log.js'
import { account, newDecision } from '../support/store/records.js'
import { sqliteHomeInMemory, type StoreHome } from '../support/store/store-home.js'
import { hours, Started } from '../support/trading/server-without-api.js'

const hour = 3_600_000
const minute = 60_000
const liveMs = 5 * minute
const stoppedMs = noon + liveMs
const backMs = stoppedMs + 90 * minute

/** Buys when it is asked first and has nothing, with a stop that is hit soon. Otherwise it holds. */
function stoppedAgent(): TradingAgent {
  return {
    name: 'Stopped',
    model: 'stopped-1',
    currency: 'BTC',
    decide({ market, positions, nowMs }): readonly AgentDecision[] {
      const thought = { symbol: market.perpetual?.symbol ?? '', confidence: 0.5, reasoning: `At ${nowMs}.` }
      if (positions.length > 0 || nowMs > noon + minute) return [{ ...thought, action: 'HOLD' }]
      const stopLossUsd = Math.round((market.perpetual?.markPriceUsd ?? 0) * 0.9985)
      const exits = { stopLossUsd, profitTargetUsd: null, invalidation: null, invalidationRule: null }
      return [{ ...thought, ...exits, action: 'BUY_TO_ENTER', quantityCoin: 0.1, leverage: 1 }]
    },
  }
}

const started = (store: Store, clock: ManualClock, ids = ['asks'], env = {}) =>
  new Started(store, env, clock, ids, stoppedAgent)

let home: StoreHome
beforeEach(() => {
  home = sqliteHomeInMemory()
})
afterEach(() => home[Symbol.asyncDispose]())

const openStore = (clock: ManualClock) => home.open({ now: () => clock.now(), sampleIntervalMs: minute })

/** A server with these agents runs for five minutes and is stopped. */
async function runUntilStopped(ids = ['asks']): Promise<void> {
  const clock = new ManualClock(noon)
  await using store = await openStore(clock)
  await using server = started(store, clock, ids)
  await using desk = await server.openDesk(store.journal, store.equity, { agents: server.makeAgents() })
  await server.hearFor(liveMs, desk)
}

/** A server after the pause, before it catches up. */
async function afterPause(store: Store, clock: ManualClock, journal = store.journal) {
  const server = started(store, clock)
  const catchUp = await server.planCatchUp(journal)
  const desk = await server.openDesk(journal, store.equity, { agents: [], still: catchUp?.ids ?? [] })
  return { server, catchUp, desk }
}

const decisionsOf = async (store: Store, accountId = 'asks') =>
  (await readBack(store.journal.decisions, { accountId: [accountId] })).reverse()

async function stepsOf(desk: Desk) {
  const { points } = await desk.accounts.equity('asks', { fromMs: null, toMs: null, points: 1_000 })
  return points.slice(1).map(({ timeMs }, at) => timeMs - (points[at]?.timeMs ?? 0))
}

describe('an account that asks to catch up', () => {
  it('has what its agent missed, from the books as they were left, at the times of the pause', async () => {
    await runUntilStopped()
    const clock = new ManualClock(backMs)
    await using store = await openStore(clock)
    const left = await decisionsOf(store)
    expect(left[0]).toMatchObject({ executed: true, outcome: 'OPEN' })
    const { server, catchUp, desk } = await afterPause(store, clock)
    await using _desk = desk
    await using _server = server
    expect(catchUp?.facts()).toMatchObject({ kind: 'CATCH_UP', state: 'RUNNING', fromMs: stoppedMs, toMs: backMs })
    await server.run(catchUp, desk)
    expect(catchUp?.facts()).toMatchObject({ state: 'DONE', reachedMs: backMs })

    const decisions = await decisionsOf(store)
    expect(decisions.map(({ seq }) => seq)).toEqual(decisions.map((_, at) => at + 1))
    const missed = decisions.slice(left.length, left.length + 90)
    expect(missed.map(({ asOf }) => asOf)).toEqual(missed.map((_, at) => stoppedMs + at * minute))
    for (const { asOf, recordedAtMs, source } of missed) expect([source, recordedAtMs]).toEqual(['SIMULATED', asOf])

    // Its stop was hit meanwhile, in the market of that time.
    const [trade] = await readBack(store.journal.closedTrades, {})
    expect(trade).toMatchObject({ outcome: 'STOP', openedAtMs: left[0]?.asOf })
    expect(trade?.closedAtMs).toBeGreaterThan(stoppedMs)
    expect(trade?.closedAtMs).toBeLessThan(backMs)
    expect(decisions[0]).toMatchObject({ outcome: 'STOP', closedAtMs: trade?.closedAtMs })
    expect(await readBack(store.journal.scoreEvents, {})).toMatchObject([{ decision: { id: left[0]?.id } }])
    expect(desk.accounts.performance('asks')).toMatchObject({ trades: 1, openPositions: 0, freshness: 'LIVE' })
    expect(Math.max(...(await stepsOf(desk)))).toBeLessThanOrEqual(2 * minute)
  })

  it('goes on live, and after the next start', async () => {
    await runUntilStopped()
    const clock = new ManualClock(backMs)
    {
      await using store = await openStore(clock)
      const { server, catchUp, desk } = await afterPause(store, clock)
      await using _desk = desk
      await using _server = server
      await server.run(catchUp, desk)
      const before = desk.accounts.performance('asks')
      await server.hearFor(5 * minute, desk)
      const after = desk.accounts.performance('asks')
      expect(after).toMatchObject({ accountValueUsd: before?.accountValueUsd, trades: 1, netDepositsUsd: 10_000 })
      expect(Math.max(...(await stepsOf(desk)))).toBeLessThanOrEqual(2 * minute)
    }
    await using store = await openStore(clock)
    const { server, catchUp, desk } = await afterPause(store, clock)
    await using _desk = desk
    await using _server = server
    expect(catchUp).toBeNull()
    expect(desk.accounts.performance('asks')).toMatchObject({ trades: 1, openPositions: 0 })
  })

  it('leaves all records in the order of time, behind those before the pause and before what others do meanwhile', async () => {
    await runUntilStopped()
    const clock = new ManualClock(backMs)
    await using store = await openStore(clock)
    const { server, catchUp, desk } = await afterPause(store, clock)
    await using _desk = desk
    await using _server = server
    const own = newDecision({ accountId: 'bot' })
    await store.journal.commit({ accountId: 'bot', open: account('bot'), decisions: [own] })
    await server.run(catchUp, desk)
    await server.hearFor(minute, desk)
    const all = (await readBack(store.journal.decisions, {}, 7)).reverse()
    const times = all.map(({ recordedAtMs }) => recordedAtMs)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    const at = all.findIndex(({ id }) => id === own.id)
    expect(all[at - 1]?.recordedAtMs).toBeLessThan(backMs)
    expect(all.slice(0, at).filter(({ recordedAtMs }) => recordedAtMs > stoppedMs)).toHaveLength(89)
    const ofPause = await readBack(store.journal.decisions, { fromMs: stoppedMs + minute, toMs: backMs })
    expect(ofPause).toHaveLength(89)
  })

  it('stands still until then, as it was left', async () => {
    await runUntilStopped()
    const clock = new ManualClock(backMs)
    await using store = await openStore(clock)
    const { server, catchUp, desk } = await afterPause(store, clock)
    await using _desk = desk
    await using _server = server
    const before = desk.accounts.positions('asks')
    expect(before).toMatchObject({ freshness: 'STALE', positions: [{ side: 'LONG' }] })
    await server.hearFor(minute, desk)
    expect(desk.accounts.positions('asks')).toEqual(before)
    await server.run(catchUp, desk)
    expect(desk.accounts.positions('asks')).toMatchObject({ freshness: 'LIVE', positions: [] })
  })

  it('keeps nothing when it is stopped in its midst, and then catches up the next time', async () => {
    await runUntilStopped()
    const clock = new ManualClock(backMs)
    const left = await (async () => {
      await using store = await openStore(clock)
      const before = [await decisionsOf(store), await store.journal.accounts()]
      const { server, catchUp, desk } = await afterPause(store, clock)
      const running = catchUp?.run(desk, server.stop.signal)
      await server.hearFor(1, desk)
      await expect.poll(() => catchUp?.facts().reachedMs).toBeGreaterThan(stoppedMs)
      server.stop.abort()
      await running
      await desk[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
      expect([await decisionsOf(store), await store.journal.accounts()]).toEqual(before)
      return before[0]
    })()
    await using store = await openStore(clock)
    const { server, catchUp, desk } = await afterPause(store, clock)
    await using _desk = desk
    await using _server = server
    expect(catchUp?.facts()).toMatchObject({ fromMs: stoppedMs })
    await server.run(catchUp, desk)
    const decisions = await decisionsOf(store)
    const before = left as typeof decisions
    expect(decisions.slice(1, before.length)).toEqual(before.slice(1))
    expect(decisions.length).toBeGreaterThan(120)
  })

  it('that fails goes on without the past, and says so', async () => {
    await runUntilStopped()
    const clock = new ManualClock(backMs)
    await using store = await openStore(clock)
    const left = await decisionsOf(store)
    let calls = 0
    const keepPast: Journal['keepPast'] = (...past) =>
      (calls += 1) === 1 ? Promise.reject(new Error('a fault')) : store.journal.keepPast(...past)
    const { server, catchUp, desk } = await afterPause(store, clock, { ...store.journal, keepPast })
    await using _desk = desk
    await using _server = server
    await server.run(catchUp, desk)
    expect(catchUp?.facts()).toMatchObject({ state: 'FAILED' })
    await server.hearFor(minute, desk)
    const decisions = await decisionsOf(store)
    expect(decisions.length).toBeGreaterThan(left.length)
    expect(decisions[left.length]?.asOf).toBeGreaterThanOrEqual(backMs)
    expect(desk.accounts.performance('asks')).toMatchObject({ freshness: 'LIVE' })
  })

  it('is done when the store kept it, but could not confirm it', async () => {
    await runUntilStopped()
    const clock = new ManualClock(backMs)
    await using store = await openStore(clock)
    const keepPast: Journal['keepPast'] = async (past, ...rest) => {
      const late = await store.journal.keepPast(past, ...rest)
      if (past.length > 0) throw new StoreUnavailable('cut off', { outcomeUnknown: true })
      return late
    }
    const { server, catchUp, desk } = await afterPause(store, clock, { ...store.journal, keepPast })
    await using _desk = desk
    await using _server = server
    await server.run(catchUp, desk)
    expect(catchUp?.facts()).toMatchObject({ state: 'DONE' })
    expect(desk.accounts.performance('asks')).toMatchObject({ trades: 1, openPositions: 0 })
  })

  it('does so for the last hours of a longer pause', async () => {
    await runUntilStopped()
    const clock = new ManualClock(stoppedMs + 50 * hour)
    await using store = await openStore(clock)
    const { server, catchUp, desk } = await afterPause(store, clock)
    await using _desk = desk
    await using _server = server
    expect(catchUp?.facts()).toMatchObject({ fromMs: clock.now() - hours * hour, toMs: clock.now() })
  })

  it('has nothing to catch up after less than a minute, nor with a clock that was set back, nor when it is new', async () => {
    const clock = new ManualClock(noon)
    {
      await using store = await openStore(clock)
      expect(await started(store, clock).planCatchUp()).toBeNull()
    }
    await runUntilStopped()
    for (const nowMs of [stoppedMs + minute - 1, noon - hour]) {
      const later = new ManualClock(nowMs)
      await using store = await openStore(later)
      expect(await started(store, later).planCatchUp()).toBeNull()
    }
  })
})

describe('an account that does not ask', () => {
  it('is not touched for the pause, whatever others catch up', async () => {
    await runUntilStopped(['asks', 'other'])
    const clock = new ManualClock(backMs)
    await using store = await openStore(clock)
    const left = await decisionsOf(store, 'other')
    await using server = started(store, clock)
    const catchUp = await server.planCatchUp()
    const agents = started(store, clock, ['other']).makeAgents()
    await using desk = await server.openDesk(store.journal, store.equity, { agents, still: catchUp?.ids ?? [] })
    await server.run(catchUp, desk)
    await server.hearFor(minute, desk)
    expect((await decisionsOf(store)).length).toBeGreaterThan(left.length + 90)
    const decisions = await decisionsOf(store, 'other')
    expect(decisions.slice(1, left.length)).toEqual(left.slice(1))
    expect(decisions[left.length]?.recordedAtMs).toBeGreaterThanOrEqual(backMs)
    const [trade, ...more] = await readBack(store.journal.closedTrades, { accountId: ['other'] })
    expect(more).toEqual([])
    if (trade) expect(trade.closedAtMs).toBeGreaterThanOrEqual(backMs)
  })
})
