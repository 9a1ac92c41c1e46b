import { expect, it } from 'vitest'
import { createMapper } from '../../server/feeds/deribit/language/mapper.js'
import { MarketState } from '../../server/market/market-state.js'
import { perpetualQuote } from '../../server/trading/board/quotes-of.js'
import { matchOrder } from '../../server/trading/engine/match-order.js'
import { noon } from '../support/builders.js'

const symbol = 'DOGE_USDC-PERPETUAL'
const ticker = {
  ...{ instrument_name: symbol, timestamp: noon, mark_price: 0.25 },
  ...{ best_bid_price: 0.2, best_bid_amount: 300, best_ask_price: 0.3, best_ask_amount: 5_000 },
}

function quoted() {
  const facts = { name: 'deribit', source: 'DERIBIT', currencies: ['DOGE_USDC'], staleAfterMs: 8_000 } as const
  const state = new MarketState(facts, () => noon)
  state.fold({ type: 'feed-state', state: 'LIVE', detail: null })
  const arrival = { receivedTimeMs: noon, exchangeTimeMs: noon, aheadTimeMs: noon, latestTimeMs: noon }
  const { events } = createMapper().notification(`ticker.${symbol}.100ms`, ticker, arrival)
  for (const event of events) state.fold(event)
  state.refreshMarketData('DOGE_USDC')
  const heard = state.heardMarket('DOGE_USDC')
  const quote = heard && perpetualQuote(heard)
  if (!quote) throw new Error('no quote')
  return quote
}

it.each([
  ['BUY', 5_000, 0.3],
  ['SELL', 300, 0.2],
] as const)('fills a %s of 5,000,000 coins of a linear perpetual with the %d coins quoted', (side, coins, priceUsd) => {
  const order = { symbol, side, type: 'MARKET', timeInForce: 'IOC', limitPriceUsd: null, limitPriceCoin: null } as const
  const match = matchOrder({ ...order, remainingCoin: 5_000_000, resting: false }, quoted(), 0)
  expect(match).toMatchObject({ quantityCoin: coins, priceUsd })
})
