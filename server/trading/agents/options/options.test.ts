import { describe, expect, it } from 'vitest'
import { chainAt, contractOf, heldOption, testExpiryMs } from '../../../../tests/support/agents/chains.js'
import { viewWith } from '../../../../tests/support/agents/views.js'
import { noon } from '../../../../tests/support/builders.js'
import { closeLegs } from './close-legs.js'
import { defaultPairLimits } from './default-rules.js'
import { chanceAllExpireWorthless } from './net-delta.js'
import { optionLegs } from './option-legs.js'
import { optionOffer, type OptionOffer } from './option-offer.js'
import { pauseAfter } from './pause.js'
import { sizePair } from './size-pair.js'
import { tradableChains } from './tradable-chains.js'

const chain = chainAt()
const call = contractOf(chain, 80_000, 'CALL')
const put = contractOf(chain, 80_000, 'PUT')
const day = 86_400_000

describe('optionLegs', () => {
  it('finds the options of the currency with their live contracts', () => {
    const others = ['BTC-PERPETUAL', 'ETH-4DEC26-3000-C', 'nonsense'].map((symbol) => heldOption(call, { symbol }))
    const legs = optionLegs(viewWith({ chains: [chain], positions: [...others, heldOption(put), heldOption(call)] }))
    expect(legs.map(({ contract }) => contract)).toEqual([call, put])
  })

  it('knows no contract of a stale chain or of one that is not listed, and leaves expired options alone', () => {
    const positions = [heldOption(call)]
    const contractIn = (chains: (typeof chain)[]) => optionLegs(viewWith({ chains, positions }))[0]?.contract
    expect(contractIn([chainAt({ chain: { freshness: 'STALE' } })])).toBeNull()
    expect(contractIn([])).toBeNull()
    expect(contractIn([{ ...chain, contracts: [put] }])).toBeNull()
    expect(optionLegs(viewWith({ chains: [chain], positions, nowMs: testExpiryMs }))).toEqual([])
  })
})

describe('optionOffer', () => {
  it('is the ask for buying and the bid for selling', () => {
    expect(optionOffer(call, 1, 0.1)).toMatchObject({ priceUsd: call.askPriceUsd, sizeCoin: 20 })
    expect(optionOffer({ ...call, bidAmountCoin: 3 }, -1, 0.1)).toMatchObject({
      priceUsd: call.bidPriceUsd,
      sizeCoin: 3,
    })
  })

  it.each([
    { bidPriceUsd: null },
    { askPriceUsd: null },
    { bidPriceUsd: 0 },
    { bidAmountCoin: null },
    { bidAmountCoin: 0 },
    { greeks: null },
    { markIv: null },
    { askPriceUsd: 1 },
    { askPriceUsd: (call.bidPriceUsd ?? 0) * 1.12 },
  ])('is none with %o', (values) => {
    expect(optionOffer({ ...call, ...values }, -1, 0.1)).toBeNull()
  })
})

describe('tradableChains', () => {
  const rules = { minDays: 5, maxDays: 35, preferredDays: 14 }
  it('takes live expiries in range, the preferred first', () => {
    const chains = [4.9, 5, 30, 13, 35.1].map((left) => chainAt({ expiryMs: noon + left * day }))
    const left = tradableChains(viewWith({ chains }), rules).map(({ expiryMs }) => (expiryMs - noon) / day)
    expect(left).toEqual([13, 5, 30])
  })

  it('leaves out what is stale or has no underlying price', () => {
    const chains = [{ freshness: 'STALE' as const }, { underlyingPriceUsd: null }].map((values) =>
      chainAt({ chain: values }),
    )
    expect(tradableChains(viewWith({ chains }), rules)).toEqual([])
  })
})

