import type { EventBus } from '../../bus/event-bus.js'
import type { Config } from '../../config/config.js'
import { msPerHour, type UnixMs } from '../../domain/units.js'
import type { WarmUpFacts } from '../../domain/warm-up.js'
import type { Clock } from '../../lib/clock.js'
import type { Logger } from '../../lib/logger.js'
import type { Journal, PastCommit, PastPlace, StoredAccount } from '../../storage/journal.js'
import type { Desk } from '../../trading/desk.js'
import type { AgentAccount } from '../../trading/open-accounts.js'
import { coarseIntervals, coarseMarket, leastDecisionIntervalMs } from '../past/coarse-market.js'
import { liveThePast } from '../past/live-the-past.js'

const retryMs = 1_000

/** In how many parts the log tells of it. */
const toldParts = 4

export interface AgentsPastParts {
  /** Null of a feed that a test gave. */
  readonly feed: Config['feed'] | null
  readonly trading: Pick<Config['trading'], 'decisionIntervalMs' | 'sampleIntervalMs'>
  /**
   * Makes those who trade by rules, each time without memory. What an agent would have decided that asks a model, nobody
   * knows.
   */
  readonly makeAgents: () => readonly AgentAccount[]
  readonly journal: Pick<Journal, 'accounts' | 'holdPlace'>
  readonly bus: EventBus
  readonly clock: Clock
  readonly log: Logger
  readonly newId: (nowMs: UnixMs) => string
}

/** A past that agents are given. */
export interface PastPlan extends Pick<WarmUpFacts, 'kind' | 'fromMs' | 'toMs'> {
  /** For the log. */
  readonly name: string
  readonly seed: string
  readonly makeAgents: () => readonly AgentAccount[]
  /** The accounts that go on. The others are opened. */
  readonly accounts: readonly StoredAccount[]
  /** Where the store is to put it. Null: before all that it has. */
  readonly place: PastPlace | null
}

/** Gives agents a past that they would have, had the server run. */
export interface AgentsPast {
  /** The agents that trade from its end on. */
  readonly ids: readonly string[]
  facts(): WarmUpFacts
  /** Begins when the market is heard. In the end the agents trade at the desk, with a past or without. Never rejects. */
  run(desk: Desk, signal: AbortSignal): Promise<void>
}

export function agentsPast(
  { trading, bus, clock, log, newId }: AgentsPastParts,
  { kind, name, seed, fromMs, toMs, makeAgents, accounts, place }: PastPlan,
): AgentsPast {
  const decisionIntervalMs = Math.max(trading.decisionIntervalMs, leastDecisionIntervalMs)
  const intervals = { ...coarseIntervals, decisionIntervalMs }
  let facts: WarmUpFacts = { kind, state: 'RUNNING', fromMs, toMs, reachedMs: fromMs, ...intervals }
  const reached = (timeMs: UnixMs) => {
    const reachedMs = Math.min(timeMs, toMs)
    const partOf = (whenMs: UnixMs) => Math.floor((toldParts * (whenMs - fromMs)) / (toMs - fromMs))
    const part = partOf(reachedMs)
    if (part !== partOf(facts.reachedMs)) log.info({}, `${name}: ${(100 * part) / toldParts} %`)
    facts = { ...facts, reachedMs }
  }

  async function makePast(desk: Desk, signal: AbortSignal): Promise<void> {
    const begunMs = performance.now()
    const hours = (toMs - fromMs) / msPerHour
    const span = `the last ${hours.toFixed(1).replace('.0', '')} h of the simulated market`
    log.info({ hours }, `${name}: the agents trade ${span}, as they would have`)
    const now = () => clock.now()
    const { sampleIntervalMs } = trading
    const agents = makeAgents()
    const market = coarseMarket(seed)
    const pace = { decisionIntervalMs, sampleIntervalMs }
    const past = await liveThePast(
      { market, agents, accounts, fromMs, now, ...pace, newId, onReached: reached, log },
      signal,
    )
    await desk.admit(agents, { ...past, ...(place && { place }) }, signal)
    facts = { ...facts, state: 'DONE', reachedMs: toMs }
    const counts = countsOf(past.commits)
    const tookMs = Math.round(performance.now() - begunMs)
    log.info({ ...counts, tookMs }, `${name}: done in ${(tookMs / 1_000).toFixed(1)} s, the agents go on live`)
  }

  /** Others than those who lived the past: these remember what was not kept. */
  async function admitWithoutPast(desk: Desk, signal: AbortSignal): Promise<void> {
    const agents = makeAgents()
    while (!signal.aborted) {
      try {
        return await desk.admit(agents, { commits: [], samples: [] }, signal)
      } catch (error) {
        log.error({ err: error }, 'The accounts of the agents could not be opened; it is tried again')
        await clock.sleep(retryMs, signal)
      }
    }
  }

  return {
    ids: makeAgents().map(({ id }) => id),
    facts: () => facts,
    async run(desk, signal) {
      await heard(bus, signal)
      if (signal.aborted) return
      try {
        await makePast(desk, signal)
      } catch (error) {
        if (signal.aborted) return
        facts = { ...facts, state: 'FAILED' }
        log.error({ err: error }, `${name}: failed, so the agents go on live without that past`)
        await admitWithoutPast(desk, signal)
      }
    },
  }
}

/** Resolves when the market was heard. */
async function heard(bus: EventBus, signal: AbortSignal): Promise<void> {
  for await (const _ of bus.subscribe('marketData', { signal })) return
}

function countsOf(past: readonly PastCommit[]) {
  const sum = (kind: 'decisions' | 'closedTrades') =>
    past.reduce((total, { commit }) => total + (commit[kind]?.length ?? 0), 0)
  return { decisions: sum('decisions'), closedTrades: sum('closedTrades') }
}
