import { describe, expect, it } from 'vitest'
import { ask, askOne, closingsOf, entriesOf } from '../../../../tests/support/agents/ask.js'
import { chainAt, contractOf, heldOption, testExpiryMs } from '../../../../tests/support/agents/chains.js'
import { marketAt, perpetualAt, positionWith, viewWith } from '../../../../tests/support/agents/views.js'
import { noon } from '../../../../tests/support/builders.js'
import type { HeardChain } from '../../../domain/option-chain.js'
import { defaultVolSellerRules as rules } from './rules.js'
import { volSellerAgent } from './vol-seller-agent.js'

const chain = chainAt()
const chains = [chain]
const call = contractOf(chain, 85_000, 'CALL')
const put = contractOf(chain, 75_000, 'PUT')
const hour = 3_600_000
const day = 24 * hour

describe('volSellerAgent', () => {
  it('sells the call above and the put below the money whose deltas are nearest to 0.25, in the same size', () => {
    const entries = entriesOf(ask(volSellerAgent(), { chains }))
    expect(entries.map(({ action, symbol }) => [action, symbol])).toEqual([
      ['SELL_TO_ENTER', call.symbol],
      ['SELL_TO_ENTER', put.symbol],
    ])
    expect(entries[0]?.quantityCoin).toBe(entries[1]?.quantityCoin)
    expect(entries.every(({ leverage }) => leverage === 1)).toBe(true)
  })

  it('gives each leg a stop at 2.5 times its premium, a target at 60 % of it earned, and the strike to be over at', () => {
    const [callEntry, putEntry] = entriesOf(ask(volSellerAgent(), { chains }))
    expect(callEntry?.stopLossUsd).toBeCloseTo((call.bidPriceUsd ?? 0) * 2.5, 2)
    expect(callEntry?.profitTargetUsd).toBeCloseTo((call.bidPriceUsd ?? 0) * 0.4, 2)
    expect(callEntry).toMatchObject({
      invalidation: 'The index is above the strike at 85,000.00 USD.',
      invalidationRule: { measure: 'INDEX_PRICE_USD', comparison: 'ABOVE', value: 85_000, untilMs: null },
    })
    expect(putEntry?.invalidationRule).toEqual({
      measure: 'INDEX_PRICE_USD',
      comparison: 'BELOW',
      value: 75_000,
      untilMs: null,
    })
  })

  it('is as confident as the deltas leave room, and names its numbers', () => {
    const [entry] = entriesOf(ask(volSellerAgent(), { chains }))
    const [up, down] = [call.greeks?.delta ?? NaN, put.greeks?.delta ?? NaN]
    expect(entry?.confidence).toBeCloseTo(1 - up + down, 12)
    expect(entry?.reasoning).toBe(
      `Selling 1.51 BTC each of ${call.symbol} at 1,277.45 USD (delta ${up.toFixed(2)}, mark IV 50 %) and ${put.symbol} ` +
        `at 1,122.70 USD (delta ${down.toFixed(2)}, mark IV 50 %), 13.8 days from expiry. ` +
        'This leg: stop at 2.5 times the premium (3,193.62 USD), target at 60 % of it earned (510.98 USD).',
    )
  })

  it('prefers the expiry nearest to two weeks, and takes another when that one offers nothing', () => {
    const far = chainAt({ expiryMs: testExpiryMs + 14 * day })
    const dry = chainAt({ contract: { bidPriceUsd: null } })
    const symbolsIn = (all: HeardChain[]) =>
      entriesOf(ask(volSellerAgent(), { chains: all })).map(({ symbol }) => symbol.slice(4, 11))
    expect(symbolsIn([far, chain])).toEqual(['4DEC26-', '4DEC26-'])
    expect(symbolsIn([dry, far])).toEqual(['18DEC26', '18DEC26'])
  })

  it.each([
    ['a stale chain', chainAt({ chain: { freshness: 'STALE' } })],
    ['an expiry too near', chainAt({ expiryMs: noon + 4 * day })],
    ['an expiry too far', chainAt({ expiryMs: noon + 36 * day })],
    ['no bid', chainAt({ contract: { bidPriceUsd: null } })],
    ['no ask to get out at', chainAt({ contract: { askPriceUsd: null } })],
    ['no size', chainAt({ contract: { bidAmountCoin: null } })],
    ['too little size', chainAt({ contract: { bidAmountCoin: 0.7 } })],
    ['no greeks', chainAt({ contract: { greeks: null } })],
    ['a wide quote', chainAt({ halfSpread: 0.11 })],
    ['too small a premium', chainAt({ contract: { bidPriceUsd: 79, askPriceUsd: 80 } })],
    ['no underlying price', chainAt({ chain: { underlyingPriceUsd: null } })],
  ])('sells nothing with %s', (_, only) => {
    expect(askOne(volSellerAgent(), { chains: [only] })).toMatchObject({ action: 'HOLD' })
  })

  it('sells nothing when no delta is in range', () => {
    // The nearest are 0.28 and 0.38 of the calls, 0.24 and 0.36 of the puts.
    const delta = { min: 0.3, max: 0.34, preferred: 0.32 }
    const { reasoning } = askOne(volSellerAgent({ rules: { ...rules, delta } }), { chains })
    expect(reasoning).toContain('a delta from 0.3 to 0.34')
  })

  it('says what it would have sold when only the size is wrong', () => {
    const decision = askOne(volSellerAgent(), { chains: [chainAt({ contract: { bidAmountCoin: 0.7 } })] })
    expect(decision.symbol).toBe(call.symbol)
    expect(decision.reasoning).toContain('The quotes carry 0.7 BTC of the 1.51 BTC wanted')
    expect(askOne(volSellerAgent()).reasoning).toContain('No live chain from 5 to 35 days out')
    const poor = { ...viewWith().account, marginAvailableUsd: 0 }
    expect(askOne(volSellerAgent(), { chains, account: poor }).reasoning).toContain('too small for 0.01 BTC')
  })

  it('holds what it sold while the delta is in the band, also after a restart', () => {
    const positions = [heldOption(call), heldOption(put)]
    const decision = askOne(volSellerAgent(), { chains, positions })
    expect(decision).toMatchObject({ action: 'HOLD', symbol: 'BTC-PERPETUAL' })
    expect(decision.confidence).toBeCloseTo(1 - (call.greeks?.delta ?? 0) + (put.greeks?.delta ?? 0), 12)
    expect(decision.reasoning).toMatch(
      /^Holding 2 options; the chance .* is 47.87 %\. The total delta is .* within the band/,
    )
  })

  it('hedges with the perpetual when the delta has left its band', () => {
    const decision = askOne(volSellerAgent(), { chains, positions: [heldOption(call)] })
    expect(decision).toMatchObject({ action: 'BUY_TO_ENTER', symbol: 'BTC-PERPETUAL', leverage: 5, stopLossUsd: null })
    const hedged = positionWith({ quantityCoin: 0.5 })
    const reducing = askOne(volSellerAgent(), { chains, positions: [heldOption(call), hedged] })
    expect(closingsOf([reducing])[0]?.quantityCoin).toBeCloseTo(0.5 - (call.greeks?.delta ?? NaN), 7)
  })

  it('closes all its options a day before they expire, then the hedge', () => {
    const agent = volSellerAgent()
    const positions = [heldOption(call), heldOption(put), positionWith({ quantityCoin: 0.1 })]
    const nowMs = testExpiryMs - day
    const closings = closingsOf(ask(agent, { chains, positions, nowMs }))
    expect(closings.map(({ symbol }) => symbol)).toEqual([put.symbol, call.symbol])
    expect(closings[0]?.reasoning).toContain('It expires in 24 h; options are closed with 24 h left.')
    expect(ask(agent, { chains, positions: positions.slice(2), nowMs })).toMatchObject([
      { action: 'CLOSE', symbol: 'BTC-PERPETUAL', quantityCoin: null },
    ])
    expect(askOne(agent, { chains, positions, nowMs: nowMs - 1 }).action).not.toBe('CLOSE')
  })

  it('says so when it cannot close what is due', () => {
    const unquoted = [chainAt({ contract: { askPriceUsd: null } })]
    const decision = askOne(volSellerAgent(), {
      chains: unquoted,
      positions: [heldOption(call), heldOption(put)],
      nowMs: testExpiryMs - hour,
    })
    expect(decision.action).toBe('HOLD')
    expect(decision.reasoning).toContain(`Nobody quotes ${put.symbol}, ${call.symbol} now.`)
  })

  it('waits an hour after its last option is gone, and after an attempt that came to nothing', () => {
    for (const first of [{ positions: [heldOption(call), heldOption(put)] }, {}]) {
      const agent = volSellerAgent()
      ask(agent, { chains, ...first })
      const at = (nowMs: number) => ask(agent, { chains: [chainAt({ nowMs })], nowMs })
      expect(at(noon + hour - 1)).toMatchObject([{ action: 'HOLD', reasoning: expect.stringContaining('Waiting for') }])
      expect(at(noon + hour)).toHaveLength(2)
    }
  })

  it('forgets its pause when time goes back', () => {
    const agent = volSellerAgent()
    ask(agent, { chains })
    const nowMs = noon - day
    expect(ask(agent, { chains: [chainAt({ nowMs })], nowMs })).toHaveLength(2)
  })

  it('touches nothing while its options are not heard live', () => {
    const stale = [chainAt({ chain: { freshness: 'STALE' } })]
    const decision = askOne(volSellerAgent(), {
      chains: stale,
      positions: [heldOption(call)],
      nowMs: testExpiryMs - hour,
    })
    expect(decision).toMatchObject({ action: 'HOLD', confidence: null })
    const market = marketAt(80_000, { perpetual: perpetualAt(80_000, { askPriceUsd: null }) })
    expect(askOne(volSellerAgent(), { market, chains, positions: [heldOption(call)] }).reasoning).toContain(
      'no quote to hedge at',
    )
  })

  it('keeps within its limits of vega and margin', () => {
    const [first, second] = entriesOf(ask(volSellerAgent(), { chains }))
    const vegaUsd =
      (first?.quantityCoin ?? 0) * (call.greeks?.vega ?? 0) + (second?.quantityCoin ?? 0) * (put.greeks?.vega ?? 0)
    expect(vegaUsd).toBeLessThanOrEqual(rules.limits.vegaShare * 100_000)
    expect((first?.quantityCoin ?? 0) * 2 * 0.15 * 80_000).toBeLessThanOrEqual(rules.limits.marginShare * 100_000)
  })
})
