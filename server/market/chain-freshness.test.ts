import { describe, expect, it } from 'vitest'
import { noon, option, tomorrow, update } from '../../tests/support/builders.js'
import type { OptionValues } from '../domain/market-events.js'
import type { Freshness } from '../domain/source.js'
import { chainFreshness, sameFreshness, type ChainFreshness } from './chain-freshness.js'
import { newExpiry, type ExpiryState } from './expiry-state.js'
import { hear } from './heard.js'
import { foldOption, newOptionState } from './option-state.js'

const confirmed = { marksConfirmedAtMs: null, allConfirmedAtMs: null }
/** What was heard at noon or later is LIVE. */
const freshnessOf = (heardAtMs: number | null): Freshness =>
  heardAtMs !== null && heardAtMs >= noon ? 'LIVE' : 'STALE'
const hearingAt = (at: number) => ({ eventTimeMs: at, receivedTimeMs: at, marketMs: null })
const early = noon - 1
const [call, put] = [option(84_000, 'CALL'), option(84_000, 'PUT')]

type Said = readonly [values: Partial<OptionValues>, at?: number]

/** A chain of call and put, of which the call has heard this. */
function expiryOf(forwardAt: number | null, ...said: readonly Said[]): ExpiryState {
  const heard = said.reduce(
    (state, [values, at = noon]) => foldOption(state, update(call.symbol, values, at), hearingAt(at)),
    newOptionState(call),
  )
  const options = new Map([heard, newOptionState(put)].map((one) => [one.instrument.symbol, one]))
  const expiry = { ...newExpiry(tomorrow), options, asOf: heard.asOf }
  return forwardAt === null
    ? expiry
    : { ...expiry, forward: hear(expiry.forward, 84_000, hearingAt(forwardAt)), asOf: noon }
}

describe('the freshness of a chain', () => {
  it.each<[string, Freshness, ExpiryState]>([
    ['of which nothing was said', 'STALE', expiryOf(null)],
    ['with a forward alone', 'LIVE', expiryOf(noon)],
    ['with an old forward', 'STALE', expiryOf(early, [{ bidPrice: 0.01 }])],
    ['with a bid alone, and no forward yet', 'LIVE', expiryOf(null, [{ bidPrice: 0.01 }])],
    [
      'with an old bid beside a fresh mark',
      'STALE',
      expiryOf(noon, [{ bidPrice: 0.01 }, early], [{ markPrice: 0.01 }]),
    ],
    [
      'with an old ask beside a fresh mark',
      'STALE',
      expiryOf(noon, [{ askPrice: 0.02 }, early], [{ markPrice: 0.01 }]),
    ],
    ['with an old ask beside a fresh bid', 'STALE', expiryOf(noon, [{ askPrice: 0.02 }, early], [{ bidPrice: 0.01 }])],
    [
      'with an old mark beside a fresh quote',
      'STALE',
      expiryOf(noon, [{ markPrice: 0.01 }, early], [{ bidPrice: 0.01 }]),
    ],
    [
      'with an old mark IV beside a fresh quote',
      'STALE',
      expiryOf(noon, [{ markIv: 0.4 }, early], [{ bidPrice: 0.01 }]),
    ],
    [
      'with an old volume beside a fresh quote',
      'LIVE',
      expiryOf(noon, [{ volume24hCoin: 1 }, early], [{ bidPrice: 0.01 }]),
    ],
  ])('%s', (_, freshness, expiry) => {
    expect(chainFreshness(expiry, confirmed, freshnessOf).freshness).toBe(freshness)
  })

  it('tells quote and mark of each option, STALE where they were never said', () => {
    const expiry = expiryOf(null, [{ bidPrice: 0.01 }], [{ markPrice: 0.02 }, early])
    expect(chainFreshness(expiry, confirmed, freshnessOf)).toEqual({
      freshness: 'STALE',
      underlyingFreshness: 'LIVE',
      options: [
        { quoteFreshness: 'LIVE', markFreshness: 'STALE' },
        { quoteFreshness: 'STALE', markFreshness: 'STALE' },
      ],
    })
  })
})

describe('two of them', () => {
  const live = { quoteFreshness: 'LIVE', markFreshness: 'LIVE' } as const
  const of = (more: Partial<ChainFreshness>): ChainFreshness => {
    return { freshness: 'LIVE', underlyingFreshness: 'LIVE', options: [live, live], ...more }
  }

  it('are the same when all their parts are', () => {
    expect(sameFreshness(of({}), of({ options: [{ ...live }, { ...live }] }))).toBe(true)
    expect(sameFreshness(of({ options: [] }), of({ options: [] }))).toBe(true)
  })

  it.each<[string, Partial<ChainFreshness>]>([
    ['of the chain', { freshness: 'STALE' }],
    ['of the forward', { underlyingFreshness: 'STALE' }],
    ['of a quote', { options: [live, { ...live, quoteFreshness: 'STALE' }] }],
    ['of a mark', { options: [{ ...live, markFreshness: 'STALE' }, live] }],
    ['of fewer options', { options: [live] }],
    ['of more options', { options: [live, live, live] }],
  ])('differ in that %s', (_, more) => {
    expect(sameFreshness(of({}), of(more))).toBe(false)
  })
})
