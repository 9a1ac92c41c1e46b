import { describe, expect, it } from 'vitest'
import { booksOf, planWith, quotesOf } from '../../../tests/support/trading/ledger-builders.js'
import type { OrderSide } from '../../domain/order.js'
import { BestSeen } from './best-seen.js'

const trailingStop = { id: 't', distanceUsd: 5, distancePct: null, bestPriceUsd: 100, stopPriceUsd: 95 }

/** The best price seen of a position's trailing stop after these marks. */
function bestAfter(side: OrderSide, ...marks: readonly Parameters<typeof quotesOf>[0][]) {
  const held = booksOf(10_000, { side, exitPlan: planWith({ trailingStop }) })
  const seen = new BestSeen()
  for (const mark of marks) seen.look(held, quotesOf(mark ?? {}))
  return { seen, best: seen.of(trailingStop) }
}

describe('the best mark of a trailing stop', () => {
  it('is the highest for a long and the lowest for a short', () => {
    const marks = [{ markPriceUsd: 104 }, { markPriceUsd: 90 }, { markPriceUsd: 102 }]
    expect([bestAfter('BUY', ...marks).best, bestAfter('SELL', ...marks).best]).toEqual([104, 90])
  })

  it('is the one that the stop knows while no better one was seen', () => {
    expect([bestAfter('BUY').best, bestAfter('BUY', { markPriceUsd: 99 }).best]).toEqual([100, 100])
  })

  it('is no mark that nothing acts on', () => {
    const marks = [
      { markPriceUsd: 120, freshness: 'STALE' as const },
      { markPriceUsd: 120, state: 'HALTED' as const },
    ]
    expect(bestAfter('BUY', ...marks).best).toBe(100)
  })

  it('is forgotten with its position', () => {
    const { seen } = bestAfter('BUY', { markPriceUsd: 120 })
    seen.look(booksOf(10_000, { exitPlan: planWith({ stopLossUsd: 90 }) }), quotesOf({ markPriceUsd: 130 }))
    expect(seen.of(trailingStop)).toBe(100)
  })

  it('is none before the first mark', () => {
    const fresh = { ...trailingStop, bestPriceUsd: null, stopPriceUsd: null }
    const seen = new BestSeen()
    seen.look(booksOf(10_000, { exitPlan: planWith({ trailingStop: fresh }) }), new Map())
    expect(seen.of(fresh)).toBeNull()
  })
})
