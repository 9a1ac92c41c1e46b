import { describe, expect, it } from 'vitest'
import type { MarketEvent, OptionValues, PerpetualValues } from '../../server/domain/market-events.js'
import { christmas, feedLive, indexTick, listing, noon, option, optionsEvent, update } from '../support/builders.js'
import { perpetualTick } from '../support/scripted-feed.js'
import { marketOrder } from '../support/trading/builders.js'
import { callOf } from '../support/trading/desk.js'
import { marketToDesk, type MarketToDesk } from '../support/trading/market-to-desk.js'

const call = option(120_000, 'CALL', christmas)
const perpetual = {
  ...{ bidPriceUsd: 80_000, bidAmountUsd: 1e7, askPriceUsd: 80_010, askAmountUsd: 1e7 },
  ...{ markPriceUsd: 80_005, fundingRate8h: 0 },
}
const quote = {
  ...{ bidPrice: 0.0039, bidAmountCoin: 100, askPrice: 0.0041, askAmountCoin: 100 },
  ...{ markPrice: 0.004, markIv: 0.5, underlyingPriceUsd: 80_000 },
}

/** A market that says index, perpetual and call once a second, with what a test changes. */
class Prices implements AsyncDisposable {
  static async open(): Promise<Prices> {
    const market = await marketToDesk(noon)
    const prices = new Prices(market)
    await market.say(feedLive, listing([call]), ...prices.events({}, {}))
    return prices
  }

  private constructor(readonly market: MarketToDesk) {}

  events(ofPerpetual: Partial<PerpetualValues>, ofCall: Partial<OptionValues>, indexUsd = 80_000): MarketEvent[] {
    const at = this.market.clock.now()
    return [
      ...[indexTick(indexUsd, at), perpetualTick({ ...perpetual, ...ofPerpetual }, at)],
      optionsEvent([update(call.symbol, { ...quote, ...ofCall }, at)], at),
    ]
  }

  async say(ofPerpetual: Partial<PerpetualValues>, ofCall: Partial<OptionValues> = {}, seconds = 1): Promise<void> {
    for (let second = 0; second < seconds; second += 1) await this.market.say(...this.events(ofPerpetual, ofCall))
  }

  async answer(side: 'BUY' | 'SELL', symbol: string, quantityCoin = 0.01): Promise<string> {
    const order = marketOrder({ symbol, side, quantityCoin, leverage: 10 })
    const answer = await this.market.desk.ask('placeOrder', callOf('me'), order)
    return 'refused' in answer ? answer.refused : answer.order.status
  }

  async reasons(): Promise<readonly string[]> {
    return (await this.market.desk.fills()).map(({ reason }) => reason)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.market[Symbol.asyncDispose]()
  }
}

const far = { bidPriceUsd: 800_000, askPriceUsd: 800_100 }

describe('a quote that contradicts its mark', () => {
  it.each<[string, Partial<PerpetualValues>]>([
    ['ten times too high', far],
    ['ten times too low', { bidPriceUsd: 8_000, askPriceUsd: 8_001 }],
    ['absurdly wide', { bidPriceUsd: 1, askPriceUsd: 900_000 }],
    ['and so does the whole perpetual its index', { ...far, markPriceUsd: 800_050 }],
  ])('fills nothing: of the perpetual, %s', async (_, absurd) => {
    await using prices = await Prices.open()
    await prices.say(absurd)
    expect(await prices.answer('SELL', 'BTC-PERPETUAL')).toBe('NoQuote')
    expect(await prices.answer('BUY', 'BTC-PERPETUAL')).toBe('NoQuote')
    await prices.say({})
    expect(await prices.answer('BUY', 'BTC-PERPETUAL')).toBe('FILLED')
  })

  it.each<[string, 'BUY' | 'SELL', Partial<OptionValues>]>([
    ['an ask far below the mark', 'BUY', { bidPrice: 0.0001, askPrice: 0.0002 }],
    ['a bid far above the mark', 'SELL', { bidPrice: 0.5, askPrice: 0.6 }],
    ['a bid of five coins for a call on one', 'SELL', { bidPrice: 5, askPrice: 6 }],
  ])('fills nothing: of an option, %s', async (_, side, absurd) => {
    await using prices = await Prices.open()
    await prices.say({}, absurd)
    expect(await prices.answer(side, call.symbol)).toBe('NoQuote')
    await prices.say({})
    expect(await prices.answer(side, call.symbol)).toBe('FILLED')
  })

  it('is believed after five seconds of saying it again', async () => {
    await using prices = await Prices.open()
    await prices.say({ bidPriceUsd: 82_000, askPriceUsd: 82_010 }, {}, 5)
    expect(await prices.answer('SELL', 'BTC-PERPETUAL')).toBe('NoQuote')
    await prices.say({ bidPriceUsd: 82_000, askPriceUsd: 82_010 })
    expect(await prices.answer('SELL', 'BTC-PERPETUAL')).toBe('FILLED')
  })
})

