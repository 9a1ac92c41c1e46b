import { describe, expect, it } from 'vitest'
import { quoteWith } from '../../../tests/support/trading/ledger-builders.js'
import { termsWith } from '../../../tests/support/trading/step.js'
import { maxOrderUsd, maxPriceCoin, maxPriceUsd, maxQuantityCoin } from '../../domain/limits.js'
import { outOfBounds, worthTooMuch } from './order-bounds.js'
import type { OrderTerms, OrderWish } from './step.js'

const only = (field: string, value: number | null) => ({ [field]: value }) as Partial<OrderWish>
const more = (value: number) => value * 1.001

describe('a number of an order', () => {
  it.each([
    ['quantityCoin', maxQuantityCoin],
    ['quantityUsd', maxOrderUsd],
    ['limitPriceUsd', maxPriceUsd],
    ['limitPriceCoin', maxPriceCoin],
    ['stopLossUsd', maxPriceUsd],
    ['profitTargetUsd', maxPriceUsd],
  ] as const)('of %s is at most %d', (field, most) => {
    expect(outOfBounds(only(field, most))).toBeNull()
    expect(outOfBounds(only(field, more(most)))).toMatchObject({ refused: 'OutOfBounds', field, most })
    expect(outOfBounds(only(field, NaN))).toMatchObject({ refused: 'OutOfBounds', field })
    expect(outOfBounds(only(field, null))).toBeNull()
  })

  it('of the distance of a trailing stop is at most a price', () => {
    const trailing = (distanceUsd: number | null) => ({ trailingStop: { distanceUsd, distancePct: 5 } })
    expect(outOfBounds(trailing(null))).toBeNull()
    expect(outOfBounds(trailing(maxPriceUsd))).toBeNull()
    expect(outOfBounds(trailing(more(maxPriceUsd)))).toMatchObject({
      ...{ field: 'trailingStop.distanceUsd', most: maxPriceUsd },
      message: 'The trailingStop.distanceUsd is more than 1e12',
    })
  })

  it('that is too many coins is told with what may be traded, where the price is known', () => {
    const asked = (lastUnderlyingPriceUsd: number | null, terms: Partial<OrderWish> = {}) =>
      outOfBounds({ ...terms, quantityCoin: 1e300 } as Partial<OrderWish>, quoteWith({ lastUnderlyingPriceUsd }))?.most
    expect([asked(100), asked(53_900), asked(53_900, { limitPriceUsd: 1e6 })]).toEqual([1e10, 18_500_000, 1e6])
    expect([asked(null), asked(1e-9)]).toEqual([maxQuantityCoin, maxQuantityCoin])
    // In three digits, that is rounded down, so that it is taken.
    const worth = (quantityCoin: number) =>
      worthTooMuch(termsWith({ quantityCoin }), quoteWith({ lastUnderlyingPriceUsd: 53_900 }))
    expect([worth(18_500_000), worth(18_600_000)?.most]).toEqual([null, 18_500_000])
  })

  it('may be any quantity where the order only reduces, but no price', () => {
    const reduceOnly = true
    expect(outOfBounds({ reduceOnly, quantityCoin: more(maxQuantityCoin) })).toBeNull()
    expect(outOfBounds({ reduceOnly, quantityUsd: more(maxOrderUsd) })).toBeNull()
    expect(outOfBounds({ reduceOnly, limitPriceUsd: more(maxPriceUsd) })).toMatchObject({ field: 'limitPriceUsd' })
  })
})

describe('the worth of an order', () => {
  it.each<[string, Partial<OrderTerms>, number | null, number | null]>([
    ['at the market', { quantityCoin: 1e10 }, 100, null],
    ['at the market', { quantityCoin: 1.001e10 }, 100, 1e10],
    ['at a limit above it', { quantityCoin: 1e9, limitPriceUsd: 1_001 }, 100, 999_000_999],
    ['at the market above its limit', { quantityCoin: 1.001e10, limitPriceUsd: 1 }, 100, 1e10],
    ['at a limit in the coin', { quantityCoin: 1e9, limitPriceCoin: 20 }, 100, 5e8],
    ['at a limit, without a market', { quantityCoin: 1e9, limitPriceUsd: 1_000 }, null, null],
    ['at no price', { quantityCoin: 1e15 }, null, null],
    ['that only reduces', { quantityCoin: 1e15, reduceOnly: true }, 100, null],
  ])('%s is at most 1e12 USD', (_name, values, lastUnderlyingPriceUsd, most) => {
    const refusal = worthTooMuch(termsWith(values), quoteWith({ lastUnderlyingPriceUsd }))
    if (most === null) expect(refusal).toBeNull()
    else {
      expect(refusal).toMatchObject({ refused: 'OutOfBounds', field: 'quantityCoin' })
      expect(refusal?.most).toBe(Number(most.toPrecision(3)))
    }
  })
})
