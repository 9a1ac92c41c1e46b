import { describe, expect, it } from 'vitest'
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
import { marketAfter } from '../../tests/support/market-after.js'

const near = ladder([82_000, 84_000, 86_000])
const listed = listing([...near, ...ladder([84_000], christmas)])
const symbol = (strike: number) => option(strike, 'CALL').symbol

describe('what is read', () => {
  it('is what was published last, and reading it makes nothing new of it', () => {
    const { state } = marketAfter(feedLive, listed, indexTick(84_000))
    const [data, chain] = [state.refreshMarketData('BTC'), state.refreshChain('BTC', tomorrow)]
    state.fold(indexTick(84_001, noon + 1))
    state.fold(optionsEvent([update(symbol(84_000), { markIv: 0.5 }, noon + 1)]))
    expect([state.marketData('BTC'), state.chain('BTC', tomorrow)]).toEqual([data, chain])
    expect(state.refreshMarketData('BTC')).toMatchObject({ seq: (data?.seq ?? 0) + 1, indexPriceUsd: 84_001 })
    expect(state.refreshChain('BTC', tomorrow)?.seq).toBe((chain?.seq ?? 0) + 1)
    expect(state.marketData('BTC')?.indexPriceUsd).toBe(84_001)
  })
})

describe('the time of instruments', () => {
  it('is that of the newest listing, state or lock, also when an older one comes late', () => {
    const { state } = marketAfter(feedLive, indexTick(84_000, noon + 10), listing(near, noon + 2))
    state.fold({
      type: 'instrument-state',
      currency: 'BTC',
      symbol: symbol(84_000),
      state: 'OPEN',
      eventTimeMs: noon + 1,
      receivedTimeMs: noon + 10,
    })
    expect(state.instruments('BTC')?.asOf).toBe(noon + 2)
  })
})

describe('a reset', () => {
  it('forgets the values and goes on counting', () => {
    const { state } = marketAfter(
      feedLive,
      listed,
      indexTick(84_000),
      optionsEvent([update(symbol(84_000), { markIv: 0.4 })]),
    )
    const seq = state.refreshMarketData('BTC')?.seq ?? 0
    state.fold({ type: 'reset' })
    expect(state.refreshMarketData('BTC')).toMatchObject({ seq: seq + 1, indexPriceUsd: null, asOf: null })
    expect(state.expiries('BTC')).toEqual([])
    expect(state.indexHistory('BTC', 10)).toEqual([])
  })
})
