import { describe, expect, it } from 'vitest'
import { premiumUsd, type Black76Inputs } from './black76.js'
import { black76Greeks } from './greeks.js'

interface TickerExample {
  readonly inputs: Black76Inputs
  readonly markPrice: number
  readonly greeks: { delta: number; gamma: number; vega: number; theta: number; rho: number }
}

const afterMinutes = (minutes: number) => minutes / 525_600

/** Tickers as the exchange would round them, calculated apart from this code with arbitrary-precision arithmetic. */
const examples: Record<string, TickerExample> = {
  'a month, out of the money': {
    inputs: {
      optionKind: 'CALL',
      forwardUsd: 84213.57,
      strikeUsd: 90_000,
      yearsToExpiry: afterMinutes(48_960),
      iv: 0.4712,
    },
    markPrice: 0.0311,
    greeks: { delta: 0.3482, gamma: 0.00003, vega: 95.02265, theta: -65.84511, rho: 24.87187 },
  },
  'a quarter, protective put': {
    inputs: {
      optionKind: 'PUT',
      forwardUsd: 84213.57,
      strikeUsd: 70_000,
      yearsToExpiry: afterMinutes(185_760),
      iv: 0.5834,
    },
    markPrice: 0.0589,
    greeks: { delta: -0.23996, gamma: 0.00001, vega: 155.62467, theta: -35.19048, rho: -88.95841 },
  },
  'the last hours: theta for what is left of the day': {
    inputs: { optionKind: 'PUT', forwardUsd: 2811.42, strikeUsd: 2800, yearsToExpiry: afterMinutes(420), iv: 0.6105 },
    markPrice: 0.005,
    greeks: { delta: -0.40343, gamma: 0.00798, vega: 0.30772, theta: -9.39311, rho: -0.00918 },
  },
  'almost worthless: theta no more than the premium': {
    inputs: { optionKind: 'CALL', forwardUsd: 2811.42, strikeUsd: 2950, yearsToExpiry: afterMinutes(95), iv: 0.724 },
    markPrice: 0,
    greeks: { delta: 0, gamma: 0, vega: 0, theta: 0, rho: 0 },
  },
  'deep in the money': {
    inputs: {
      optionKind: 'PUT',
      forwardUsd: 83120.25,
      strikeUsd: 120_000,
      yearsToExpiry: afterMinutes(11_230),
      iv: 0.639,
    },
    markPrice: 0.4437,
    greeks: { delta: -0.99995, gamma: 0, vega: 0.02562, theta: -0.10497, rho: -25.63838 },
  },
}

describe('a ticker', () => {
  it.each(Object.entries(examples))('%s has this price and these greeks', (_, { inputs, markPrice, greeks }) => {
    expect(premiumUsd(inputs) / inputs.forwardUsd).toBeCloseTo(markPrice, 4)
    const model = black76Greeks(inputs)
    for (const name of ['delta', 'gamma', 'vega', 'theta', 'rho'] as const) {
      expect(model[name], name).toBeCloseTo(greeks[name], 5)
    }
  })
})