describe('an absurd mark', () => {
  it.each<[string, Partial<PerpetualValues>, number]>([
    ['for one frame beside a book that does not move', { markPriceUsd: 800_050 }, 1],
    ['for four frames beside a book that does not move', { markPriceUsd: 800_050 }, 4],
    ['for one frame within a wide book', { bidPriceUsd: 1, askPriceUsd: 900_000, markPriceUsd: 800_000 }, 1],
  ])('liquidates no short: of the perpetual, %s', async (_, absurd, seconds) => {
    await using prices = await Prices.open()
    expect(await prices.answer('SELL', 'BTC-PERPETUAL', 0.5)).toBe('FILLED')
    await prices.say(absurd, {}, seconds)
    await prices.say({}, {}, 2)
    expect(await prices.reasons()).toEqual(['ORDER'])
    expect(prices.market.desk.performance().maxDrawdownPct).toBeLessThan(1)
  })

  it.each<[string, Partial<OptionValues>]>([
    ['within a wide book', { bidPrice: 0.001, askPrice: 0.02, markPrice: 0.04 }],
    ['within a wider one', { bidPrice: 0.001, askPrice: 0.06, markPrice: 0.1 }],
    ['of more than its coin', { bidPrice: null, askPrice: null, markPrice: 1e12 }],
  ])('liquidates no short: of an option, %s', async (_, absurd) => {
    await using prices = await Prices.open()
    await prices.say({}, { bidPrice: 0.001, askPrice: 0.02 })
    expect(await prices.answer('SELL', call.symbol, 1)).toBe('FILLED')
    await prices.say({}, absurd)
    await prices.say({}, {}, 2)
    expect(await prices.reasons()).toEqual(['ORDER'])
    expect(prices.market.desk.performance().maxDrawdownPct).toBeLessThan(5)
  })

  it('is not followed step by step away from a book that does not move', async () => {
    await using prices = await Prices.open()
    expect(await prices.answer('SELL', 'BTC-PERPETUAL', 0.5)).toBe('FILLED')
    for (const markPriceUsd of [80_700, 81_400, 82_200, 83_000]) await prices.say({ markPriceUsd })
    expect(prices.market.desk.positions()).toMatchObject([{ markPriceUsd: 80_700 }])
  })
})

it('one absurd volatility closes no position by it', async () => {
  await using prices = await Prices.open()
  const { desk } = prices.market
  const rule = { measure: 'MARK_IV', comparison: 'ABOVE', value: 1, untilMs: null } as const
  const order = { symbol: call.symbol, quantityCoin: 0.1, leverage: 1, invalidation: 'IV', invalidationRule: rule }
  await desk.place(marketOrder(order))
  await prices.say({}, { markIv: 90 })
  await prices.say({})
  expect(await prices.reasons()).toEqual(['ORDER'])
  await prices.say({}, { markIv: 1.2 }, 3)
  expect(await prices.reasons()).toEqual(['ORDER', 'INVALIDATED'])
})

