import { describe, expect, it } from 'vitest'
import {
  call,
  callExpiryMs,
  chainWith,
  linearCall,
  marketWith,
  startMs,
} from '../../../tests/support/trading/builders.js'
import { quoteWith } from '../../../tests/support/trading/ledger-builders.js'
import { listedByName } from '../../domain/instrument-name.js'
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
    expect([board.market('BTC'), board.newestTimeMs(), board.isLive()]).toEqual([null, null, false])
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
    expect([board.newestTimeMs(), board.isLive(), board.chains('BTC')]).toEqual([null, false, []])
  })

  it('tells the newest time of all currencies', () => {
    const board = boardWith()
    board.takeMarket(marketWith({ symbol: 'ETH-PERPETUAL' }, { currency: 'ETH', asOf: startMs + 9 }))
    expect(board.newestTimeMs()).toBe(startMs + 9)
  })

  it('remembers what was quoted before the start, until something newer comes', () => {
    const board = new QuoteBoard()
    const before = quoteWith({ markPriceUsd: 95, freshness: 'STALE' })
    board.remember(before)
    expect(board.quotes.get('BTC-PERPETUAL')).toBe(before)
    board.takeMarket(marketWith())
    board.remember(before)
    expect(board.quotes.get('BTC-PERPETUAL')?.markPriceUsd).toBe(100)
  })

  it('believes a first mark far from the remembered one when it still stands a second later', () => {
    const board = new QuoteBoard()
    board.remember(quoteWith({ symbol: call, markPriceUsd: 4, freshness: 'STALE' }))
    const marks: unknown[] = []
    const heard = (afterMs: number, markPriceUsd: number) => {
      board.takeMarket(marketWith({}, { asOf: startMs + afterMs }))
      board.takeChain(chainWith([{ symbol: call, markPriceUsd }]))
      const { markPriceUsd: acted, lastMarkPriceUsd: valued } = board.quotes.get(call) ?? {}
      marks.push([acted, valued])
    }
    heard(0, 300)
    heard(900, 301)
    heard(950, 50)
    heard(1_800, 50)
    heard(1_950, 50)
    heard(2_000, 500)
    expect(marks).toEqual([
      ...Array.from({ length: 4 }, () => [null, 4]),
      ...[
        [50, 50],
        [500, 500],
      ],
    ])
  })

  it('believes no first forward far from the remembered one either', () => {
    const board = new QuoteBoard()
    board.remember(quoteWith({ symbol: linearCall, markPriceUsd: 4, underlyingPriceUsd: 100, freshness: 'STALE' }))
    const said = { symbol: linearCall, markPriceUsd: 4 }
    board.takeChain(chainWith([said], { currency: 'BTC_USDC', underlyingPriceUsd: 10_000 }))
    expect(board.quotes.get(linearCall)).toMatchObject({ underlyingPriceUsd: null, lastUnderlyingPriceUsd: 100 })
    board.takeChain(chainWith([said], { currency: 'BTC_USDC', underlyingPriceUsd: 105 }))
    expect(board.quotes.get(linearCall)).toMatchObject({ underlyingPriceUsd: 105, markPriceUsd: 4 })
  })

  it('turns stale what leaves its chain or its listing, and forgets it with its expiry', () => {
    const other = 'BTC-15NOV23-200-C'
    const board = new QuoteBoard()
    board.takeMarket(marketWith())
    board.takeChain(chainWith([{ symbol: call }, { symbol: other }]))
    board.takeChain(chainWith([{ symbol: other }]))
    expect([freshnessOf(board, call), freshnessOf(board, other)]).toEqual(['STALE', 'LIVE'])
    const listed = { currency: 'BTC', asOf: startMs, source: 'SIMULATED', freshness: 'LIVE' } as const
    const instrumentsOf = (...symbols: string[]) => ({
      ...listed,
      instruments: new Map(symbols.flatMap((symbol) => listedByName(symbol) ?? []).map((one) => [one.symbol, one])),
    })
    board.takeInstruments(instrumentsOf('BTC-PERPETUAL', other))
    board.takeInstruments(instrumentsOf('BTC-PERPETUAL'))
    expect([freshnessOf(board, other), freshnessOf(board, 'BTC-PERPETUAL')]).toEqual(['STALE', 'LIVE'])
    board.takeMarket(marketWith({}, { asOf: callExpiryMs + day + 1 }))
    board.takeExpiries('BTC', [callExpiryMs + 9 * day])
    expect([board.quotes.has(call), board.quotes.has(other)]).toEqual([false, false])
  })

  it('turns a perpetual stale when another takes its place', () => {
    const board = boardWith()
    board.takeMarket(marketWith({ symbol: 'BTC_USDC-PERPETUAL' }))
    expect([freshnessOf(board, 'BTC-PERPETUAL'), freshnessOf(board, 'BTC_USDC-PERPETUAL')]).toEqual(['STALE', 'LIVE'])
  })

  it('counts a position at the last forward while the forward is unknown', () => {
    const board = boardWith()
    board.takeChain(chainWith([{ symbol: call }], { underlyingPriceUsd: null }))
    expect(board.quotes.get(call)).toMatchObject({ underlyingPriceUsd: null, lastUnderlyingPriceUsd: 100 })
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

  describe('the delivery of an option', () => {
    const expiring = { currency: 'BTC', expiryMs: callExpiryMs }
    const minute = 60_000
    const heardAt = (board: QuoteBoard, afterMinutes: number, indexPriceUsd: number | null, rest: object = {}) =>
      board.takeMarket(marketWith({}, { asOf: callExpiryMs + afterMinutes * minute, indexPriceUsd, ...rest }))

    it('is at the mean of the half hour before, once its own currency has come to the expiry', () => {
      const board = new QuoteBoard()
      expect(board.delivery(expiring)).toBeNull()
      for (let before = 10; before > 0; before -= 1) heardAt(board, -before, before > 5 ? 110 : 120)
      board.takeMarket(marketWith({}, { currency: 'ETH', asOf: callExpiryMs + minute }))
      expect([board.hasExpired(expiring), board.delivery(expiring)]).toEqual([false, null])
      heardAt(board, 1, 500)
      expect(board.delivery(expiring)).toEqual({ priceUsd: 115, origin: 'AVERAGE' })
    })

    it('is at what the exchange tells, where it does', () => {
      const board = new QuoteBoard()
      heardAt(board, -10, 110)
      const deliveryPricesUsd = new Map([
        [callExpiryMs - day, 90],
        [callExpiryMs, 112.5],
      ])
      heardAt(board, -1, 110, { deliveryPricesUsd })
      expect(board.delivery(expiring)).toBeNull()
      heardAt(board, 1, 110, { deliveryPricesUsd })
      expect(board.delivery(expiring)).toEqual({ priceUsd: 112.5, origin: 'EXCHANGE' })
    })

    it('is at no made-up price when none was heard in it: late, at the first after it, if the exchange tells none', () => {
      const board = new QuoteBoard()
      heardAt(board, -31, 90)
      heardAt(board, 20, null)
      heardAt(board, 25, 105)
      heardAt(board, 34, 200)
      expect([board.hasExpired(expiring), board.delivery(expiring)]).toEqual([true, null])
      heardAt(board, 35, 300)
      expect(board.delivery(expiring)).toEqual({ priceUsd: 105, origin: 'LATE' })
      heardAt(board, 36, 300, { deliveryPricesUsd: new Map([[callExpiryMs, 99]]) })
      expect(board.delivery(expiring)).toEqual({ priceUsd: 99, origin: 'EXCHANGE' })
    })

    it('is not before anything is heard of its currency', () => {
      const board = new QuoteBoard()
      board.takeMarket(marketWith({}, { currency: 'ETH', asOf: callExpiryMs + day }))
      expect([board.hasExpired(expiring), board.delivery(expiring)]).toEqual([false, null])
    })
  })
})
