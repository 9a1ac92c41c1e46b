import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OptionInstrument } from '../../domain/instrument.js'
import { fairValue } from './fair-value.js'
import { keyOf } from './hashed-random.js'
import { quoteIv, quoteOption } from './option-quote.js'
import type { SurfaceShape } from './vol-surface.js'

const shape: SurfaceShape = { shortVariance: 0.2, longVariance: 0.22, reversion: 9, skew: -0.2, curvature: 0.95 }
const maker = (seed: string) => ({ lotCoin: 0.1, typicalQuoteLots: 100, interest: 0.5, key: keyOf(seed) })
const start = Date.UTC(2026, 8, 24)

function fairAt(strikeUsd: number, optionKind: 'CALL' | 'PUT', years: number, forwardUsd = 84_000) {
  const instrument: OptionInstrument = {
    ...{ symbol: 'BTC-1JAN27-1-C', currency: 'BTC', premiumUnit: 'COIN', expiryMs: 0 },
    ...{ optionKind, strikeUsd },
  }
  return fairValue(instrument, { forwardUsd, years, shape, atmVol: 0.45 })
}

const anyFair = fc
  .record({
    strikeUsd: fc.integer({ min: 20_000, max: 300_000 }),
    optionKind: fc.constantFrom('CALL', 'PUT'),
    years: fc.double({ min: 1 / 525_600, max: 1.2, noNaN: true }),
  })
  .map(({ strikeUsd, optionKind, years }) => fairAt(strikeUsd, optionKind, years))

describe('the quotes of an option', () => {
  it('enclose its value on both sides and are never crossed', () => {
    fc.assert(
      fc.property(anyFair, fc.string(), (fair, seed) => {
        const { bid, ask } = quoteOption(fair, maker(seed), start)
        if (bid) expect(bid.price).toBeLessThanOrEqual(fair.premiumCoin + 1e-9)
        if (ask) expect(ask.price).toBeGreaterThanOrEqual(fair.premiumCoin - 1e-9)
        if (bid && ask) expect(bid.price).toBeLessThan(ask.price)
        for (const quote of [bid, ask]) if (quote) expect(Math.min(quote.price, quote.amountCoin)).toBeGreaterThan(0)
      }),
      { numRuns: 500 },
    )
  })

  it('leave their maker something on both sides', () => {
    const fair = fairAt(84_000, 'CALL', 0.25)
    const { bid, ask } = quoteOption(fair, maker('margin'), start)
    expect(quoteIv(bid, fair)).toBeLessThan(fair.inputs.iv - 0.002)
    expect(quoteIv(ask, fair)).toBeGreaterThan(fair.inputs.iv + 0.002)
  })

  it('hold still while the value hardly moves, and follow when it moves on', () => {
    const quotesAt = (forwardUsd: number) =>
      quoteOption(fairAt(90_000, 'CALL', 0.25, forwardUsd), maker('still'), start)
    const [first, soon, later] = [quotesAt(84_000), quotesAt(84_010), quotesAt(86_000)]
    expect(soon).toEqual(first)
    expect(later.bid?.price).toBeGreaterThan(soon.bid?.price ?? Infinity)
    expect(later.ask?.price).toBeGreaterThan(soon.ask?.price ?? Infinity)
  })

  it('have an amount that stays for a while, and another one at another price or later', () => {
    const amountAt = (afterMs: number, forwardUsd = 84_000) => {
      return quoteOption(fairAt(90_000, 'CALL', 0.25, forwardUsd), maker('amount'), start + afterMs).bid?.amountCoin
    }
    const seconds = Array.from({ length: 300 }, (_, second) => amountAt(second * 1000))
    const changes = seconds.filter((amount, second) => second > 0 && amount !== seconds[second - 1])
    expect(changes.length).toBeGreaterThan(5)
    expect(changes.length).toBeLessThan(15)
    expect(amountAt(0, 86_000)).not.toBe(amountAt(0))
  })

  it('are wider, in volatility, away from the money', () => {
    const width = (strikeUsd: number) => {
      const fair = fairAt(strikeUsd, 'CALL', 0.25)
      const { bid, ask } = quoteOption(fair, maker('width'), start)
      return (quoteIv(ask, fair) ?? Number.NaN) - (quoteIv(bid, fair) ?? Number.NaN)
    }
    expect(width(130_000)).toBeGreaterThan(2 * width(84_000))
    expect(width(84_000)).toBeGreaterThan(0)
  })

  it('lack a bid where the option is worth less than a tick, and still have an ask', () => {
    const { bid, ask } = quoteOption(fairAt(95_000, 'CALL', 1 / 365), maker('far'), start)
    expect(bid).toBeNull()
    expect(ask?.price).toBe(0.0001)
  })

  it('have no volatility below intrinsic value, and none without a quote', () => {
    const fair = fairAt(60_000, 'CALL', 3 / 365)
    const { bid } = quoteOption(fair, maker('deep'), start)
    const intrinsic = (84_000 - 60_000) / 84_000
    expect(quoteIv({ price: intrinsic - 0.001, amountCoin: 1 }, fair)).toBeNull()
    expect(quoteIv(null, fair)).toBeNull()
    expect(bid === null || bid.price <= fair.premiumCoin).toBe(true)
  })

  it('end when time is up', () => {
    expect(quoteOption(fairAt(80_000, 'CALL', 0), maker('over'), start)).toEqual({ bid: null, ask: null })
  })
})
