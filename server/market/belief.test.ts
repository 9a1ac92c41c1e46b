import { describe, expect, it } from 'vitest'
import { isNearPrice, noBelief, weigh, type Belief, type Witness } from './belief.js'

function after(...said: readonly (readonly [value: number, timeMs: number, witness?: Witness])[]): Belief {
  return said.reduce<Belief>(
    (belief, [value, timeMs, witness = null]) => weigh(belief, { value, timeMs, witness, isNear: isNearPrice }),
    noBelief,
  )
}

describe('weigh', () => {
  it('believes what is near, and what comes first', () => {
    expect(after([100, 0], [105, 1], [110, 2])).toEqual({ believed: 110, doubted: null })
  })

  it('doubts a jump, and forgets it when the next value is near again', () => {
    expect(after([1, 0], [8e7, 1_000])).toMatchObject({ believed: 1, doubted: { value: 8e7 } })
    expect(after([1, 0], [8e7, 1_000], [1.01, 2_000])).toEqual({ believed: 1.01, doubted: null })
  })

  it('believes a jump that a later frame says again, but not the same frame on another channel', () => {
    expect(after([100, 0], [200, 1_000], [200, 1_050])).toMatchObject({ believed: 100 })
    expect(after([100, 0], [200, 1_000], [201, 2_000])).toEqual({ believed: 201, doubted: null })
    expect(after([100, 0], [200, 1_000], [900, 2_000])).toMatchObject({ believed: 100, doubted: { value: 900 } })
  })

  it('believes a jump that a witness speaks for, and doubts a first value that one speaks against', () => {
    expect(after([100, 0], [200, 1_000, 'FOR'])).toEqual({ believed: 200, doubted: null })
    expect(after([100, 0, 'AGAINST'])).toMatchObject({ believed: null, doubted: { value: 100 } })
  })
})
