import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exactCoin } from '../../domain/coin.js'
import { listedByName } from '../../domain/instrument-name.js'
import { orderSize } from './order-size.js'

const symbol = 'BTC-PERPETUAL'
const none = { filledCoin: 0, averageFillPriceUsd: null }

function facts(of: string, lotSize: number | null, minOrderSize = lotSize) {
  const named = listedByName(of)
  if (!named) throw new Error(of)
  const listed = { ...named, lotSize, minOrderSize }
  return { listed, quote: { bidPriceUsd: 99, askPriceUsd: 101 }, filled: none, againstCoin: 0 }
}

const inUsd = { symbol, side: 'BUY', limitPriceUsd: null, reduceOnly: false } as const
const inCoin = { ...inUsd, symbol: 'SOL_USDC-PERPETUAL' } as const

const lots = fc.constantFrom(1, 10, 100, 0.1, 0.5)
/** On many ticks, from a thousandth of a dollar to a hundred million. */
const prices = fc
  .tuple(fc.integer({ min: 1, max: 99_999_999 }), fc.constantFrom(0.001, 0.05, 0.5, 1))
  .map(([steps, tick]) => Number((steps * tick).toPrecision(12)))

describe('the size of an order counted in USD', () => {
  it('is of whole lots, the nearest to what the coins are worth, at any limit', () => {
    fc.assert(
      fc.property(lots, prices, fc.double({ min: 0.5, max: 1e6, noNaN: true }), (lot, limitPriceUsd, many) => {
        const quantityCoin = Math.max(Number(((many * lot) / limitPriceUsd).toFixed(8)), 1e-8)
        const size = orderSize({ ...inUsd, quantityCoin, limitPriceUsd }, facts(symbol, lot))
        const worth = quantityCoin * limitPriceUsd
        if (typeof size !== 'number') return void expect(worth).toBeLessThan(lot / 2)
        // The finest coin is worth so much; finer no quantity can be.
        const finest = 0.5e-8 * limitPriceUsd + worth * 1e-12
        const wholeUsd = Math.max(Math.round(worth / lot), 1) * lot
        expect(size).toBeGreaterThan(0)
        expect(Math.abs(size * limitPriceUsd - wholeUsd)).toBeLessThanOrEqual(finest + 1e-8 * limitPriceUsd)
        // What was answered is taken as it is.
        expect(orderSize({ ...inUsd, quantityCoin: size, limitPriceUsd }, facts(symbol, lot))).toBe(size)
      }),
      { seed: 1, numRuns: 3_000 },
    )
  })

  it('takes every multiple of the lot in USD, and no other', () => {
    fc.assert(
      fc.property(lots, prices, fc.integer({ min: 1, max: 1e7 }), (lot, limitPriceUsd, count) => {
        const usd = (units: number) => Number((units * lot).toPrecision(14))
        const wish = { ...inUsd, limitPriceUsd }
        const size = orderSize({ ...wish, quantityUsd: usd(count) }, facts(symbol, lot))
        expect(size).toBe(Math.max(exactCoin(usd(count) / limitPriceUsd), 1e-8))
        const beside = { ...wish, quantityUsd: usd(count + 0.2) }
        expect(orderSize(beside, facts(symbol, lot))).toMatchObject({
          ...{ refused: 'OffStep', field: 'quantityUsd', step: lot },
          ...{ below: usd(count), above: usd(count + 1) },
        })
      }),
      { seed: 1, numRuns: 2_000 },
    )
  })

  it('is at the quote for a MARKET order, in coins and in USD', () => {
    expect(orderSize({ ...inUsd, quantityCoin: 1 }, facts(symbol, 10))).toBe(0.99009901)
    expect(orderSize({ ...inUsd, quantityUsd: 100 }, facts(symbol, 10))).toBe(0.99009901)
    expect(orderSize({ ...inUsd, side: 'SELL', quantityUsd: 100 }, facts(symbol, 10))).toBe(1.01010101)
  })

  it('is any where the exchange told no lot, and where it only reduces', () => {
    expect(orderSize({ ...inUsd, quantityCoin: 0.12345678 }, facts(symbol, null))).toBe(0.12345678)
    expect(orderSize({ ...inUsd, quantityUsd: 12.3 }, facts(symbol, null))).toBe(0.12178218)
    expect(orderSize({ ...inUsd, quantityCoin: 0.001, reduceOnly: true }, facts(symbol, 10))).toBe(0.001)
  })

  it('is at least the smallest order', () => {
    const least = { refused: 'OffStep', below: null }
    expect(orderSize({ ...inUsd, limitPriceUsd: 100, quantityCoin: 0.94 }, facts(symbol, 10, 100))).toMatchObject({
      ...{ ...least, field: 'quantityCoin', above: 1 },
    })
    expect(orderSize({ ...inUsd, quantityUsd: 90 }, facts(symbol, 10, 100))).toMatchObject({
      ...{ ...least, field: 'quantityUsd', above: 100 },
    })
  })
})

