import { expect, it } from 'vitest'
import type { MarketEvent } from '../../server/domain/market-events.js'
import { feedLive, indexTick, listing, option, optionsEvent, tomorrow, update } from '../support/builders.js'
import { perpetualTick } from '../support/scripted-feed.js'
import { marketOrder } from '../support/trading/builders.js'
import { marketToDesk } from '../support/trading/market-to-desk.js'

const second = 1_000
const expiring = option(80_000, 'CALL')
const { symbol } = expiring
const order = marketOrder({ symbol, leverage: 1, quantityCoin: 1 })

const index = (at: number) => indexTick(84_000, at)
const options = (at: number) => optionsEvent([update(symbol, { markIv: 0.5 }, at)], at)
const confirmation = (at: number): MarketEvent => ({
  ...{ type: 'options', currency: 'BTC', receivedTimeMs: at, confirms: 'ALL' },
  updates: [update('BTC-25DEC26-90000-C', { markIv: 0.5 }, at)],
})
const volatility = (at: number): MarketEvent => ({
  ...{ type: 'volatility-index', currency: 'BTC', volatility: 0.5, eventTimeMs: at, receivedTimeMs: at },
})
const perpetual = (at: number) => perpetualTick({ markPriceUsd: 84_000 }, at)

it.each([
  ['the index said again', index],
  ['options alone', options],
  ['confirmations alone', confirmation],
  ['the volatility index alone', volatility],
  ['the perpetual alone', perpetual],
])('an option is delivered at 08:00, and the account goes on, while the index stands still: %s', async (_, tick) => {
  await using market = await marketToDesk(tomorrow - 11 * 60 * second)
  const { desk: test, clock, say } = market
  const quote = { bidPrice: 0.047, askPrice: 0.048, markPrice: 0.0475, markIv: 0.5, underlyingPriceUsd: 84_000 }
  const everything = (at: number) => [index(at), perpetual(at), optionsEvent([update(symbol, quote, at)], at)]
  await say(feedLive, listing([expiring], clock.now()), ...everything(clock.now()))
  while (clock.now() < tomorrow - 40 * second) {
    await clock.advance(29 * second)
    await say(...everything(clock.now()))
  }
  await test.place(order)
  while (clock.now() <= tomorrow + 2 * second) await say(tick(clock.now()))
  // The buyer of the right to buy at 80,000 is paid the rest of 84,000.
  expect((await test.fills()).at(-1)).toMatchObject({ reason: 'EXPIRY', priceUsd: 4_000 })
  expect(test.performance()).toMatchObject({ openPositions: 0, asOf: tomorrow + 2 * second })
  expect(await test.refusal(order)).toMatchObject({ refused: 'MarketClosed' })
})
