import { describe, expect, it } from 'vitest'
import { christmas, noon, option } from '../../tests/support/builders.js'
import { listedByName } from '../domain/instrument-name.js'
import { yearsToExpiry } from '../pricing/day-count.js'
import { black76Greeks } from '../pricing/greeks.js'
import { believableGreeks } from './believable-greeks.js'

const call = option(84_000, 'CALL', christmas)
const terms = { iv: 0.45, forwardUsd: 85_000, timeMs: noon }
const years = yearsToExpiry(christmas, noon)
const model = black76Greeks({ ...terms, strikeUsd: 84_000, yearsToExpiry: years, optionKind: 'CALL' })

describe('greeks of the exchange', () => {
  it('are believed near the model, as it rounds them', () => {
    const { delta, gamma, vega, theta, rho } = model
    const rounded = { delta: delta + 0.02, gamma: Number(gamma.toFixed(5)), vega: vega * 1.05, theta, rho }
    expect(believableGreeks(rounded, call, terms)).toBe(rounded)
  })

  it.each([
    { delta: -0.5 },
    { gamma: 1e12 },
    { gamma: 0.001 },
    { vega: 1e12 },
    { vega: 2_000 },
    { theta: -1e12 },
    { rho: 1e6 },
  ])('are not believed where no such option has them: %o', (change) => {
    expect(believableGreeks({ ...model, ...change }, call, terms)).toBeNull()
  })

  it('are not believed where rounding left nothing of them', () => {
    const tiny = listedByName('XRP_USDC-25DEC26-0d0000087-C')
    if (tiny?.kind !== 'OPTION') throw new Error('no option')
    const greeks = { delta: 0.5, gamma: 99_999.1, vega: 0, theta: 0, rho: 0 }
    expect(believableGreeks(greeks, tiny, { ...terms, forwardUsd: 8.7e-6 })).toBeNull()
  })

  it.each([{ iv: null }, { forwardUsd: null }, { timeMs: christmas }])(
    'are not believed where nothing tells: %o',
    (change) => {
      expect(believableGreeks(model, call, { ...terms, ...change })).toBeNull()
    },
  )
})