describe('the size of an order in USD', () => {
  const wish = { ...inUsd, quantityUsd: 330 }

  it('is of what was filled at its price, and of the rest at the limit or the quote', () => {
    const filled = { filledCoin: 2, averageFillPriceUsd: 110 }
    expect(orderSize({ ...wish, limitPriceUsd: 100 }, { ...facts(symbol, 10), filled })).toBe(3.1)
    expect(orderSize(wish, { ...facts(symbol, 10), filled })).toBe(3.08910891)
    expect(orderSize({ ...wish, quantityUsd: 220 }, { ...facts(symbol, 10), filled })).toBe(2)
    // 330 less 224.80 are no whole lots: the nearest are.
    const odd = { ...filled, averageFillPriceUsd: 112.4 }
    expect(orderSize({ ...wish, limitPriceUsd: 100 }, { ...facts(symbol, 10), filled: odd })).toBe(3.1)
  })

  it('may be any where it only reduces', () => {
    expect(orderSize({ ...wish, quantityUsd: 50.5, reduceOnly: true }, facts(symbol, 10))).toBe(0.5)
    expect(orderSize({ ...wish, quantityUsd: 50.5, side: 'SELL' }, facts(symbol, 10))).toMatchObject({ above: 60 })
  })

  it.each([
    ['BUY', 'Nobody offers BTC-PERPETUAL, so no price says how many coins its quantityUsd is'],
    ['SELL', 'Nobody bids for BTC-PERPETUAL, so no price says how many coins its quantityUsd is'],
  ] as const)('of a %s without a price is refused', (side, message) => {
    const silent = { ...facts(symbol, 10), quote: { bidPriceUsd: null, askPriceUsd: null } }
    expect(orderSize({ ...wish, side }, silent)).toEqual({ refused: 'NoQuote', message })
    expect(orderSize({ ...wish, side, limitPriceUsd: 100 }, silent)).toBe(3.3)
    expect(orderSize({ ...inUsd, side, quantityCoin: 0.01 }, silent)).toBe(0.01)
  })

  it('is a lot that is not below the smallest order, or from that on any', () => {
    const size = (quantityUsd: number, lotSize: number | null, minOrderSize: number) =>
      orderSize({ ...wish, quantityUsd, limitPriceUsd: 100 }, facts(symbol, lotSize, minOrderSize))
    expect(size(16, 10, 15)).toMatchObject({ field: 'quantityUsd', below: null, above: 20 })
    expect(size(26, 10, 15)).toMatchObject({
      ...{ below: 20, above: 30 },
      message: 'The quantityUsd is not a multiple of the lot of BTC-PERPETUAL; the nearest is 20 or 30',
    })
    expect(size(25, 10, 20)).toMatchObject({ below: 20, above: 30 })
    expect(size(14, null, 15)).toEqual({
      ...{ refused: 'OffStep', field: 'quantityUsd', step: 15, below: null, above: 15 },
      message: 'The quantityUsd is less than the smallest order of BTC-PERPETUAL; the nearest is 15',
    })
    expect([size(15, null, 15), size(16, null, 15), size(5, 0, 0)]).toEqual([0.15, 0.16, 0.05])
  })
})

describe('the coins of an order counted in USD', () => {
  const limit = { ...inUsd, limitPriceUsd: 100 }

  it('are all of a position on the other side that they miss by less than half a lot', () => {
    const against = (quantityCoin: number, againstCoin: number, filledCoin = 0) =>
      orderSize({ ...limit, quantityCoin }, { ...facts(symbol, 10), againstCoin, filled: { ...none, filledCoin } })
    expect([against(1, 1.04), against(1.08, 1.04), against(1, 1.05)]).toEqual([1.04, 1.04, 1])
    const half = { ...facts(symbol, 12.5), againstCoin: 1.0625 }
    expect(orderSize({ ...limit, quantityCoin: 1 }, half)).toBe(1)
    expect(against(3, 1.04, 2)).toBe(3.04)
    expect(against(0.04, 0)).toMatchObject({ refused: 'OffStep', step: 0.1, below: null, above: 0.1 })
    expect(against(2.04, 0, 2)).toMatchObject({ refused: 'OffStep', above: 2.1 })
  })

  it('may be the smallest order, or any above, where only that is listed', () => {
    const size = (quantityCoin: number) =>
      orderSize({ ...inUsd, limitPriceUsd: 3, quantityCoin }, facts(symbol, null, 100))
    expect([size(33.33333333), size(40.12345678)]).toEqual([33.33333333, 40.12345678])
    expect(size(33.33333331)).toMatchObject({ step: 33.333333333333, above: 33.33333333 })
  })
})

describe('the size of an order counted in the coin', () => {
  it('is a multiple of the lot as it is written, or refused with those around it', () => {
    const coinLots = fc.constantFrom(0.1, 0.001, 1, 1e-8, 0.0003, 100)
    fc.assert(
      fc.property(coinLots, fc.integer({ min: 1, max: 1e7 }), (lot, count) => {
        const coins = (units: number) => Number((units * lot).toPrecision(14))
        const wish = (quantityCoin: number) => orderSize({ ...inCoin, quantityCoin }, facts(inCoin.symbol, lot))
        expect(wish(coins(count))).toBe(coins(count))
        expect(wish(coins(count + 0.5))).toMatchObject({
          ...{ refused: 'OffStep', field: 'quantityCoin', step: lot },
          ...{ below: coins(count), above: coins(count + 1) },
        })
      }),
      { seed: 1, numRuns: 1_000 },
    )
  })

  it('is any where it only reduces, or where nobody told what is listed', () => {
    expect(orderSize({ ...inCoin, quantityCoin: 0.37, reduceOnly: true }, facts(inCoin.symbol, 0.1))).toBe(0.37)
    expect(orderSize({ ...inCoin, quantityCoin: 0.37 }, { ...facts(inCoin.symbol, 0.1), listed: null })).toBe(0.37)
  })
})
