import { describe, expect, it } from 'vitest'
import { ExchangeClock } from '../../server/feeds/deribit/language/exchange-clock.js'
import { createMapper } from '../../server/feeds/deribit/language/mapper.js'
import { MarketState } from '../../server/market/market-state.js'
import { noon } from '../support/builders.js'

type Frame = Readonly<Record<string, unknown>>

/** What cannot be a price, a size, a volatility or a greek, as JSON can say it. */
const impossible = {
  infinity: Infinity,
  text: '1',
  empty: '',
  no: false,
  list: [],
  record: {},
  absurd: 1e300,
  none: null,
}

const kinds = [
  { currency: 'BTC', index: 'btc_usd', option: 'BTC-25DEC26-76000-C', quote: 'BTC', strike: 76_000, forward: 84_222 },
  {
    currency: 'XRP_USDC',
    index: 'xrp_usdc',
    option: 'XRP_USDC-25DEC26-2d5-C',
    quote: 'USDC',
    strike: 2.5,
    forward: 2.6,
  },
]

describe.each(kinds)('of $currency', ({ currency, index, option, quote, strike, forward }) => {
  const expiryMs = Date.UTC(2026, 11, 25, 8)
  const perpetual = `${currency}-PERPETUAL`
  const row = {
    ...{ instrument_name: option, kind: 'option', option_type: 'call', strike, expiration_timestamp: expiryMs },
    ...{ is_active: true, state: 'open', base_currency: currency.split('_')[0], quote_currency: quote },
  }
  const optionTicker = {
    ...{ instrument_name: option, last_price: 0.13, open_interest: 480, mark_price: 0.1296, mark_iv: 38.25 },
    ...{ bid_iv: 35.6, ask_iv: 40.4, best_bid_price: 0.1255, best_bid_amount: 29.3, best_ask_price: 0.133 },
    ...{ best_ask_amount: 2.8, underlying_price: forward },
  }
  const perpetualTicker = {
    ...{ instrument_name: perpetual, last_price: 83_216, open_interest: 7e6, mark_price: 83_212 },
    ...{ current_funding: -2e-4, funding_8h: -3e-6, best_bid_price: 83_211.5, best_bid_amount: 2e4 },
    ...{ best_ask_price: 83_212.5, best_ask_amount: 1e4 },
  }
  const summary = {
    ...{ instrument_name: option, bid_price: 0.1255, ask_price: 0.133, mark_price: 0.1296, mark_iv: 38.25 },
    ...{ underlying_price: forward, last: 0.13, volume: 5, open_interest: 480 },
  }
  const markRow = { instrument_name: option, mark_price: 0.1296, iv: 0.38 }

  /** A market that heard these frames one after the other, a second apart. */
  function marketAfter(...frames: readonly ((timeMs: number) => readonly [channel: string, data: unknown])[]) {
    let nowMs = noon
    const mapper = createMapper()
    const exchangeClock = new ExchangeClock()
    const facts = { name: 'deribit', source: 'DERIBIT', currencies: [currency], staleAfterMs: 8_000 } as const
    const state = new MarketState(facts, () => nowMs)
    state.fold({ type: 'feed-state', state: 'LIVE', detail: null })
    for (const frame of frames) {
      nowMs += 1_000
      const [channel, data] = frame(nowMs)
      const arrival = exchangeClock.arrival(nowMs)
      const mapped = channel === '' ? mapper.answer(data, arrival) : mapper.notification(channel, data, arrival)
      for (const event of mapped.events) state.fold(event)
    }
    state.refreshMarketData(currency)
    state.refreshChain(currency, expiryMs)
    const contract = state.heardChain(currency, expiryMs)?.contracts[0]
    return {
      ...state.heardMarket(currency),
      option: contract,
      forward: state.heardChain(currency, expiryMs)?.underlyingPriceUsd,
    }
  }
  const listing = () => ['', [row]] as const
  const onChannel = (channel: string, data: Frame) => (timestamp: number) => [channel, { ...data, timestamp }] as const
  const inSummary = (data: Frame) => (at: number) => ['', [{ ...data, creation_timestamp: at }]] as const
  const inMarks = (data: Frame) => (at: number) => [`markprice.options.${index}`, [{ ...data, timestamp: at }]] as const
  const optionTick = (data: Frame) => onChannel(`ticker.${option}.100ms`, data)
  const perpetualTick = (data: Frame) => onChannel(`ticker.${perpetual}.100ms`, data)

  const premium = quote === 'BTC' ? 'Coin' : 'Usd'
  const bid = [`bidPrice${premium}`, 'bidAmountCoin', 'bidIv']
  const ask = [`askPrice${premium}`, 'askAmountCoin', 'askIv']

  it.each([
    ['best_bid_price', bid],
    ['best_bid_amount', bid],
    ['best_ask_price', ask],
    ['best_ask_amount', ask],
    ['bid_iv', ['bidIv']],
    ['ask_iv', ['askIv']],
    ['mark_price', [`markPrice${premium}`]],
    ['mark_iv', ['markIv']],
    ['last_price', [`lastPrice${premium}`]],
    ['open_interest', ['openInterestCoin']],
  ])('no %s of an option that cannot be leaves its predecessor standing', (field, unknown) => {
    const before = marketAfter(listing, optionTick(optionTicker)).option
    for (const said of unknown) expect(before, said).toHaveProperty(said, expect.any(Number))
    for (const [name, value] of Object.entries(impossible)) {
      const after = marketAfter(listing, optionTick(optionTicker), optionTick({ ...optionTicker, [field]: value }))
      for (const said of unknown) expect(after.option, `${field} ${name}: ${said}`).toHaveProperty(said, null)
    }
  })

  it.each([
    ['best_bid_price', ['bidPriceUsd', 'bidAmountUsd']],
    ['best_ask_price', ['askPriceUsd', 'askAmountUsd']],
    ['best_bid_amount', ['bidPriceUsd', 'bidAmountUsd']],
    ['best_ask_amount', ['askPriceUsd', 'askAmountUsd']],
    ['mark_price', ['markPriceUsd']],
    ['last_price', ['lastPriceUsd']],
    ['open_interest', ['openInterestUsd']],
    ['current_funding', ['fundingRate8h']],
    ['funding_8h', ['fundingPaid8h']],
  ])('no %s of a perpetual that cannot be leaves its predecessor standing', (field, unknown) => {
    const before = marketAfter(perpetualTick(perpetualTicker)).perpetual
    for (const said of unknown) expect(before, said).toHaveProperty(said, expect.any(Number))
    for (const [name, value] of Object.entries(impossible)) {
      const hostile = perpetualTick({ ...perpetualTicker, [field]: value })
      const after = marketAfter(perpetualTick(perpetualTicker), hostile).perpetual
      for (const said of unknown) expect(after, `${field} ${name}: ${said}`).toHaveProperty(said, null)
    }
  })

  it('nor does any of a book summary, of mark prices, of the index, the forward or the volatility index', () => {
    const dvol = (volatility: unknown) =>
      onChannel(`deribit_volatility_index.${index}`, { index_name: index, volatility })
    const priced = (price: unknown) => onChannel(`deribit_price_index.${index}`, { index_name: index, price })
    for (const value of Object.values({ ...impossible, negative: -1 })) {
      const summaries = [
        ['bid_price', bid[0]],
        ['ask_price', ask[0]],
        ['mark_iv', 'markIv'],
        ['volume', 'volume24hCoin'],
      ]
      for (const [field = '', said = ''] of summaries) {
        const after = marketAfter(listing, inSummary(summary), inSummary({ ...summary, [field]: value }))
        expect(after.option, `${field} ${String(value)}`).toHaveProperty(said, null)
      }
      const marked = marketAfter(listing, inMarks(markRow), inMarks({ ...markRow, mark_price: value, iv: value }))
      expect(marked.option).toMatchObject({ [`markPrice${premium}`]: null, markIv: null })
      const unfounded = optionTick({ ...optionTicker, underlying_price: value })
      expect(marketAfter(listing, optionTick(optionTicker), unfounded).forward).toBeNull()
      expect(marketAfter(priced(forward), priced(value)).indexPriceUsd).toBeNull()
      expect(marketAfter(dvol(45), dvol(value)).volatilityIndex).toBeNull()
    }
  })

  it('a side that nobody quotes is missing, and the other stands', () => {
    const none = { best_bid_price: 0, best_bid_amount: 0, bid_iv: 0 }
    const bidless = marketAfter(listing, optionTick(optionTicker), optionTick({ ...optionTicker, ...none }))
    for (const said of bid) expect(bidless.option).toHaveProperty(said, null)
    for (const said of ask) expect(bidless.option).toHaveProperty(said, expect.any(Number))
  })
})