describe('sizePair', () => {
  const offer = (values: Partial<OptionOffer> = {}): OptionOffer => {
    return {
      symbol: 'X',
      optionKind: 'CALL',
      strikeUsd: 1,
      priceUsd: 1_000,
      sizeCoin: 9,
      markIv: 0.5,
      delta: 0.3,
      vegaUsd: 50,
      ...values,
    }
  }
  const at = { direction: -1, underlyingUsd: 80_000 } as const
  const size = (values: Partial<OptionOffer>, limits = {}, where: { direction: 1 | -1; underlyingUsd: number } = at) =>
    sizePair(viewWith(), [offer(), offer(values)], where, { ...defaultPairLimits, ...limits })

  it('keeps vega to its share of the account', () => {
    // 0.2 % of 100,000 USD against 50 + 60 USD per point.
    expect(size({ vegaUsd: 60 }, { marginShare: 1 })).toEqual({ quantityCoin: 1.81 })
  })

  it('keeps margin to its share of what is free: premium, fee, and 15 % of the underlying for what is sold', () => {
    // 40,000 USD over 2 × (1,000 + 80,000 × 0.1503).
    expect(size({}, { vegaShare: 1 })).toEqual({ quantityCoin: 1.53 })
    expect(size({ sizeCoin: 99 }, { vegaShare: 1, minQuoteShare: 0 }, { ...at, direction: 1 })).toEqual({
      quantityCoin: 9,
    })
    expect(size({}, { vegaShare: 1, marginShare: 0.1 }, { ...at, direction: 1 })).toEqual({ quantityCoin: 4.88 })
  })

  it('takes what the thinner quote carries, if that is enough', () => {
    expect(size({ sizeCoin: 1 })).toEqual({ quantityCoin: 1 })
    expect(size({ sizeCoin: 0.5 })).toEqual({ tooSmall: 'The quotes carry 0.5 BTC of the 1.53 BTC wanted' })
    expect(size({}, { lotCoin: 10 })).toEqual({ tooSmall: 'The account is too small for 10 BTC of each' })
  })
})

describe('closeLegs', () => {
  const legs = (contract = call, values = {}) =>
    optionLegs(viewWith({ chains: [{ ...chain, contracts: [contract] }], positions: [heldOption(call, values)] }))
  const why = { reason: 'Because.', confidence: 0.4 }

  it('buys back what is short at the ask and sells what is long at the bid', () => {
    expect(closeLegs(legs(), why)).toEqual([
      {
        action: 'CLOSE',
        symbol: call.symbol,
        confidence: 0.4,
        quantityCoin: null,
        reasoning: 'Because. Buying back 1 BTC at 3,167.49 USD, entered at 3,105.39 USD.',
      },
    ])
    expect(closeLegs(legs(call, { side: 'LONG' }), why)[0]?.reasoning).toContain('Selling 1 BTC at 3,0')
  })

  it('closes as much as is quoted, and leaves out what nobody quotes', () => {
    expect(closeLegs(legs({ ...call, askAmountCoin: 0.4 }), why)).toMatchObject([{ quantityCoin: 0.4 }])
    expect(closeLegs(legs({ ...call, askPriceUsd: null }), why)).toEqual([])
    expect(closeLegs(legs({ ...call, askAmountCoin: 0 }), why)).toEqual([])
    expect(closeLegs(legs(put), why)).toEqual([])
  })
})

describe('chanceAllExpireWorthless', () => {
  it('is what the deltas of the short options leave of 1', () => {
    const positions = [heldOption(call), heldOption(put, { side: 'LONG' })]
    const chance = chanceAllExpireWorthless(optionLegs(viewWith({ chains: [chain], positions })))
    expect(chance).toBeCloseTo(1 - (call.greeks?.delta ?? NaN), 12)
    expect(chanceAllExpireWorthless(optionLegs(viewWith({ positions })))).toBeNull()
  })
})

describe('pauseAfter', () => {
  it('counts from the last touch and forgets when time goes back', () => {
    const pause = pauseAfter(1_000)
    expect(pause.leftMs(5_000)).toBe(0)
    pause.touch(5_000)
    expect([pause.leftMs(5_000), pause.leftMs(5_400), pause.leftMs(6_000)]).toEqual([1_000, 600, 0])
    expect([pause.leftMs(4_000), pause.leftMs(5_000)]).toEqual([0, 0])
  })
})
