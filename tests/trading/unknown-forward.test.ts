import { expect, it } from 'vitest'
import type { OptionValues } from '../../server/domain/market-events.js'
import { createMapper } from '../../server/feeds/deribit/language/mapper.js'
import { christmas, feedLive, indexTick, listing, noon, option, optionsEvent, update } from '../support/builders.js'
import { perpetualTick } from '../support/scripted-feed.js'
import { marketOrder } from '../support/trading/builders.js'
import { marketToDesk, type MarketToDesk } from '../support/trading/market-to-desk.js'

/** Far out of the money, so that its strike would ask for four times the margin that its forward does. */
const sold = option(320_000, 'CALL', christmas)
const { symbol } = sold
const quote = { bidPrice: 0.0011, askPrice: 0.0012, markPrice: 0.0011, underlyingPriceUsd: 80_000 }
const order = marketOrder({ symbol, side: 'SELL', leverage: 1, quantityCoin: 1 })
const perpetual = { bidPriceUsd: 79_990, askPriceUsd: 80_010, markPriceUsd: 80_000 }

/** 10,000 USD carry the 8,000 of margin that one call sold takes at a forward of 80,000. */
async function withCallSold(): Promise<MarketToDesk> {
  const market = await marketToDesk(noon)
  await market.say(feedLive, listing([sold], noon), indexTick(80_000, noon), perpetualTick(perpetual, noon), said({}))
  await market.desk.place(order)
  return market
}

const said = (values: Partial<OptionValues>, at = noon) =>
  optionsEvent([update(symbol, { ...quote, ...values }, at)], at)
const margin = ({ desk }: MarketToDesk) => desk.desk.accounts.portfolio('me')
const reasons = async ({ desk }: MarketToDesk) => (await desk.fills()).map(({ reason }) => reason)

it('a forward that is doubted for one frame changes no margin, liquidates nothing, and fills nothing', async () => {
  await using market = await withCallSold()
  const before = margin(market)
  await market.say(said({ underlyingPriceUsd: 8e6 }, noon + 1_000))
  expect(await reasons(market)).toEqual(['ORDER'])
  expect(margin(market)).toMatchObject({
    marginUsedUsd: before?.marginUsedUsd,
    maintenanceMarginUsd: before?.maintenanceMarginUsd,
    freshness: 'STALE',
  })
  expect(await market.desk.refusal({ ...order, side: 'BUY' })).toMatchObject({ refused: 'NoQuote' })
  await market.say(said({ underlyingPriceUsd: 80_000 }, noon + 2_000))
  expect(margin(market)).toMatchObject({ marginUsedUsd: before?.marginUsedUsd, freshness: 'LIVE' })
  await market.desk.place({ ...order, side: 'BUY' })
})

it('nor does a book summary that tells no forward', async () => {
  await using market = await withCallSold()
  const before = margin(market)
  const arrival = { receivedTimeMs: noon, exchangeTimeMs: noon, aheadTimeMs: noon, latestTimeMs: noon + 60_000 }
  const row = { instrument_name: symbol, bid_price: 0.0011, ask_price: 0.0012, mark_price: 0.0011, mark_iv: 50 }
  const summary = [{ ...row, underlying_price: null, creation_timestamp: noon + 1_000 }]
  await market.say(...createMapper().answer(summary, arrival).events)
  expect(market.desk.desk.accounts.positions('me')?.freshness).toBe('STALE')
  expect(await reasons(market)).toEqual(['ORDER'])
  expect(margin(market)).toMatchObject({ maintenanceMarginUsd: before?.maintenanceMarginUsd })
})
