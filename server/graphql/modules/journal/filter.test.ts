import { describe, expect, it } from 'vitest'
import { refusalOf } from '../../../../tests/support/api/refusal-of.js'
import type { AccountReader } from '../../../trading/account-reader.js'
import { filterOf, type FilterArgs } from './filter.js'

const known = (id: string) => (id === 'nobody' ? null : { id })
const accounts = { accounts: () => [], account: known, expected: () => [], pastMs: null } as unknown as AccountReader
const filter = (args: FilterArgs) => filterOf(accounts, args)
const symbols = (count: number) => Array.from({ length: count }, (_, index) => `S${index}`)

describe('a filter', () => {
  it.each<FilterArgs>([{}, { account: null, symbol: null, action: null, outcome: null, status: null }])(
    'of nothing lets everything pass: %j',
    (args) => expect(filter(args)).toEqual({}),
  )

  it('has each value once', () => {
    const args = { account: ['b', 'a', 'b'], symbol: ['S', 'S'], action: ['HOLD', 'HOLD'] } as const
    expect(filter({ ...args, outcome: ['STOP', 'STOP'], status: ['OPEN', 'OPEN'] })).toEqual({
      accountId: ['b', 'a'],
      symbol: ['S'],
      action: ['HOLD'],
      outcome: ['STOP'],
      status: ['OPEN'],
    })
  })

  it('of an empty list lets nothing pass', () => {
    expect(filter({ account: [], symbol: [] })).toEqual({ accountId: [], symbol: [] })
  })

  it('names accounts that there are', () => {
    expect(refusalOf(() => filter({ account: ['a', 'nobody'] }))).toMatchObject({ code: 'UNKNOWN_ACCOUNT' })
  })

  it.each(['', ' ', 'a\nb', '\0', 'X'.repeat(65)])('of %j is refused: it cannot be a symbol', (symbol) => {
    expect(refusalOf(() => filter({ symbol: ['S', symbol] }))).toMatchObject({
      code: 'UNKNOWN_SYMBOL',
      argument: 'symbol',
      message: expect.stringContaining(
        'a text of 1 to 64 characters on one line; names look like BTC-PERPETUAL or',
      ) as string,
    })
    expect(filter({ symbol: ['X'.repeat(64), 'my coin'] }).symbol).toHaveLength(2)
  })

  it('has up to 100 combinations of its values', () => {
    expect(filter({ symbol: symbols(100) }).symbol).toHaveLength(100)
    expect(filter({ symbol: symbols(50), status: ['OPEN', 'FILLED'], account: ['a'] }).symbol).toHaveLength(50)
    expect(filter({ symbol: symbols(101), account: [] }).symbol).toHaveLength(101)
  })

  it.each<[FilterArgs, string, string]>([
    [{ symbol: symbols(101) }, 'symbol', '101 values are 101 combinations'],
    [
      { symbol: symbols(51), status: ['OPEN', 'FILLED'] },
      'symbol',
      '51 values, times 2 of "status" are 102 combinations',
    ],
    [
      { account: symbols(26), outcome: ['STOP'], action: ['HOLD', 'CLOSE'], status: ['OPEN', 'FILLED'] },
      'account',
      '26 values, times 2 of "action", times 2 of "status" are 104 combinations',
    ],
    [{ account: symbols(11), symbol: symbols(11) }, 'account', '11 values, times 11 of "symbol" are 121 combinations'],
    [{ account: symbols(2), symbol: symbols(51) }, 'symbol', '51 values, times 2 of "account" are 102 combinations'],
  ])('that has more is told of its longest list (%#)', (args, argument, counted) => {
    expect(refusalOf(() => filter(args))).toEqual({
      code: 'OUT_OF_RANGE',
      argument,
      allowed: { max: 100 },
      message: `Argument "${argument}": ${counted}; ask for at most 100 at a time, or leave the argument out for all.`,
    })
  })
})
