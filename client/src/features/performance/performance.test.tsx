import { describe, expect, it } from 'vitest'
import type { PerformanceFigures_PerformanceFragment } from '../../gql/graphql.js'
import { PerformanceFigures_PerformanceFragmentDoc } from '../../gql/graphql.js'
import { makeFragmentData } from '../../gql/index.js'
import type { LiveState } from '../../live/live-state.js'
import { facesOf, ignore } from '../../testing/faces.js'
import { header } from '../../testing/headers.js'
import { render, wordsOf } from '../../testing/render.js'
import type { AccountPerformance } from './performance-model.js'
import { foldPerformance, seedPerformance } from './performance-model.js'
import { PerformanceView } from './performance-view.js'

const figures: PerformanceFigures_PerformanceFragment = {
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
  minSamples: 30,
  maxDrawdownPct: 1.2,
  currentDrawdownPct: 0,
  winRatePct: null,
  profitFactor: null,
  trades: 0,
  openPositions: 1,
}
const update = (time: string, accountValueUsd: number) => ({
  ...makeFragmentData({ ...figures, accountValueUsd }, PerformanceFigures_PerformanceFragmentDoc),
  ...header(1, { asOf: time }),
  accountValueUsd,
  sampleIntervalSeconds: 60,
})
const at = (minute: number, second = 0) => new Date(Date.UTC(2026, 10, 21, 12, minute, second)).toISOString()
const values = ({ equity }: AccountPerformance) => equity.map(({ value }) => value)

describe('the performance', () => {
  const performance = {
    ...update(at(2, 5), 10_250),
    equityCurve: [100, 101].map((accountValueUsd, minute) => ({ time: at(minute), accountValueUsd })),
  }
  const seeded = seedPerformance({ performance }, null)

  it('draws a point a sample, the newest following the account value', () => {
    expect(values(seeded)).toEqual([100, 101, 10_250])
    const later = foldPerformance(seeded, { performance: update(at(2, 40), 103) })
    expect(values(later)).toEqual([100, 101, 103])
    expect(values(foldPerformance(later, { performance: update(at(3, 1), 104) }))).toEqual([100, 101, 103, 104])
  })

  const faces = facesOf(seeded)
  const show = (state: LiveState<AccountPerformance>) => render(<PerformanceView state={state} onRetry={ignore} />)

  it('shows a dash and the reason for a ratio that is not there yet', () => {
    const markup = show(faces.live)
    expect(wordsOf(markup)).toContain('Sharpe – Sortino –')
    expect(markup).toContain('Needs 30 equity samples, has 3')
    expect(wordsOf(markup)).toContain('10,250.00 ▲ +2.50%')
  })

  it('has three other faces', () => {
    expect(show(faces.waiting)).toContain('data-state="waiting"')
    expect(wordsOf(show(faces.waiting))).not.toContain('0.00')
    expect(wordsOf(show(faces.stale))).toContain('Stale since')
    expect(wordsOf(show(faces.failed))).toContain('The server said no Retry')
  })
})
