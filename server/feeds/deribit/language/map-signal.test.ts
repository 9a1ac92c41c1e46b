import { expect, it } from 'vitest'
import { indexLocks, readLockedIndices } from './map-signal.js'

it.each([
  [{ locked: 'true', locked_indices: [] }, 'ALL'],
  [{ locked: true }, 'ALL'],
  [{ locked: 'false' }, new Set()],
  [{ locked: false, locked_indices: ['btc_usd'] }, new Set(['btc_usd'])],
  [{ locked: 'partial', locked_indices: ['btc_usd', 7, null, 'eth_usd'] }, new Set(['btc_usd', 'eth_usd'])],
  [{ locked: 'partial', locked_indices: 'btc_usd' }, new Set()],
  [{ locked: 'perhaps', locked_indices: ['btc_usd'] }, null],
  [{}, null],
  ['ok', null],
  [null, null],
])('reads which indices are locked in %j', (result, locked) => {
  expect(readLockedIndices(result)).toEqual(locked)
})

it('says of each currency whether its index is locked', () => {
  const arrival = { receivedTimeMs: 40, exchangeTimeMs: 0, aheadTimeMs: 0, latestTimeMs: 0 }
  const locks = (...indices: string[]) => indexLocks(new Set(indices), ['BTC', 'XRP_USDC'], arrival)
  expect(locks('xrp_usdc')).toEqual([
    { type: 'index-lock', currency: 'BTC', locked: false, eventTimeMs: 0, receivedTimeMs: 40 },
    { type: 'index-lock', currency: 'XRP_USDC', locked: true, eventTimeMs: 0, receivedTimeMs: 40 },
  ])
  expect(locks().map(({ locked }) => locked)).toEqual([false, false])
  expect(indexLocks('ALL', ['BTC', 'ETH'], arrival).map(({ locked }) => locked)).toEqual([true, true])
})
