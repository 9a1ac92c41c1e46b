import { describe, expect, it } from 'vitest'
import { call, callExpiryMs, chainWith, marketWith, startMs } from '../../../tests/support/trading/builders.js'
import { quoteWith } from '../../../tests/support/trading/ledger-builders.js'
import { QuoteBoard } from './quote-board.js'

const day = 86_400_000
const laterCall = 'BTC-24NOV23-100-C'

function boardWith(...expiries: readonly number[]): QuoteBoard {
  const board = new QuoteBoard()
  board.takeMarket(marketWith())
  board.takeChain(chainWith([{ symbol: call }]))
  board.takeChain(chainWith([{ symbol: laterCall }]))
  if (expiries.length > 0) board.takeExpiries('BTC', expiries)
  return board
}

const freshnessOf = (board: QuoteBoard, symbol: string) => board.quotes.get(symbol)?.freshness

describe('QuoteBoard', () => {
  it('has the newest quote of everything, sizes in the coin', () => {
    const board = boardWith()
    board.takeMarket(marketWith({ askPriceUsd: 101, askAmountUsd: 505 }, { asOf: startMs + 5 }))
    expect(board.quotes.get('BTC-PERPETUAL')).toMatchObject({ askQuantityCoin: 5, asOf: startMs + 5 })
    expect(board.quotes.get(call)).toMatchObject({ askPriceUsd: 4.1, askPriceCoin: 0.041, underlyingPriceUsd: 100 })
    expect(board.chains('BTC').map(({ expiryMs }) => expiryMs)).toEqual([callExpiryMs, callExpiryMs + 9 * day])
  })

  it('knows no contract that nothing was heard of', () => {
    const board = boardWith()
    board.takeChain(chainWith([{ symbol: 'BTC-15NOV23-200-C', asOf: null }]))
    expect(board.quotes.has('BTC-15NOV23-200-C')).toBe(false)
  })

  it('takes chains in before the market, too', () => {
    const board = new QuoteBoard()
    board.takeChain(chainWith([{ symbol: call }]))
    expect(board.chains('BTC')).toHaveLength(1)
    expect([board.market('BTC'), board.nowMs(), board.isLive()]).toEqual([null, null, false])
  })

  it('keeps the last quote of what is no longer there, as stale', () => {
    const board = boardWith(callExpiryMs + 9 * day)
    expect([freshnessOf(board, call), freshnessOf(board, laterCall)]).toEqual(['STALE', 'LIVE'])
    expect(board.chains('BTC').map(({ contracts }) => contracts[0]?.symbol)).toEqual([laterCall])
    board.takeMarket(marketWith({}, { perpetual: null }))
    expect(board.quotes.get('BTC-PERPETUAL')).toMatchObject({ freshness: 'STALE', markPriceUsd: 100 })
  })

  it('keeps a chain that is heard after its expiry is gone as stale', () => {
    const board = boardWith(callExpiryMs + 9 * day)
    board.takeChain(chainWith([{ symbol: call }]))
    expect(freshnessOf(board, call)).toBe('STALE')
  })

  it('has what is listed again live again', () => {
    const board = boardWith(callExpiryMs + 9 * day)
    board.takeExpiries('BTC', [callExpiryMs, callExpiryMs + 9 * day])
    expect(freshnessOf(board, call)).toBe('LIVE')
  })

  it('forgets what expired more than a day ago', () => {
    const board = boardWith()
    board.takeMarket(marketWith({}, { asOf: callExpiryMs + day + 1 }))
    board.takeExpiries('BTC', [callExpiryMs + 9 * day])
    expect([board.quotes.has(call), board.quotes.has(laterCall)]).toEqual([false, true])
  })

  it('goes stale as a whole when another history begins', () => {
    const board = boardWith()
    board.takeMarket(marketWith({}, { perpetual: null, asOf: null, indexPriceUsd: null, freshness: 'STALE' }))
    board.takeExpiries('BTC', [])
    for (const { freshness } of board.quotes.values()) expect(freshness).toBe('STALE')
    expect([board.nowMs(), board.isLive(), board.chains('BTC')]).toEqual([null, false, []])
  })

  it('tells the newest time of all currencies', () => {
    const board = boardWith()
    board.takeMarket(marketWith({ symbol: 'ETH-PERPETUAL' }, { currency: 'ETH', asOf: startMs + 9 }))
    expect(board.nowMs()).toBe(startMs + 9)
  })

  it('remembers what was quoted before the start, until something newer comes', () => {
    const board = new QuoteBoard()
    const before = quoteWith({ markPriceUsd: 77, freshness: 'STALE' })
    board.remember(before)
    expect(board.quotes.get('BTC-PERPETUAL')).toBe(before)
    board.takeMarket(marketWith())
    board.remember(before)
    expect(board.quotes.get('BTC-PERPETUAL')?.markPriceUsd).toBe(100)
  })

  it('remembers of several accounts what one was quoted at last, in whatever order they are read', () => {
    const older = quoteWith({ markPriceUsd: 77, asOf: startMs - 2, freshness: 'STALE' })
    const newer = quoteWith({ markPriceUsd: 78, asOf: startMs - 1, freshness: 'STALE' })
    for (const read of [
      [older, newer],
      [newer, older],
    ]) {
      const board = new QuoteBoard()
      for (const quote of read) board.remember(quote)
      expect(board.quotes.get('BTC-PERPETUAL')?.markPriceUsd).toBe(78)
    }
  })

  it('delivers at the mean of the half hour, else at the index of now, else not yet', () => {
    const board = new QuoteBoard()
    expect(board.deliveryPriceUsd('BTC', callExpiryMs)).toBeNull()
    board.takeMarket(marketWith({}, { asOf: startMs, indexPriceUsd: 90 }))
    expect(board.deliveryPriceUsd('BTC', callExpiryMs)).toBe(90)
    board.takeMarket(marketWith({}, { asOf: callExpiryMs - 600_000, indexPriceUsd: 110 }))
    board.takeMarket(marketWith({}, { asOf: callExpiryMs - 300_000, indexPriceUsd: 120 }))
    board.takeMarket(marketWith({}, { asOf: callExpiryMs + 60_000, indexPriceUsd: 500 }))
    expect(board.deliveryPriceUsd('BTC', callExpiryMs)).toBe(115)
  })
})
