import { describe, expect, it } from 'vitest'
import { refusalOf } from '../../../../tests/support/api/refusal-of.js'
import type { AmendOrderInput, PlaceOrderInput, SetExitsInput } from '../../generated/resolver-types.js'
import { exitsChange, orderAmendment, orderRequest } from './order-input.js'

const idempotencyKey = 'k'
const perpetual = 'BTC-PERPETUAL'
const linearPerpetual = 'SOL_USDC-PERPETUAL'
const option = 'BTC-25DEC26-100000-C'
const linearOption = 'XRP_USDC-25DEC26-1d25-C'

const market: PlaceOrderInput = {
  idempotencyKey,
  symbol: perpetual,
  side: 'BUY',
  type: 'MARKET',
  quantityCoin: 0.1,
  leverage: 1,
  reduceOnly: false,
}
const place = (fields: Partial<PlaceOrderInput>) => orderRequest({ ...market, ...fields })
const amend = (fields: Partial<AmendOrderInput>) => orderAmendment({ idempotencyKey, orderId: 'o', ...fields })
const exits = (fields: Partial<SetExitsInput>) => exitsChange({ idempotencyKey, symbol: perpetual, ...fields })

describe('an order', () => {
  it('is as it was asked for, with null for what was left out', () => {
    const least = {
      symbol: perpetual,
      side: 'BUY',
      type: 'MARKET',
      timeInForce: 'IOC',
      quantityCoin: 0.1,
      limitPriceUsd: null,
      limitPriceCoin: null,
      reduceOnly: false,
      leverage: 1,
      stopLossUsd: null,
      profitTargetUsd: null,
      trailingStop: null,
      invalidation: null,
      invalidationRule: null,
    }
    expect(place({})).toEqual(least)
    const asked = {
      side: 'SELL',
      type: 'LIMIT',
      limitPriceUsd: 84_000,
      reduceOnly: true,
      leverage: 50,
      stopLossUsd: 90_000,
      profitTargetUsd: 80_000,
    } as const
    expect(place(asked)).toEqual({ ...least, ...asked, timeInForce: 'GTC' })
    expect(place({ trailingStop: { distanceUsd: 5 } }).trailingStop).toEqual({ distanceUsd: 5, distancePct: null })
  })

  it.each([
    ['LIMIT', null, 'GTC'],
    ['LIMIT', 'IOC', 'IOC'],
    ['LIMIT', 'FOK', 'FOK'],
    ['LIMIT', 'GTC', 'GTC'],
    ['MARKET', null, 'IOC'],
    ['MARKET', 'FOK', 'FOK'],
  ] as const)('of type %s for %s is %s', (type, timeInForce, expected) => {
    const limit = type === 'LIMIT' ? { limitPriceUsd: 1 } : {}
    expect(place({ type, timeInForce, ...limit }).timeInForce).toBe(expected)
  })

  it('is counted in USD where the instrument is', () => {
    const inUsd = { quantityCoin: null, quantityUsd: 10 }
    expect(place(inUsd)).toMatchObject({ quantityUsd: 10 })
    expect(place(inUsd)).not.toHaveProperty('quantityCoin')
    for (const symbol of [linearPerpetual, option, linearOption, 'BTC-25DEC26']) {
      expect(refusalOf(() => place({ ...inUsd, symbol }))).toMatchObject({
        argument: 'input.quantityUsd',
        allowed: { text: `left out: the quantity of ${symbol} is in the coin (quantityCoin)` },
      })
    }
  })

  it.each([
    [perpetual, 'limitPriceUsd', 'limitPriceCoin', 'USD'],
    [linearPerpetual, 'limitPriceUsd', 'limitPriceCoin', 'USD'],
    [linearOption, 'limitPriceUsd', 'limitPriceCoin', 'USD'],
    [option, 'limitPriceCoin', 'limitPriceUsd', 'the coin'],
  ])('in %s has its limit as %s', (symbol, wanted, other, unit) => {
    const limit = { symbol, type: 'LIMIT' } as const
    expect(place({ ...limit, [wanted]: 0.01 })).toMatchObject({ [wanted]: 0.01, [other]: null })
    expect(refusalOf(() => place({ ...limit, [other]: 0.01 }))).toMatchObject({
      argument: `input.${other}`,
      allowed: { text: `left out: ${symbol} is quoted in ${unit}` },
    })
    expect(refusalOf(() => place(limit))).toMatchObject({
      argument: `input.${wanted}`,
      allowed: { text: 'given for a LIMIT order' },
    })
    expect(refusalOf(() => place({ symbol, [wanted]: 0.01 }))).toMatchObject({
      argument: `input.${wanted}`,
      allowed: { text: 'left out of a MARKET order' },
    })
  })

  it('in what is no instrument is told how names look, if its limit is wrong', () => {
    const names = ', if "BTC-25DEZ26-1-C" is an instrument: names look like BTC-PERPETUAL or BTC-25DEC26-100000-C'
    const order = { symbol: 'BTC-25DEZ26-1-C', type: 'LIMIT' } as const
    expect(refusalOf(() => place(order)).allowed).toEqual({ text: `given for a LIMIT order${names}` })
    expect(refusalOf(() => place({ ...order, limitPriceCoin: 1 })).allowed).toEqual({
      text: `left out: ${order.symbol} is quoted in USD${names}`,
    })
  })

  it.each<[Partial<PlaceOrderInput>, string, string]>([
    [{ symbol: ' ' }, 'symbol', 'a text of 1 to 64 characters on one line'],
    [{ quantityCoin: null }, 'quantityCoin', 'given, or quantityUsd'],
    [{ quantityUsd: 10 }, 'quantityUsd', 'left out when quantityCoin is given: an order has one of the two'],
    [{ quantityCoin: 0 }, 'quantityCoin', 'a number above 0'],
    [{ quantityCoin: 1e-9 }, 'quantityCoin', 'a quantity of at most 8 decimals'],
    [{ quantityCoin: null, quantityUsd: 0 }, 'quantityUsd', 'a number above 0, at most 1e12'],
    [{ leverage: 0.9 }, 'leverage', 'a number from 1 to 50'],
    [{ leverage: 51 }, 'leverage', 'a number from 1 to 50'],
    [{ stopLossUsd: 0 }, 'stopLossUsd', 'a number above 0, at most 1e12'],
    [{ profitTargetUsd: 0 }, 'profitTargetUsd', 'a number above 0, at most 1e12'],
    [{ trailingStop: { distanceUsd: 0 } }, 'trailingStop.distanceUsd', 'a number above 0, at most 1e12'],
    [{ trailingStop: { distancePct: 0 } }, 'trailingStop.distancePct', 'a number above 0, below 100'],
    [{ trailingStop: { distancePct: 100 } }, 'trailingStop.distancePct', 'a number above 0, below 100'],
    [{ timeInForce: 'GTC' }, 'timeInForce', 'IOC or FOK for a MARKET order'],
    [{ type: 'LIMIT', limitPriceUsd: 0 }, 'limitPriceUsd', 'a number above 0, at most 1e12'],
    [{ type: 'LIMIT', symbol: option, limitPriceCoin: 0 }, 'limitPriceCoin', 'a number above 0, at most 1e9'],
  ])('with %j must have %s %s', (fields, field, fix) => {
    const { argument, allowed } = refusalOf(() => place(fields))
    expect(argument).toBe(`input.${field}`)
    expect(allowed).toEqual({ text: expect.stringContaining(fix) as string })
  })

  it('without a quantity in what is counted in the coin is not asked for USD', () => {
    expect(refusalOf(() => place({ symbol: option, quantityCoin: null })).allowed).toEqual({ text: 'given' })
  })

  it.each<[Partial<PlaceOrderInput>, object]>([
    [{ quantityCoin: 1e16 }, { quantityCoin: 1e16 }],
    [{ quantityCoin: null, quantityUsd: 1e13 }, { quantityUsd: 1e13 }],
    [{ type: 'LIMIT', limitPriceUsd: 1e13 }, { limitPriceUsd: 1e13 }],
    [{ type: 'LIMIT', symbol: option, limitPriceCoin: 1e10 }, { limitPriceCoin: 1e10 }],
    [{ stopLossUsd: 1e13 }, { stopLossUsd: 1e13 }],
    [{ trailingStop: { distanceUsd: 1e13 } }, { trailingStop: { distanceUsd: 1e13, distancePct: null } }],
  ])('for more than there is goes on to trading, which refuses it as data: %j', (fields, read) => {
    expect(place(fields)).toMatchObject(read)
  })

  it('has its numbers without the dust of binary fractions', () => {
    expect(place({ quantityCoin: 0.1 + 0.2 }).quantityCoin).toBe(0.3)
    expect(place({ quantityCoin: null, quantityUsd: 0.1 + 0.2 }).quantityUsd).toBe(0.3)
    expect(place({ stopLossUsd: 0.1 + 0.2 }).stopLossUsd).toBe(0.3)
    expect(place({ quantityCoin: 0.12345678 }).quantityCoin).toBe(0.12345678)
  })
})

