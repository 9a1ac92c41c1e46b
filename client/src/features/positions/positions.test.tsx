import { describe, expect, it } from 'vitest'
import {
  PortfolioTotals_PortfolioFragmentDoc,
  PositionRow_PositionFragmentDoc,
  type PortfolioTotals_PortfolioFragment,
  type PositionRow_PositionFragment,
} from '../../gql/graphql.js'
import { makeFragmentData } from '../../gql/index.js'
import { distancePct } from '../../lib/distance.js'
import { facesOf, ignore } from '../../testing/faces.js'
import { header } from '../../testing/headers.js'
import { render, wordsOf } from '../../testing/render.js'
import {
  portfolioOperation,
  positionsOperation,
  type AccountPortfolio,
  type AccountPositions,
} from './positions-model.js'
import { PositionsView } from './positions-view.js'

const short: PositionRow_PositionFragment = {
  symbol: 'BTC-PERPETUAL',
  state: 'OPEN',
  side: 'SHORT',
  quantityCoin: 0.25,
  leverage: 5,
  entryPriceUsd: 98_000,
  markPriceUsd: 99_000,
  markDoubted: false,
  notionalUsd: 24_750,
  pnlUsd: -250,
  pnlPct: -1.02,
  liquidationPriceUsd: 117_810,
  greeks: { deltaCoin: -0.25, gamma: 0, vegaUsd: 0, thetaUsd: 0 },
  exitPlan: {
    profitTargetUsd: 95_000,
    stopLossUsd: null,
    trailingStop: { stopPriceUsd: 99_500 },
    invalidation: 'One hour closes above 100,000',
    invalidationRule: null,
  },
}
const put: PositionRow_PositionFragment = {
  symbol: 'BTC-25DEC26-80000-P',
  state: 'OPEN',
  side: 'SHORT',
  quantityCoin: 1.43,
  leverage: 1,
  entryPriceUsd: 1_237.72,
  markPriceUsd: 1_263.29,
  markDoubted: false,
  notionalUsd: 1_806.5,
  pnlUsd: -36.57,
  pnlPct: -2.07,
  liquidationPriceUsd: null,
  greeks: { deltaCoin: 0.34503, gamma: -0.0000572, vegaUsd: -71.8, thetaUsd: 145.2 },
  exitPlan: null,
}
const silent = {
  ...put,
  leverage: null,
  markPriceUsd: null,
  notionalUsd: null,
  pnlUsd: null,
  pnlPct: null,
  greeks: null,
}
const totals: PortfolioTotals_PortfolioFragment = {
  totalValueUsd: 10_000,
  cashUsd: 10_250,
  totalDeltaUsd: -24_750,
  totalGammaUsd: null,
  totalVegaUsd: 0,
  totalThetaUsd: 0,
  marginUsedUsd: 4_900,
  marginAvailableUsd: 5_100,
  maintenanceMarginUsd: 2_500,
}
const holding = (position: PositionRow_PositionFragment): AccountPositions => ({
  ...header(),
  account: { closedAt: null },
  positions: [{ symbol: position.symbol, ...makeFragmentData(position, PositionRow_PositionFragmentDoc) }],
})
const open = holding(short)
const portfolio: AccountPortfolio = {
  ...header(),
  account: { closedAt: null },
  ...makeFragmentData(totals, PortfolioTotals_PortfolioFragmentDoc),
}
const faces = facesOf(open)
const books = facesOf(portfolio)

function show(positions = faces.live, totalsState = books.live) {
  return render(
    <PositionsView owner="Momentum paper account" positions={positions} portfolio={totalsState} onRetry={ignore} />,
  )
}

