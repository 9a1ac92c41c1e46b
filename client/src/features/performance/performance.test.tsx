import { describe, expect, it } from 'vitest'
import {
  PerformanceFigures_PerformanceFragmentDoc,
  type PerformanceFigures_PerformanceFragment,
} from '../../gql/graphql.js'
import { makeFragmentData } from '../../gql/index.js'
import type { LiveFailure } from '../../live/failure.js'
import type { LiveState } from '../../live/live-state.js'
import { facesOf, ignore } from '../../testing/faces.js'
import { header } from '../../testing/headers.js'
import { render, wordsOf } from '../../testing/render.js'
import { performanceOperation, type AccountPerformance } from './performance-model.js'
import { PerformanceView } from './performance-view.js'

const figures: PerformanceFigures_PerformanceFragment = {
  account: { kind: 'PAPER' },
  accountValueUsd: 10_250,
  cashUsd: 9_876.54,
  netDepositsUsd: 10_000,
  totalReturnPct: 2.5,
  realizedPnlUsd: -18.2,
  unrealizedPnlUsd: 268.2,
  feesUsd: 3.1,
  fundingUsd: 0,
  sharpe: null,
  sortino: null,
  samples: 3,
  samplesNeeded: 30,
  maxDrawdownPct: 1.2,
  currentDrawdownPct: 0,
  winRatePct: null,
  profitFactor: null,
  trades: 0,
  openPositions: 1,
  cagrPct: null,
  calmar: null,
  expectancyUsd: null,
  averageWinUsd: null,
  averageLossUsd: null,
  exposurePct: 31.5,
  timeFlatPct: 40,
  feeSharePct: 17.03,
  longTrades: { trades: 2, won: 1, pnlUsd: -18.2 },
  shortTrades: { trades: 0, won: 0, pnlUsd: 0 },
  calibration: [
    { fromConfidence: 0.6, toConfidence: 0.7, decided: 0, won: 0, winRatePct: null },
    { fromConfidence: 0.7, toConfidence: 0.8, decided: 4, won: 3, winRatePct: 75 },
  ],
}
const update = (time: string, accountValueUsd: number) => ({
  ...makeFragmentData({ ...figures, accountValueUsd }, PerformanceFigures_PerformanceFragmentDoc),
  ...header(1, { asOf: time }),
  accountValueUsd,
  sampleIntervalSeconds: 60,
  account: { id: 'a', resetAt: null, closedAt: null },
})
const at = (minute: number, second = 0) => new Date(Date.UTC(2026, 10, 21, 12, minute, second)).toISOString()

describe('the performance', () => {
  const fold = (performance: AccountPerformance) => performanceOperation.fold(null, { performance })
  const shown = fold(update(at(2, 5), 10_250))

  it('of a closed account waits for nothing, whatever the market does', () => {
    const last = { ...update(at(4), 10_000), freshness: 'STALE' as const }
    expect(fold(last).freshness).toBe('STALE')
    const closed = { ...last, account: { id: 'a', resetAt: null, closedAt: at(4) } }
    expect(fold(closed).freshness).toBe('LIVE')
  })

  const faces = facesOf(shown)
  const show = (state: LiveState<AccountPerformance>, pastFailure: LiveFailure | null = null) =>
    render(<PerformanceView state={state} curve={null} pastFailure={pastFailure} onRetry={ignore} />)

  it('shows a dash and the reason for a ratio that is not there yet', () => {
    const markup = show(faces.live)
    expect(wordsOf(markup)).toContain('Sharpe – Sortino –')
    expect(markup).toContain('Needs 30 equity samples, has 3')
    expect(wordsOf(markup)).toContain('10,250.00 ▲ +2.50%')
  })

  it('says what else would have to happen for a figure', () => {
    const markup = show(faces.live)
    expect(markup).toContain('Given from an age of 30 days on')
    expect(markup).toContain('No trade was lost yet')
  })

  it('splits long and short, and shows how confidence was kept where anything was decided', () => {
    const words = wordsOf(show(faces.live))
    expect(words).toContain('Long 2 50.00% \u221218.20 Short 0 – 0.00')
    expect(words).toContain('70–80% 75% 3/4')
    expect(words).not.toContain('60–70%')
  })

  it('of a published account dashes what is unknown', () => {
    const silent = { ...update(at(4), 0), accountValueUsd: null, sampleIntervalSeconds: null }
    const unknown = { ...figures, account: { kind: 'PUBLISHED' as const }, accountValueUsd: null, trades: null }
    const known = { ...silent, ...makeFragmentData(unknown, PerformanceFigures_PerformanceFragmentDoc) }
    const markup = show(facesOf({ ...shown, ...known }).live)
    expect(wordsOf(markup)).toContain('Closed trades –')
    expect(markup).toContain('The owner of the account did not say')
  })

  it('says that its curve lacks the past, and why', () => {
    const failure = {
      of: 'question',
      message: 'Status 500.',
      code: null,
      sinceMs: Date.parse(at(3)),
      retryAtMs: null,
    } as const
    const markup = show(faces.live, failure)
    expect(wordsOf(markup)).toContain('Past not loaded')
    expect(markup).toContain('data-hint="Status 500. Since')
    expect(wordsOf(show(faces.live))).not.toContain('Past not loaded')
  })

  it('says what to do on a server without accounts', () => {
    const markup = show(faces.empty)
    expect(wordsOf(markup)).toContain('No trading accounts on this server Mint a token with')
    expect(markup).not.toContain('Waiting for data')
  })

  it('has three other faces', () => {
    expect(show(faces.waiting)).toContain('data-state="waiting"')
    expect(wordsOf(show(faces.waiting))).not.toContain('0.00')
    expect(wordsOf(show(faces.stale))).toContain('Stale since')
    expect(wordsOf(show(faces.failed))).toContain('The server said no Retry')
  })
})
