import { expect, it } from 'vitest'
import { ExpiryInterest } from './expiry-interest.js'

it('a stream watches the expiries that it follows, each once, and no other any more', () => {
  const told: string[] = []
  const watchExpiry = (currency: string, expiryMs: number) => {
    told.push(`+${currency} ${expiryMs}`)
    return { [Symbol.dispose]: () => void told.push(`-${currency} ${expiryMs}`) }
  }
  const interest = new ExpiryInterest({ watchExpiry }, 'BTC')
  /** What the feed is told when the stream goes on to these expiries. */
  const follow = (...expiries: number[]) => {
    interest.follow(expiries)
    return told.splice(0)
  }
  expect(follow(1, 2)).toEqual(['+BTC 1', '+BTC 2'])
  expect(follow(2, 3)).toEqual(['+BTC 3', '-BTC 1'])
  expect(follow(2, 3)).toEqual([])
  expect(follow()).toEqual(['-BTC 2', '-BTC 3'])
  expect(follow(1)).toEqual(['+BTC 1'])
})
