import { describe, expect, it } from 'vitest'
import type { CandlesPageQuery, CandleUpdatesSubscription } from '../../gql/graphql.js'
import type { LiveFailure } from '../../live/failure.js'
import type { LiveState } from '../../live/live-state.js'
import { facesOf, ignore, REFUSED } from '../../testing/faces.js'
import { header } from '../../testing/headers.js'
import { render, wordsOf } from '../../testing/render.js'
import { candlesOf, candlesOperation, foldCandles, joinCandles, type Candles, type CandlesOf } from './candles-model.js'
import { CandlesView } from './candles-view.js'

const of: CandlesOf = { currency: 'BTC', instrument: null, value: 'INDEX', interval: 'M1' }
const at = (minute: number) => `2021-03-05T10:${String(minute).padStart(2, '0')}:00.000Z`
const candle = (minute: number, close: number, final = true) => ({
  from: at(minute),
  open: 1,
  high: Math.max(1, close),
  low: 1,
  close,
  final,
})

type Changes = { readonly previous?: number; readonly source?: 'SIMULATED' | 'REPLAY' }

const update = (minute: number, close: number, { previous, source }: Changes = {}): CandleUpdatesSubscription => ({
  candle: {
    ...header(minute, { asOf: at(minute) }),
    ...(source && { source }),
    candle: candle(minute, close, false),
    previous: previous === undefined ? null : candle(minute - 1, previous),
  },
})

const page = (
  minutes: readonly number[],
  endCursor: string | null,
  { source = 'SIMULATED', growing = null }: Changes & { readonly growing?: number | null } = {},
) =>
  ({
    candles: {
      source,
      edges: minutes.toReversed().map((minute) => ({ node: candle(minute, minute, minute !== growing) })),
      pageInfo: { hasNextPage: endCursor !== null, endCursor },
    },
  }) satisfies CandlesPageQuery

const newest = { after: null }

const shown = ({ items }: Candles) => items.map(({ timeMs, close }) => [new Date(timeMs).getUTCMinutes(), close])

describe('candles', () => {
  const first = foldCandles(null, update(5, 7))

  it('grow with each event, and the last one is as its final event says', () => {
    const grown = [update(5, 8), update(6, 9, { previous: 10 }), update(6, 11, { previous: 10 })].reduce(
      (candles, event) => foldCandles(candles, event),
      first,
    )
    expect(shown(grown)).toEqual([
      [5, 10],
      [6, 11],
    ])
  })

  it('follow what was read, which while it grows never replaces what is newer', () => {
    const joined = joinCandles(first, page([3, 4, 5], '4', { growing: 5 }), newest)
    expect(shown(joined)).toEqual([
      [3, 3],
      [4, 4],
      [5, 7],
    ])
    expect(joined.isRead).toBe(true)
  })

  it('go further back page by page until there is nothing older', () => {
    const { past } = candlesOperation
    expect(past?.wanted(of, null)).toEqual([{ ...of, first: 150, after: null }])
    expect(past?.older?.(of, first)).toBeNull()
    const joined = joinCandles(first, page([4, 5], 'four'), newest)
    expect(past?.older?.(of, joined)).toEqual({ ...of, first: 150, after: 'four' })
    const older = joinCandles(joined, page([2, 3], 'two'), { after: 'four' })
    expect(past?.older?.(of, older)).toMatchObject({ after: 'two' })
    const all = joinCandles(older, page([1], null), { after: 'two' })
    expect(past?.older?.(of, all)).toBeNull()
    expect(shown(all).map(([minute]) => minute)).toEqual([1, 2, 3, 4, 5])
    // The newest page, read again after a lost connection, is no older one.
    expect(joinCandles(all, page([4, 5], 'four'), newest).olderAfter).toBeNull()
  })

  it('are read again when some are missing after a lost connection', () => {
    const missed = (event: CandleUpdatesSubscription) =>
      candlesOperation.past?.missed(first, foldCandles(first, event), of)
    expect(missed(update(5, 8))).toEqual([])
    expect(missed(update(6, 8, { previous: 7 }))).toEqual([])
    const again = [{ ...of, first: 150, after: null }]
    expect(missed(update(6, 8))).toEqual(again)
    // The last one still grew when the connection was lost, and nothing says how it ended.
    expect(missed(update(7, 8, { previous: 7 }))).toEqual(again)
    expect(missed(update(9, 8, { previous: 7 }))).toEqual(again)
  })

  it('have the final values of one that grew when the connection was lost', () => {
    const back = foldCandles(first, update(8, 9, { previous: 10 }))
    const joined = joinCandles(back, page([4, 5, 6, 7, 8], 'four', { growing: 8 }), newest)
    expect(shown(joined)).toEqual([
      [4, 4],
      [5, 5],
      [6, 6],
      [7, 7],
      [8, 9],
    ])
  })

  it('have no hole where an outage was longer than a page: what is behind it is read anew', () => {
    const before = joinCandles(first, page([3, 4, 5], 'three'), newest)
    const back = foldCandles(before, update(20, 9, { previous: 19 }))
    const joined = joinCandles(back, page([18, 19, 20], 'eighteen', { growing: 20 }), newest)
    expect(shown(joined).map(([minute]) => minute)).toEqual([18, 19, 20])
    expect(joined.olderAfter).toBe('eighteen')
    // Asked for before the outage.
    expect(joinCandles(joined, page([1, 2], 'one'), { after: 'three' })).toBe(joined)
    const older = joinCandles(joined, page([15, 16, 17], 'fifteen'), { after: 'eighteen' })
    expect(shown(older).map(([minute]) => minute)).toEqual([15, 16, 17, 18, 19, 20])
    expect(older.olderAfter).toBe('fifteen')
  })

  it('keep a hole that the server has too', () => {
    const before = joinCandles(first, page([3, 4, 5], null), newest)
    const back = foldCandles(before, update(20, 9, { previous: 19 }))
    const met = joinCandles(back, page([5, 19, 20], 'five', { growing: 20 }), newest)
    expect(shown(met).map(([minute]) => minute)).toEqual([3, 4, 5, 19, 20])
    const forgotten = joinCandles(back, page([19, 20], null, { growing: 20 }), newest)
    expect(shown(forgotten).map(([minute]) => minute)).toEqual([3, 4, 5, 19, 20])
  })

  it('begin anew with another source, or when a recording begins again', () => {
    const joined = joinCandles(first, page([3, 4], '3'), newest)
    const replayed = foldCandles(joined, update(6, 9, { source: 'REPLAY' }))
    expect(shown(replayed)).toEqual([[6, 9]])
    expect(joinCandles(replayed, page([3, 4], '3'), newest)).toBe(replayed)
    expect(shown(foldCandles(joined, update(1, 2)))).toEqual([[1, 2]])
  })

  it('are of an index, of the volatility index, or of a perpetual where there is one', () => {
    const choice = { currency: 'BTC', interval: 'H1', perpetual: null } as const
    expect(candlesOf({ ...choice, value: 'index' })).toMatchObject({ value: 'INDEX', instrument: null })
    expect(candlesOf({ ...choice, value: 'volatility' })).toMatchObject({ value: 'VOLATILITY_INDEX', instrument: null })
    expect(candlesOf({ ...choice, value: 'perpetual' })).toBeNull()
    expect(candlesOf({ ...choice, value: 'perpetual', perpetual: 'BTC-PERPETUAL' })).toMatchObject({
      value: 'MARK',
      instrument: 'BTC-PERPETUAL',
    })
  })
})

