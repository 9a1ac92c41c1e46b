import { describe, expect, it } from 'vitest'
import { refusalOf } from '../../../../tests/support/api/refusal-of.js'
import { christmas, ladder, option, tomorrow } from '../../../../tests/support/builders.js'
import { listedByName } from '../../../domain/instrument-name.js'
import type { ListedInstrument } from '../../../domain/instrument.js'
import type { Market } from '../../../market/market.js'
import type { QueryOptionsChainArgs } from '../../generated/resolver-types.js'
import { chainArgs } from './chain-args.js'

const yesterday = Date.UTC(2026, 10, 19, 8)
const perpetual = listedByName('BTC-PERPETUAL')
const passed = option(80_000, 'CALL', yesterday)
const listed = [...ladder([80_000, 90_000]), ...ladder([80_000], christmas), passed]
const instruments = new Map<string, ListedInstrument>(listed.map((one) => [one.symbol, one]))
if (perpetual) instruments.set(perpetual.symbol, perpetual)

const market = {
  feedStatus: () => ({ currencies: ['BTC', 'ETH'] }),
  expiries: (currency: string) => (currency === 'BTC' ? [tomorrow, christmas] : []),
  instruments: (currency: string) => (currency === 'BTC' ? { instruments } : null),
} as unknown as Market

const choose = (args: Partial<QueryOptionsChainArgs> = {}) => chainArgs(market, { currency: 'BTC', ...args })
const refused = (args: Partial<QueryOptionsChainArgs>) => refusalOf(() => choose(args))
const near = option(90_000, 'CALL').symbol
const far = option(80_000, 'PUT', christmas).symbol

describe('the choice of a chain', () => {
  it('without arguments, or with null for each, is the nearest expiry, whole', () => {
    const whole = {
      currency: 'BTC',
      expiries: 'NEAREST',
      kind: null,
      fromUsd: -Infinity,
      toUsd: Infinity,
      minOpenInterestCoin: null,
      symbols: null,
      isWhole: true,
      limit: 10,
    }
    expect(choose()).toMatchObject(whole)
    const nothing = { expiry: null, expiries: null, kind: null, strikes: null, minOpenInterest: null }
    expect(choose({ ...nothing, symbols: null, limit: null })).toMatchObject(whole)
  })

  it('has what was asked for', () => {
    expect(
      choose({ expiry: christmas, kind: 'PUT', strikes: { from: 1, to: 2 }, minOpenInterest: 0, limit: 1_000 }),
    ).toMatchObject({
      expiries: [christmas],
      kind: 'PUT',
      fromUsd: 1,
      toUsd: 2,
      minOpenInterestCoin: 0,
      isWhole: false,
      limit: 1_000,
    })
  })

  it.each([
    [{ from: 2 }, 2, Infinity],
    [{ to: 2 }, -Infinity, 2],
    [{ from: 2, to: 2 }, 2, 2],
    [{ from: null, to: null }, -Infinity, Infinity],
  ])('has strikes of %j, open where an end is left out', (strikes, fromUsd, toUsd) => {
    expect(choose({ strikes })).toMatchObject({ fromUsd, toUsd })
  })

  it('has expiries by day or time, each once', () => {
    const day = Date.UTC(2026, 11, 25)
    expect(choose({ expiries: [christmas, tomorrow, day] }).expiries).toEqual([tomorrow, christmas])
    expect(choose({ expiries: [] })).toMatchObject({ expiries: 'NEAREST', symbols: new Set() })
  })

  it('of a watchlist is the expiries of its symbols, if none are named', () => {
    expect(choose({ symbols: [far, near, far] })).toMatchObject({
      expiries: [tomorrow, christmas],
      symbols: new Set([near, far]),
      limit: 2,
    })
    expect(choose({ symbols: [far], expiry: tomorrow }).expiries).toEqual([tomorrow])
    expect(choose({ symbols: [] })).toMatchObject({ expiries: 'NEAREST', symbols: new Set(), limit: 0 })
  })
})

