import { describe, expect, it } from 'vitest'
import { msPerDay, msPerMinute, msPerYear, type UnixMs } from '../../server/domain/units.js'
import { knownSurfaces } from '../../server/feeds/simulated/known-surface.js'
import { simulatedEvents } from '../../server/feeds/simulated/simulated-events.js'
import { simulatedWorld } from '../../server/feeds/simulated/simulated-world.js'
import { atmVariance, surfaceVol } from '../../server/feeds/simulated/vol-surface.js'
import { heardSmiles } from '../../server/history/volatility/heard-smiles.js'
import { KnownVolatility } from '../../server/history/volatility/known-volatility.js'
import { smileAtMaturity } from '../../server/history/volatility/volatility-terms.js'
import { MarketState } from '../../server/market/market-state.js'
import { moneyness } from '../../server/pricing/black76.js'
import { yearsToExpiry } from '../../server/pricing/day-count.js'
import { normalCdf } from '../../server/pricing/normal.js'

const settings = { seed: 'surface', currencies: ['BTC'], tickMs: 250, chainMs: 1_000 }
const days = 30
const years = days / 365

let toldMs = 0
const source = new KnownVolatility({
  surfaceOf: knownSurfaces(settings),
  toldMs: () => toldMs,
  onRefused: () => expect.fail('refused'),
})

function knownAt(timeMs: UnixMs, tenorDays = days) {
  toldMs = timeMs
  return source.read({ currency: 'BTC', tenorDays }, { fromMs: timeMs - msPerMinute, toMs: timeMs })
}

describe('volatility of the simulated market', () => {
  it('is that of its surface', async () => {
    const [market] = simulatedWorld(settings.seed, settings.currencies).currencies
    if (!market) throw new Error('no market')
    for (const hour of [1, 7, 13, 19]) {
      const timeMs = Date.UTC(2026, 8, 24, hour)
      const shape = market.hidden.surface(timeMs)
      const sample = await knownAt(timeMs)
      expect(sample?.atmIv).toBeCloseTo(Math.sqrt(atmVariance(shape, years) / years), 2)
      const volAt = (callDelta: number) => {
        let [low, high] = [-1, 1]
        for (let step = 0; step < 60; step += 1) {
          const middle = (low + high) / 2
          const iv = surfaceVol(shape, years, middle)
          const inputs = {
            forwardUsd: 1,
            strikeUsd: Math.exp(middle),
            yearsToExpiry: years,
            iv,
            optionKind: 'CALL' as const,
          }
          if (normalCdf(moneyness(inputs).d1) > callDelta) low = middle
          else high = middle
        }
        return surfaceVol(shape, years, low)
      }
      expect(sample?.riskReversal25Delta).toBeCloseTo(volAt(0.25) - volAt(0.75), 2)
      const wings = (volAt(0.25) + volAt(0.75)) / 2
      expect(sample?.butterfly25Delta).toBeCloseTo(wings - surfaceVol(shape, years, 0), 2)
    }
  })

  it('realized is near that with which its index moves', async () => {
    const [market] = simulatedWorld(settings.seed, settings.currencies).currencies
    const timeMs = Date.UTC(2026, 8, 24, 12)
    let [sum, count] = [0, 0]
    for (let at = timeMs - 90 * msPerDay; at < timeMs; at += msPerDay / 24) {
      sum += (market?.hidden.volatility(at) ?? 0) ** 2
      count += 1
    }
    const sample = await knownAt(timeMs, 90)
    // Jumps come on top.
    expect(sample?.realizedVolatility).toBeGreaterThan(0.9 * Math.sqrt(sum / count))
    expect(sample?.realizedVolatility).toBeLessThan(1.5 * Math.sqrt(sum / count))
  })

  it('is what somebody hears who gathers it from the feed, also when options expire and others are listed', async () => {
    const fromMs = Date.UTC(2026, 8, 25, 7, 57)
    const toMs = Date.UTC(2026, 8, 25, 8, 3)
    let nowMs = fromMs
    const feed = { name: 'simulated', source: 'SIMULATED', currencies: ['BTC'], staleAfterMs: 8_000 } as const
    const market = new MarketState(feed, () => nowMs)
    let compared = 0
    let nextMs = fromMs + msPerMinute
    for (const event of simulatedEvents({ ...settings, fromMs, toMs })) {
      if ('receivedTimeMs' in event && event.receivedTimeMs >= nextMs) {
        const timeMs = nextMs
        nextMs += msPerMinute
        const chains = market.expiries('BTC').flatMap((expiryMs) => {
          market.refreshChain('BTC', expiryMs)
          return market.heardChain('BTC', expiryMs) ?? []
        })
        const { expiries, putCallOpenInterest, putCallVolume } = heardSmiles(chains, timeMs)
        const terms = expiries.map((one) => ({ ...one, years: yearsToExpiry(one.expiryMs, timeMs) }))
        for (const tenorDays of [1, 7, days, 90]) {
          const heard = smileAtMaturity(terms, (tenorDays * msPerDay) / msPerYear)
          const known = await knownAt(timeMs, tenorDays)
          for (const field of ['atmIv', 'riskReversal25Delta', 'butterfly25Delta'] as const) {
            // What is heard last of a forward may be half a minute old.
            expect(known?.[field]).toBeCloseTo(heard[field] ?? Number.NaN, 2)
          }
          expect(known?.putCallOpenInterest).toBeCloseTo(putCallOpenInterest ?? Number.NaN, 3)
          expect(known?.putCallVolume).toBeCloseTo(putCallVolume ?? Number.NaN, 3)
          compared += 1
        }
      }
      nowMs = 'receivedTimeMs' in event ? event.receivedTimeMs : nowMs
      market.fold(event)
    }
    expect(compared).toBeGreaterThanOrEqual(16)
  })
})
