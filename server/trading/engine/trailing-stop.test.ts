import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { booksOf, fillWith, planWith, positionOf, quoteWith } from '../../../tests/support/trading/ledger-builders.js'
import type { TrailingDistance, TrailingStop } from '../../domain/position.js'
import { applyFill } from './apply-fill.js'
import { dueExit } from './exits.js'
import { exitMarkUsd, followMark, startTrailing } from './trailing-stop.js'

const usd = (distanceUsd: number): TrailingDistance => ({ distanceUsd, distancePct: null })
const pct = (distancePct: number): TrailingDistance => ({ distanceUsd: null, distancePct })
const after = (side: 'LONG' | 'SHORT', distance: TrailingDistance, ...marks: (number | null)[]): TrailingStop =>
  marks.reduce<TrailingStop>((trailing, mark) => followMark(trailing, side, mark), startTrailing('t', distance))

describe('a trailing stop', () => {
  it('is nowhere before the first mark', () => {
    expect(after('LONG', usd(5), null)).toMatchObject({ bestPriceUsd: null, stopPriceUsd: null })
  })

  it('follows the best mark at its distance, below a long and above a short, and never moves back', () => {
    expect(after('LONG', usd(5), 100, 110, 104, null)).toMatchObject({ bestPriceUsd: 110, stopPriceUsd: 105 })
    expect(after('SHORT', usd(5), 100, 90, 96)).toMatchObject({ bestPriceUsd: 90, stopPriceUsd: 95 })
    expect(after('LONG', pct(10), 100, 200, 150)).toMatchObject({ bestPriceUsd: 200, stopPriceUsd: 180 })
    expect(after('SHORT', pct(10), 100, 50, 60)).toMatchObject({ bestPriceUsd: 50, stopPriceUsd: 55 })
    expect(after('LONG', usd(0.1), 0.3)).toMatchObject({ stopPriceUsd: 0.2 })
  })

  it('never moves back, whatever the marks and the distance', () => {
    const price = fc.double({ min: 1e-6, max: 1e6, noNaN: true })
    const side = fc.constantFrom('LONG' as const, 'SHORT' as const)
    const distance = fc.oneof(price.map(usd), fc.double({ min: 0.001, max: 99, noNaN: true }).map(pct))
    fc.assert(
      fc.property(side, distance, fc.array(price, { minLength: 2 }), (side, distance, marks) => {
        const stops = marks.map((_, index) => after(side, distance, ...marks.slice(0, index + 1)).stopPriceUsd ?? NaN)
        stops.slice(1).forEach((stop, index) => {
          const before = stops[index] ?? NaN
          expect(side === 'LONG' ? stop >= before : stop <= before).toBe(true)
        })
      }),
      { seed: 1, numRuns: 200 },
    )
  })

  it('closes the position as a stop when the mark reaches it', () => {
    const due = (side: 'BUY' | 'SELL', trailingStop: TrailingStop, markPriceUsd: number | null) =>
      dueExit(positionOf({ side, exitPlan: planWith({ trailingStop }) }), quoteWith({ markPriceUsd }), {
        indexPriceUsd: null,
        volatilityIndex: null,
        timeMs: 0,
      })
    const long = after('LONG', usd(5), 110)
    expect([105.1, 105, 104, null].map((mark) => due('BUY', long, mark))).toEqual([null, 'STOP', 'STOP', null])
    const short = after('SHORT', usd(5), 90)
    expect([94.9, 95, 96].map((mark) => due('SELL', short, mark))).toEqual([null, 'STOP', 'STOP'])
    expect(due('BUY', startTrailing('t', usd(5)), 1)).toBeNull()
  })

  it('looks at no mark that nothing acts on', () => {
    expect(exitMarkUsd(quoteWith())).toBe(100)
    expect(exitMarkUsd(quoteWith({ freshness: 'STALE' }))).toBeNull()
    expect(exitMarkUsd(quoteWith({ state: 'HALTED' }))).toBeNull()
    expect(exitMarkUsd(quoteWith({ markPriceUsd: null }))).toBeNull()
    expect(exitMarkUsd(undefined)).toBeNull()
  })

  it('stays where it is when the position is enlarged with the same distance, and starts anew with another', () => {
    const planned = (trailingStop: TrailingStop | null) => ({ exitPlan: planWith({ trailingStop }) })
    const held = after('LONG', usd(5), 110)
    const ledger = booksOf(1_000, planned(held))
    const enlarged = (trailingStop: TrailingStop | null) =>
      applyFill(ledger, fillWith(planned(trailingStop))).ledger.positions[0]?.exitPlan?.trailingStop
    expect(enlarged(startTrailing('u', usd(5)))).toEqual(held)
    expect(enlarged(null)).toEqual(held)
    expect(enlarged(startTrailing('u', pct(5)))).toMatchObject({ id: 'u', bestPriceUsd: null })
  })
})
