import { expect, it } from 'vitest'
import type { Greeks } from '../../domain/greeks.js'
import type { OptionKind } from '../../domain/instrument.js'
import { msPerDay } from '../../domain/units.js'
import { yearsToExpiry } from '../../pricing/day-count.js'
import { black76Greeks } from '../../pricing/greeks.js'
import { expectedGreeks } from './expected-greeks.js'

const timeMs = Date.UTC(2026, 10, 20, 12)
const forwardUsd = 84_000

interface Terms {
  readonly strikeUsd: number
  readonly iv: number
  readonly days: number
  readonly optionKind: OptionKind
}

function expected({ strikeUsd, iv, days, optionKind }: Terms, forward = forwardUsd): Greeks | null {
  const expiryMs = timeMs + days * msPerDay
  const option = { symbol: 'BTC', currency: 'BTC', optionKind, strikeUsd, expiryMs, premiumUnit: 'COIN' } as const
  return expectedGreeks({ option, iv, forwardUsd: forward, timeMs })
}

const grid = [500, 20_000, 80_000, 84_000, 90_000, 200_000, 900_000].flatMap((strikeUsd) =>
  [0.05, 0.4, 3].flatMap((iv) =>
    [1 / 1_440, 0.4, 30, 700].flatMap((days) =>
      (['CALL', 'PUT'] as const).map((optionKind): Terms => ({ strikeUsd, iv, days, optionKind })),
    ),
  ),
)

it.each(grid)('they are those of the pricing model: $strikeUsd $iv $days $optionKind', (terms) => {
  const years = yearsToExpiry(timeMs + terms.days * msPerDay, timeMs)
  const model = black76Greeks({ ...terms, forwardUsd, yearsToExpiry: years })
  const greeks = expected(terms)
  for (const name of ['delta', 'gamma', 'vega', 'theta', 'rho'] as const) {
    expect(Math.abs((greeks?.[name] ?? NaN) - model[name])).toBeLessThan(1e-6)
  }
})

it('they are the same to the last digit wherever this runs', () => {
  expect(expected({ strikeUsd: 90_000, iv: 0.47, days: 35, optionKind: 'CALL' })).toEqual({
    delta: 0.34410934397159887,
    gamma: 0.00003010787967208727,
    vega: 95.7440472053363,
    theta: -64.28528883786866,
    rho: 25.221837720147224,
  })
})

it('there are none without time, IV or forward', () => {
  const terms: Terms = { strikeUsd: 84_000, iv: 0.5, days: 30, optionKind: 'PUT' }
  expect(expected({ ...terms, days: 0 })).toBeNull()
  for (const iv of [0, -1, NaN]) expect(expected({ ...terms, iv })).toBeNull()
  for (const forward of [0, -1, NaN, Infinity]) expect(expected(terms, forward)).toBeNull()
})
