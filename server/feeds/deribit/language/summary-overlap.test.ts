import { describe, expect, it } from 'vitest'
import { listedByName } from '../../../domain/instrument-name.js'
import type { ListingEvent, MarketEvent, OptionValues } from '../../../domain/market-events.js'
import { createSummaryOverlap } from './summary-overlap.js'

function options(values: Readonly<Record<string, Partial<OptionValues>>>): MarketEvent[] {
  const updates = Object.entries(values).map(([symbol, said]) => ({ symbol, eventTimeMs: 0, values: said }))
  return [{ type: 'options', currency: 'BTC', receivedTimeMs: 0, updates }]
}

function listing(...symbols: readonly string[]): ListingEvent {
  const named = symbols.flatMap((symbol) => {
    const option = listedByName('BTC-25DEC26-76000-C')
    return option ? [{ ...option, symbol }] : []
  })
  return { type: 'listing', currency: 'BTC', instruments: named, eventTimeMs: 0, receivedTimeMs: 0 }
}

function overlapOf(...listed: readonly string[]) {
  const overlap = createSummaryOverlap()
  overlap.list(listing(...listed))
  return overlap
}

const summary = options({ A: { bidPrice: 0.1, markPrice: 0.12345678 }, B: { bidPrice: 0.2, markPrice: 0.22345678 } })

describe('createSummaryOverlap', () => {
  it('leaves an option to its live ticker', () => {
    const overlap = overlapOf('A', 'B')
    overlap.heard(options({ A: { bidPrice: 0.1, bidIv: 0.5 } }), 1_000)
    const b = options({ B: { bidPrice: 0.2, markPrice: 0.22345678 } })
    expect(overlap.remainder(summary, 2_000)).toEqual(b)
  })

  it('leaves mark prices to their live channel', () => {
    const overlap = overlapOf('A', 'B')
    overlap.heard(options({ A: { markPrice: 0.1235 }, B: { markPrice: 0.2235 } }), 1_000)
    expect(overlap.remainder(summary, 2_000)).toEqual(options({ A: { bidPrice: 0.1 }, B: { bidPrice: 0.2 } }))
  })

  it('leaves an option to a live channel for 2.5 s after it spoke', () => {
    const overlap = overlapOf('A', 'B')
    overlap.heard(options({ A: { bidPrice: 0.1 }, B: { askPrice: 0.2 } }), 1_000)
    expect([overlap.remainder(summary, 3_500), overlap.remainder(summary, 3_501)]).toEqual([[], summary])
  })

  it('lets all of it through when the live channels have fallen silent', () => {
    const overlap = overlapOf('A', 'B')
    overlap.heard(options({ A: { bidPrice: 0.1 }, B: { markPrice: 0.2 } }), 1_000)
    expect(overlap.remainder(summary, 8_000)).toEqual(summary)
  })

  it('leaves nothing to a live channel that spoke of an option before it was listed', () => {
    const overlap = overlapOf('B')
    overlap.heard(options({ A: { markPrice: 0.1235 }, B: { markPrice: 0.2235 } }), 1_000)
    overlap.list(listing('A', 'B'))
    const a = { bidPrice: 0.1, markPrice: 0.12345678 }
    expect(overlap.remainder(summary, 2_000)).toEqual(options({ A: a, B: { bidPrice: 0.2 } }))
  })

  it('keeps what is listed when a listing has no options, and other currencies apart', () => {
    const overlap = overlapOf('A', 'B')
    overlap.list({ ...listing(), instruments: [] })
    overlap.list({ ...listing('C'), currency: 'ETH' })
    overlap.heard(options({ A: { askPrice: 0.1 }, B: { askPrice: 0.2 }, C: { askPrice: 0.3 } }), 1_000)
    expect(overlap.remainder(summary, 2_000)).toEqual([])
    const ofC = options({ C: { bidPrice: 0.3 } })
    expect(overlap.remainder(ofC, 2_000)).toEqual(ofC)
  })

  it('takes nothing from events of another kind, and leaves them as they are', () => {
    const overlap = overlapOf('A', 'B')
    const index: MarketEvent = { type: 'index', currency: 'BTC', priceUsd: 5, eventTimeMs: 0, receivedTimeMs: 0 }
    overlap.heard([index, ...options({ A: { askPrice: 0.1 }, B: { askPrice: 0.2 } })], 1_000)
    expect(overlap.remainder([index, ...summary], 2_000)).toEqual([index])
  })

  it('leaves the volatility of a mark to its live channel too', () => {
    const overlap = overlapOf('A')
    overlap.heard(options({ A: { markPrice: 0.1 } }), 1_000)
    const row = options({ A: { bidPrice: 0.1, markPrice: 0.12345678, markIv: 0.5, openInterestCoin: 7 } })
    expect(overlap.remainder(row, 2_000)).toEqual(options({ A: { bidPrice: 0.1, openInterestCoin: 7 } }))
  })

  it('gives no empty event', () => {
    const overlap = overlapOf('A', 'B')
    overlap.heard(options({ A: { askPrice: 0.1 }, B: { askPrice: 0.2 } }), 1_000)
    expect(overlap.remainder(summary, 2_000)).toEqual([])
  })
})
