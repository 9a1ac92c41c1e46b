import { describe, expect, it } from 'vitest'
import type { Greeks } from '../../server/domain/greeks.js'
import { premiumUsd, type Black76Inputs } from '../../server/pricing/black76.js'
import { minutesToExpiry, yearsToExpiry } from '../../server/pricing/day-count.js'
import { black76Greeks } from '../../server/pricing/greeks.js'
import { impliedVol } from '../../server/pricing/implied-vol.js'
import { captureFile } from './capture-file.js'
import { readGoldenTickers, type GoldenTicker } from './golden-ticker.js'

const path = captureFile('golden-option-tickers.csv')
const tickers = path === null ? [] : readGoldenTickers(path)

/** Half the last digit of what the exchange publishes. */
const rounding = { iv: 0.005 / 100, forwardUsd: 0.005, greek: 5e-6 }

/** The inputs at the corners of the box in which rounding hides the true ones, and in its middle. */
function corners(inputs: Black76Inputs): Black76Inputs[] {
  const shifts = [-1, 0, 1]
  return shifts.flatMap((up) =>
    shifts.map((side) => ({
      ...inputs,
      iv: Math.max(0, inputs.iv + up * rounding.iv),
      forwardUsd: inputs.forwardUsd + side * rounding.forwardUsd,
    })),
  )
}

/** How far the published greek is outside of what the rounded inputs allow; 0 or less is inside. */
function excess({ inputs, greeks }: GoldenTicker, name: keyof Greeks): number {
  const possible = corners(inputs).map((corner) => black76Greeks(corner)[name])
  const tolerance = rounding.greek + 1e-12
  return Math.max(Math.min(...possible) - tolerance - greeks[name], greeks[name] - Math.max(...possible) - tolerance)
}

const outside = (name: keyof Greeks) => tickers.filter((ticker) => excess(ticker, name) > 0).map(({ name }) => name)

describe.skipIf(path === null)('the model on captured tickers', () => {
  it('has tickers to check', () => {
    expect(tickers.length).toBeGreaterThanOrEqual(85)
  })

  it('counts the time to expiry as the exchange does', () => {
    for (const { name, expiryMs, timeMs, minutes, inputs } of tickers) {
      expect(minutesToExpiry(expiryMs, timeMs), name).toBe(minutes)
      expect(yearsToExpiry(expiryMs, timeMs), name).toBe(inputs.yearsToExpiry)
    }
  })

  it.each(['delta', 'gamma', 'vega', 'rho'] as const)('gives every published %s within the rounding', (name) => {
    expect(outside(name)).toEqual([])
  })

  it('gives every published theta within the rounding where the premium does not cap it', () => {
    const capped = new Set(tickers.filter(isThetaCapped).map(({ name }) => name))
    expect(capped.size).toBeLessThan(0.1 * tickers.length)
    expect(outside('theta').filter((name) => !capped.has(name))).toEqual([])
    expect(outside('theta').length).toBeLessThanOrEqual(0.05 * tickers.length)
  })

  it('gives 97 % of all thetas within the rounding of inputs that a capping premium may lag by one update', () => {
    const missed = tickers.filter((ticker, index) => excess(ticker, 'theta') > 0 && !matchesLate(ticker, index))
    expect(missed.length).toBeLessThanOrEqual(0.03 * tickers.length)
  })

  it('gives a capped theta within 3 % of the premium', () => {
    for (const { name, inputs, greeks } of tickers.filter(isThetaCapped)) {
      expect(Math.abs(greeks.theta / premiumUsd(inputs) + 1), name).toBeLessThan(0.03)
    }
  })

  it('gives every mark price, which may lag its inputs by one update, within 5e-5 + 2e-4·|delta|', () => {
    for (const { name, inputs, markPrice, greeks, premiumInUsd } of tickers) {
      const unit = premiumInUsd ? inputs.forwardUsd : 1
      const model = (premiumUsd(inputs) / inputs.forwardUsd) * unit
      expect(Math.abs(model - markPrice), name).toBeLessThanOrEqual((5e-5 + 2e-4 * Math.abs(greeks.delta)) * unit)
    }
  })
})

const isThetaCapped = ({ inputs }: GoldenTicker) => black76Greeks(inputs).theta === -premiumUsd(inputs)

/** Whether a capped theta lies between the premiums at this ticker's inputs and at those of the option's one before. */
function matchesLate(ticker: GoldenTicker, index: number): boolean {
  const before = tickers.slice(0, index).findLast(({ symbol }) => symbol === ticker.symbol)
  if (!before || !isThetaCapped(ticker)) return false
  const possible = [before, ticker].flatMap(({ inputs }) => corners(inputs).map((one) => -premiumUsd(one)))
  const { theta } = ticker.greeks
  return theta >= Math.min(...possible) - rounding.greek && theta <= Math.max(...possible) + rounding.greek
}

interface QuoteCheck {
  readonly name: string
  readonly published: number
  readonly vols: readonly (number | null)[]
  /** What half a cent of the forward moves the volatility by: Infinity below intrinsic value. */
  readonly forwardError: number
}

/** The quotes that carry a volatility. As with the mark, it may be some seconds old when a new minute begins. */
function quoteChecks(): QuoteCheck[] {
  return tickers.flatMap(({ name, inputs, quotes, premiumInUsd, expiryMs, timeMs }) =>
    quotes
      .filter(({ price, ivPct }) => price > 0 && ivPct > 0)
      .map(({ price, ivPct }) => {
        const invert = (forwardUsd: number, atMs: number) =>
          impliedVol({
            ...inputs,
            forwardUsd,
            yearsToExpiry: yearsToExpiry(expiryMs, atMs),
            premiumUsd: premiumInUsd ? price : price * forwardUsd,
          })
        const vols = [timeMs, timeMs - 2000].map((atMs) => invert(inputs.forwardUsd, atMs))
        const low = invert(inputs.forwardUsd - rounding.forwardUsd, timeMs)
        const high = invert(inputs.forwardUsd + rounding.forwardUsd, timeMs)
        const forwardError = low === null || high === null ? Infinity : Math.abs(high - low) / 2
        return { name, published: ivPct / 100, vols, forwardError }
      }),
  )
}

const distance = ({ vols, published }: QuoteCheck) =>
  Math.min(...vols.map((vol) => (vol === null ? Infinity : Math.abs(vol - published))))

describe.skipIf(path === null)('implied volatility of captured quotes', () => {
  it('reproduces 0.005 points of every published one wherever the forward is known well enough', () => {
    const checks = quoteChecks()
    const sharp = checks.filter(({ forwardError }) => forwardError <= rounding.iv)
    expect(sharp.length).toBeGreaterThanOrEqual(0.95 * checks.length)
    expect(sharp.filter((check) => distance(check) > rounding.iv + check.forwardError + 1e-7)).toEqual([])
    expect(sharp.filter((check) => distance(check) > rounding.iv + 1e-6).length).toBeLessThanOrEqual(
      0.01 * sharp.length,
    )
  })
})
