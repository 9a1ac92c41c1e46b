import { describe, expect, it } from 'vitest'
import { inverseCall, quoteWith } from '../../../tests/support/trading/ledger-builders.js'
import { termsWith } from '../../../tests/support/trading/step.js'
import type { ExitsChange, PositionSide } from '../../domain/position.js'
import type { OrderTerms } from './step.js'
import { wrongExit, wrongOrderExit } from './wrong-exit.js'

const trailing = (distanceUsd: number | null, distancePct: number | null = null): ExitsChange => {
  return { trailingStop: { distanceUsd, distancePct } }
}

describe('an exit of a position at 100', () => {
  it.each<[PositionSide, ExitsChange]>([
    ['LONG', { stopLossUsd: 99, profitTargetUsd: 101 }],
    ['SHORT', { stopLossUsd: 101, profitTargetUsd: 99 }],
    ['LONG', { stopLossUsd: null, profitTargetUsd: null, trailingStop: null }],
    ['LONG', trailing(99)],
    ['SHORT', trailing(150)],
    ['LONG', trailing(null, 10)],
    ['SHORT', trailing(null, 10)],
  ])('of a %s may be %j', (side, exits) => {
    expect(wrongExit(exits, side, { priceUsd: 100, is: 'the mark price' })).toBeNull()
  })

  it.each<[PositionSide, ExitsChange, string, RegExp]>([
    ['LONG', { stopLossUsd: 100 }, 'stopLossUsd', /^The stopLossUsd of 100 is not below the mark price, 100 USD$/],
    ['LONG', { profitTargetUsd: 100 }, 'profitTargetUsd', /is not above the mark price, 100 USD$/],
    ['LONG', { stopLossUsd: 99, profitTargetUsd: 98 }, 'profitTargetUsd', /is not above the mark price, 100 USD$/],
    ['SHORT', { stopLossUsd: 100 }, 'stopLossUsd', /is not above the mark price, 100 USD$/],
    ['SHORT', { profitTargetUsd: 100 }, 'profitTargetUsd', /is not below the mark price, 100 USD$/],
    [
      'LONG',
      trailing(100),
      'trailingStop',
      /would lie at 0 USD, which could never be reached: the mark price is 100 USD$/,
    ],
    [
      'LONG',
      trailing(0),
      'trailingStop',
      /would lie at 100 USD, which would be reached at once: the mark price is 100 USD$/,
    ],
    [
      'SHORT',
      trailing(0),
      'trailingStop',
      /would lie at 100 USD, which would be reached at once: the mark price is 100 USD$/,
    ],
  ])('of a %s is wrong with %j', (side, exits, field, message) => {
    const priceUsd = 100
    expect(wrongExit(exits, side, { priceUsd: 100, is: 'the mark price' })).toEqual({
      ...{ refused: 'WrongExit', field, priceUsd },
      message: expect.stringMatching(message) as string,
    })
  })
})

describe('an exit of an order', () => {
  const [stop, target] = [{ stopLossUsd: 1e6 }, { profitTargetUsd: 1e-6 }]
  /** What the exits of an order are compared with. */
  const entry = (order: Partial<OrderTerms>, quote: Parameters<typeof quoteWith>[0], isFilled: boolean) => {
    const wrong = order.side === 'SELL' ? { ...order, stopLossUsd: 1e-6 } : { ...stop, ...order }
    return wrongOrderExit(termsWith(wrong), quoteWith(quote), { isFilled })?.priceUsd
  }

  it('is compared with the mark when the order fills, and with its limit while there is none', () => {
    expect(entry({ limitPriceUsd: 90 }, {}, true)).toBe(100)
    expect(entry({ limitPriceUsd: 90 }, { markPriceUsd: null }, true)).toBe(90)
  })

  it('is compared with the worse of limit and mark when the order waits', () => {
    const at = (side: 'BUY' | 'SELL', limitPriceUsd: number | null, markPriceUsd: number | null) =>
      entry({ side, limitPriceUsd }, { markPriceUsd }, false)
    expect([at('BUY', 90, 100), at('BUY', 110, 100), at('SELL', 90, 100), at('SELL', 110, 100)]).toEqual([
      ...[90, 100, 100, 110],
    ])
    expect([at('BUY', 90, null), at('BUY', null, 100)]).toEqual([90, 100])
  })

  it('is told what it was compared with', () => {
    const said = (markPriceUsd: number | null) =>
      wrongOrderExit(termsWith({ ...stop, limitPriceUsd: 90 }), quoteWith({ markPriceUsd }), { isFilled: false })
        ?.message
    expect(said(100)).toBe('The stopLossUsd of 1000000 is not below the limit, 90 USD')
    expect(said(80)).toBe('The stopLossUsd of 1000000 is not below the mark price, 80 USD')
    expect(said(null)).toBe('The stopLossUsd of 1000000 is not below the limit, 90 USD')
  })

  it('is compared with nothing where there is neither', () => {
    expect(entry({}, { markPriceUsd: null }, false)).toBeUndefined()
    expect(
      entry({ symbol: inverseCall, limitPriceCoin: 0.1 }, { markPriceUsd: null, underlyingPriceUsd: null }, false),
    ).toBeUndefined()
  })

  it('is compared with a limit in the coin at the forward, without the dust of binary fractions', () => {
    const quote = { markPriceUsd: null, underlyingPriceUsd: 3 }
    expect(entry({ symbol: inverseCall, limitPriceCoin: 0.1 }, quote, false)).toBe(0.3)
  })

  it('is none where the order only reduces', () => {
    const reduceOnly = true
    const refused = (exits: Partial<OrderTerms>) =>
      wrongOrderExit(termsWith({ reduceOnly, ...exits }), quoteWith(), { isFilled: true })
    expect(refused({})).toBeNull()
    expect(refused({ ...stop, ...target })).toMatchObject({ field: 'stopLossUsd', priceUsd: null })
    expect(refused(target)).toMatchObject({ refused: 'WrongExit', field: 'profitTargetUsd' })
    expect(refused({ trailingStop: { distanceUsd: 1, distancePct: null } })).toEqual({
      ...{ refused: 'WrongExit', field: 'trailingStop', priceUsd: null },
      message: 'A reduce-only order takes no trailingStop',
    })
  })
})
