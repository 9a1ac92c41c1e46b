import { describe, expect, it } from 'vitest'
import { revert } from './mean-reversion.js'
import { randomFrom } from './random.js'

const to = { mean: 2, halfLifeYears: 0.1, deviation: 0.5 }

describe('revert', () => {
  it('goes half of the way to the mean in a half-life', () => {
    expect(revert(3, to, 0.1, 0)).toBeCloseTo(2.5, 12)
  })

  it('gets as far in many small steps as in one large one', () => {
    let value = 3
    for (let step = 0; step < 1000; step++) value = revert(value, to, 0.0003, 0)
    expect(value).toBeCloseTo(revert(3, to, 0.3, 0), 10)
  })

  it('spreads by its deviation in the long run', () => {
    const random = randomFrom('spread')
    const values = Array.from({ length: 20_000 }, () => revert(2, to, 10, random.normal()) - 2)
    const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length
    expect(Math.sqrt(variance)).toBeCloseTo(0.5, 1)
  })
})
