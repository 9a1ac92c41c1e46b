import { describe, expect, it } from 'vitest'
import { MarketFigures_MarketDataFragmentDoc, type MarketFigures_MarketDataFragment } from '../../gql/graphql.js'
import { makeFragmentData } from '../../gql/index.js'
import type { LiveFailure } from '../../live/failure.js'
import type { LiveState } from '../../live/live-state.js'
import { facesOf, ignore } from '../../testing/faces.js'
import { header } from '../../testing/headers.js'
import { render, wordsOf } from '../../testing/render.js'
import { foldMarket, joinPast, marketOperation, partsOfMarket, type Market, type MarketUpdate } from './market-model.js'
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
const update = (seq: number, asOf: string, indexPriceUsd: number | null): MarketUpdate => ({
  ...makeFragmentData({ ...figures, indexPriceUsd }, MarketFigures_MarketDataFragmentDoc),
  ...header(seq, { asOf }),
  indexPriceUsd,
})
const at = (second: number) => `2021-03-05T10:00:0${second}.000Z`
const history = (market: Market) => market.history.map(({ value }) => value)

describe('the market', () => {
  const past = {
    marketData: { source: 'SIMULATED' as const, indexHistory: [1, 2].map((n) => ({ time: at(n), priceUsd: n })) },
  }
  const first = foldMarket(null, { marketData: update(1, at(3), 3) })

  it('draws what was before it came, then every live price', () => {
    const live = foldMarket(joinPast(first, past), { marketData: update(2, at(4), 4) })
    expect(history(live)).toEqual([1, 2, 3, 4])
    expect(live.seq).toBe(2)
  })

  it('has newer live figures when what was before comes late', () => {
    const live = foldMarket(first, { marketData: update(9, at(5), 5) })
    const joined = joinPast(live, past)
    expect(joined.seq).toBe(9)
    expect(history(joined)).toEqual([1, 2, 3, 5])
  })

  it('draws no line from one source to another', () => {
    const replayed = { ...update(2, at(4), 4), source: 'REPLAY' as const }
    const live = foldMarket(joinPast(first, past), { marketData: replayed })
    expect(history(live)).toEqual([4])
    expect(history(joinPast(live, past))).toEqual([4])
  })

  it('reads again what it missed, of its own currency', () => {
    const missed = (asOf: string) => {
      return marketOperation.past?.missed(first, foldMarket(first, { marketData: update(2, asOf, 4) }))
    }
    expect([missed(at(4)), missed(at(5))]).toEqual([[], [{ currency: 'BTC' }]])
  })

  it('draws no point for an unknown price', () => {
    expect(history(foldMarket(null, { marketData: update(1, at(1), null) }))).toEqual([])
  })

  const faces = facesOf(foldMarket(null, { marketData: update(7, at(1), 98_234.56) }))
  const show = (state: LiveState<Market>, pastFailure: LiveFailure | null = null) =>
    render(<MarketView currency="BTC" state={state} pastFailure={pastFailure} onRetry={ignore} />)

  it('says that its chart lacks the past', () => {
    const failure = { of: 'question', message: 'Status 500.', code: null, sinceMs: 0, retryAtMs: null } as const
    expect(wordsOf(show(faces.live, failure))).toContain('Curves could not be loaded')
    expect(wordsOf(show(faces.live))).not.toContain('Curves')
  })

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
    const markup = show(facesOf(foldMarket(null, { marketData: market })).live)
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
    return show(facesOf(foldMarket(null, { marketData })).live)
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
      wordsOf(render(<MarketView currency="BTC" state={faces.live} pastFailure={null} onRetry={ignore} />, nowMs))
    expect(showAt(nextDay - 1)).toContain('Updated 12:03:04.512')
    expect(showAt(nextDay)).toContain('Updated 21 Nov 2026 12:03:04.512')
  })

  it('has three other faces', () => {
    expect(wordsOf(show(faces.waiting))).toContain('Waiting for data')
    expect(wordsOf(show(faces.stale))).toContain('Stale since')
    expect(wordsOf(show(faces.failed))).toContain('The server said no Retry')
  })
})
