import { describe, expect, it } from 'vitest'
import { booksOf, inverse, linear, planWith, quotesOf } from '../../../tests/support/trading/ledger-builders.js'
import { listedAs, stepWith } from '../../../tests/support/trading/step.js'
import { findPosition } from '../engine/ledger.js'
import { setExits } from './set-exits.js'

const plan = planWith({ stopLossUsd: 90, invalidation: 'It falls.' })
const trailing = { distanceUsd: 5, distancePct: null }

describe('setting the exits of a position', () => {
  it('changes what is named and leaves the rest', () => {
    const step = stepWith({ ledger: booksOf(10_000, { exitPlan: plan }) })
    const wanted = { ...plan, profitTargetUsd: 120 }
    expect(setExits(step, { symbol: inverse, change: { profitTargetUsd: 120 } })).toEqual({ plan: wanted })
    expect(findPosition(step.ledger, inverse)?.exitPlan).toEqual(wanted)
    const moved = { ...trailing, id: 'id-1', bestPriceUsd: 100, stopPriceUsd: 95 }
    expect(setExits(step, { symbol: inverse, change: { trailingStop: trailing } })).toEqual({
      plan: { ...wanted, trailingStop: moved },
    })
    expect(setExits(step, { symbol: inverse, change: { trailingStop: null } })).toEqual({ plan: wanted })
  })

  it('makes a plan where there was none, and leaves none that plans nothing', () => {
    const step = stepWith({ ledger: booksOf(10_000, {}) })
    const set = (stopLossUsd: number | null) => setExits(step, { symbol: inverse, change: { stopLossUsd } })
    expect(set(95)).toEqual({ plan: planWith({ stopLossUsd: 95 }) })
    expect(set(null)).toEqual({ plan: null })
    expect(findPosition(step.ledger, inverse)?.exitPlan).toBeNull()
  })

  it('takes any level while there is no mark to compare it with, and a trailing stop that waits for one', () => {
    const step = stepWith({ ledger: booksOf(10_000, {}), quotes: quotesOf({ markPriceUsd: null }) })
    expect(setExits(step, { symbol: inverse, change: { stopLossUsd: 200 } })).toMatchObject({
      plan: { stopLossUsd: 200 },
    })
    expect(setExits(step, { symbol: inverse, change: { trailingStop: trailing } })).toMatchObject({
      plan: { trailingStop: { bestPriceUsd: null, stopPriceUsd: null } },
    })
    const silent = stepWith({ ledger: booksOf(10_000, {}), quotes: new Map() })
    expect(setExits(silent, { symbol: inverse, change: { stopLossUsd: 200 } })).toMatchObject({ plan: {} })
  })

  it('is refused where the next mark would carry it out, or beyond what the books hold', () => {
    const step = stepWith({ ledger: booksOf(10_000, {}) })
    const set = (change: object) => setExits(step, { symbol: inverse, change })
    expect(set({ stopLossUsd: 100 })).toMatchObject({ refused: 'WrongExit', field: 'stopLossUsd', priceUsd: 100 })
    expect(set({ profitTargetUsd: 1e13 })).toMatchObject({ refused: 'OutOfBounds', field: 'profitTargetUsd' })
    expect(step.isEmpty).toBe(true)
  })

  it('is held to the tick where one is listed', () => {
    const listed = listedAs(inverse, { tickSize: { base: 0.5, steps: [] } })
    const ledger = booksOf(10_000, {})
    const change = { stopLossUsd: 90.2 }
    const held = stepWith({ ledger, instruments: new Map([[inverse, listed]]) })
    expect(setExits(held, { symbol: inverse, change })).toMatchObject({ refused: 'OffStep', field: 'stopLossUsd' })
    expect(setExits(stepWith({ ledger }), { symbol: inverse, change })).toMatchObject({ plan: change })
  })

  it('of no position names three of those that there are', () => {
    const none = stepWith()
    expect(setExits(none, { symbol: linear, change: {} })).toEqual({
      ...{ refused: 'NoPosition', symbol: linear },
      message: `There is no position in ${linear}. "positions" lists them all`,
    })
    const many = ['ADA_USDC', 'BTC', 'ETH', 'SOL_USDC'].map((currency) => ({ symbol: `${currency}-PERPETUAL` }))
    const some = stepWith({ ledger: booksOf(10_000, ...many) })
    expect(setExits(some, { symbol: linear, change: {} })).toMatchObject({
      message: expect.stringContaining(
        `in ${linear}; there is one in ADA_USDC-PERPETUAL, BTC-PERPETUAL, ETH-PERPETUAL. "positions"`,
      ) as string,
    })
  })
})
