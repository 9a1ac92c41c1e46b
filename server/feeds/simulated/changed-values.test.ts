import { describe, expect, it } from 'vitest'
import type { OptionValues } from '../../domain/market-events.js'
import { changedOptionValues, changedValues } from './changed-values.js'

const before: OptionValues = {
  bidPrice: 0.0145,
  bidAmountCoin: 10,
  bidIv: 0.44,
  askPrice: 0.0155,
  askAmountCoin: 20,
  askIv: 0.46,
  markPrice: 0.015,
  markIv: 0.45,
  lastPrice: null,
  underlyingPriceUsd: 84_000,
  greeks: null,
  openInterestCoin: 100,
  volume24hCoin: 5,
}

describe('changed values', () => {
  it('are null when nothing changed', () => {
    expect(changedValues(before, { ...before })).toBeNull()
    expect(changedOptionValues(before, { ...before })).toBeNull()
  })

  it('hold what changed and nothing else', () => {
    expect(changedOptionValues(before, { ...before, markPrice: 0.0151 })).toEqual({ markPrice: 0.0151 })
  })

  it('say when something went missing', () => {
    expect(changedValues({ lastPrice: 1 }, { lastPrice: null })).toEqual({ lastPrice: null })
  })

  it.each([{ bidPrice: 0.014 }, { bidAmountCoin: 11 }, { bidIv: 0.43 }])('send a side as a whole for %o', (change) => {
    const side = { bidPrice: 0.0145, bidAmountCoin: 10, bidIv: 0.44 }
    expect(changedOptionValues(before, { ...before, ...change })).toEqual({ ...side, ...change })
  })

  it('send the ask as a whole without the bid', () => {
    const sent = changedOptionValues(before, { ...before, askAmountCoin: 21 })
    expect(sent).toEqual({ askPrice: 0.0155, askAmountCoin: 21, askIv: 0.46 })
  })
})
