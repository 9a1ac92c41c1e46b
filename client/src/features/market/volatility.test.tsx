import { describe, expect, it } from 'vitest'
import type { VolatilityPageQuery, VolatilityUpdatesSubscription } from '../../gql/graphql.js'
import type { LiveFailure } from '../../live/failure.js'
import type { LiveState } from '../../live/live-state.js'
import { facesOf, ignore, REFUSED } from '../../testing/faces.js'
import { header } from '../../testing/headers.js'
import { render, wordsOf } from '../../testing/render.js'
import {
  foldVolatility,
  joinVolatility,
  volatilityInterval,
  volatilityOperation,
  type Volatility,
  type VolatilityOf,
} from './volatility-model.js'
import { VolatilityView } from './volatility-view.js'

const of: VolatilityOf = { currency: 'BTC', tenorDays: 30, interval: 'H1' }
const at = (hour: number) => `2026-09-24T${String(hour).padStart(2, '0')}:00:00.000Z`
const point = (hour: number, atmIv: number | null, final = true) => ({
  from: at(hour),
  atmIv,
  riskReversal25Delta: -0.0123,
  butterfly25Delta: null,
  realizedVolatility: 0.38,
  putCallOpenInterest: 0.75,
  final,
})
const update = (hour: number, atmIv: number | null, previous: number | null = null): VolatilityUpdatesSubscription => ({
  volatility: {
    ...header(hour, { asOf: at(hour) }),
    point: point(hour, atmIv, false),
    previous: previous === null ? null : point(hour - 1, previous),
  },
})
const page = (hours: readonly number[], endCursor: string | null): VolatilityPageQuery => ({
  volatilityHistory: {
    source: 'SIMULATED',
    edges: hours.toReversed().map((hour) => ({ node: point(hour, hour / 100) })),
    pageInfo: { hasNextPage: endCursor !== null, endCursor },
  },
})
const shown = ({ items }: Volatility) => items.map(({ timeMs, atmIv }) => [new Date(timeMs).getUTCHours(), atmIv])

describe('volatility over time', () => {
  const first = foldVolatility(null, update(10, 0.45))
  const { past } = volatilityOperation

  it('is asked for once, grows with each event, and goes further back page by page', () => {
    expect(past?.wanted(of, null)).toEqual([{ ...of, first: 200, after: null }])
    const joined = joinVolatility(first, page([8, 9], 'eight'), { after: null })
    const grown = foldVolatility(joined, update(11, 0.5, 0.47))
    expect(shown(grown)).toEqual([
      [8, 0.08],
      [9, 0.09],
      [10, 0.47],
      [11, 0.5],
    ])
    expect(past?.older?.(of, grown)).toEqual({ ...of, first: 200, after: 'eight' })
    const older = joinVolatility(grown, page([7], null), { after: 'eight' })
    expect(shown(older)[0]).toEqual([7, 0.07])
    expect(past?.older?.(of, older)).toBeNull()
  })

  it('is read again when points are missing after a lost connection', () => {
    expect(past?.missed(first, foldVolatility(first, update(11, 0.5, 0.4)), of)).toEqual([])
    expect(past?.missed(first, foldVolatility(first, update(13, 0.5, 0.4)), of)).toHaveLength(1)
  })

  it('has no intervals below a minute', () => {
    expect([volatilityInterval('S1'), volatilityInterval('H4')]).toEqual(['M1', 'H4'])
  })

  const show = (state: LiveState<Volatility>, pastFailure: LiveFailure | null = null) =>
    render(
      <VolatilityView
        currency="BTC"
        interval="H1"
        tenor="D30"
        state={state}
        pastFailure={pastFailure}
        onValue={ignore}
        onInterval={ignore}
        onTenor={ignore}
        onOldest={ignore}
        onRetry={ignore}
      />,
    )
  const faces = facesOf(joinVolatility(first, page([8, 9], null), { after: null }))

  it('says the figures of the newest point, and which choices are made', () => {
    expect(wordsOf(show(faces.live))).toContain('24 Sep 10:00 IV 45.0% Realized 38.0% RR \u22121.23% BF – P/C 0.75')
    for (const choice of ['ATM IV', '30d', '1h']) {
      expect(show(faces.live)).toMatch(new RegExp(`aria-pressed="true"[^>]*>${choice}<`))
    }
    expect(show(faces.live)).not.toMatch(/>1s</)
  })

  it('says that it waits, that nothing was heard, that nothing is known, or why it failed', () => {
    expect(wordsOf(show(faces.waiting))).toContain('Loading volatility')
    expect(wordsOf(show(facesOf(first).live))).toContain('Loading volatility')
    expect(wordsOf(show(facesOf(first).live, REFUSED))).not.toContain('Loading')
    expect(wordsOf(show(faces.failed))).toContain('The server said no Retry')
    expect(show(faces.stale)).toContain('data-state="stale"')
    const none = joinVolatility({ ...first, items: [] }, page([], null), { after: null })
    expect(wordsOf(show(facesOf(none).live))).toContain('Nothing was heard yet')
    const items = first.items.map((item) => ({ ...item, atmIv: null, realizedVolatility: null }))
    const unknown = joinVolatility({ ...first, items }, page([], null), { after: null })
    expect(wordsOf(show(facesOf(unknown).live))).toContain('No expiries around this maturity')
  })
})
