import { describe, expect, it } from 'vitest'
import { oldestCandleMs } from '../../domain/candle.js'
import { msPerDay, msPerHour, msPerMinute } from '../../domain/units.js'
import { NobodyWaits } from '../../lib/asker.js'
import { KnownVolatility, type KnownSurface } from './known-volatility.js'
import { VolatilityReader } from './volatility-reader.js'

const nowMs = Date.UTC(2026, 8, 24, 10, 30, 20)
const choice = { currency: 'BTC', tenorDays: 30 }
const asked = { ...choice, interval: 'H1', fromMs: null, beforeMs: null, first: 2_000 } as const

/** A market whose volatility is known, and the times of which somebody asked it. */
function market() {
  let toldMs: number | null = nowMs
  const times: number[] = []
  const smileAt = (yearsToExpiry: number, iv: number) => ({
    forwardUsd: 100,
    yearsToExpiry,
    strikesUsd: [50, 70, 90, 100, 110, 130, 150],
    ivAt: () => iv,
  })
  const surface: KnownSurface = {
    listed: () => [],
    smilesBefore(timeMs) {
      times.push(timeMs)
      return [smileAt(10 / 365, 0.4), smileAt(50 / 365, 0.6)]
    },
    *putCallBefore() {
      yield undefined
      return { openInterest: 0.5, volume: Number.NaN }
    },
    indexBefore(timeMs) {
      times.push(timeMs)
      return (timeMs / msPerHour) % 2 === 0 ? 100 : 101
    },
  }
  const source = new KnownVolatility({
    surfaceOf: (currency) => (currency === 'BTC' ? surface : null),
    toldMs: () => toldMs,
    onRefused: () => expect.fail('refused'),
  })
  // However busy the machine is, its pages are whole.
  const reader = new VolatilityReader(source, undefined, () => 0)
  return { source, reader, times, tell: (timeMs: number | null) => (toldMs = timeMs) }
}

describe('volatility of a market that is known', () => {
  it('ends with the last whole minute that the market has told', async () => {
    const { reader, times, tell } = market()
    const [running, before] = (await reader.page({ ...asked, first: 2 })).points
    expect(running).toMatchObject({ timeMs: Date.UTC(2026, 8, 24, 10, 30), final: false })
    expect(before).toMatchObject({ timeMs: Date.UTC(2026, 8, 24, 10), final: true })
    tell(nowMs + msPerMinute)
    expect((await reader.page({ ...asked, first: 1 })).points[0]?.timeMs).toBe(Date.UTC(2026, 8, 24, 10, 31))
    expect(Math.max(...times)).toBe(Date.UTC(2026, 8, 24, 10, 31))
  })

  it('has the values of the formulas', async () => {
    const { reader } = market()
    const [point] = (await reader.page({ ...asked, first: 1 })).points
    const variance = (0.16 * 10 + 0.36 * 50) / 2 / 30
    expect(point?.atmIv).toBeCloseTo(Math.sqrt(variance), 4)
    expect(point?.realizedVolatility).toBeCloseTo(Math.log(1.01) * Math.sqrt(8_760), 4)
    expect(point).toMatchObject({
      riskReversal25Delta: 0,
      butterfly25Delta: 0,
      putCallOpenInterest: 0.5,
      putCallVolume: null,
    })
  })

  it('reaches back to 00:00 UTC thirty days ago, page by page', async () => {
    const { reader } = market()
    const { points, hasMore } = await reader.page(asked)
    expect(hasMore).toBe(false)
    expect(points).toHaveLength(30 * 24 + 11)
    expect(points.at(-1)?.fromMs).toBe(oldestCandleMs(nowMs))
    const page = await reader.page({ ...asked, first: 100, beforeMs: points[99]?.fromMs ?? 0 })
    expect(page).toEqual({ points: points.slice(100, 200), hasMore: true })
    const days = await reader.page({ ...asked, interval: 'D1', fromMs: nowMs - 3 * msPerDay })
    expect(days.points.map(({ fromMs }) => new Date(fromMs).getUTCDate())).toEqual([24, 23, 22])
  })

  it('is computed once', async () => {
    const { reader, times } = market()
    await reader.page({ ...asked, first: 50 })
    const count = times.length
    await reader.page({ ...asked, first: 50 })
    expect(times).toHaveLength(count)
  })

  it('ends a page that takes too long when it has a point', async () => {
    const { source } = market()
    let now = 0
    const reader = new VolatilityReader(source, undefined, () => (now += 2_000))
    const { points, hasMore } = await reader.page(asked)
    expect(hasMore).toBe(true)
    expect(points.length).toBeGreaterThan(0)
    expect(points.length).toBeLessThan(5)
  })

  it('is nothing before the market has told anything, and of a currency that there is not', async () => {
    const { reader, tell } = market()
    expect(await reader.page({ ...asked, currency: 'DOGE' })).toEqual({ points: [], hasMore: false })
    tell(null)
    expect(await reader.page(asked)).toEqual({ points: [], hasMore: false })
  })

  it('is not computed for somebody who left', async () => {
    const { source } = market()
    const leaving = new AbortController()
    const asker = { source: 'a', connection: {}, signal: leaving.signal }
    leaving.abort()
    await expect(new VolatilityReader(source, asker).page(asked)).rejects.toThrow(NobodyWaits)
  })
})
