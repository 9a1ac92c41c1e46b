import { describe, expect, it } from 'vitest'
import { refusalOf } from '../../tests/support/api/refusal-of.js'
import { christmas, tomorrow } from '../../tests/support/builders.js'
import { account } from '../../tests/support/store/records.js'
import type { Account } from '../domain/account.js'
import type { Market } from '../market/market.js'
import {
  accountArg,
  currencyArg,
  distinctArg,
  intervalArg,
  listedExpiry,
  rangeArg,
  requireListing,
  spanArgs,
} from './arguments.js'

const listed = [tomorrow, christmas]

function market(expiries: readonly number[] = listed): Market {
  return { feedStatus: () => ({ currencies: ['BTC', 'ETH'] }), expiries: () => expiries } as unknown as Market
}

const reader = (accounts: readonly Account[] = [], expected: readonly string[] = []) => ({
  accounts: () => accounts,
  account: (id: string) => accounts.find((one) => one.id === id) ?? null,
  expected: () => expected,
  pastMs: null,
})

describe('a currency', () => {
  it('is one of the feed', () => {
    expect(currencyArg(market(), 'ETH')).toBe('ETH')
    expect(refusalOf(() => currencyArg(market(), 'eth'))).toEqual({
      code: 'UNKNOWN_CURRENCY',
      argument: 'currency',
      allowed: { values: ['BTC', 'ETH'] },
      message: 'Argument "currency": "eth" is unknown; use one of BTC, ETH.',
    })
  })
})

describe('an expiry', () => {
  it.each([
    ['by its time', christmas, christmas],
    ['by its day in UTC', Date.UTC(2026, 11, 25), christmas],
  ])('is named %s', (_how, given, expiry) => {
    expect(listedExpiry(market(), 'BTC', given)).toBe(expiry)
  })

  it.each([
    ['another day', Date.UTC(2026, 11, 24)],
    ['another time of its day', christmas + 1],
    ['the day before', christmas - 86_400_000],
  ])('is not named by %s', (_what, given) => {
    expect(refusalOf(() => listedExpiry(market(), 'BTC', given, 'expiries'))).toEqual({
      code: 'UNKNOWN_EXPIRY',
      argument: 'expiries',
      allowed: { values: ['2026-11-21T08:00:00.000Z', '2026-12-25T08:00:00.000Z'] },
      message: `Argument "expiries": no BTC options expire at ${new Date(given).toISOString()}; use one of 21NOV26, 25DEC26, or write the day or time as 2026-11-21 or 2026-11-21T08:00:00.000Z.`,
    })
  })

  it('is none while nothing is listed', () => {
    const empty = market([])
    const refusal = {
      code: 'UNKNOWN_EXPIRY',
      argument: 'expiry',
      allowed: { values: [] },
      message: 'Argument "expiry": no ETH options are listed at present; try again when the feed has delivered.',
    }
    expect(refusalOf(() => listedExpiry(empty, 'ETH', christmas))).toEqual(refusal)
    expect(refusalOf(() => requireListing(empty, 'ETH'))).toEqual(refusal)
    expect(() => requireListing(market(), 'BTC')).not.toThrow()
  })
})

