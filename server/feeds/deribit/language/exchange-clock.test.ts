import { expect, it } from 'vitest'
import { noon } from '../../../../tests/support/builders.js'
import { MarketState } from '../../../market/market-state.js'
import { ExchangeClock } from './exchange-clock.js'
import { createMapper } from './mapper.js'

const second = 1_000
const facts = { name: 'deribit', source: 'DERIBIT', currencies: ['BTC'], staleAfterMs: 8_000 } as const

/** What a market knows of the index after frames that came on the second, each dated so far from its arrival. */
function marketAfter(clock: ExchangeClock, ...frames: readonly { aheadMs: number; price: number }[]) {
  const mapper = createMapper()
  let nowMs = noon
  const state = new MarketState(facts, () => nowMs)
  state.fold({ type: 'feed-state', state: 'LIVE', detail: null })
  for (const { aheadMs, price } of frames) {
    nowMs += second
    const frame = { index_name: 'btc_usd', price, timestamp: nowMs + aheadMs }
    const { events } = mapper.notification('deribit_price_index.btc_usd', frame, clock.arrival(nowMs))
    for (const event of events) state.fold(event)
  }
  const { asOf, indexPriceUsd } = state.refreshMarketData('BTC') ?? {}
  return { asOf: asOf === undefined || asOf === null ? null : asOf - noon, indexPriceUsd, ...mapper.counts }
}

it('counts an index dated 55 s ahead as of its arrival, and takes the next honest ones', () => {
  const early = [
    { aheadMs: -20, price: 84_000 },
    { aheadMs: 55 * second, price: 84_010 },
  ]
  expect(marketAfter(new ExchangeClock(), ...early)).toMatchObject({ asOf: 2 * second, indexPriceUsd: 84_010 })
  const honest = marketAfter(new ExchangeClock(), ...early, { aheadMs: -20, price: 84_020 })
  expect(honest).toMatchObject({ asOf: 3 * second - 20, indexPriceUsd: 84_020 })
})

it('believes a date up to 2 s ahead, and does not believe one more than a minute ahead', () => {
  const first = { aheadMs: 0, price: 84_000 }
  expect(marketAfter(new ExchangeClock(), first, { aheadMs: 2_000, price: 84_010 }).asOf).toBe(4 * second)
  expect(marketAfter(new ExchangeClock(), first, { aheadMs: 60_001, price: 84_010 })).toMatchObject({
    asOf: second,
    indexPriceUsd: 84_000,
  })
})

it('uses the measured clock of the exchange', () => {
  const clock = new ExchangeClock()
  clock.take((noon + 30 * second) * 1_000, noon)
  const ahead = { aheadMs: 30 * second, price: 84_000 }
  expect(marketAfter(clock, ahead).asOf).toBe(31 * second)
  expect(marketAfter(clock, ahead, { aheadMs: 85 * second, price: 84_010 }).asOf).toBe(32 * second)
})

it('does not use a clock that is a day off, or that is not told', () => {
  const clock = new ExchangeClock()
  const aheadMs = () => clock.arrival(noon).exchangeTimeMs - noon
  clock.take((noon + 86_399_999) * 1_000, noon)
  expect(aheadMs()).toBe(86_399_999)
  clock.take((noon - 86_400_000) * 1_000, noon)
  expect(aheadMs()).toBe(0)
  clock.take((noon - 5_000) * 1_000, noon)
  expect(aheadMs()).toBe(-5_000)
  clock.take(null, noon)
  expect(aheadMs()).toBe(0)
})

it('dates an answer by when it was sent, and a frame beside it by the clock', () => {
  const clock = new ExchangeClock()
  clock.take((noon + 1_000) * 1_000, noon)
  expect(clock.arrival(noon, (noon - 300) * 1_000)).toEqual({
    ...{ receivedTimeMs: noon, exchangeTimeMs: noon - 300 },
    ...{ aheadTimeMs: noon + 1_700, latestTimeMs: noon + 59_700 },
  })
  expect(clock.arrival(noon).exchangeTimeMs).toBe(noon + 1_000)
  expect(clock.arrival(noon, 5).exchangeTimeMs).toBe(noon + 1_000)
})