describe('the chart of candles', () => {
  const show = (state: LiveState<Candles>, { isMissing = false, pastFailure = null as LiveFailure | null } = {}) =>
    render(
      <CandlesView
        currency="BTC"
        interval="M1"
        value="index"
        state={state}
        pastFailure={pastFailure}
        isMissing={isMissing}
        onInterval={ignore}
        onValue={ignore}
        onOldest={ignore}
        onRetry={ignore}
      />,
    )
  const faces = facesOf(joinCandles(foldCandles(null, update(5, 1.0123)), page([3, 4], null), newest))

  it('says the figures of the newest candle, and which choices are made', () => {
    const words = wordsOf(show(faces.live))
    expect(words).toContain('5 Mar 10:05 O 1.000 H 1.0123 L 1.000 C 1.0123 +1.23%')
    expect(show(faces.live)).toMatch(/aria-pressed="true"[^>]*>1m</)
    expect(show(faces.live)).toMatch(/aria-pressed="true"[^>]*>Index</)
    expect(show(faces.live)).toContain('aria-label="BTC Index in candles of 1m.')
  })

  it('keeps the candles when they are stale', () => {
    expect(wordsOf(show(faces.stale))).toContain('C 1.0123')
    expect(show(faces.stale)).toContain('data-state="stale"')
  })

  it('says that it waits, that nothing was heard, that there is no perpetual, or why it failed', () => {
    expect(wordsOf(show(faces.waiting))).toContain('Loading candles')
    const nothing = joinCandles({ ...foldCandles(null, update(5, 1)), items: [] }, page([], null), newest)
    expect(wordsOf(show(facesOf(nothing).live))).toContain('Nothing was heard yet')
    expect(wordsOf(show(faces.waiting, { isMissing: true }))).toContain('No perpetual on this feed')
    expect(wordsOf(show(faces.failed))).toContain('The server said no Retry')
  })

  it('loads no more where older candles cannot be loaded', () => {
    const fresh = facesOf(foldCandles(null, update(5, 1)))
    expect(wordsOf(show(fresh.live))).toContain('Loading candles')
    expect(wordsOf(show(fresh.live, { pastFailure: REFUSED }))).not.toContain('Loading')
  })
})