describe('an account', () => {
  const closed = { ...account('old'), closedAtMs: 1 }

  it.each([
    ['that was named', [account('a'), account('b')], 'b', 'b'],
    ['that was named, though it is closed', [account('a'), closed], 'old', 'old'],
    ['that is the first', [account('a'), account('b')], null, 'a'],
    ['that is the first open one', [closed, account('b')], undefined, 'b'],
    ['that is the first, if all are closed', [closed], null, 'old'],
  ])('is the one %s', (_which, accounts, id, chosen) => {
    expect(accountArg(reader(accounts), id)).toBe(chosen)
  })

  it('that is none is told which there are, though not all of many', () => {
    const accounts = Array.from({ length: 22 }, (_, index) => account(`a${index}`))
    const some = accounts.slice(0, 20)
    expect(refusalOf(() => accountArg(reader(some), 'nobody'))).toEqual({
      code: 'UNKNOWN_ACCOUNT',
      argument: 'account',
      allowed: { values: some.map(({ id }) => id) },
      message: `Argument "account": "nobody" does not exist; use one of ${some.map(({ id }) => id).join(', ')}.`,
    })
    const { allowed, message } = refusalOf(() => accountArg(reader(accounts), 'nobody'))
    expect(allowed).toEqual({ values: some.map(({ id }) => id) })
    expect(message).toMatch(/ a19 or 2 more of "accounts"\.$/)
  })

  it('is told that those of agents are being prepared, and not whoever names another', () => {
    for (const id of [null, 'momentum']) {
      const { code, message } = refusalOf(() => accountArg(reader([], ['momentum', 'vol-seller']), id))
      expect(code).toBe('UNKNOWN_ACCOUNT')
      expect(message).toContain('the accounts of the agents (momentum, vol-seller) are being prepared')
    }
    const { message } = refusalOf(() => accountArg(reader([account('a')], ['momentum']), 'nobody'))
    expect(message).toContain('"nobody" does not exist')
    expect(accountArg(reader([account('a')], ['momentum']), null)).toBe('a')
  })

  it('is told how to come by one while there is none', () => {
    for (const id of [null, 'nobody']) {
      expect(refusalOf(() => accountArg(reader(), id))).toEqual({
        code: 'UNKNOWN_ACCOUNT',
        argument: 'account',
        allowed: { values: [] },
        message:
          'Argument "account": there is no account yet; name an agent in AGENTS, or open one with "openAccount".',
      })
    }
  })
})

describe('a span', () => {
  it.each([
    [1, 2],
    [2, 2],
    [null, 2],
    [null, -1],
    [3, null],
    [undefined, undefined],
  ])('from %s to %s is open where an end is left out', (from, to) => {
    expect(spanArgs(from, to)).toEqual({ fromMs: from ?? null, toMs: to ?? null })
  })

  it('does not end before it begins', () => {
    expect(refusalOf(() => spanArgs(1_001, 1_000))).toEqual({
      code: 'OUT_OF_RANGE',
      argument: 'from',
      allowed: { max: '1970-01-01T00:00:01.000Z' },
      message:
        'Arguments "from" and "to": 1970-01-01T00:00:01.001Z is after 1970-01-01T00:00:01.000Z; "from" must come first.',
    })
  })
})

describe('a number', () => {
  it('lies in its range, both ends included', () => {
    expect([4, 5, 2_000].map((points) => rangeArg('points', points, [4, 2_000]))).toEqual([4, 5, 2_000])
    for (const points of [3, 2_001, NaN]) {
      expect(refusalOf(() => rangeArg('points', points, [4, 2_000]))).toEqual({
        code: 'OUT_OF_RANGE',
        argument: 'points',
        allowed: { min: 4, max: 2_000 },
        message: `Argument "points": ${points} is out of range; use 4 to 2,000.`,
      })
    }
  })

  it('of milliseconds between two events is at most an hour', () => {
    expect([0, 3_600_000].map((minIntervalMs) => intervalArg({ minIntervalMs }))).toEqual([0, 3_600_000])
    expect(refusalOf(() => intervalArg({ minIntervalMs: -1 }))).toMatchObject({ argument: 'minIntervalMs' })
  })
})

it('a list has each value once, and so many at most', () => {
  expect(distinctArg('symbols', ['b', 'a', 'b'], [0, 2])).toEqual(['b', 'a'])
  expect(refusalOf(() => distinctArg('symbols', ['a', 'b', 'c'], [0, 2]))).toEqual({
    code: 'OUT_OF_RANGE',
    argument: 'symbols',
    allowed: { min: 0, max: 2 },
    message: 'Argument "symbols": 3 are too many; name at most 2.',
  })
})
