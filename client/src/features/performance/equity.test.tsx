import { describe, expect, it } from 'vitest'
import type { EquityCurveQuery, EquityUpdatesSubscription } from '../../gql/graphql.js'
import type { LiveFailure } from '../../live/failure.js'
import type { LiveState } from '../../live/live-state.js'
import { facesOf, ignore, REFUSED } from '../../testing/faces.js'
import { header } from '../../testing/headers.js'
import { render, wordsOf } from '../../testing/render.js'
import { EquityChart } from './equity-chart.js'
import {
  equityOperations,
  equityPoints,
  foldEquity,
  joinEquity,
  usualStepMs,
  type EquityHistory,
  type EquityRange,
} from './equity-model.js'

const noonMs = Date.UTC(2026, 10, 21, 12)
const iso = (minute: number, more = 0) => new Date(noonMs + minute * 60_000 + more).toISOString()
const update = (minute: number, accountValueUsd: number | null, resetAt: string | null = null) =>
  ({
    performance: {
      ...header(1, { asOf: iso(minute) }),
      accountValueUsd,
      sampleIntervalSeconds: 60,
      account: { id: 'a', resetAt, closedAt: null },
    },
  }) satisfies EquityUpdatesSubscription
const past = (...minutes: readonly number[]): EquityCurveQuery => ({
  equity: {
    account: { resetAt: null },
    points: minutes.map((minute) => ({ time: iso(minute), accountValueUsd: 1_000 + minute })),
  },
})
const shown = (history: EquityHistory, range: EquityRange = 'H1') =>
  equityPoints(history, range).map(({ timeMs }) => (timeMs - noonMs) / 60_000)
const of = { account: 'a' }
const newest = { from: iso(-60), to: null }

describe('the equity of a range', () => {
  const first = foldEquity(null, update(0, 1_000), 'H1')
  const read = joinEquity(first, past(-60, -30, -1), newest, 'H1')
  const { past: ofHour } = equityOperations.H1

  it('is asked for once, from when it was first known', () => {
    expect(ofHour?.wanted(of, null)).toEqual([])
    const asked = [{ account: 'a', points: 500, from: iso(-60), to: null }]
    expect(ofHour?.wanted(of, first)).toEqual(asked)
    expect(ofHour?.wanted(of, foldEquity(read, update(30, 1_000), 'H1'))).toEqual(asked)
    const all = foldEquity(null, update(0, 1_000), 'ALL')
    expect(equityOperations.ALL.past?.wanted(of, all)).toMatchObject([{ from: null, to: null }])
  })

  it('goes on with each sample, and leaves what is older than the range', () => {
    expect(shown(read)).toEqual([-60, -30, -1, 0])
    const later = foldEquity(foldEquity(read, update(5, 1_010), 'H1'), update(40, 1_020), 'H1')
    expect(shown(later)).toEqual([-1, 0, 5, 40])
    expect(shown(later, 'ALL')).toEqual([-60, -30, -1, 0, 5, 40])
  })

  it('goes further back as long as there is something, a range at a time', () => {
    const older = { account: 'a', points: 500, from: iso(-120), to: iso(-60, -1) }
    expect(ofHour?.older?.(of, first)).toBeNull()
    expect(ofHour?.older?.(of, read)).toEqual(older)
    const extended = joinEquity(read, past(-110, -61), older, 'H1')
    expect(shown(extended)).toEqual([-110, -61, -60, -30, -1, 0])
    expect(shown(foldEquity(extended, update(50, 1_000), 'H1'))[0]).toBe(-110)
    const next = { account: 'a', points: 500, from: iso(-170), to: iso(-110, -1) }
    expect(ofHour?.older?.(of, extended)).toEqual(next)
    // Nothing in that hour: all that is before it may still be there.
    const empty = joinEquity(extended, past(), next, 'H1')
    expect(ofHour?.older?.(of, empty)).toEqual({ ...next, from: null })
    const all = joinEquity(empty, past(-500), { from: null, to: next.to }, 'H1')
    expect(shown(all)[0]).toBe(-500)
    expect(ofHour?.older?.(of, all)).toBeNull()
    // An answer to another question changes nothing.
    expect(joinEquity(extended, past(-900), { from: null, to: iso(-500) }, 'H1')).toBe(extended)
  })

  it('begins anew with books that are begun anew, and takes nothing of the old ones', () => {
    const reset = foldEquity(read, update(3, 5_000, iso(3)), 'H1')
    expect(shown(reset)).toEqual([3])
    expect(shown(joinEquity(reset, past(-60), newest, 'H1'))).toEqual([3])
  })

  it('is read again where samples were missed', () => {
    const missed = (minute: number) => ofHour?.missed(read, foldEquity(read, update(minute, 1), 'H1'), of)
    expect(missed(1)).toEqual([])
    expect(missed(9)).toEqual([{ account: 'a', points: 500, from: iso(-60), to: null }])
  })

  it('waits for the time of the market, and for a value', () => {
    const silent = foldEquity(null, { performance: { ...update(0, null).performance, asOf: null } }, 'H1')
    expect(ofHour?.wanted(of, silent)).toEqual([])
    const known = foldEquity(silent, update(0, null), 'H1')
    expect(ofHour?.wanted(of, known)).toHaveLength(1)
    expect(joinEquity(known, past(), newest, 'H1').isRead).toBe(true)
  })

  it('knows how far apart joined bars are, so that they are no holes', () => {
    expect(usualStepMs(read, 'H1')).toBe(60_000)
    expect(usualStepMs(read, 'H24')).toBe((24 * 3_600_000 * 4) / 500)
    expect(usualStepMs(read, 'ALL')).toBe(60_000)
  })

  const show = (state: LiveState<EquityHistory>, pastFailure: LiveFailure | null = null) =>
    render(
      <EquityChart
        range="H1"
        state={state}
        pastFailure={pastFailure}
        onRange={ignore}
        onOldest={ignore}
        onRetry={ignore}
      />,
    )

  it('says the newest value, its change over the range, and which range is chosen', () => {
    const faces = facesOf(joinEquity(foldEquity(null, update(0, 1_034), 'H1'), past(-60, -1), newest, 'H1'))
    expect(wordsOf(show(faces.live))).toContain('21 Nov 12:00 1,034.00 +10.00%')
    expect(show(faces.live)).toMatch(/aria-pressed="true"[^>]*>1h</)
    expect(wordsOf(show(faces.live))).not.toContain('Loading')
    expect(show(faces.stale)).toContain('data-state="stale"')
  })

  it('says that it waits, or that there is nothing', () => {
    expect(wordsOf(show(facesOf(first).live))).toContain('Loading curve')
    expect(wordsOf(show(facesOf(first).waiting))).toContain('Loading curve')
    const nothing = joinEquity(foldEquity(null, update(0, null), 'H1'), past(), newest, 'H1')
    expect(wordsOf(show(facesOf(nothing).live))).toContain('No value in this range yet')
  })

  it('says that it cannot be loaded where nothing came, and loads no more where only its past is missing', () => {
    const { failed, live } = facesOf(first)
    expect(wordsOf(show(failed))).toContain('The curve could not be loaded Retry')
    expect(wordsOf(show(failed))).not.toContain('Loading')
    expect(wordsOf(show(live, REFUSED))).not.toMatch(/Loading|could not/)
  })
})
