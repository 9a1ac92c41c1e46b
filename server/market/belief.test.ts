import { describe, expect, it } from 'vitest'
import { isNear, priceReach, weigh, type Belief, type Witness } from './belief.js'

const nothing: Belief<number> = { believed: null, doubted: null }

function after(...said: readonly (readonly [value: number, timeMs: number, witness?: Witness])[]): Belief<number> {
  return said.reduce(
    (belief, [value, timeMs, witness = null]) => weigh(belief, value, timeMs, witness, priceReach),
    nothing,
  )
}

describe('near', () => {
  it('is what is at most so many times as large, and the slack more', () => {
    const near = (a: number, b: number) => [
      isNear(a, b, { factor: 2, slack: 0.5 }),
      isNear(b, a, { factor: 2, slack: 0.5 }),
    ]
    expect([near(1, 2), near(1, 2.5), near(1, 2.6)]).toEqual([
      [true, true],
      [true, true],
      [false, false],
    ])
  })
})

describe('weigh', () => {
  it('believes what is near, and what comes first', () => {
    expect(after([100, 0], [105, 1], [110, 2])).toEqual({ believed: 110, doubted: null })
  })

  it('doubts a jump, and forgets it when the next value is near again', () => {
    expect(after([1, 0], [8e7, 1_000])).toMatchObject({ believed: 1, doubted: { value: 8e7 } })
    expect(after([1, 0], [8e7, 1_000], [1.01, 2_000])).toEqual({ believed: 1.01, doubted: null })
  })

  it('believes a jump that is said again a second later, however often it was said sooner', () => {
    expect(after([100, 0], [200, 1_000], [200, 1_100], [200, 1_300], [200, 1_999])).toMatchObject({ believed: 100 })
    expect(after([100, 0], [200, 1_000], [201, 2_000])).toEqual({ believed: 201, doubted: null })
    expect(after([100, 0], [200, 1_000], [900, 2_000])).toMatchObject({ believed: 100, doubted: { value: 900 } })
  })

  it('believes a jump that a witness speaks for, and one that a witness speaks against after five seconds', () => {
    expect(after([100, 0], [200, 1_000, 'FOR'])).toEqual({ believed: 200, doubted: null })
    expect(after([100, 0], [200, 1_000, 'AGAINST'], [200, 5_999, 'AGAINST'])).toMatchObject({ believed: 100 })
    expect(after([100, 0], [200, 1_000, 'AGAINST'], [200, 6_000, 'AGAINST'])).toMatchObject({ believed: 200 })
  })

  it('doubts what a witness speaks against also where it comes first or is near', () => {
    expect(after([100, 0, 'AGAINST'])).toMatchObject({ believed: null, doubted: { value: 100 } })
    expect(after([100, 0], [101, 1, 'AGAINST'])).toMatchObject({ believed: 100, doubted: { value: 101 } })
  })

  it('believes nothing yet when the first value was doubted, until a second has passed', () => {
    expect(after([100, 0, 'AGAINST'], [100, 999])).toMatchObject({ believed: null })
    expect(after([100, 0, 'AGAINST'], [100, 1_000])).toEqual({ believed: 100, doubted: null })
  })
})
