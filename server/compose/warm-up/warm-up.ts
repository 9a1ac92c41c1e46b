import type { EventBus } from '../../bus/event-bus.js'
import type { Config } from '../../config/config.js'
import { msPerHour, msPerMinute, type UnixMs } from '../../domain/units.js'
import type { WarmUpFacts } from '../../domain/warm-up.js'
import type { Clock } from '../../lib/clock.js'
import type { Logger } from '../../lib/logger.js'
import type { Journal, PastCommit } from '../../storage/journal.js'
import type { Desk } from '../../trading/desk.js'
import type { AgentAccount } from '../../trading/open-accounts.js'
import { coarseIntervals, coarseMarket, leastDecisionIntervalMs } from '../past/coarse-market.js'
import { liveThePast } from '../past/live-the-past.js'

/** A store is new for so long. A server that was ended in its warm-up begins again then, though there may be other accounts. */
const newForMs = 10 * msPerMinute
const retryMs = 1_000

/** In how many parts the log tells of it. */
const toldParts = 4

export interface WarmUpParts {
  /** Null of a feed that a test gave. */
  readonly feed: Config['feed'] | null
  readonly trading: Pick<Config['trading'], 'decisionIntervalMs' | 'sampleIntervalMs'>
  /**
   * Makes those who trade by rules, each time without memory. What an agent would have decided that asks a model, nobody
   * knows.
   */
  readonly makeAgents: () => readonly AgentAccount[]
  readonly journal: Pick<Journal, 'accounts'>
  readonly bus: EventBus
  readonly clock: Clock
  readonly log: Logger
  readonly newId: (nowMs: UnixMs) => string
}

/** Gives agents the past that they would have, had the server run before its first start. */
export interface WarmUp {
  facts(): WarmUpFacts
  /** Begins when the market is heard. In the end the agents trade at the desk, with a past or without. Never rejects. */
  run(desk: Desk, signal: AbortSignal): Promise<void>
}

/** Null when the agents are to have no past that is made: in another market, or in a store that is in use. */
export async function planWarmUp(parts: WarmUpParts): Promise<WarmUp | null> {
  const { feed, makeAgents, journal, clock } = parts
  if (feed?.kind !== 'simulated' || feed.warmUpHours === 0) return null
  const agents = makeAgents()
  if (agents.length === 0) return null
  return (await isNew(journal, agents, clock.now())) ? warmUp(parts, feed) : null
}

async function isNew(
  journal: WarmUpParts['journal'],
  agents: readonly AgentAccount[],
  nowMs: UnixMs,
): Promise<boolean> {
  const { readable, unreadable } = await journal.accounts()
  const isOld = readable.some(({ account }) => Math.abs(nowMs - account.openedAtMs) > newForMs)
  return (
    unreadable.length === 0 && !isOld && !readable.some(({ account: { id } }) => agents.some((one) => one.id === id))
  )
}

function warmUp(
  { trading, makeAgents, bus, clock, log, newId }: WarmUpParts,
  { seed, warmUpHours: hours }: Extract<Config['feed'], { kind: 'simulated' }>,
): WarmUp {
  const toMs = clock.now()
  const fromMs = toMs - hours * msPerHour
  const decisionIntervalMs = Math.max(trading.decisionIntervalMs, leastDecisionIntervalMs)
  const intervals = { ...coarseIntervals, decisionIntervalMs }
  let facts: WarmUpFacts = { state: 'RUNNING', fromMs, toMs, reachedMs: fromMs, ...intervals }
  const reached = (timeMs: UnixMs) => {
    const reachedMs = Math.min(timeMs, toMs)
    const partOf = (whenMs: UnixMs) => Math.floor((toldParts * (whenMs - fromMs)) / (toMs - fromMs))
    const part = partOf(reachedMs)
    if (part !== partOf(facts.reachedMs)) log.info({}, `Warm-up: ${(100 * part) / toldParts} %`)
    facts = { ...facts, reachedMs }
  }

  async function makePast(desk: Desk, signal: AbortSignal): Promise<void> {
    const begunMs = performance.now()
    log.info({ hours }, `Warm-up: the agents trade the last ${hours} h of the simulated market, as they would have`)
    const now = () => clock.now()
    const { sampleIntervalMs } = trading
    const market = coarseMarket(seed)
    const agents = makeAgents()
    const options = {
      market,
      agents,
      fromMs,
      now,
      decisionIntervalMs,
      sampleIntervalMs,
      newId,
      onReached: reached,
      log,
    }
    const past = await liveThePast(options, signal)
    await desk.admit(agents, past, signal)
    facts = { ...facts, state: 'DONE' }
    const counts = countsOf(past.commits)
    const tookMs = Math.round(performance.now() - begunMs)
    log.info({ ...counts, tookMs }, `Warm-up: done in ${(tookMs / 1_000).toFixed(1)} s, the agents go on live`)
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

  /** Also when the connection was lost while the store confirmed it. */
  const haveThePast = (desk: Desk) =>
    makeAgents().every(({ id }) => (desk.accounts.account(id)?.openedAtMs ?? toMs) < toMs)

  return {
    facts: () => facts,
    async run(desk, signal) {
      await heard(bus, signal)
      if (signal.aborted) return
      try {
        await makePast(desk, signal)
      } catch (error) {
        if (signal.aborted) return
        facts = { ...facts, state: 'FAILED' }
        log.error({ err: error }, 'The warm-up failed, so the agents begin anew, with the past that is kept, if any is')
        await admitWithoutPast(desk, signal)
        if (haveThePast(desk)) facts = { ...facts, state: 'DONE' }
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
