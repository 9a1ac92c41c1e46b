import { expect, it } from 'vitest'
import { listedByName } from '../../domain/instrument-name.js'
import type { MarketEvent } from '../../domain/market-events.js'
import { FeedMemory } from './feed-memory.js'

const times = { eventTimeMs: 1, receivedTimeMs: 1 }
const index = (priceUsd: number | null, currency = 'BTC'): MarketEvent => ({
  ...{ type: 'index', currency, priceUsd, ...times },
})
const listing = (...symbols: readonly string[]): MarketEvent => {
  const instruments = symbols.flatMap((symbol) => listedByName(symbol) ?? [])
  return { type: 'listing', currency: 'BTC', instruments, ...times }
}
const delivery = (expiryMs: number): MarketEvent => {
  return { type: 'delivery-price', currency: 'BTC', expiryMs, priceUsd: 5, ...times }
}

it('remembers the newest price of each index; only the first changes what is wanted', () => {
  const memory = new FeedMemory()
  expect([null, 84_000, 84_001, null].map((priceUsd) => memory.take(index(priceUsd)))).toEqual([
    ...[false, true, false, false],
  ])
  expect(memory.take(index(2_700, 'ETH'))).toBe(true)
  expect([...memory.indexPrices]).toEqual([
    ['BTC', 84_001],
    ['ETH', 2_700],
  ])
})

it('remembers the options that are listed, and forgets none for a listing without options', () => {
  const memory = new FeedMemory()
  const symbols = () => memory.listings.get('BTC')?.map(({ symbol }) => symbol)
  expect(memory.take(listing('BTC-PERPETUAL'))).toBe(true)
  expect(symbols()).toBeUndefined()
  expect(memory.take(listing('BTC-25DEC26-76000-C', 'BTC-PERPETUAL'))).toBe(true)
  expect(memory.take(listing('BTC-PERPETUAL'))).toBe(true)
  expect(symbols()).toEqual(['BTC-25DEC26-76000-C'])
})

it('remembers the newest delivery, which changes nothing that is wanted, nor do other events', () => {
  const memory = new FeedMemory()
  expect([5, 9, 7].map((expiryMs) => memory.take(delivery(expiryMs)))).toEqual([false, false, false])
  expect(memory.delivered.get('BTC')).toBe(9)
  expect(memory.take({ type: 'feed-state', state: 'LIVE', detail: null })).toBe(false)
})
