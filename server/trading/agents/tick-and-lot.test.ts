import { describe, expect, it } from 'vitest'
import { listedByName } from '../../domain/instrument-name.js'
import type { InstrumentFacts } from '../../domain/instrument.js'
import { floorToLot, roundToTick } from './tick-and-lot.js'

const option = 'BTC-25DEC26-80000-C'
function viewOf(symbol: string, facts: Partial<InstrumentFacts>) {
  const named = listedByName(symbol)
  if (!named) throw new Error(symbol)
  return { instruments: new Map([[symbol, { ...named, ...facts }]]) }
}

describe('an order of an agent', () => {
  it('is of whole lots of the coin, and none below the smallest order', () => {
    const view = viewOf(option, { lotSize: 0.1, minOrderSize: 0.2 })
    const of = (quantityCoin: number) => floorToLot(view, { symbol: option, quantityCoin, priceUsd: 900 })
    expect([0.1, 0.2, 0.29, 0.3, 1.2345].map(of)).toEqual([0, 0.2, 0.2, 0.3, 1.2])
  })

  it('in an inverse perpetual is of whole contracts of USD at its price', () => {
    const symbol = 'BTC-PERPETUAL'
    const view = viewOf(symbol, { lotSize: 10, minOrderSize: 10 })
    const of = (quantityCoin: number) => floorToLot(view, { symbol, quantityCoin, priceUsd: 80_000 })
    expect([0.0001, 0.000125, 0.0002, 0.01].map(of)).toEqual([0, 0.000125, 0.000125, 0.01])
  })

  it('is of any quantity where nothing is told', () => {
    const of = { symbol: option, quantityCoin: 0.123456789, priceUsd: 900 }
    expect(floorToLot({ instruments: new Map() }, of)).toBe(0.12345678)
    expect(floorToLot(viewOf(option, {}), of)).toBe(0.12345678)
  })

  it('has its stop on the tick where that is in USD', () => {
    const tickSize = { base: 0.5, steps: [{ above: 100_000, tick: 5 }] }
    const view = viewOf('BTC-PERPETUAL', { tickSize })
    expect(roundToTick(view, 'BTC-PERPETUAL', 79_999.7)).toBe(79_999.5)
    expect(roundToTick(view, 'BTC-PERPETUAL', 123_456)).toBe(123_455)
    expect(roundToTick(viewOf(option, { tickSize }), option, 912.345)).toBe(912.35)
    expect(roundToTick({ instruments: new Map() }, option, 912.345)).toBe(912.35)
  })
})