describe('an amendment', () => {
  const unchanged = { quantityCoin: null, quantityUsd: null, limitPriceUsd: null, limitPriceCoin: null }

  it.each([{ quantityCoin: 0.2 }, { quantityUsd: 20 }, { limitPriceUsd: 83_000 }, { limitPriceCoin: 0.01 }])(
    'leaves as it is what it does not name: %j',
    (terms) => expect(amend(terms)).toEqual({ ...unchanged, ...terms }),
  )

  it.each<[Partial<AmendOrderInput>, string, string]>([
    [
      {},
      'quantityCoin',
      'given, unless quantityUsd or a limit is given: without any of them there is nothing to amend',
    ],
    [{ ...unchanged }, 'quantityCoin', 'given, unless quantityUsd or a limit is given'],
    [
      { quantityCoin: 1, quantityUsd: 10 },
      'quantityUsd',
      'left out when quantityCoin is given: an order has one of the two',
    ],
    [{ quantityCoin: 1e-9 }, 'quantityCoin', 'a quantity of at most 8 decimals'],
    [{ quantityUsd: 0 }, 'quantityUsd', 'a number above 0'],
    [{ limitPriceUsd: 0 }, 'limitPriceUsd', 'a number above 0, at most 1e12'],
    [{ limitPriceCoin: 0 }, 'limitPriceCoin', 'a number above 0, at most 1e9'],
  ])('%j must have %s %s', (fields, field, fix) => {
    const { argument, allowed } = refusalOf(() => amend(fields))
    expect(argument).toBe(`input.${field}`)
    expect(allowed).toEqual({ text: expect.stringContaining(fix) as string })
  })
})

