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
    expect(changedValues(before, { ...before, markPrice: 0.0151 })).toEqual({ markPrice: 0.0151 })
  })

  it('say when something went missing', () => {
    expect(changedValues({ lastPrice: 1 }, { lastPrice: null })).toEqual({ lastPrice: null })
  })

  it.each([{ bidPrice: 0.014 }, { askAmountCoin: 21 }, { markPrice: 0.0151 }, { volume24hCoin: 6 }])(
    'of an option come with its whole quote and its greeks: %o',
    (change) => {
      const { bidPrice, bidAmountCoin, bidIv, askPrice, askAmountCoin, askIv, greeks } = before
      const whole = { bidPrice, bidAmountCoin, bidIv, askPrice, askAmountCoin, askIv, greeks }
      expect(changedOptionValues(before, { ...before, ...change })).toEqual({ ...whole, ...change })
    },
  )
})
