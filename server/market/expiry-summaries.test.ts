import { beforeEach, expect, it } from 'vitest'
import {
  christmas,
  feedLive,
  indexTick,
  ladder,
  listing,
  noon,
  option,
  optionsEvent,
  tomorrow,
  update,
} from '../../tests/support/builders.js'
import type { ExpirySummaries } from '../domain/option-chain.js'
import { msPerDay } from '../domain/units.js'
import { MarketState } from './market-state.js'

const strikes = [82_000, 84_000, 86_000]
const { symbol } = option(84_000, 'CALL')
let state: MarketState
let clock: { now: number }

beforeEach(() => {
  clock = { now: noon }
  const facts = { name: 'simulated', source: 'SIMULATED', currencies: ['BTC'], staleAfterMs: 8_000 } as const
  state = new MarketState(facts, () => clock.now)
  state.fold(feedLive)
  state.fold(listing([...ladder(strikes), ...ladder(strikes, christmas)]))
})

const read = (): ExpirySummaries => {
  const summaries = state.expirySummaries('BTC')
  if (!summaries) throw new Error('No such currency')
  return summaries
}
const say = (values: object, at = noon) => {
  state.fold(optionsEvent([update(symbol, values, at)], at))
  state.refreshChain('BTC', tomorrow)
}

it('tell what is known of each listed expiry, nearest first', () => {
  expect(read()).toMatchObject({ asOf: null, freshness: 'STALE', expiries: [{ daysToExpiry: null }, {}] })
  say({ underlyingPriceUsd: 84_100.123456, markIv: 0.45 })
  expect(read()).toMatchObject({
    asOf: noon,
    source: 'SIMULATED',
    freshness: 'LIVE',
    currency: 'BTC',
    expiries: [
      {
        expiryMs: tomorrow,
        daysToExpiry: 0.8333,
        contractCount: 6,
        atmIv: 0.45,
        underlyingPriceUsd: 84_100.1235,
        underlyingFreshness: 'LIVE',
      },
      { expiryMs: christmas, atmIv: null, underlyingPriceUsd: null },
    ],
  })
  expect(state.expirySummaries('DOGE')).toBeNull()
})

it('count a change of what they show, and only that', () => {
  say({ underlyingPriceUsd: 84_000, markIv: 0.45 })
  let { seq } = read()
  const counts = (changes: number) => expect(read().seq).toBe((seq += changes))
  say({ underlyingPriceUsd: 84_000.000001, markIv: 0.4500001, openInterestCoin: 5 }, noon + 1)
  counts(0)
  say({ underlyingPriceUsd: 84_001 }, noon + 2)
  counts(1)
  say({ markIv: 0.46 }, noon + 3)
  counts(1)
  state.fold(listing([...ladder(strikes), ...ladder([84_000], christmas)], noon + 4))
  for (const expiryMs of [tomorrow, christmas]) state.refreshChain('BTC', expiryMs)
  counts(1)
  state.fold({ type: 'feed-state', state: 'RECONNECTING', detail: 'test' })
  for (const expiryMs of [tomorrow, christmas]) state.refreshChain('BTC', expiryMs)
  counts(1)
  expect(read()).toMatchObject({ freshness: 'STALE', expiries: [{ underlyingFreshness: 'STALE' }, {}] })
  state.fold(listing(ladder([84_000], christmas), noon + 5))
  counts(1)
})

it('of no expiry are as fresh as the market, and count that and the first that is listed', () => {
  state.fold({ type: 'reset' })
  state.fold(indexTick(84_000))
  const { seq } = read()
  expect(read()).toMatchObject({ freshness: 'STALE', expiries: [] })
  state.refreshMarketData('BTC')
  expect(read()).toMatchObject({ freshness: 'LIVE', seq: seq + 1 })
  state.fold(listing(ladder(strikes)))
  expect(read()).toMatchObject({ freshness: 'LIVE', seq: seq + 2, expiries: [{ expiryMs: tomorrow }] })
})

it('count that one of several is listed no more', () => {
  say({ underlyingPriceUsd: 84_000, markIv: 0.45 })
  const { seq } = read()
  state.fold(listing(ladder(strikes), noon + 1))
  expect(read()).toMatchObject({ seq: seq + 1, expiries: { length: 1 } })
})

it('know of every second, and count the days left when these pass a thousandth', () => {
  const start = tomorrow - 0.8 * msPerDay
  const told = Array.from({ length: 173 }, (_, second) => {
    state.fold(indexTick(84_000, start + second * 1_000))
    return read()
  })
  expect(told.map(({ asOf }) => asOf)).toEqual(told.map((_, second) => start + second * 1_000))
  expect(told.at(-1)?.expiries[0]?.daysToExpiry).toBe(0.798)
  const changes = told.filter(({ seq }, second) => second > 0 && seq !== told[second - 1]?.seq)
  expect(changes.map(({ expiries: [near] }) => near?.daysToExpiry)).toEqual([0.7999, 0.7989])
})
