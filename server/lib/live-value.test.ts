import { describe, expect, it } from 'vitest'
import { liveValue } from './live-value.js'

interface Reading {
  readonly seq: number
  readonly asOf: number | null
  readonly amount: number
}
const reading = (amount: number, asOf: number | null) => ({ amount, asOf })
const start = (amount: number, asOf: number | null) =>
  liveValue<Reading>(reading(amount, asOf), (a, b) => a.amount === b.amount)

describe('liveValue', () => {
  it('counts changes by one', () => {
    const value = start(5, 1)
    expect(value.now().seq).toBe(0)
    expect([value.update(reading(6, 2)), value.update(reading(7, 3))]).toEqual([true, true])
    expect(value.now()).toEqual({ ...reading(7, 3), seq: 2 })
  })

  it('takes a later time alone for no change, and knows it', () => {
    const value = start(5, 1)
    expect(value.update(reading(5, 2))).toBe(false)
    expect(value.now()).toEqual({ ...reading(5, 2), seq: 0 })
  })

  it('takes the first time ever heard for a change', () => {
    expect(start(5, null).update(reading(5, 1))).toBe(true)
  })
})
