import { expect, it } from 'vitest'
import type { MarketEvent } from '../../server/domain/market-events.js'
import { christmas, feedLive, indexTick, listing, noon, option, optionsEvent, update } from '../support/builders.js'
import { perpetualTick } from '../support/scripted-feed.js'
import { marketOrder } from '../support/trading/builders.js'
import { marketToDesk } from '../support/trading/market-to-desk.js'

const second = 1_000
const [leaving, staying] = [option(80_000, 'CALL', christmas), option(90_000, 'CALL', christmas)]
const order = marketOrder({ symbol: leaving.symbol, leverage: 1, quantityCoin: 1 })
const quote = { bidPrice: 0.05, bidAmountCoin: 2, askPrice: 0.052, askAmountCoin: 2, markPrice: 0.051 }
const perpetual = { bidPriceUsd: 79_990, askPriceUsd: 80_010, markPriceUsd: 80_000, fundingRate8h: 0.001 }

const said = (at: number, forwardUsd: number, ...symbols: string[]): MarketEvent =>
  optionsEvent(
    symbols.map((symbol) => update(symbol, { ...quote, underlyingPriceUsd: forwardUsd }, at)),
    at,
  )
const prices = (at: number) => [indexTick(80_000, at), perpetualTick(perpetual, at)]
const opening = [
  ...[feedLive, listing([leaving, staying], noon), ...prices(noon)],
  said(noon, 80_000, leaving.symbol, staying.symbol),
]

it('an option that is no longer listed, while its expiry is, fills nothing and shows as stale', async () => {
  await using market = await marketToDesk(noon)
  await market.say(...opening)
  await market.desk.place(order)
  const at = market.clock.now()
  await market.say(listing([staying], at), ...prices(at), said(at, 80_000, staying.symbol))
  expect(await market.desk.refusal(order)).toMatchObject({ refused: 'StalePrice' })
  expect(market.desk.performance()).toMatchObject({ openPositions: 1, freshness: 'STALE' })
  await market.desk.place({ ...order, symbol: staying.symbol })
})

it('what was taken of an inverse option is gone while its own book stands, whatever the forward does', async () => {
  await using market = await marketToDesk(noon)
  await market.say(...opening)
  await market.desk.place({ ...order, quantityCoin: 2 })
  const at = market.clock.now()
  await market.say(...prices(at), said(at, 80_000.5, leaving.symbol))
  expect(await market.desk.refusal(order)).toMatchObject({ refused: 'NotEnoughOffered', offeredCoin: 0 })
})

it('a pause that was cut out of a recording is not charged for', async () => {
  await using market = await marketToDesk(noon)
  await market.say(...opening)
  await market.desk.place(marketOrder({ leverage: 50, quantityCoin: 1 }))
  const pauseMs = 3 * 86_400_000
  for (let step = 1; step <= 30; step += 1) {
    const receivedTimeMs = market.clock.now()
    await market.say(...prices(noon + pauseMs + step * second).map((event) => ({ ...event, receivedTimeMs })))
  }
  const { fundingUsd, asOf, freshness } = market.desk.performance()
  expect({ asOf, freshness }).toEqual({ asOf: noon + pauseMs + 30 * second, freshness: 'LIVE' })
  // 30 seconds of 0.1 % for 8 hours on 80,010 contracts are 0.08 USD, three days would be 720.
  expect(fundingUsd).toBeLessThanOrEqual(0)
  expect(fundingUsd).toBeGreaterThan(-0.09)
})

it('a first mark after a restart, far from the stored one, liquidates nothing until it still stands', async () => {
  await using market = await marketToDesk(noon)
  await market.say(...opening)
  await market.desk.place({ ...order, side: 'SELL', symbol: staying.symbol })
  const before = market.desk.performance().accountValueUsd
  await market.desk.restart()
  const told = (at: number) =>
    optionsEvent([update(staying.symbol, { ...quote, bidPrice: null, askPrice: 0.3, markPrice: 0.5 }, at)], at)
  const at = market.clock.now()
  await market.say(...prices(at), told(at))
  expect(await market.desk.fills()).toHaveLength(1)
  expect(market.desk.performance()).toMatchObject({ accountValueUsd: before, freshness: 'STALE' })
  await market.say(...prices(market.clock.now()), said(market.clock.now(), 80_000, staying.symbol))
  expect(await market.desk.fills()).toHaveLength(1)
  expect(market.desk.performance().freshness).toBe('LIVE')
})
