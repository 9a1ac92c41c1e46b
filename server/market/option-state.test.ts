import { describe, expect, it } from 'vitest'
import { christmas, noon, option, update } from '../../tests/support/builders.js'
import type { ListedOption } from '../domain/instrument.js'
import type { OptionValues } from '../domain/market-events.js'
import { yearsToExpiry } from '../pricing/day-count.js'
import { black76Greeks } from '../pricing/greeks.js'
import { foldOption, newOptionState, type OptionState } from './option-state.js'

const call = option(84_000, 'CALL', christmas)
const hearingAt = (at: number) => ({ eventTimeMs: at, receivedTimeMs: at, marketMs: null })
const forwardUsd = 85_000
const years = yearsToExpiry(christmas, noon)
const greeksAt = (iv: number) => {
  return black76Greeks({ iv, forwardUsd, strikeUsd: 84_000, optionKind: 'CALL', yearsToExpiry: years })
}
const greeks = greeksAt(0.4)

const fold = (state: OptionState, values: Partial<OptionValues>, at = noon, forward: number | null = forwardUsd) =>
  foldOption(state, update(state.instrument.symbol, values, at), hearingAt(at), forward)
const first = (values: Partial<OptionValues>, of: ListedOption = call, forward: number | null = forwardUsd) =>
  fold(newOptionState(of), values, noon, forward)

describe('an option', () => {
  const said: Partial<OptionValues> = {
    ...{ bidPrice: 0.05, askPrice: 0.06, markPrice: 0.055, markIv: 0.4, greeks, lastPrice: 0.054 },
    ...{ openInterestCoin: 10, volume24hCoin: 5 },
  }
  const other: Partial<OptionValues> = {
    ...{ bidPrice: 0.051, askPrice: 0.061, markPrice: 0.056, markIv: 0.41, greeks, lastPrice: 0.055 },
    ...{ openInterestCoin: 11, volume24hCoin: 6 },
  }

  it.each(Object.entries(other))('changes with its %s alone, and then is as of that time', (name, value) => {
    const before = first(said)
    const after = fold(before, { [name]: value }, noon + 1)
    expect(after).not.toBe(before)
    expect([before.asOf, after.asOf]).toEqual([noon, noon + 1])
  })

  it('is the same object when a message says nothing new of it', () => {
    const before = first(said)
    expect(fold(before, {}, noon + 1)).toBe(before)
    expect(fold(before, other, noon - 1)).toBe(before)
  })
})

describe('the greeks of the exchange', () => {
  it('are judged by the last IV that is known', () => {
    const withIv = (iv: number) => fold(first({ markIv: iv }), { markIv: null, greeks }, noon + 1).greeks.value
    expect([withIv(0.4), withIv(4)]).toEqual([greeks, null])
    expect(first({ greeks }).greeks.value).toBeNull()
  })

  it('are judged by the IV of their own message, believed or not', () => {
    const jumped = greeksAt(4)
    expect(fold(first({ markIv: 0.4 }), { markIv: 4, greeks: jumped }, noon + 1).greeks.value).toEqual(jumped)
  })
})

describe('the price of an option', () => {
  const linear: ListedOption = { ...call, premiumUnit: 'USD' }
  const put: ListedOption = { ...call, optionKind: 'PUT' }
  const linearPut: ListedOption = { ...put, premiumUnit: 'USD' }

  it.each<[string, ListedOption, number | null, number, number]>([
    ['in the coin: of a call the coin', call, forwardUsd, 1, 1.001],
    ['in the coin: of a put its strike', put, 42_000, 2, 2.001],
    ['in USD: of a call the coin', linear, forwardUsd, 85_000, 85_001],
    ['in USD: of a put its strike', linearPut, forwardUsd, 84_000, 84_001],
    ['in USD: of a put its strike, whatever the forward', linearPut, null, 84_000, 84_001],
  ])('is at most what it can be worth, %s', (_, one, forward, most, more) => {
    const markOf = (markPrice: number) => first({ markPrice }, one, forward).book.mark.value
    expect([markOf(most), markOf(more)]).toEqual([most, null])
  })

  it.each<[string, ListedOption, number]>([
    ['in the coin: of a put', put, 1e6],
    ['in USD: of a call', linear, 1e9],
  ])('has no such bound while the forward is unknown, %s', (_, one, price) => {
    expect(first({ markPrice: price }, one, null).book.mark.value).toBe(price)
  })

  it.each<[string, ListedOption, number, number]>([
    ['of the coin', call, 0.0006, 0.0008],
    ['of the strike', linear, 50, 65],
  ])('may be beside its quote by half a thousandth %s', (_, one, near, far) => {
    const isDoubted = (markPrice: number) => {
      return first({ askPrice: one === call ? 0.0001 : 10, markPrice }, one).book.mark.doubted !== null
    }
    expect([near, far].map(isDoubted)).toEqual([false, true])
  })

  it('may be far above a bid or below an ask of half or twice its mark', () => {
    const isDoubted = (values: Partial<OptionValues>) => first(values).book.mark.doubted !== null
    expect(isDoubted({ bidPrice: 0.0001, markPrice: 0.5 })).toBe(false)
    expect(isDoubted({ askPrice: 0.5, markPrice: 0.0001 })).toBe(false)
  })
})
