import { describe, expect, it } from 'vitest'
import { ladder } from '../../tests/support/builders.js'
import type { OptionContract } from '../domain/option-chain.js'
import { isBracketed, ivAtStrike, nearestContracts, nearestStrike } from './at-the-money.js'
import { contractOf } from './option-contract.js'
import { newOptionState } from './option-state.js'

const contracts: OptionContract[] = ladder([80_000, 82_000, 84_000, 86_000, 88_000]).map((one) =>
  contractOf(newOptionState(one), null),
)
const strikes = (list: readonly OptionContract[]) => list.map((one) => `${one.strikeUsd}${one.optionKind[0]}`)

describe('at the money', () => {
  it('is the strike nearest the forward, the lower of two equally near', () => {
    expect(nearestStrike(contracts, 84_900)).toBe(84_000)
    expect(nearestStrike(contracts, 83_000)).toBe(82_000)
  })

  it('is nowhere without a price or without strikes', () => {
    expect(nearestStrike(contracts, null)).toBeNull()
    expect(nearestStrike([], 84_000)).toBeNull()
  })

  it('has no volatility where all strikes lie on one side of the price', () => {
    const [one] = contracts
    expect([79_999, 80_000, 85_000, 88_000, 88_001, null].map((price) => isBracketed(contracts, price))).toEqual([
      false,
      true,
      true,
      true,
      false,
      false,
    ])
    expect(one && isBracketed([one], 84_000)).toBe(false)
    expect(isBracketed([], 84_000)).toBe(false)
  })

  it('averages the IVs of call and put, and takes the one that is known', () => {
    const [call, put] = contracts as [OptionContract, OptionContract]
    const known = (contract: OptionContract, markIv: number | null) => ({ ...contract, markIv })
    expect(ivAtStrike([known(call, 0.4), known(put, 0.5)], 80_000)).toBeCloseTo(0.45)
    expect(ivAtStrike([known(call, null), known(put, 0.5)], 80_000)).toBe(0.5)
    expect(ivAtStrike([known(call, null), known(put, null)], 80_000)).toBeNull()
  })

  it('picks the contracts nearest the money and keeps their order', () => {
    expect(strikes(nearestContracts(contracts, 4, 84_900))).toEqual(['84000C', '84000P', '86000C', '86000P'])
    expect(strikes(nearestContracts(contracts, 3, 84_100))).toEqual(['84000C', '84000P', '86000C'])
    expect(nearestContracts(contracts, 1_000, 84_000)).toBe(contracts)
  })

  it('takes the middle of the ladder while no price is known', () => {
    expect(strikes(nearestContracts(contracts, 2, null))).toEqual(['84000C', '84000P'])
  })
})
