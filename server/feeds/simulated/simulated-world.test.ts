import { describe, expect, it } from 'vitest'
import { settingsOf } from './market-settings.js'
import { simulatedCurrency, type SimulatedCurrency } from './simulated-currency.js'
import { simulatedWorld } from './simulated-world.js'

const start = Date.UTC(2026, 8, 24, 7)

const currencyOf = (seed: string, currency: string) => simulatedCurrency(settingsOf(currency), seed)

/** All that is published of a currency at a time. Of many options only every nth. */
function published(market: SimulatedCurrency, timeMs: number, nth = 1) {
  const books = market.options(timeMs).filter((_, index) => index % nth === 0)
  return {
    indexUsd: market.indexUsd(timeMs),
    volatilityIndex: market.volatilityIndex(timeMs),
    perpetual: market.perpetual.valuesAt(timeMs),
    listed: books.map(({ instrument }) => instrument.symbol),
    options: books.map((book) => book.valuesAt(timeMs)),
  }
}

describe('a simulated world', () => {
  it('has the same BTC whether or not there is ETH', () => {
    const [both] = simulatedWorld('alone', ['BTC', 'ETH']).currencies
    const [alone] = simulatedWorld('alone', ['BTC']).currencies
    if (!both || !alone) throw new Error('There is no BTC')
    expect(published(alone, start, 10)).toEqual(published(both, start, 10))
  })

  it('has the values of its seed in every release', () => {
    const { indexUsd, volatilityIndex, perpetual, listed, options } = published(currencyOf('fixed', 'ETH'), start)
    expect({ indexUsd, volatilityIndex, options: options.length }).toEqual({
      indexUsd: 4255.53,
      volatilityIndex: 0.7804,
      options: 1160,
    })
    expect(perpetual).toEqual({
      bidPriceUsd: 4255.1,
      bidAmountUsd: 132_600,
      askPriceUsd: 4255.2,
      askAmountUsd: 48_915,
      markPriceUsd: 4255.16,
      lastPriceUsd: 4255,
      change24hPct: -4.8939,
      high24hUsd: 4584.7,
      low24hUsd: 4230.55,
      volume24hCoin: 78_538.0224,
      volume24hUsd: 347_170_701,
      openInterestUsd: 415_809_342,
      fundingRate8h: 0,
      fundingPaid8h: 0.0000257,
    })
    expect(options[listed.indexOf('ETH-16OCT26-4600-C')]).toEqual({
      bidPrice: 0.0395,
      bidAmountCoin: 45,
      bidIv: 0.7037,
      askPrice: 0.041,
      askAmountCoin: 936,
      askIv: 0.7199,
      markPrice: 0.0403,
      markIv: 0.7121,
      lastPrice: 0.039,
      underlyingPriceUsd: 4270.88,
      greeks: { delta: 0.36816, gamma: 0.0005, vega: 3.95623, theta: -6.39069, rho: 0.84564 },
      openInterestCoin: 17_163,
      volume24hCoin: 1814,
    })
  })

  it('refuses a currency without a model', () => {
    expect(() => simulatedWorld('any', ['DOGE'])).toThrow(RangeError)
  })

  it('has another market for another seed', () => {
    expect(currencyOf('one', 'BTC').indexUsd(start)).not.toBe(currencyOf('other', 'BTC').indexUsd(start))
  })
})
