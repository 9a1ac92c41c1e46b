import { describe, expect, it } from 'vitest'
import { christmas, noon, option } from '../../tests/support/builders.js'
import type { Greeks } from '../domain/greeks.js'
import { listedByName } from '../domain/instrument-name.js'
import type { OptionInstrument } from '../domain/instrument.js'
import { yearsToExpiry } from '../pricing/day-count.js'
import { black76Greeks } from '../pricing/greeks.js'
import { believableGreeks } from './believable-greeks.js'

const call = option(84_000, 'CALL', christmas)
const terms = { iv: 0.45, forwardUsd: 85_000, timeMs: noon }
const years = yearsToExpiry(christmas, noon)
const modelOf = ({ strikeUsd, optionKind }: OptionInstrument, { iv, forwardUsd } = terms) =>
  black76Greeks({ iv, forwardUsd, strikeUsd, yearsToExpiry: years, optionKind })
const model = modelOf(call)

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

  describe('may differ from the model, in delta by a quarter, else by half of the most, and the rounding', () => {
    const peak = modelOf({ ...call, strikeUsd: terms.forwardUsd * Math.exp((terms.iv ** 2 * years) / 2) })
    const inTheMoney = modelOf(call, { ...terms, forwardUsd: 1e9 })
    const most: [keyof Greeks, number][] = [
      ['delta', 0.5],
      ['gamma', peak.gamma],
      ['vega', peak.vega],
      ['theta', peak.theta],
      ['rho', inTheMoney.rho],
    ]
    it.each(most)('%s', (name, size) => {
      for (const sign of [1, -1]) {
        const apart = (rounding: number) => ({
          ...model,
          [name]: model[name] + sign * (Math.abs(size) / 2 + rounding),
        })
        expect(believableGreeks(apart(5e-6), call, terms)).not.toBeNull()
        expect(believableGreeks(apart(7e-6), call, terms)).toBeNull()
      }
    })
  })

  describe('of a cheap coin', () => {
    const cheap = { ...terms, forwardUsd: 8.7e-6 }
    const named = (name: string) => {
      const tiny = listedByName(name)
      if (tiny?.kind !== 'OPTION') throw new Error('no option')
      return tiny
    }
    const atTheMoney = named('XRP_USDC-25DEC26-0d0000087-C')

    it('are not believed where rounding left nothing of them', () => {
      const greeks = modelOf(atTheMoney, cheap)
      expect(believableGreeks(greeks, atTheMoney, cheap)).toBe(greeks)
      expect(believableGreeks({ ...greeks, vega: 0 }, atTheMoney, cheap)).toBeNull()
    })

    it('are believed where there is nothing to round, and so are those of a dear one', () => {
      const far = named('XRP_USDC-25DEC26-0d5-C')
      const none = { delta: 0, gamma: 0, vega: 0, theta: 0, rho: 0 }
      expect(believableGreeks(none, far, cheap)).toBe(none)
      const farCall = option(200_000, 'CALL', christmas)
      expect(modelOf(farCall).vega).toBeGreaterThan(0)
      expect(believableGreeks(none, farCall, terms)).toBe(none)
    })
  })

  it.each([{ iv: null }, { forwardUsd: null }, { timeMs: christmas }])(
    'are not believed where nothing tells: %o',
    (change) => {
      expect(believableGreeks(model, call, { ...terms, ...change })).toBeNull()
    },
  )

  it('are not believed without a volatility, not even those of the payoff', () => {
    const payoff = modelOf(call, { ...terms, iv: 0 })
    expect(believableGreeks(payoff, call, { ...terms, iv: 0 })).toBeNull()
  })
})
