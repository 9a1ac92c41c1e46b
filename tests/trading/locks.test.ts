import { expect, it } from 'vitest'
import type { MarketEvent } from '../../server/domain/market-events.js'
import { createMapper } from '../../server/feeds/deribit/language/mapper.js'
import { feedLive, indexTick, listing, option, optionsEvent, tomorrow, update } from '../support/builders.js'
import { perpetualTick } from '../support/scripted-feed.js'
import { marketOrder } from '../support/trading/builders.js'
import { marketToDesk } from '../support/trading/market-to-desk.js'

const startMs = tomorrow - 3_600_000
const call = option(80_000, 'CALL')
const quote = { bidPrice: 0.047, askPrice: 0.048, markPrice: 0.0475, markIv: 0.5, underlyingPriceUsd: 84_000 }
const bitcoin = { bidPriceUsd: 83_999, askPriceUsd: 84_001, markPriceUsd: 84_000 }
const ether = { bidPriceUsd: 2_799, askPriceUsd: 2_801, markPriceUsd: 2_800 }
const symbols = ['BTC-PERPETUAL', call.symbol, 'ETH-PERPETUAL'] as const

async function openMarket() {
  const market = await marketToDesk(startMs)
  const prices = (at: number): MarketEvent[] => [
    ...[indexTick(84_000, at), indexTick(2_800, at, 'ETH'), perpetualTick(bitcoin, at)],
    { ...perpetualTick(ether, at), currency: 'ETH', symbol: 'ETH-PERPETUAL' } as MarketEvent,
    optionsEvent([update(call.symbol, quote, at)], at),
  ]
  await market.say(feedLive, listing([call], startMs), ...prices(startMs))
  const mapper = createMapper()
  /** What the exchange says, through the mapper, and then the prices once more. */
  const exchangeSays = async (channel: string, data: object) => {
    const at = market.clock.now()
    const arrival = { receivedTimeMs: at, exchangeTimeMs: at, aheadTimeMs: at + 2_000, latestTimeMs: at + 60_000 }
    const { events } = mapper.notification(channel, { timestamp: at, ...data }, arrival)
    await market.say(...events, ...prices(at))
  }
  /** Which instruments an order fills in, and what the others refuse with. */
  const answers = async () => {
    const tried = []
    for (const symbol of symbols) {
      const order = marketOrder({ symbol, leverage: 1, quantityCoin: 0.001 })
      const call = { accountId: 'me', idempotencyKey: `${symbol}-${market.clock.now()}`, fingerprint: 'x' }
      const answer = await market.desk.ask('placeOrder', call, order)
      tried.push('refused' in answer ? answer.refused : answer.order.status)
    }
    return tried
  }
  return { market, exchangeSays, answers }
}

it('a locked index refuses orders in what it prices and in nothing else, until it is unlocked', async () => {
  const { market, exchangeSays, answers } = await openMarket()
  await using _ = market
  expect(await answers()).toEqual(['FILLED', 'FILLED', 'FILLED'])
  await exchangeSays('platform_state', { price_index: 'btc_usd', locked: true })
  expect(await answers()).toEqual(['InstrumentHalted', 'InstrumentHalted', 'FILLED'])
  await exchangeSays('platform_state', { price_index: 'eth_usdc', locked: true })
  expect(await answers()).toEqual(['InstrumentHalted', 'InstrumentHalted', 'FILLED'])
  await exchangeSays('platform_state', { price_index: 'btc_usd', locked: false })
  expect(await answers()).toEqual(['FILLED', 'FILLED', 'FILLED'])
})

it.each(['halted', 'locked', 'settlement', 'closed', 'delivered', 'inactive', 'archivized', 'terminated', 'created'])(
  'an instrument that is %s refuses orders, and the others fill, until it is open',
  async (state) => {
    const { market, exchangeSays, answers } = await openMarket()
    await using _ = market
    await exchangeSays('instrument.state.any.BTC', { instrument_name: call.symbol, state })
    expect(await answers()).toEqual(['FILLED', 'InstrumentHalted', 'FILLED'])
    await exchangeSays('instrument.state.any.BTC', { instrument_name: 'BTC-PERPETUAL', state })
    expect(await answers()).toEqual(['InstrumentHalted', 'InstrumentHalted', 'FILLED'])
    await exchangeSays(`ticker.${call.symbol}.100ms`, { instrument_name: call.symbol, state: 'open' })
    await exchangeSays('instrument.state.any.BTC', { instrument_name: 'BTC-PERPETUAL', state: 'open' })
    expect(await answers()).toEqual(['FILLED', 'FILLED', 'FILLED'])
  },
)

it('what is no longer listed beside others of its expiry fills nothing', async () => {
  const { market, answers } = await openMarket()
  await using _ = market
  const other = option(82_000, 'CALL')
  const at = market.clock.now()
  await market.say(listing([other], at), optionsEvent([update(other.symbol, quote, at)], at), indexTick(84_000, at))
  expect(await answers()).toEqual(['FILLED', 'StalePrice', 'FILLED'])
})
