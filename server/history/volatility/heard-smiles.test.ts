import { describe, expect, it } from 'vitest'
import { chainAt } from '../../../tests/support/agents/chains.js'
import type { HeardChain, OptionContract } from '../../domain/option-chain.js'
import { msPerMinute } from '../../domain/units.js'
import { heardSmiles } from './heard-smiles.js'

const timeMs = Date.UTC(2026, 8, 24, 10)
const forwardUsd = 84_000
const base = chainAt()

/** Calls and puts at these strikes, all at one volatility. */
function chain(
  strikes: readonly number[],
  change: (contract: OptionContract) => Partial<OptionContract> = () => ({}),
  expiryMs = timeMs + 30 * 24 * 60 * msPerMinute,
): HeardChain {
  const [one] = base.contracts
  if (!one) throw new Error('no contract')
  const contracts = strikes.flatMap((strikeUsd) =>
    (['CALL', 'PUT'] as const).map((optionKind): OptionContract => {
      const known = {
        markIv: 0.5,
        markDoubted: false,
        markFreshness: 'LIVE' as const,
        openInterestCoin: 10,
        volume24hCoin: 1,
      }
      const contract = { ...one, symbol: `${strikeUsd}-${optionKind}`, strikeUsd, optionKind, expiryMs, ...known }
      return { ...contract, ...change(contract) }
    }),
  )
  return { ...base, expiryMs, underlyingPriceUsd: forwardUsd, contracts }
}

const ladder = Array.from({ length: 60 }, (_, index) => 50_000 + index * 1_500)

describe('what chains say of smiles', () => {
  it('is the volatility of the option out of the money at each strike', () => {
    const isOut = ({ optionKind, strikeUsd }: OptionContract) => (optionKind === 'CALL') === strikeUsd >= forwardUsd
    const [smile] = heardSmiles([chain(ladder, (one) => ({ markIv: isOut(one) ? 0.4 : 0.9 }))], timeMs).expiries
    expect(smile?.atmIv).toBeCloseTo(0.4, 12)
    expect(smile?.call25Iv).toBeCloseTo(0.4, 12)
    expect(smile?.put25Iv).toBeCloseTo(0.4, 12)
  })

  it('is that of the other option where the first is not known', () => {
    const puts = chain(ladder, ({ optionKind }) => ({ markIv: optionKind === 'PUT' ? 0.5 : null }))
    expect(heardSmiles([puts], timeMs).expiries[0]?.call25Iv).toBeCloseTo(0.5, 12)
  })

  it.each<[string, Partial<OptionContract>]>([
    ['stale', { markFreshness: 'STALE' }],
    ['doubted', { markDoubted: true }],
    ['unknown', { markIv: null }],
    ['zero', { markIv: 0 }],
  ])('is nothing where the marks are %s, and the expiry stays', (_, change) => {
    const { expiries } = heardSmiles([chain(ladder, () => change)], timeMs)
    expect(expiries).toMatchObject([{ atmIv: null, call25Iv: null, put25Iv: null }])
  })

  it('is nothing without a forward, and of an expiry that has passed there is none', () => {
    const unknown = { ...chain(ladder), underlyingPriceUsd: null }
    expect(heardSmiles([unknown], timeMs).expiries).toMatchObject([{ atmIv: null }])
    expect(heardSmiles([chain(ladder, () => ({}), timeMs)], timeMs).expiries).toEqual([])
  })

  it('needs no greeks', () => {
    const { expiries } = heardSmiles([chain(ladder, () => ({ greeks: null }))], timeMs)
    expect(expiries[0]?.call25Iv).toBeCloseTo(0.5, 12)
  })

  it('has puts over calls of all expiries, without what is unknown', () => {
    const near = chain(ladder, ({ optionKind }) => ({
      openInterestCoin: optionKind === 'PUT' ? 5 : 10,
      volume24hCoin: null,
    }))
    const far = chain([80_000], ({ optionKind }) => ({ openInterestCoin: optionKind === 'PUT' ? null : 0 }))
    expect(heardSmiles([near, far], timeMs)).toMatchObject({ putCallOpenInterest: 0.5, putCallVolume: 1 })
    const noCalls = chain([80_000], ({ optionKind }) => ({ openInterestCoin: optionKind === 'PUT' ? 5 : 0 }))
    expect(heardSmiles([noCalls], timeMs).putCallOpenInterest).toBeNull()
    expect(heardSmiles([], timeMs)).toEqual({ expiries: [], putCallOpenInterest: null, putCallVolume: null })
  })
})
