import { expect, it } from 'vitest'
import { booksOf, inverse, inverseCall, quotesOf } from '../../../tests/support/trading/ledger-builders.js'
import { marksOf, quotesOfMarks } from './last-marks.js'

const held = booksOf(10_000, {}, { symbol: inverseCall, priceUsd: 4 })
const doubted = { symbol: inverseCall, markPriceUsd: null, lastMarkPriceUsd: 3, underlyingPriceUsd: null, asOf: 7 }

it('what positions were valued at last is kept, and of nothing else', () => {
  const quotes = quotesOf(
    { markPriceUsd: 104 },
    { ...doubted, lastUnderlyingPriceUsd: 98 },
    { symbol: 'ETH-PERPETUAL' },
  )
  expect(marksOf(held, quotes)).toEqual([
    { symbol: inverseCall, markPriceUsd: 3, underlyingPriceUsd: 98, asOf: 7 },
    { symbol: inverse, markPriceUsd: 104, underlyingPriceUsd: 100, asOf: 1_000_000 },
  ])
  expect(marksOf(held, quotesOf({ markPriceUsd: null }))).toEqual([])
})

it('nobody trades at what was kept: it is stale, and has no offer', () => {
  const quotes = quotesOfMarks([{ symbol: inverse, markPriceUsd: 104, underlyingPriceUsd: 98, asOf: 7 }], 'DERIBIT')
  expect([...quotes]).toEqual([
    [
      inverse,
      {
        ...{ symbol: inverse, source: 'DERIBIT', freshness: 'STALE', asOf: 7, state: null },
        ...{ markPriceUsd: 104, lastMarkPriceUsd: 104, underlyingPriceUsd: 98, lastUnderlyingPriceUsd: 98 },
        ...{ bidPriceUsd: null, bidQuantityCoin: null, askPriceUsd: null, askQuantityCoin: null },
        ...{ bidPriceCoin: null, askPriceCoin: null, markPriceCoin: null, markIv: null, greeks: null },
        ...{ indexPriceUsd: null, fundingRate8h: null },
      },
    ],
  ])
})
