import { memoryBus } from '../../../server/bus/memory/memory-bus.js'
import type { BuiltInAgentName } from '../../../server/domain/agent.js'
import type { ClosedTrade } from '../../../server/domain/closed-trade.js'
import type { Decision } from '../../../server/domain/decision.js'
import type { Fill } from '../../../server/domain/fill.js'
import { simulatedFeed } from '../../../server/feeds/simulated/simulated-feed.js'
import type { Clock } from '../../../server/lib/clock.js'
import { MarketState } from '../../../server/market/market-state.js'
import { pumpFeed } from '../../../server/market/pump-feed.js'
import type { AccountReader } from '../../../server/trading/account-reader.js'
import { builtInAgents } from '../../../server/trading/agents/agent-roster.js'
import { openDesk } from '../../../server/trading/desk.js'
import { noon } from '../builders.js'
import { ManualClock, settle } from '../manual-clock.js'
import { readBack } from '../store/read-log.js'
import { sqliteHomeInMemory } from '../store/store-home.js'

export interface SimulatedDay {
  readonly seed: string
  readonly hours: number
  /** Looks at the accounts, every so many minutes. */
  readonly look: (accounts: AccountReader) => void
}

/** What a day left behind, oldest first. */
export interface DayRecords {
  readonly fills: readonly Fill[]
  readonly decisions: readonly Decision[]
  readonly closedTrades: readonly ClosedTrade[]
  readonly failures: readonly string[]
  /** The end of the day, as the accounts show it. */
  readonly ends: readonly object[]
}

export const roster = Object.keys(builtInAgents) as BuiltInAgentName[]

const minute = 60_000
const lookEveryMs = 30 * minute
const tickMs = 15_000

/**
 * For tests: the simulated market with all built-in agents, through the real feed, state, pump, bus, desk and store. Time
 * goes on whenever all that it brought is finished.
 */
export async function simulateDay({ seed, hours, look }: SimulatedDay): Promise<DayRecords> {
  const time = new ManualClock(noon)
  const clock = coarse(time)
  const failures: string[] = []
  const log = { error: (_details: unknown, message?: string) => failures.push(message ?? '') }
  const feed = simulatedFeed({ seed, tickMs, chainMs: 5 * minute, clock, currencies: ['BTC'] })
  const state = new MarketState(feed, () => clock.now())
  await using home = sqliteHomeInMemory()
  await using store = await home.open({ now: () => clock.now(), sampleIntervalMs: minute })
  await using bus = memoryBus()
  let ids = 0
  const { journal, equity } = store
  const desk = await openDesk({
    bus,
    journal,
    equity,
    clock,
    log,
    reservedNames: [],
    source: feed.source,
    agents: roster.map((name) => ({
      id: name,
      name,
      agent: builtInAgents[name]({ currency: 'BTC' }),
      depositUsd: 100_000,
    })),
    decisionIntervalMs: minute,
    sampleIntervalMs: minute,
    newId: () => `id-${String((ids += 1)).padStart(8, '0')}`,
    watchExpiry: (currency, expiryMs) => feed.watchExpiry(currency, expiryMs),
  })
  const stop = new AbortController()
  const pump = pumpFeed({ feed, state, bus, clock, log }, stop.signal)
  const idle = async () => {
    await settle()
    await desk.settled()
  }
  for (let lookAt = lookEveryMs; lookAt <= hours * 60 * minute; lookAt += lookEveryMs) {
    await time.advance(lookEveryMs, idle)
    look(desk.accounts)
  }
  const ends = roster.map((id) => ({
    performance: desk.accounts.performance(id),
    positions: desk.accounts.positions(id),
  }))
  stop.abort()
  await pump
  await desk[Symbol.asyncDispose]()
  const read = async <T extends { id: string }>(newestFirst: Promise<T[]>) => (await newestFirst).reverse()
  return {
    fills: await read(readBack(journal.fills, {}, 500)),
    decisions: await read(readBack(journal.decisions, {}, 500)),
    closedTrades: await read(readBack(journal.closedTrades, {}, 500)),
    failures,
    ends,
  }
}

/** Nobody looks around more often than the market moves. */
function coarse(clock: Clock): Clock {
  return { now: () => clock.now(), sleep: (ms, signal) => clock.sleep(Math.max(ms, tickMs), signal) }
}
