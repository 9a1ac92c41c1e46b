import { describe, expect, it } from 'vitest'
import { marketData } from '../../../tests/support/builders.js'
import { chainWith } from '../../../tests/support/trading/builders.js'
import { staleCopy } from './stale-copy.js'

describe('staleCopy', () => {
  it('makes every freshness of a state stale, however deep, and nothing else', () => {
    const live = chainWith([{ quoteFreshness: 'LIVE', markFreshness: 'LIVE' }], { underlyingFreshness: 'LIVE' })
    const chain = { ...live, freshness: 'LIVE', state: 'LIVE' }
    const [contract] = chain.contracts
    expect(staleCopy(chain)).toEqual({
      ...chain,
      freshness: 'STALE',
      underlyingFreshness: 'STALE',
      contracts: [{ ...contract, quoteFreshness: 'STALE', markFreshness: 'STALE' }],
    })
    expect(chain.freshness).toBe('LIVE')
  })

  it('is the same object where nothing is live', () => {
    const stale = staleCopy(marketData({}))
    expect(staleCopy(stale)).toBe(stale)
    const account = { id: 'a', tags: ['LIVE'] }
    expect(staleCopy(account)).toBe(account)
  })
})
