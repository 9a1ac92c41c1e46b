import { describe, expect, it } from 'vitest'
import { continuesMomentsAt, onceASecond } from './line-moments.js'

const moments = (...values: (number | null)[]) =>
  values.map((value, second) => ({ timeMs: second * 1_000, values: [value] }))

describe('lines that grow', () => {
  it('go on at the last drawn moment, which may have changed', () => {
    expect(continuesMomentsAt(moments(1, 2), moments(1, 2))).toBe(1)
    expect(continuesMomentsAt(moments(1, 2), moments(1, 5, 3, 4))).toBe(1)
    expect(continuesMomentsAt(moments(1, null, 3), moments(1, null, 3, 4))).toBe(2)
  })

  it('are drawn anew when something before it changed', () => {
    expect(continuesMomentsAt([], moments(1))).toBeNull()
    expect(continuesMomentsAt(moments(1, 2), moments(1))).toBeNull()
    expect(continuesMomentsAt(moments(1, 2), moments(3, 2))).toBeNull()
    expect(continuesMomentsAt(moments(1, 2), moments(null, 2))).toBeNull()
    expect(continuesMomentsAt(moments(1, 2), [{ timeMs: -1_000, values: [0] }, ...moments(1, 2)])).toBeNull()
    expect(continuesMomentsAt([{ timeMs: 0 }, ...moments(1).slice(1)], moments(1))).toBe(0)
  })

  it('have one moment a second, the later one', () => {
    const two = [
      { timeMs: 1_000, values: [1] },
      { timeMs: 1_900, values: [2] },
      { timeMs: 2_000, values: [3] },
    ]
    expect(onceASecond(two)).toEqual(two.slice(1))
    expect(onceASecond(two.slice(1))).toEqual(two.slice(1))
  })
})
