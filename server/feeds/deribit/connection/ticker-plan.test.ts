import { describe, expect, it } from 'vitest'
import { parseOptionName } from '../../../domain/instrument-name.js'
import type { OptionInstrument } from '../../../domain/instrument.js'
import { wantedChannels, type Interest } from './ticker-plan.js'

const strikes = Array.from({ length: 300 }, (_, at) => 10_000 + at * 500)
const expiries = ['25DEC26', '29JAN27']
const listing = expiries.flatMap((expiry) => {
  return strikes.flatMap((strike) => ['C', 'P'].map((side) => parseOptionName(`BTC-${expiry}-${strike}-${side}`)))
})
const watched = Date.UTC(2026, 11, 25, 8)

function interest(change: Partial<Interest> = {}): Interest {
  return {
    currencies: ['BTC', 'ETH'],
    listings: new Map([['BTC', listing.filter((option): option is OptionInstrument => option !== null)]]),
    indexPrices: new Map([['BTC', 64_000]]),
    isWatched: (currency, expiryMs) => currency === 'BTC' && expiryMs === watched,
    ...change,
  }
}

describe('wantedChannels', () => {
  it('are, with nobody watching, those of the currencies and of the platform', () => {
    expect(wantedChannels(interest({ currencies: ['BTC'], isWatched: () => false }))).toEqual([
      'deribit_price_index.btc_usd',
      'ticker.BTC-PERPETUAL.100ms',
      'markprice.options.btc_usd',
      'deribit_volatility_index.btc_usd',
      'instrument.state.any.BTC',
      'platform_state.public_methods_state',
      'platform_state',
    ])
  })

  it('are at most what a socket may have: then the nearest the money', () => {
    const channels = wantedChannels(interest())
    expect(channels).toHaveLength(500)
    const tickers = channels.filter((channel) => channel.includes('25DEC26'))
    expect(tickers).toHaveLength(488)
    expect(tickers[0]).toBe('ticker.BTC-25DEC26-64000-C.100ms')
    const wanted = new Set(tickers.map((channel) => Number(channel.split('-')[2])))
    const distance = (strike: number) => Math.abs(Math.log(strike / 64_000))
    const left = strikes.filter((strike) => !wanted.has(strike)).map(distance)
    expect(Math.min(...left)).toBeGreaterThan(Math.max(...[...wanted].map(distance)))
  })

  it('are of watched expiries only', () => {
    expect(wantedChannels(interest()).some((channel) => channel.includes('29JAN27'))).toBe(false)
  })
})
