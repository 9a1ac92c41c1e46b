import { describe, expect, it } from 'vitest'
import { ladder } from '../../tests/support/builders.js'
import type { OptionChain, OptionContract } from '../domain/option-chain.js'
import { isBracketed, ivAtStrike, moneyOf, nearestContracts, nearestStrike } from './at-the-money.js'
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
    expect([1, 1e9].map((price) => nearestStrike(contracts, price))).toEqual([80_000, 88_000])
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
    const nearest = (limit: number, moneyUsd: number) => nearestContracts([{ contracts, moneyUsd }], limit)
    expect(strikes(nearest(4, 84_900))).toEqual(['84000C', '84000P', '86000C', '86000P'])
    expect(strikes(nearest(3, 84_100))).toEqual(['84000C', '84000P', '86000C'])
    expect(strikes(nearest(3, 83_000))).toEqual(['82000C', '82000P', '84000C'])
    expect(nearest(10, 84_000)).toBe(contracts)
    expect(strikes(nearest(9, 84_000))).toHaveLength(9)
  })

  it('measures distances of several expiries as parts of the money of each, of equal ones the first is nearer', () => {
    const dear = contracts.map((one) => ({ ...one, strikeUsd: one.strikeUsd * 10 }))
    const nearest = (limit: number, moneyUsd: number) =>
      strikes(
        nearestContracts(
          [
            { contracts, moneyUsd: 84_000 },
            { contracts: dear, moneyUsd },
          ],
          limit,
        ),
      )
    expect(nearest(4, 840_000)).toEqual(['84000C', '84000P', '840000C', '840000P'])
    expect(nearest(3, 840_000)).toEqual(['84000C', '84000P', '840000C'])
    expect(nearest(6, 842_000)).toEqual(['84000C', '84000P', '840000C', '840000P', '860000C', '860000P'])
    expect(nearestContracts([], 4)).toEqual([])
  })
})

describe('the money', () => {
  const chain = { underlyingPriceUsd: null, indexPriceUsd: null, contracts } as unknown as OptionChain

  it('is the forward, without it the index, and without both the middle of the ladder', () => {
    expect(moneyOf({ ...chain, underlyingPriceUsd: 84_900, indexPriceUsd: 83_000 })).toBe(84_900)
    expect(moneyOf({ ...chain, indexPriceUsd: 83_000 })).toBe(83_000)
    expect(moneyOf(chain)).toBe(84_000)
    expect(moneyOf({ ...chain, contracts: [] })).toBe(0)
  })
})