describe('a change of exits', () => {
  it.each([
    [{ stopLossUsd: 80_000 }, { stopLossUsd: 80_000 }],
    [{ stopLossUsd: null }, { stopLossUsd: null }],
    [{ profitTargetUsd: 90_000 }, { profitTargetUsd: 90_000 }],
    [{ profitTargetUsd: null }, { profitTargetUsd: null }],
    [{ trailingStop: { distancePct: 1 } }, { trailingStop: { distanceUsd: null, distancePct: 1 } }],
    [{ trailingStop: null }, { trailingStop: null }],
  ] as const)('of %j removes what is null, and leaves the rest as it is', (fields, change) => {
    expect(exits(fields)).toEqual(change)
  })

  it('must change something', () => {
    expect(refusalOf(() => exits({}))).toMatchObject({
      argument: 'input.stopLossUsd',
      allowed: {
        text: 'given, unless profitTargetUsd or trailingStop is given. Null removes an exit, and an exit that is left out stays',
      },
    })
  })

  it.each([
    [{ stopLossUsd: 0 }, 'stopLossUsd'],
    [{ profitTargetUsd: 0 }, 'profitTargetUsd'],
    [{ trailingStop: { distanceUsd: 0 } }, 'trailingStop.distanceUsd'],
  ])('must have numbers that can be: %j', (fields, field) => {
    expect(refusalOf(() => exits(fields)).argument).toBe(`input.${field}`)
  })
})