describe('a choice that cannot be', () => {
  it.each<[Partial<QueryOptionsChainArgs>, string, string]>([
    [{ currency: 'DOGE' }, 'UNKNOWN_CURRENCY', 'currency'],
    [{ expiry: yesterday }, 'UNKNOWN_EXPIRY', 'expiry'],
    [{ expiries: [tomorrow, yesterday] }, 'UNKNOWN_EXPIRY', 'expiries'],
    [{ limit: 0 }, 'OUT_OF_RANGE', 'limit'],
    [{ limit: 1_001 }, 'OUT_OF_RANGE', 'limit'],
    [{ minOpenInterest: -0.1 }, 'OUT_OF_RANGE', 'minOpenInterest'],
    [{ strikes: { from: Infinity } }, 'OUT_OF_RANGE', 'strikes'],
    [{ strikes: { to: -Infinity } }, 'OUT_OF_RANGE', 'strikes'],
    [{ expiries: Array.from({ length: 51 }, (_, index) => index) }, 'OUT_OF_RANGE', 'expiries'],
    [{ symbols: Array.from({ length: 201 }, (_, index) => `${index}`) }, 'OUT_OF_RANGE', 'symbols'],
  ])('%j is refused with %s of "%s"', (args, code, argument) => {
    expect(refused(args)).toMatchObject({ code, argument })
  })

  it('names one expiry and several', () => {
    for (const expiries of [[], [tomorrow]]) {
      expect(refused({ expiry: tomorrow, expiries })).toEqual({
        code: 'INVALID_INPUT',
        argument: 'expiry',
        allowed: { text: 'one of "expiry" and "expiries"' },
        message: 'Arguments "expiry" and "expiries" exclude each other; name every expiry in "expiries".',
      })
    }
  })

  it('has strikes that end before they begin', () => {
    expect(refused({ strikes: { from: 2, to: 1 } })).toEqual({
      code: 'OUT_OF_RANGE',
      argument: 'strikes',
      allowed: { max: 1 },
      message: 'Argument "strikes": "from" is 2 and "to" is 1; "from" must not be the higher one.',
    })
  })

  it('has a symbol that is no option, or whose expiry has passed, and is told the nearest', () => {
    for (const symbol of ['BTC-PERPETUAL', passed.symbol, 'btc-84000-c']) {
      const { code, argument, allowed, message } = refused({ symbols: [near, symbol] })
      expect({ code, argument }).toEqual({ code: 'UNKNOWN_SYMBOL', argument: 'symbols' })
      const { values } = allowed as { readonly values: readonly string[] }
      expect(values).toHaveLength(3)
      expect(values).not.toContain(symbol)
      expect(message).toBe(
        `Argument "symbols": "${symbol}" is no listed option of BTC; the nearest are ${values.join(', ')}. The query "instruments" lists all.`,
      )
    }
  })

  it('has a symbol of another currency, and is told to ask for that', () => {
    expect(refused({ currency: 'ETH', symbols: [near] })).toEqual({
      code: 'UNKNOWN_SYMBOL',
      argument: 'symbols',
      allowed: { text: 'currency: "BTC"' },
      message: `Argument "symbols": "${near}" is no listed option of ETH, but of BTC; ask for it with currency: "BTC".`,
    })
    // A currency that the feed does not carry cannot be asked for.
    expect(refused({ symbols: [near.replace('BTC', 'DOGE')] }).message).toContain('; the nearest are ')
  })

  it('has a symbol while none are listed', () => {
    const symbol = near.replace('BTC', 'ETH')
    expect(refused({ currency: 'ETH', symbols: [symbol] })).toEqual({
      code: 'UNKNOWN_SYMBOL',
      argument: 'symbols',
      allowed: { values: [] },
      message: `Argument "symbols": "${symbol}" is no listed option of ETH; no ETH options are listed at present; try again when the feed has delivered.`,
    })
  })

  it('is not told more of a long symbol than a symbol is long', () => {
    expect(refused({ symbols: ['X'.repeat(90_000)] }).message).toContain(`"${'X'.repeat(64)}" is no`)
  })
})
