import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { backtestFiles } from '../../server/compose/backtest/backtest-files.js'
import { runBacktest, type BacktestAccount } from '../../server/compose/backtest/run-backtest.js'
import { recordedMarket } from '../../server/compose/past/recorded-market.js'
import type { BuiltInAgentName } from '../../server/domain/agent.js'
import type { MarketEvent } from '../../server/domain/market-events.js'
import type { StoredSegment, TimeSpan } from '../../server/history/market-history.js'
import { simulatedPieces, worldOfSeed, type Simulated } from '../support/store/record-simulated.js'

const minute = 60_000
const fromMs = Date.UTC(2026, 0, 5, 6)
const toMs = fromMs + 60 * minute - 1
const agents: readonly BuiltInAgentName[] = ['momentum', 'vol-seller', 'mean-reversion']
const whole: Simulated = { seed: 'one', fromMs, toMs: fromMs + 60 * minute }
const fail = (_facts: unknown, words?: string) => {
  throw new Error(words)
}

let recorded: readonly StoredSegment[] = []
/** What a backtest over all of it left. */
let left: readonly BacktestAccount[] = []
beforeAll(async () => {
  recorded = await segmentsOf(whole)
  left = await run(recorded)
})

let holes: TimeSpan[] = []
beforeEach(() => {
  holes = []
})

async function segmentsOf(of: Simulated): Promise<readonly StoredSegment[]> {
  const segments = new Map<number, StoredSegment>()
  for (const { segmentMs, toMs, bytes } of await simulatedPieces(of)) {
    const pieces = [...(segments.get(segmentMs)?.pieces ?? []), bytes]
    segments.set(segmentMs, { fromMs: segmentMs, toMs, pieces })
  }
  return [...segments.values()]
}

function run(segments: readonly StoredSegment[], until = toMs): Promise<readonly BacktestAccount[]> {
  const history = {
    async *segments(_market: unknown, span: TimeSpan) {
      yield* await Promise.resolve(segments.filter((one) => one.toMs > span.fromMs && one.fromMs < span.toMs))
    },
  }
  const onHole = (hole: TimeSpan) => holes.push(hole)
  const market = recordedMarket({ history, market: worldOfSeed('one'), staleAfterMs: 120_000, onHole })
  const options = { agents, fromMs: fromMs + 10 * minute, toMs: until, market, drawSeed: 'draws', log: { error: fail } }
  return runBacktest({ ...options, onReached: () => undefined }, new AbortController().signal)
}

const filesOf = (accounts: readonly BacktestAccount[]) =>
  backtestFiles({ agents, fromMs, toMs, source: { kind: 'recording', name: null }, folder: '/' }, {}, accounts)

/** What was known of an account at a time: no outcome of later. */
const knownAt = (timeMs: number, accounts: readonly BacktestAccount[]) =>
  accounts.map(({ id, decisions, closedTrades, equity }) => ({
    id,
    decisions: decisions
      .filter(({ asOf }) => asOf < timeMs)
      .map(({ outcome: _outcome, pnlUsd: _pnl, rMultiple: _r, closedAtMs: _closed, ...asMade }) => asMade),
    closedTrades: closedTrades.filter(({ closedAtMs }) => closedAtMs < timeMs),
    equity: equity.filter(({ timeMs: at }) => at < timeMs),
  }))

describe('a backtest over a recording', () => {
  it('leaves the same bytes twice, the second time of segments that are still in pieces', async () => {
    expect(filesOf(await run(await segmentsOf({ ...whole, pieces: 10 })))).toEqual(filesOf(left))
    expect(holes).toEqual([])
  })

  it('begins where it is told to, with the market as it was then, and hears of it every second', async () => {
    for (const { decisions, equity, performance } of left) {
      expect(performance).toMatchObject({ netDepositsUsd: 100_000, source: 'SIMULATED' })
      // Each minute; the market's time is that of the last thing it said.
      expect(decisions.length).toBeGreaterThanOrEqual(50)
      expect(decisions[0]?.asOf).toBeGreaterThan(fromMs + 10 * minute - 3_000)
      expect(decisions[0]?.asOf).toBeLessThanOrEqual(fromMs + 10 * minute)
      expect(equity.length).toBeGreaterThan(45)
    }
    const [volSeller] = left.filter(({ id }) => id === 'vol-seller')
    expect(volSeller?.decisions.some(({ symbol, executed }) => executed && /-[CP]$/.test(symbol))).toBe(true)
  })

  it('decides the same until a time, whatever was recorded after it', async () => {
    const splitMs = fromMs + 35 * minute + 7_000
    const change = (event: MarketEvent): MarketEvent => {
      if (event.type !== 'perpetual' || event.eventTimeMs < splitMs) return event
      const values = { ...event.values, markPriceUsd: 1.001 * (event.values.markPriceUsd ?? 0) }
      return { ...event, values }
    }
    const changed = await segmentsOf({ ...whole, change })
    const other = await run(changed)
    // Its last value is of its end, which the others do not stop at.
    const ended = (await run(changed, splitMs)).map((all) => ({ ...all, equity: all.equity.slice(0, -1) }))
    const known = knownAt(splitMs, left)
    expect(knownAt(splitMs, other)).toEqual(known)
    expect(knownAt(splitMs, ended)).toEqual(known)
    for (const { decisions } of known) expect(decisions.length).toBeGreaterThan(20)
    expect(knownAt(toMs, other)).not.toEqual(knownAt(toMs, left))
  })

  it('has nobody trade in a hole, keeps positions over it, and tells it', async () => {
    const isInHole = ({ fromMs: at }: StoredSegment) => at >= fromMs + 30 * minute && at < fromMs + 45 * minute
    const accounts = await run(recorded.filter((one) => !isInHole(one)))
    expect(holes).toEqual([{ fromMs: fromMs + 30 * minute, toMs: fromMs + 45 * minute }])
    for (const { decisions, equity, performance } of accounts) {
      const minutes = decisions.map(({ asOf }) => (asOf - fromMs) / minute)
      expect(minutes.filter((at) => at > 30 && at < 44.9)).toEqual([])
      expect(minutes.some((at) => at < 30)).toBe(true)
      expect(minutes.some((at) => at > 45)).toBe(true)
      expect(equity.filter(({ timeMs }) => timeMs > fromMs + 30 * minute && timeMs < fromMs + 45 * minute)).toEqual([])
      expect(performance.asOf).toBeGreaterThan(fromMs + 59 * minute)
    }
    const [benchmark] = accounts.slice(-1)
    expect(benchmark?.performance.openPositions).toBe(1)
    expect(benchmark?.closedTrades).toEqual([])
  })

  it('takes a damaged segment for a hole', async () => {
    const segments = recorded.map((one) =>
      one.fromMs === fromMs + 30 * minute ? { ...one, pieces: [Buffer.from('damaged')] } : one,
    )
    await run(segments, fromMs + 40 * minute)
    expect(holes).toEqual([{ fromMs: fromMs + 30 * minute, toMs: fromMs + 35 * minute }])
  })

  it('ends before a hole at the end of the range, and tells it', async () => {
    const accounts = await run(recorded.slice(0, 8))
    expect(holes).toEqual([{ fromMs: fromMs + 40 * minute, toMs }])
    for (const { performance } of accounts) expect(performance.asOf).toBeLessThanOrEqual(fromMs + 40 * minute)
  })
})