describe('the positions', () => {
  it('show what is held, at what price, and what it made, with signs', () => {
    const words = wordsOf(show())
    expect(words).toContain(
      'BTC-PERPETUAL Short 5× 0.25 24,750 98,000.0 99,000.0 \u2212250.00 \u22121.02% 117,810.0 +19.00%',
    )
    expect(words).toContain(
      'Target 95,000.0 Stop – Trailing stop 99,500.0 Invalid if One hour closes above 100,000 Liq. 117,810.0',
    )
  })

  it('say whose they are', () => {
    expect(wordsOf(show())).toContain('Positions Momentum paper account')
    expect(show()).toMatch(/aria-labelledby="\S+ \S+"/)
  })

  it('show a dash for a greek that is unknown', () => {
    expect(wordsOf(show())).toContain('Delta $ \u221224,750 Gamma $/1% – Vega $/1% 0.00')
  })

  it('show the greeks of an option, and no leverage', () => {
    const words = wordsOf(show(facesOf(holding(put)).live))
    expect(words).toContain('BTC-25DEC26-80000-P Short 1.43 1,807 1,237.72 1,263.29')
    expect(words).toContain('Delta +0.3450 Gamma \u22120.0000572 Vega \u221271.80 Theta/day +145.20')
  })

  it('show a dash for what the owner of a published account did not say', () => {
    expect(wordsOf(show(facesOf(holding(silent)).live))).toContain('Short 1.43 – 1,237.72 – – – –')
  })

  it('show the maintenance margin, and how far above it the account is', () => {
    expect(wordsOf(show())).toContain('Maintenance 2,500 Cushion 75.00%')
  })

  it('say of an instrument that it is halted, and of a mark that it is in doubt, and what that means', () => {
    const markup = show(facesOf(holding({ ...short, state: 'HALTED', markDoubted: true })).live)
    expect(wordsOf(markup)).toContain('Short 5× Halted')
    expect(wordsOf(markup)).toContain('99,000.0 Mark in doubt')
    expect(markup).toMatch(/data-instrument-state="HALTED" data-hint="[^"]*no order fills[^"]*"/i)
    expect(markup).toMatch(/data-doubted="" data-hint="[^"]*last one believed[^"]*"/i)
    expect(show()).not.toMatch(/data-doubted|data-instrument-state/)
  })

  it('are rows that arrows reach, and no more stops of the Tab key the more there are', () => {
    const stops = (count: number) => {
      const all = Array.from({ length: count }, (_, index) =>
        holding({ ...short, symbol: `S${index}`, state: 'HALTED' }),
      )
      const markup = show(facesOf({ ...open, positions: all.flatMap(({ positions }) => positions) }).live)
      expect(markup.match(/<tbody data-hinted="" tabindex="-1"/gi)).toHaveLength(count)
      return markup.match(/tabindex="0"/gi)?.length
    }
    expect(stops(30)).toBe(stops(1))
  })

  it('say the units of the greeks', () => {
    expect(show()).toMatch(/data-hint="[^"]*IV rises by one percentage point, in USD"/)
    expect(show(facesOf(holding(put)).live)).toMatch(/data-hint="[^"]*theta in USD per day"/)
  })

  it('say so when nothing is held', () => {
    expect(wordsOf(show({ kind: 'live', value: { ...open, positions: [] }, lastUpdateMs: 0 }))).toContain('Flat')
  })

  it('of a closed account wait for nothing', () => {
    const closed = { account: { closedAt: '2026-11-21T12:00:00Z' }, freshness: 'STALE' } as const
    const update = { positions: { ...open, ...closed } }
    expect(positionsOperation.fold(null, update).freshness).toBe('LIVE')
    expect(portfolioOperation.fold(null, { portfolio: { ...portfolio, ...closed } }).freshness).toBe('LIVE')
    expect(positionsOperation.fold(null, { positions: { ...open, freshness: 'STALE' } }).freshness).toBe('STALE')
  })

  it('have three other faces', () => {
    expect(show(faces.waiting, books.waiting)).toContain('data-state="waiting"')
    expect(wordsOf(show(faces.stale, books.stale))).toContain('Stale since')
    expect(wordsOf(show(faces.failed))).toContain('The server said no Retry')
    expect(wordsOf(show(faces.live, books.failed))).toContain('The server said no Retry')
  })

  it('measure the distance of a level only when both are known', () => {
    expect(distancePct(110, 100)).toBeCloseTo(10)
    expect(distancePct(null, 100)).toBeNull()
    expect(distancePct(110, null)).toBeNull()
  })
})
