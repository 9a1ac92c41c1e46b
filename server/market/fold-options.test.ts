import { describe, expect, it } from 'vitest'
import {
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
import { marketAfter } from '../../tests/support/market-after.js'
import type { MarketEvent, OptionsEvent, OptionValues } from '../domain/market-events.js'

const [call, other] = [option(84_000, 'CALL').symbol, option(86_000, 'PUT').symbol]
const listed = listing(ladder([84_000, 86_000]))
const say = (values: Partial<OptionValues>, at: number, symbol = call) => optionsEvent([update(symbol, values, at)], at)
const chainOf = (...events: MarketEvent[]) => {
  const { state } = marketAfter(feedLive, listed, ...events)
  return state.refreshChain('BTC', tomorrow)
}

describe('the forward of an expiry', () => {
  const forward = (underlyingPriceUsd: number | null, at: number) => say({ underlyingPriceUsd }, at)
  const forwardOf = (...events: MarketEvent[]) => chainOf(...events)?.underlyingPriceUsd
  const index = indexTick(84_000)

  it('that jumps to the index is believed at once, while the index is not older than ten seconds', () => {
    const jump = (ms: number) => forwardOf(index, forward(60_000, noon), forward(85_000, noon + ms))
    expect([jump(1), jump(10_000), jump(10_001)]).toEqual([85_000, 85_000, null])
    expect(forwardOf(forward(60_000, noon), forward(85_000, noon + 1))).toBeNull()
  })

  it('of half or twice the index is believed when it comes first, and no other', () => {
    expect([42_000, 168_000, 41_999, 168_001].map((usd) => forwardOf(index, forward(usd, noon)))).toEqual([
      ...[42_000, 168_000, null, null],
    ])
  })

  it('far from the index is believed when it was repeated for five seconds', () => {
    const repeated = (ms: number) => forwardOf(index, forward(200_000, noon), forward(200_000, noon + ms))
    expect([repeated(1_000), repeated(4_999), repeated(5_000)]).toEqual([null, null, 200_000])
  })

  it('is not judged by an index that is doubted', () => {
    expect(forwardOf(index, indexTick(400_000, noon + 1), forward(200_000, noon + 2))).toBe(200_000)
  })

  it('bounds the prices of puts also while it is doubted or unknown', () => {
    const put = (at: number) => say({ bidPrice: 2.01, markPrice: 1.9 }, at, other)
    const told = (usd: number | null) =>
      chainOf(forward(43_000, noon), forward(usd, noon + 1), put(noon + 2))?.contracts.find(
        (one) => one.symbol === other,
      )
    for (const usd of [430_000, null]) expect(told(usd)).toMatchObject({ bidPriceCoin: null, markPriceCoin: 1.9 })
  })
})

describe('a chain', () => {
  it('shows the index of the moment at which its options last changed', () => {
    const moved = [indexTick(84_000), say({ markIv: 0.4 }, noon), indexTick(84_100, noon + 1)]
    expect(chainOf(...moved)?.indexPriceUsd).toBe(84_000)
    expect(chainOf(...moved, say({ markIv: 0.3 }, noon - 1))?.indexPriceUsd).toBe(84_000)
    expect(chainOf(...moved, say({}, noon + 2))?.indexPriceUsd).toBe(84_000)
    expect(chainOf(...moved, say({ markIv: 0.4 }, noon + 2))?.indexPriceUsd).toBe(84_100)
  })
})

describe('what an event confirms without naming it', () => {
  const values = { bidPrice: 0.01, askPrice: 0.02, markPrice: 0.015, underlyingPriceUsd: 84_000 }

  it.each<[string, OptionsEvent['confirms'], string, string]>([
    ['is nothing, of an event that says only what changed', undefined, 'STALE', 'STALE'],
    ['is the marks, of an event that says so', 'MARKS', 'STALE', 'LIVE'],
    ['is everything, of an event that says so', 'ALL', 'LIVE', 'LIVE'],
  ])('%s', (_, confirms, quoteFreshness, markFreshness) => {
    const { state, clock } = marketAfter(feedLive, listed, say(values, noon))
    clock.now = noon + 9_000
    const event = say({ lastPrice: 0.01 }, clock.now, other)
    state.fold({ ...event, ...(confirms && { confirms }) })
    const chain = state.refreshChain('BTC', tomorrow)
    expect(chain).toMatchObject({
      freshness: confirms === 'ALL' ? 'LIVE' : 'STALE',
      underlyingFreshness: quoteFreshness,
    })
    expect(chain?.contracts.find(({ symbol }) => symbol === call)).toMatchObject({ quoteFreshness, markFreshness })
  })
})
