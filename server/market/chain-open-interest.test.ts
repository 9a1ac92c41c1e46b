import { describe, expect, it } from 'vitest'
import { ladder } from '../../tests/support/builders.js'
import { openInterestOf } from './chain-open-interest.js'
import { contractOf } from './option-contract.js'
import { newOptionState } from './option-state.js'

const contracts = ladder([80_000, 82_000]).map((one) => contractOf(newOptionState(one), null))
const withInterest = (...coins: (number | null)[]) =>
  contracts.map((contract, index) => ({ ...contract, openInterestCoin: coins[index] ?? null }))

describe('the open interest of a chain', () => {
  it('sums up calls and puts apart, and knows the largest of one contract', () => {
    const sums = { callsCoin: 0.3, putsCoin: 12, largestCoin: 7 }
    expect(openInterestOf(withInterest(0.1, 5, 0.2, 7), undefined)).toEqual(sums)
    expect(openInterestOf(withInterest(0.1, 7, 0.2, 5), undefined)).toEqual(sums)
  })

  it('is unknown where nothing was said, and zero where zero was', () => {
    expect(openInterestOf(withInterest(0, null, null, null), undefined)).toEqual({
      callsCoin: 0,
      putsCoin: null,
      largestCoin: 0,
    })
  })

  it('stays the same object while nothing differs', () => {
    const before = openInterestOf(withInterest(1, 2, 3, 4), undefined)
    expect(openInterestOf(withInterest(1, 2, 3, 4), before)).toBe(before)
  })
})
