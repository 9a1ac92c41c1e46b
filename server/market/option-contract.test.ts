import { describe, expect, it } from 'vitest'
import { christmas, noon, option, update } from '../../tests/support/builders.js'
import type { OptionValues } from '../domain/market-events.js'
import type { OptionContract } from '../domain/option-chain.js'
import { premiumUsd } from '../pricing/black76.js'
import { yearsToExpiry } from '../pricing/day-count.js'
import { contractOf } from './option-contract.js'
import { foldOption, newOptionState } from './option-state.js'
import { publishContract, sameContract } from './published-contract.js'

const call = option(84_000, 'CALL', christmas)
const forward = 85_000
const hearingAt = (at: number) => ({ eventTimeMs: at, receivedTimeMs: at, marketMs: null })
const after = (...updates: [Partial<OptionValues>, number?][]) =>
  updates.reduce(
    (state, [values, at = noon]) => foldOption(state, update(call.symbol, values, at), hearingAt(at), forward),
    newOptionState(call),
  )
const published = (...updates: [Partial<OptionValues>, number?][]) =>
  publishContract(contractOf(after(...updates), forward), undefined)
const exchangeGreeks = { delta: 0.56, gamma: 0.00003, vega: 103, theta: -62, rho: 41 }

describe('a published contract', () => {
  it('shows premiums in the coin and in USD at the forward', () => {
    const contract = published([{ bidPrice: 0.05, askPrice: 0.0505, markPrice: 0.0502, lastPrice: 0.049 }])
    expect(contract).toMatchObject({
      bidPriceCoin: 0.05,
      bidPriceUsd: 4_250,
      askPriceUsd: 4_292.5,
      lastPriceUsd: 4_165,
    })
  })

  it('shows USD premiums of linear options as quoted', () => {
    const linear = newOptionState({ ...call, premiumUnit: 'USD' })
    const state = foldOption(linear, update(call.symbol, { bidPrice: 4_250 }), hearingAt(noon))
    expect(publishContract(contractOf(state, forward), undefined)).toMatchObject({
      bidPriceCoin: 0.05,
      bidPriceUsd: 4_250,
    })
  })

  it('leaves null what is unknown, and USD unknown without a forward', () => {
    const empty = publishContract(contractOf(newOptionState(call), null), undefined)
    const { symbol, optionKind, strikeUsd, expiryMs, ...values } = empty
    expect([symbol, optionKind, strikeUsd, expiryMs]).toEqual([call.symbol, 'CALL', 84_000, christmas])
    const { quoteDoubted, markDoubted, quoteFreshness, markFreshness, ...rest } = values
    expect([quoteDoubted, markDoubted]).toEqual([false, false])
    expect([quoteFreshness, markFreshness]).toEqual(['LIVE', 'LIVE'])
    expect(Object.values(rest).every((value) => value === null)).toBe(true)
    const state = foldOption(newOptionState(call), update(call.symbol, { bidPrice: 0.05 }), hearingAt(noon))
    expect(publishContract(contractOf(state, null), undefined)).toMatchObject({
      bidPriceCoin: 0.05,
      bidPriceUsd: null,
      bidIv: null,
    })
  })

  it("keeps the exchange's greeks and IVs when they came with the values", () => {
    const contract = published([{ bidPrice: 0.05, bidIv: 0.41, markIv: 0.42, greeks: exchangeGreeks }])
    expect(contract).toMatchObject({
      bidIv: 0.41,
      quoteIvOrigin: 'EXCHANGE',
      greeks: { ...exchangeGreeks, origin: 'EXCHANGE' },
    })
  })

  it('computes greeks from the mark IV when the exchange sent none', () => {
    const { greeks } = published([{ markIv: 0.42 }])
    expect(greeks?.origin).toBe('MODEL')
    expect(greeks?.delta).toBeGreaterThan(0.5)
    expect(greeks?.delta).toBeLessThan(0.62)
  })

  it('computes the IV of a quote that came without, so that it prices the quote', () => {
    const { askIv, quoteIvOrigin } = published([{ askPrice: 0.06 }])
    expect(quoteIvOrigin).toBe('MODEL')
    const terms = {
      forwardUsd: forward,
      strikeUsd: 84_000,
      yearsToExpiry: yearsToExpiry(christmas, noon),
      optionKind: 'CALL' as const,
    }
    expect(premiumUsd({ ...terms, iv: askIv ?? 0 }) / forward).toBeCloseTo(0.06, 5)
  })

  it('has no IV for a quote below intrinsic value', () => {
    expect(published([{ bidPrice: 0.001 }])).toMatchObject({ bidPriceCoin: 0.001, bidIv: null, quoteIvOrigin: null })
  })

  it('replaces greeks and IVs that have grown old by the model', () => {
    const contract = published(
      [{ bidPrice: 0.05, bidIv: 0.41, markIv: 0.42, greeks: exchangeGreeks }],
      [{ markIv: 0.43 }, noon + 6_000],
    )
    expect(contract.greeks?.origin).toBe('MODEL')
    expect(contract.quoteIvOrigin).toBe('MODEL')
  })

  it.each([
    [0.05, 7],
    [0.051, null],
  ])('takes a quote that comes again without its size, at %d, to have the size %s', (bidPrice, bidAmountCoin) => {
    const quote = { bidPrice: 0.05, bidAmountCoin: 7, bidIv: 0.41, askPrice: 0.06, askAmountCoin: 3, askIv: 0.5 }
    const contract = published([quote], [{ bidPrice, markPrice: 0.0501 }, noon + 1])
    expect(contract).toMatchObject({ bidPriceCoin: bidPrice, bidAmountCoin, askAmountCoin: 3 })
  })

  describe('with quote IVs', () => {
    const quote = { bidPrice: 0.052, bidIv: 0.41, askPrice: 0.06, askIv: 0.5 }
    const origin = (...updates: [Partial<OptionValues>, number?][]) => {
      const { bidIv, askIv, quoteIvOrigin } = published(...updates)
      return [bidIv === null ? null : bidIv === 0.41, askIv === null ? null : askIv === 0.5, quoteIvOrigin]
    }

    it("has both sides of one origin: the model's as soon as a quote came without the exchange's", () => {
      expect(origin([quote])).toEqual([true, true, 'EXCHANGE'])
      expect(origin([quote], [{ bidPrice: 0.053, askPrice: 0.06 }, noon + 1])).toEqual([false, false, 'MODEL'])
      expect(origin([quote], [{ bidPrice: 0.053 }, noon + 1])).toEqual([false, false, 'MODEL'])
      expect(origin([{ bidPrice: 0.052, askPrice: 0.06, askIv: 0.5 }])).toEqual([false, false, 'MODEL'])
    })

    it("keeps the exchange's when one side alone comes anew, complete", () => {
      expect(origin([quote], [{ bidPrice: 0.053, bidIv: 0.41 }, noon + 1])).toEqual([true, true, 'EXCHANGE'])
    })

    it("has the exchange's again only when it has both", () => {
      const summary = { bidPrice: 0.053, askPrice: 0.06 }
      const oneSide = { bidPrice: 0.053, bidIv: 0.41 }
      expect(origin([quote], [summary, noon + 1], [oneSide, noon + 2])).toEqual([false, false, 'MODEL'])
      expect(origin([quote], [summary, noon + 1], [quote, noon + 2])).toEqual([true, true, 'EXCHANGE'])
    })

    it('believes the exchange that a quote has none', () => {
      expect(origin([{ ...quote, bidIv: null }])).toEqual([null, true, 'EXCHANGE'])
      expect(origin([{ ...quote, bidPrice: null, bidIv: null }])).toEqual([null, true, 'EXCHANGE'])
    })
  })

  it('takes from an older update what was not heard since, and nothing else', () => {
    const ticker = { bidPrice: null, bidAmountCoin: null, bidIv: null, markPrice: 0.04, greeks: exchangeGreeks }
    const quoted = { bidPrice: 0.05, bidAmountCoin: 12, bidIv: 0.41, openInterestCoin: 7 }
    const contract = published([quoted], [{ markPrice: 0.0502, markIv: 0.42 }, noon + 10], [ticker, noon + 5])
    expect(contract).toMatchObject({
      asOf: noon + 10,
      bidPriceCoin: null,
      markPriceCoin: 0.0502,
      greeks: { origin: 'EXCHANGE' },
      openInterestCoin: 7,
    })
    const late = published([ticker, noon + 5], [quoted, noon + 4])
    expect(late).toMatchObject({ asOf: noon + 5, bidPriceCoin: null, openInterestCoin: 7 })
  })

  it('ignores an update older than what is known', () => {
    expect(published([{ bidPrice: 0.05 }], [{ bidPrice: 0.04 }, noon - 1])).toMatchObject({ bidPriceCoin: 0.05 })
  })

  it('counts as the same until a published value changes, below its precision nothing does', () => {
    const first = publishContract(contractOf(after([{ markPrice: 0.05, markIv: 0.42 }]), forward), undefined)
    const same = after([{ markPrice: 0.05, markIv: 0.42 }], [{ markIv: 0.4200001 }, noon + 100])
    expect(sameContract(publishContract(contractOf(same, forward), first), first)).toBe(true)
    const moved = after([{ markPrice: 0.05, markIv: 0.42 }], [{ markIv: 0.4201 }, noon + 100])
    expect(sameContract(publishContract(contractOf(moved, forward), first), first)).toBe(false)
  })

  it('counts as another when its greeks alone change, come or go, and as the same when its times alone do', () => {
    const at = (heard: OptionContract, previous?: OptionContract) => publishContract(heard, previous)
    const values = { bidPrice: 0.05, bidIv: 0.41, askPrice: 0.06, askIv: 0.43, markPrice: 0.055 }
    const heard = contractOf(after([{ ...values, markIv: 0.42, greeks: exchangeGreeks }]), forward)
    const first = at(heard)
    expect(at({ ...heard, greeks: heard.greeks && { ...heard.greeks } }, first)).toBe(first)
    const times = { asOf: noon + 1, quoteAsOf: noon + 1, markAsOf: noon + 1 }
    const later = (greeks: OptionContract['greeks']) => at({ ...heard, ...times, greeks }, first)
    expect(later(heard.greeks)).toMatchObject(times)
    expect(sameContract(later(heard.greeks && { ...heard.greeks }), first)).toBe(true)
    expect(sameContract(later(heard.greeks && { ...heard.greeks, vega: 99 }), first)).toBe(false)
    expect(sameContract(later(null), first)).toBe(false)
    expect(sameContract(later(null), at({ ...heard, greeks: null }))).toBe(true)
  })

  it('has no price in either unit where the quote has none, though the forward is known', () => {
    const noPrice = { bidPriceCoin: null, bidPriceUsd: null, askPriceCoin: null, askPriceUsd: null }
    expect(published([{ markPrice: 0.05 }])).toMatchObject(noPrice)
    const linear = foldOption(
      ...([newOptionState({ ...call, premiumUnit: 'USD' }), update(call.symbol, { markPrice: 4_250 })] as const),
      hearingAt(noon),
    )
    expect(publishContract(contractOf(linear, forward), undefined)).toMatchObject({ ...noPrice, markPriceCoin: 0.05 })
  })

  it('has no greeks without a mark IV above 0', () => {
    expect(published([{ bidPrice: 0.05 }]).greeks).toBeNull()
    expect(published([{ bidPrice: 0.05, markIv: 0 }]).greeks).toBeNull()
  })

  it("keeps the exchange's greeks and IVs for five seconds after which nobody repeated them", () => {
    const ticker = { bidPrice: 0.05, bidIv: 0.41, markIv: 0.42, greeks: exchangeGreeks }
    const originAfter = (ms: number) => {
      const { greeks, quoteIvOrigin } = published([ticker], [{ markIv: 0.42 }, noon + ms])
      return [greeks?.origin, quoteIvOrigin]
    }
    expect([5_000, 5_001].map(originAfter)).toEqual([
      ['EXCHANGE', 'EXCHANGE'],
      ['MODEL', 'MODEL'],
    ])
  })

  it('doubts its mark also for an IV that jumped, and has greeks of the IV before', () => {
    const jumped = published([{ markIv: 0.42 }], [{ markIv: 4 }, noon + 1])
    expect(jumped).toMatchObject({ markDoubted: true, markIv: 4, greeks: { origin: 'MODEL' } })
    expect(jumped.greeks).toEqual(published([{ markIv: 0.42 }], [{ lastPrice: 0.05 }, noon + 1]).greeks)
  })

  it('has no model values at and after its expiry', () => {
    expect(published([{ markIv: 0.42, bidPrice: 0.05 }, christmas])).toMatchObject({ greeks: null, bidIv: null })
  })
})
