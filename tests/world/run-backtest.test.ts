import { beforeAll, describe, expect, it } from 'vitest'
import { runBacktest, type BacktestAccount } from '../../server/compose/backtest/run-backtest.js'
import { coarseMarket } from '../../server/compose/past/coarse-market.js'
import type { PastMarket } from '../../server/compose/past/past-market.js'
import type { BuiltInAgentName } from '../../server/domain/agent.js'
import type { UnixMs } from '../../server/domain/units.js'

const hour = 3_600_000
const fromMs = Date.UTC(2026, 0, 5, 6)
const agents: readonly BuiltInAgentName[] = ['momentum', 'vol-seller', 'mean-reversion']
const fail = (_facts: unknown, words?: string) => {
  throw new Error(words)
}

function run(hours: number, market: PastMarket = coarseMarket('one')): Promise<readonly BacktestAccount[]> {
  const options = { agents, fromMs, toMs: fromMs + hours * hour, drawSeed: 'draws', onReached: () => undefined }
  return runBacktest({ ...options, market, log: { error: fail } }, new AbortController().signal)
}

/** What was known of an account at a time: no outcome of later. */
const knownAt = (timeMs: UnixMs, accounts: readonly BacktestAccount[]) =>
  accounts.map(({ id, decisions, closedTrades, equity }) => ({
    id,
    decisions: decisions
      .filter(({ asOf }) => asOf <= timeMs)
      .map(({ outcome: _outcome, pnlUsd: _pnl, rMultiple: _r, closedAtMs: _closed, ...asMade }) => asMade),
    closedTrades: closedTrades.filter(({ closedAtMs }) => closedAtMs <= timeMs),
    equity: equity.filter(({ timeMs: at }) => at < timeMs),
  }))

/** What one of two hours left. */
let left: readonly BacktestAccount[] = []
beforeAll(async () => {
  left = await run(2)
})

describe('a backtest', () => {
  it('decides the same until a time, whatever the market does after it', async () => {
    const splitMs = fromMs + 2 * hour
    const one = coarseMarket('one')
    const otherwise: PastMarket = {
      ...one,
      *moments(span) {
        const others = coarseMarket('other').moments(span)
        for (const { events, ...moment } of one.moments(span)) {
          const [own, other] = [[...events], [...(others.next().value?.events ?? [])]]
          yield { ...moment, events: moment.timeMs <= splitMs ? own : other }
        }
      },
    }
    const [whole, changed] = [await run(3), await run(3, otherwise)]
    const known = knownAt(splitMs, whole)
    expect(knownAt(splitMs, changed)).toEqual(known)
    expect(knownAt(splitMs, left)).toEqual(known)
    for (const { decisions } of known) expect(decisions.length).toBeGreaterThan(100)
    const endMs = fromMs + 3 * hour
    expect(knownAt(endMs, changed)).not.toEqual(knownAt(endMs, whole))
  })

  it('asks the market for nothing that its clock has not reached', async () => {
    const asked: UnixMs[] = []
    const reached: UnixMs[] = []
    const one = coarseMarket('one')
    const market: PastMarket = {
      ...one,
      *moments(span) {
        for (const moment of one.moments(span)) {
          expect(reached).toEqual(asked)
          asked.push(moment.timeMs)
          yield moment
        }
      },
    }
    const options = { agents, fromMs, toMs: fromMs + hour / 2, drawSeed: 'draws', market, log: { error: fail } }
    await runBacktest({ ...options, onReached: (timeMs) => reached.push(timeMs) }, new AbortController().signal)
    expect(asked).toHaveLength(181)
  })

  it('gives every agent a fresh account, and the benchmark as the last', async () => {
    expect(left.map(({ id }) => id)).toEqual([...agents, 'buy-and-hold'])
    for (const { performance, equity, decisions, chance, id } of left) {
      expect(performance).toMatchObject({ netDepositsUsd: 100_000, source: 'SIMULATED', sharpe: null, cagrPct: null })
      expect(equity[0]).toEqual({ timeMs: fromMs, accountValueUsd: 100_000 })
      expect(equity.at(-1)).toEqual({ timeMs: fromMs + 2 * hour, accountValueUsd: performance.accountValueUsd })
      expect(decisions[0]?.asOf).toBe(fromMs)
      expect(chance === null).toBe(id === 'buy-and-hold')
    }
  })

  it('scores its decisions as they ended', async () => {
    const [benchmark] = (await run(1)).slice(-1)
    const [entry] = benchmark?.decisions.filter(({ action }) => action === 'BUY_TO_ENTER') ?? []
    expect(entry).toMatchObject({ executed: true, outcome: 'OPEN', asOf: fromMs })
  })

  it('ends with the reason of the signal', async () => {
    const stop = new AbortController()
    const onReached = () => stop.abort(new Error('enough'))
    const options = { agents, fromMs, toMs: fromMs + hour, drawSeed: 'draws', market: coarseMarket('one'), onReached }
    await expect(runBacktest({ ...options, log: { error: fail } }, stop.signal)).rejects.toThrow('enough')
  })
})
