import { describe, expect, it } from 'vitest'
import { feedLive, indexTick, noon } from '../../tests/support/builders.js'
import { marketAfter } from '../../tests/support/market-after.js'
import { perpetualTick } from '../../tests/support/scripted-feed.js'
import type { MarketEvent } from '../domain/market-events.js'

const heardAfter = (...events: MarketEvent[]) => {
  const { state } = marketAfter(feedLive, ...events)
  state.refreshMarketData('BTC')
  return state.heardMarket('BTC')?.perpetual
}
const others = {
  ...{ lastPriceUsd: 84_001, change24hPct: 1.5, high24hUsd: 85_000, low24hUsd: 83_000 },
  ...{ volume24hCoin: 9, volume24hUsd: 756_000, openInterestUsd: 1_000, fundingRate8h: 0.0001, fundingPaid8h: 0 },
}

describe('a perpetual', () => {
  it('tells null of what nobody said', () => {
    expect(heardAfter(perpetualTick({ bidPriceUsd: 84_000 }, noon))).toMatchObject({
      ...{ symbol: 'BTC-PERPETUAL', state: null, asOf: noon, bidPriceUsd: 84_000, bidAmountUsd: null },
      ...{ askPriceUsd: null, askAmountUsd: null, markPriceUsd: null },
      ...Object.fromEntries(Object.keys(others).map((name) => [name, null])),
    })
    expect(heardAfter(perpetualTick(others, noon))).toMatchObject({ ...others, bidPriceUsd: null, markPriceUsd: null })
  })

  it('keeps each value until another is said', () => {
    const { volume24hCoin, ...rest } = others
    const said = [perpetualTick(rest, noon), perpetualTick({ volume24hCoin, lastPriceUsd: 84_002 }, noon + 1)]
    expect(heardAfter(...said)).toMatchObject({ ...others, lastPriceUsd: 84_002 })
  })

  it('takes its quote and its other values each by their own times', () => {
    const [quote, last] = [{ bidPriceUsd: 84_000 }, { lastPriceUsd: 84_001 }]
    expect(heardAfter(perpetualTick(quote, noon + 5), perpetualTick(last, noon + 3))).toMatchObject({
      ...{ ...quote, ...last, asOf: noon + 5 },
    })
    expect(heardAfter(perpetualTick(last, noon + 5), perpetualTick(quote, noon + 3))).toMatchObject({
      ...{ ...quote, ...last, asOf: noon + 5, quoteAsOf: noon + 3 },
    })
  })

  it('is never as of a time after the clock of the market', () => {
    const ahead = perpetualTick({ markPriceUsd: 84_000 }, noon + 60_000)
    expect(heardAfter(indexTick(84_000), ahead)).toMatchObject({ asOf: noon })
  })

  it('doubts a mark that is a hundredth away from its quote, and not one within it', () => {
    const quote = { bidPriceUsd: 100_000, askPriceUsd: 100_010 }
    const isDoubted = (markPriceUsd: number) => heardAfter(perpetualTick({ ...quote, markPriceUsd }, noon))?.markDoubted
    expect([98_900, 99_100, 100_900, 101_100].map(isDoubted)).toEqual([true, false, false, true])
  })

  it('believes no mark that jumps within a wide quote, and one within a narrow quote', () => {
    const jump = (askPriceUsd: number) =>
      heardAfter(
        perpetualTick({ markPriceUsd: 90_000 }, noon),
        perpetualTick({ bidPriceUsd: 100_000, askPriceUsd, markPriceUsd: 100_500 }, noon + 100),
      )?.markDoubted
    expect([jump(102_000), jump(103_000)]).toEqual([false, true])
  })
})
