import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chain, contract } from '../../testing/chain-fixtures.js'
import { mergeChain, type Chain } from './chain-model.js'

const symbols = ({ contracts }: Chain) => contracts.map(({ symbol }) => symbol.slice(12))
const patch = (more: Partial<Chain>) => chain([], { whole: false, ...more })

describe('merging the events of a chain', () => {
  const whole = chain([contract(98_000, 'CALL'), contract(98_000, 'PUT'), contract(99_000, 'CALL')])

  it('takes a whole chain as it is', () => {
    expect(mergeChain(null, whole)).toBe(whole)
    const next = chain([contract(1_000, 'CALL')])
    expect(mergeChain(whole, next)).toBe(next)
  })

  it('replaces what changed and keeps every other contract the same object', () => {
    const changed = contract(98_000, 'PUT', { bidPriceCoin: null })
    const merged = mergeChain(whole, patch({ contracts: [changed], seq: 2, underlyingPriceUsd: 98_500 }))
    expect(merged).toMatchObject({ seq: 2, underlyingPriceUsd: 98_500, whole: true })
    expect(merged.contracts[1]).toBe(changed)
    expect(merged.contracts[0]).toBe(whole.contracts[0])
    expect(merged.contracts[2]).toBe(whole.contracts[2])
  })

  it('drops what was removed and puts what is new in its place', () => {
    const merged = mergeChain(
      whole,
      patch({ removed: ['BTC-25DEC26-98000-C'], contracts: [contract(99_000, 'PUT'), contract(97_000, 'PUT')] }),
    )
    expect(symbols(merged)).toEqual(['97000-P', '98000-P', '99000-C', '99000-P'])
  })

  it('ends at the server’s chain whatever the patches were', () => {
    const strikes = fc.subarray([1_000, 2_000, 3_000, 4_000, 5_000])
    const state = fc
      .tuple(strikes, strikes)
      .map(([calls, puts]) =>
        chain(
          [...calls.map((strike) => contract(strike, 'CALL')), ...puts.map((strike) => contract(strike, 'PUT'))].sort(
            (a, b) => a.strikeUsd - b.strikeUsd || a.optionKind.localeCompare(b.optionKind),
          ),
        ),
      )
    fc.assert(
      fc.property(fc.array(state, { minLength: 1 }), (states) => {
        let shown: Chain | null = null
        let server: Chain | null = null
        for (const next of states) {
          const before = new Set<string>(server?.contracts.map(({ symbol }) => symbol))
          const after = new Set(next.contracts.map(({ symbol }) => symbol))
          const removed = [...before].filter((symbol) => !after.has(symbol))
          shown = mergeChain(shown, server === null ? next : { ...next, whole: false, removed })
          server = next
          expect(symbols(shown)).toEqual(symbols(next))
        }
      }),
    )
  })
})
