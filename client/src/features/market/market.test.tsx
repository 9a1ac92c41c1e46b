import { describe, expect, it } from 'vitest'
import { MarketFigures_MarketDataFragmentDoc, type MarketFigures_MarketDataFragment } from '../../gql/graphql.js'
import { makeFragmentData } from '../../gql/index.js'
import type { LiveState } from '../../live/live-state.js'
import { facesOf, ignore } from '../../testing/faces.js'
import { header } from '../../testing/headers.js'
import { render, wordsOf } from '../../testing/render.js'
import { partsOfMarket, type Market } from './market-model.js'
import { MarketView } from './market-view.js'

const figures: MarketFigures_MarketDataFragment = {
  currency: 'BTC',
  indexPriceUsd: 98_234.56,
  indexAsOf: '2021-03-05T10:00:01.000Z',
  indexFreshness: 'LIVE',
  volatilityIndex: null,
  volatilityIndexFreshness: 'LIVE',
  perpetual: {
    symbol: 'BTC-PERPETUAL',
    state: 'OPEN',
    quoteDoubted: false,
    quoteAsOf: '2021-03-05T10:00:02.000Z',
    quoteFreshness: 'LIVE',
    markDoubted: false,
    markAsOf: '2021-03-05T10:00:03.000Z',
    markFreshness: 'LIVE',
    bidPriceUsd: 98_240,
    bidAmountUsd: 10,
    askPriceUsd: null,
    askAmountUsd: null,
    markPriceUsd: 98_241.1,
    lastPriceUsd: 98_240,
    change24hPct: -1.34,
    high24hUsd: 99_000,
    low24hUsd: 97_000,
    volume24hUsd: 641e6,
    openInterestUsd: 1.23e9,
    fundingRate8h: 0.000083,
    fundingPaid8h: null,
  },
}
const update = (seq: number, asOf: string, indexPriceUsd: number | null): Market => ({
  ...makeFragmentData({ ...figures, indexPriceUsd }, MarketFigures_MarketDataFragmentDoc),
  ...header(seq, { asOf }),
})
const at = (second: number) => `2021-03-05T10:00:0${second}.000Z`

describe('the market', () => {
  const faces = facesOf(update(7, at(1), 98_234.56))
  const show = (state: LiveState<Market>) =>
    render(<MarketView currency="BTC" state={state} onRetry={ignore} chart={null} />)

  it('shows price, change with its sign, and a dash for what is unknown', () => {
    const markup = show(faces.live)
    expect(markup).toMatch(/data-panel="market" data-state="live" data-seq="7"/)
    const words = wordsOf(markup)
    expect(words).toContain('BTC index USD 98,234.6 BTC-PERPETUAL ▼ \u22121.34% 24 h Bid 98,240.0 Ask –')
    expect(words).toContain('Volatility –')
    expect(words).toContain('Updated 12:03:04.512 as of 5 Mar 2021 10:00:01.000 seq 7')
  })

  it('says that the perpetual is halted and its mark in doubt, and what that means', () => {
    const perpetual = figures.perpetual && { ...figures.perpetual, state: 'HALTED' as const, markDoubted: true }
    const market = {
      ...update(7, at(1), 1),
      ...makeFragmentData({ ...figures, perpetual }, MarketFigures_MarketDataFragmentDoc),
    }
    const markup = show(facesOf(market).live)
    expect(wordsOf(markup)).toContain('BTC-PERPETUAL Halted')
    expect(wordsOf(markup)).toContain('Mark 98,241.1 in doubt')
    expect(markup).toMatch(/data-instrument-state="HALTED" data-hint="[^"]*no order fills[^"]*" tabindex="0"/i)
    expect(markup).toMatch(/data-hint="This mark is far from[^"]*" tabindex="0"/i)
    expect(show(faces.live)).not.toMatch(/data-instrument-state|data-mark/)
  })

  const marked = (more: Partial<typeof figures>) => {
    const marketData = {
      ...update(7, at(1), 1),
      ...makeFragmentData({ ...figures, ...more }, MarketFigures_MarketDataFragmentDoc),
    }
    return show(facesOf(marketData).live)
  }

  it('marks a bid and ask in doubt, and says that they fill nothing', () => {
    const markup = marked({ perpetual: figures.perpetual && { ...figures.perpetual, quoteDoubted: true } })
    expect(wordsOf(markup)).toContain('Bid 98,240.0 in doubt Ask – Mark 98,241.1 Last')
    expect(markup).toMatch(
      /data-hint="Size 10.0 USD Bid and ask contradict the mark\. They fill no order[^"]*" tabindex="0"/,
    )
  })

  it('marks each value that is no longer heard: bid and ask, mark, index and volatility index', () => {
    const perpetual =
      figures.perpetual && ({ ...figures.perpetual, quoteFreshness: 'STALE', markFreshness: 'STALE' } as const)
    const words = wordsOf(
      marked({ perpetual, indexFreshness: 'STALE', volatilityIndex: 0.5, volatilityIndexFreshness: 'STALE' }),
    )
    expect(words).toContain('98,234.6 old')
    expect(words).toContain('Bid 98,240.0 old Ask – Mark 98,241.1 old Last')
    expect(words).toMatch(/50\.0% old/)
    expect(wordsOf(show(faces.live))).not.toContain('old')
  })

  it('tells apart what of it ages apart', () => {
    expect(partsOfMarket(update(7, at(1), 1)).map(({ asOf }) => asOf)).toEqual([at(1), at(2), at(3)])
  })

  it('shows the date of the last update from the next day on', () => {
    const nextDay = Date.parse('2026-11-22T00:00:00Z')
    const showAt = (nowMs: number) =>
      wordsOf(render(<MarketView currency="BTC" state={faces.live} onRetry={ignore} chart={null} />, nowMs))
    expect(showAt(nextDay - 1)).toContain('Updated 12:03:04.512')
    expect(showAt(nextDay)).toContain('Updated 21 Nov 2026 12:03:04.512')
  })

  it('has three other faces', () => {
    expect(wordsOf(show(faces.waiting))).toContain('Waiting for data')
    expect(wordsOf(show(faces.stale))).toContain('Stale since')
    expect(wordsOf(show(faces.failed))).toContain('The server said no Retry')
  })
})