describe('what is old beside what is new', () => {
  it.each<[string, Partial<PerpetualValues>, object]>([
    ['only the mark', { markPriceUsd: 80_005 }, {}],
    ['only the state', {}, { state: 'OPEN' }],
    ['only the bid', { bidPriceUsd: 80_000, bidAmountUsd: 1e7 }, {}],
    ['all but the ask', { bidPriceUsd: 80_000, markPriceUsd: 80_005, fundingRate8h: 0 }, {}],
  ])('fills nothing: of the perpetual %s is said', async (_, values, more) => {
    await using prices = await Prices.open()
    for (let second = 0; second < 10; second += 1) {
      const at = prices.market.clock.now()
      await prices.market.say(indexTick(80_000, at), { ...perpetualTick(values, at), ...more })
    }
    expect(await prices.answer('BUY', 'BTC-PERPETUAL')).toBe('StalePrice')
  })

  it.each<[string, Partial<OptionValues>]>([
    ['all but the ask', { bidPrice: 0.0039, markPrice: 0.004, underlyingPriceUsd: 80_000 }],
    ['all but the mark', { bidPrice: 0.0039, askPrice: 0.0041, underlyingPriceUsd: 80_000 }],
    ['all but the forward', { bidPrice: 0.0039, askPrice: 0.0041, markPrice: 0.004 }],
  ])('fills nothing: of an option %s is said', async (_, values) => {
    await using prices = await Prices.open()
    for (let second = 0; second < 10; second += 1) {
      const at = prices.market.clock.now()
      const event = optionsEvent([update(call.symbol, values, at)], at)
      await prices.market.say(indexTick(80_000, at), perpetualTick(perpetual, at), event)
    }
    expect(await prices.answer('BUY', call.symbol)).toBe('StalePrice')
  })

  it('is noticed of the forward by time alone, also where the chain is stale already', async () => {
    await using prices = await Prices.open()
    const other = option(90_000, 'CALL', christmas)
    const { market } = prices
    const silent = { bidPrice: 0.01, askPrice: 0.011, markPrice: 0.0105 }
    await market.say(
      listing([call, other], market.clock.now()),
      optionsEvent([update(other.symbol, silent, market.clock.now())], market.clock.now()),
    )
    for (let second = 0; second < 10; second += 1) await prices.say({})
    const { underlyingPriceUsd: _, ...unfounded } = quote
    for (let second = 0; second < 8; second += 1) {
      const at = market.clock.now()
      await market.say(
        perpetualTick(perpetual, at),
        indexTick(80_000, at),
        optionsEvent([update(call.symbol, unfounded, at)], at),
      )
    }
    await market.clock.advance(1_000)
    await market.clock.advance(1_000)
    expect(await prices.answer('BUY', call.symbol)).toBe('StalePrice')
  })
})

describe('whether an instrument trades', () => {
  it.each<[string, (at: number) => MarketEvent]>([
    ['a ticker', (at) => optionsEvent([{ ...update(call.symbol, { lastPrice: 0.004 }, at), state: 'OPEN' }], at)],
    ['a listing', (at) => listing([{ ...call, state: 'OPEN' }], at)],
    ['news', (at) => stateNews('OPEN', at)],
  ])('is not told by %s from before the halt', async (_, opens) => {
    await using prices = await Prices.open()
    const haltedAt = prices.market.clock.now()
    await prices.market.say(stateNews('HALTED', haltedAt), ...prices.events({}, {}), opens(haltedAt - 500))
    expect(await prices.answer('BUY', call.symbol)).toBe('InstrumentHalted')
    await prices.market.say(opens(haltedAt + 500), ...prices.events({}, {}))
    expect(await prices.answer('BUY', call.symbol)).toBe('FILLED')
  })
})

function stateNews(state: 'OPEN' | 'HALTED', at: number): MarketEvent {
  return { type: 'instrument-state', currency: 'BTC', symbol: call.symbol, state, eventTimeMs: at, receivedTimeMs: at }
}
