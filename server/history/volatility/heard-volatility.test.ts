import { expect, it } from 'vitest'
import { chainAt } from '../../../tests/support/agents/chains.js'
import { msPerHour, msPerMinute } from '../../domain/units.js'
import { HeardVolatility } from './heard-volatility.js'

const beginMs = Date.UTC(2026, 8, 24, 10)
const base = chainAt()
const chain = { ...base, contracts: base.contracts.map((one) => ({ ...one, openInterestCoin: 10 })) }
const choice = { currency: 'BTC', tenorDays: 1 }

/** A market whose index is known of all hours before, or of none. */
function market() {
  const state = { marketMs: beginMs, knowsIndex: true }
  const closeOf = (_: string, hourMs: number) => (state.knowsIndex ? 84_000 + ((hourMs / msPerHour) % 7) * 100 : null)
  const source = new HeardVolatility({
    marketMs: () => state.marketMs,
    chains: () => [chain],
    index: { prepare: () => Promise.resolve(), closeOf, settledMs: () => Infinity },
    kept: null,
  })
  const sampleOf = (fromMs: number) => {
    for (const timeMs of [fromMs, fromMs + msPerMinute]) {
      state.marketMs = timeMs
      source.heard('BTC')
    }
    return source.known(choice, { fromMs, toMs: fromMs + msPerMinute })
  }
  return { state, source, sampleOf }
}

it('a minute has a sample when the market goes on in the next one, and none when it was silent then', () => {
  const { state, source, sampleOf } = market()
  expect(sampleOf(beginMs)).toMatchObject({ minuteMs: beginMs, putCallOpenInterest: 1 })
  state.marketMs = beginMs + 5 * msPerMinute
  source.heard('BTC')
  expect(source.known(choice, { fromMs: beginMs + msPerMinute, toMs: beginMs + 5 * msPerMinute })).toBeNull()
})

it('nothing of one history is in another, not even what was realized in it', () => {
  const { state, source, sampleOf } = market()
  expect(sampleOf(beginMs)?.realizedVolatility).toBeGreaterThan(0)
  source.clear()
  expect(source.extent('BTC')).toBeNull()
  state.knowsIndex = false
  expect(sampleOf(beginMs)?.realizedVolatility).toBeNull()
})
