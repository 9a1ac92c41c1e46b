import { describe, expect, it } from 'vitest'
import { contract } from '../../testing/chain-fixtures.js'
import { moneyIndex, toStrikeRows } from './chain-rows.js'

const contracts = [
  contract(98_000, 'CALL', { openInterestCoin: 100 }),
  contract(98_000, 'PUT', { openInterestCoin: 300 }),
  contract(99_000, 'PUT', { openInterestCoin: null }),
]

describe('the rows of a chain', () => {
  it('pair call and put of a strike, and leave a missing side empty', () => {
    const rows = toStrikeRows(contracts)
    expect(rows.map(({ strikeUsd }) => strikeUsd)).toEqual([98_000, 99_000])
    expect(rows[0]).toMatchObject({ call: { optionKind: 'CALL' }, put: { optionKind: 'PUT' } })
    expect(rows[1]).toMatchObject({ call: null, put: { optionKind: 'PUT' } })
  })

  it('are parted by the money line where the forward is', () => {
    const rows = toStrikeRows(contracts)
    expect(moneyIndex(rows, 98_500)).toBe(1)
    expect(moneyIndex(rows, 90_000)).toBe(0)
    expect(moneyIndex(rows, 99_500)).toBe(2)
    expect(moneyIndex(rows, null)).toBeNull()
    expect(moneyIndex([], 98_500)).toBeNull()
  })
})
