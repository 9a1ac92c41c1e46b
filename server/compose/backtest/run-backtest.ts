import type { BuiltInAgentName } from '../../domain/agent.js'
import type { NewClosedTrade } from '../../domain/closed-trade.js'
import type { DecisionScore, NewDecision } from '../../domain/decision.js'
import type { EquityPoint, Performance } from '../../domain/performance.js'
import type { UnixMs } from '../../domain/units.js'
import { keyOf, uniformAt } from '../../feeds/simulated/hashed-random.js'
import type { Logger } from '../../lib/logger.js'
import { accountUsd } from '../../trading/account/published-precision.js'
import { chanceOfDifference, type ChanceOfDifference } from '../../trading/performance/stationary-bootstrap.js'
import { countedIds, pastPace } from '../past/judged-life.js'
import { liveThePast, type Past } from '../past/live-the-past.js'
import type { PastMarket } from '../past/past-market.js'
import { configuredAgents } from '../trading-agents.js'
import { returnDifferences } from './return-differences.js'

/** What all are compared with. */
export const benchmarkAgent: BuiltInAgentName = 'buy-and-hold'

export interface BacktestOptions {
  readonly agents: readonly BuiltInAgentName[]
  readonly fromMs: UnixMs
  readonly toMs: UnixMs
  readonly market: PastMarket
  /** Of the bootstrap. */
  readonly drawSeed: string
  readonly onReached: (timeMs: UnixMs) => void
  readonly log: Pick<Logger, 'error'>
}

/** What became of one agent's account. */
export interface BacktestAccount {
  readonly id: BuiltInAgentName
  readonly performance: Performance
  /** The last one is of the end. */
  readonly equity: readonly EquityPoint[]
  /** As they were scored in the end. */
  readonly decisions: readonly NewDecision[]
  readonly closedTrades: readonly NewClosedTrade[]
  /** Against the benchmark. Null of the benchmark, and where it is not known. */
  readonly chance: ChanceOfDifference | null
}

/**
 * Has agents trade from one time to another, in accounts of their own, with the desk and the engine of the server. The
 * benchmark comes last unless it was named. Rejects with the reason of the signal.
 */
export async function runBacktest(options: BacktestOptions, signal: AbortSignal): Promise<readonly BacktestAccount[]> {
  const { fromMs, toMs, drawSeed, market, onReached, log } = options
  const names = [...new Set([...options.agents, benchmarkAgent])]
  // The names of simulated accounts are the plain ones. No account of another source is near.
  const agents = configuredAgents({ agents: names, llm: null }, 'SIMULATED')
  const past = await liveThePast(
    { market, agents, fromMs, now: () => toMs, ...pastPace, newId: countedIds(), onReached, log },
    signal,
  )
  const samples = (id: string) => past.samples.filter(({ accountId }) => accountId === id)
  const differencesOf = (id: string) =>
    returnDifferences(samples(id), samples(benchmarkAgent), pastPace.sampleIntervalMs)
  return names.flatMap((id) => {
    const performance = past.performances.find(({ accountId }) => accountId === id)
    if (!performance) return []
    const chance = id === benchmarkAgent ? null : chanceOfDifference(differencesOf(id), drawsOf(drawSeed, id))
    return [{ id, performance, equity: equityOf(samples(id), performance), ...recordsOf(past, id), chance }]
  })
}

function drawsOf(seed: string, id: string): () => number {
  const key = keyOf(`${seed}/bootstrap/${id}`)
  let drawn = 0
  return () => uniformAt(key, 0, (drawn += 1))
}

/** The samples and, behind them, what the account was worth in the end. */
function equityOf(samples: readonly EquityPoint[], { asOf, accountValueUsd }: Performance): readonly EquityPoint[] {
  const points = samples.map((one) => ({ timeMs: one.timeMs, accountValueUsd: accountUsd(one.accountValueUsd) }))
  const last = points.at(-1)
  const isLater = asOf !== null && accountValueUsd !== null && (!last || asOf > last.timeMs)
  return isLater ? [...points, { timeMs: asOf, accountValueUsd }] : points
}

function recordsOf({ commits }: Past, id: string): Pick<BacktestAccount, 'decisions' | 'closedTrades'> {
  const own = commits.map(({ commit }) => commit).filter(({ accountId }) => accountId === id)
  const scores = own.flatMap((commit) => commit.scores ?? [])
  const newest = new Map<string, DecisionScore>(scores.map(({ decisionId, score }) => [decisionId, score]))
  return {
    decisions: own.flatMap(({ decisions = [] }) => decisions.map((made) => ({ ...made, ...newest.get(made.id) }))),
    closedTrades: own.flatMap(({ closedTrades = [] }) => closedTrades),
  }
}
