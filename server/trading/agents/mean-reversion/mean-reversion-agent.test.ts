import { describe, expect, it } from 'vitest'
import { ask, askOne, closingsOf, entriesOf } from '../../../../tests/support/agents/ask.js'
import { chainAt, contractOf, heldOption } from '../../../../tests/support/agents/chains.js'
import { marketAt } from '../../../../tests/support/agents/views.js'
import { noon } from '../../../../tests/support/builders.js'
import { randomWalk } from '../../../../tests/support/trading/random-walk.js'
import type { HeardChain } from '../../../domain/option-chain.js'
import type { AgentDecision, AgentView } from '../trading-agent.js'
import { meanReversionAgent } from './mean-reversion-agent.js'
import { defaultMeanReversionRules as rules } from './rules.js'

const tickMs = 60_000
const at = contractOf(chainAt(), 80_000, 'CALL')
const other = contractOf(chainAt(), 80_000, 'PUT')

/** An agent that heard an index of 50 % volatility for so many minutes; its chain stays at 80,000 USD. */
function experienced(minutes = 300) {
  const agent = meanReversionAgent()
  const walk = randomWalk({ seed: 5, startUsd: 80_000, annualVol: 0.5, tickMs })
  for (let minute = 1 - minutes; minute <= 0; minute++) {
    const market = marketAt(80_000, { indexPriceUsd: walk.next().value })
    ask(agent, { market, nowMs: noon + minute * tickMs })
  }
  return (values: Partial<AgentView> = {}): readonly AgentDecision[] =>
    ask(agent, { market: marketAt(80_000, { indexPriceUsd: null }), ...values })
}

/** Implied over realized volatility, as the agent says it. */
const ratioIn = (reasoning = '') => Number(/a ratio of (\d+\.\d\d)\./.exec(reasoning)?.[1])
const atIv = (iv: number): HeardChain[] => [chainAt({ iv })]

describe('meanReversionAgent', () => {
  it('measures the ratio of the IV at the money to the realized volatility of the index, and names all three', () => {
    const [decision] = experienced()({ chains: atIv(0.52) })
    expect(decision).toMatchObject({ action: 'HOLD', symbol: 'BTC-PERPETUAL', confidence: null })
    expect(decision?.reasoning).toMatch(
      /^The IV at the money in 13\.8 days is 52 %, realized volatility of the index is [45]\d\.\d+ % a year: a ratio of 1\.\d\d\. It takes 1\.2 to sell and 0\.95 to buy\.$/,
    )
    expect(ratioIn(decision?.reasoning)).toBeCloseTo(1.1, 0)
  })

  it('judges nothing before it has heard the index for an hour', () => {
    const [early] = experienced(60)({ chains: atIv(0.9) })
    expect(early).toMatchObject({
      action: 'HOLD',
      reasoning: 'The index has been heard for 59 min of the 60 min it takes to judge.',
    })
    expect(experienced(61)({ chains: atIv(0.9) })).toHaveLength(2)
  })

  it('sells the straddle at the money when IV is rich', () => {
    const decisions = experienced()({ chains: atIv(0.9) })
    expect(decisions.map(({ action, symbol }) => [action, symbol])).toEqual([
      ['SELL_TO_ENTER', at.symbol],
      ['SELL_TO_ENTER', other.symbol],
    ])
    const bidUsd = contractOf(chainAt({ iv: 0.9 }), 80_000, 'CALL').bidPriceUsd ?? 0
    const [entry] = entriesOf(decisions)
    expect(entry?.stopLossUsd).toBeCloseTo(bidUsd * 1.6, 2)
    expect(entry?.profitTargetUsd).toBeCloseTo(bidUsd * 0.6, 2)
    expect(entry).toMatchObject({
      leverage: 1,
      invalidation: 'The mark IV is above 112.5 %, against 90 % at entry.',
      invalidationRule: { measure: 'MARK_IV', comparison: 'ABOVE', value: 1.125, untilMs: null },
    })
    expect(entry?.reasoning).toContain(`Rich: selling ${entry?.quantityCoin} BTC each of ${at.symbol} at`)
  })

  it('buys it when IV is cheap', () => {
    const entries = entriesOf(experienced()({ chains: atIv(0.3) }))
    expect(entries.map(({ action }) => action)).toEqual(['BUY_TO_ENTER', 'BUY_TO_ENTER'])
    const askUsd = contractOf(chainAt({ iv: 0.3 }), 80_000, 'CALL').askPriceUsd ?? 0
    expect(entries[0]?.stopLossUsd).toBeCloseTo(askUsd * 0.6, 2)
    expect(entries[0]?.profitTargetUsd).toBeCloseTo(askUsd * 1.6, 2)
    expect(entries[0]?.invalidationRule).toEqual({
      measure: 'MARK_IV',
      comparison: 'BELOW',
      value: 0.24,
      untilMs: null,
    })
  })

  it('is the more confident the further the ratio is past where it reverts', () => {
    const confidences = [0.8, 0.9, 1.2].map((iv) => entriesOf(experienced()({ chains: atIv(iv) }))[0])
    for (const entry of confidences) {
      const beyond = Math.log(ratioIn(entry?.reasoning) / rules.sell.revertedRatio)
      expect(entry?.confidence).toBeCloseTo(1 - Math.exp(-beyond / 0.3), 1)
    }
    expect(confidences.map((entry) => entry?.confidence)).toEqual(confidences.map((entry) => entry?.confidence).sort())
  })

  it.each([
    ['sold, above it', 'SHORT', 0.7, 'HOLD'],
    ['sold, reverted', 'SHORT', 0.45, 'CLOSE'],
    ['bought, below it', 'LONG', 0.4, 'HOLD'],
    ['bought, reverted', 'LONG', 0.65, 'CLOSE'],
  ] as const)('closes both legs when the ratio has reverted: %s', (_, side, iv, action) => {
    const positions = [at, other].map((contract) => heldOption(contract, { side }))
    const decisions = experienced()({ chains: atIv(iv), positions })
    expect(decisions.map((decision) => decision.action)).toEqual(action === 'CLOSE' ? ['CLOSE', 'CLOSE'] : ['HOLD'])
    expect(decisions[0]?.reasoning).toMatch(
      action === 'CLOSE' ? /It has reverted to 1\.\d+\. (Buying back|Selling) 1 BTC/ : /It is over at/,
    )
    expect(ratioIn(decisions[0]?.reasoning)).toBeGreaterThan(0)
    expect(decisions[0]?.confidence).toBeGreaterThan(0)
  })

  it('measures the expiry that it holds, not the one it would enter now', () => {
    const near = chainAt({ iv: 0.4, expiryMs: Date.UTC(2026, 10, 23, 8) })
    const far = chainAt({ iv: 0.7, expiryMs: Date.UTC(2027, 0, 29, 8) })
    const positions = (['CALL', 'PUT'] as const).map((kind) =>
      heldOption(contractOf(far, 80_000, kind), { quantityCoin: 0.1 }),
    )
    const [decision] = experienced()({ chains: [near, ...atIv(0.4), far], positions })
    expect(decision?.reasoning).toContain('The IV at the money in 69.8 days is 70 %')
  })

  it('hedges the delta that its options have gained', () => {
    const [decision] = experienced()({ chains: atIv(0.9), positions: [heldOption(at)] })
    expect(decision).toMatchObject({ action: 'BUY_TO_ENTER', symbol: 'BTC-PERPETUAL' })
    expect(decision).toHaveProperty('quantityCoin', expect.closeTo(at.greeks?.delta ?? NaN, 7))
  })

  it('manages what it holds before it can judge again after a restart', () => {
    const positions = [heldOption(at), heldOption(other)]
    const decision = askOne(meanReversionAgent(), { chains: atIv(0.3), positions })
    expect(decision).toMatchObject({ action: 'HOLD', confidence: null })
    expect(decision.reasoning).toContain('Holding 2 options, sold. The index has been heard for 0 s of the 60 min')
    const nowMs = chainAt().expiryMs - 3_600_000
    expect(closingsOf(ask(meanReversionAgent(), { chains: atIv(0.3), positions, nowMs }))).toHaveLength(2)
  })

  it('waits an hour between trades', () => {
    const asking = experienced()
    asking({ chains: atIv(0.9) })
    const [waiting] = asking({ chains: atIv(0.9), nowMs: noon + 3_599_999 })
    expect(waiting?.reasoning).toMatch(/a ratio of .* Waiting for 1 ms before the next trade\.$/)
    expect(asking({ chains: atIv(0.9), nowMs: noon + 3_600_000 })).toHaveLength(2)
  })

  it('forgets what it heard when time goes back', () => {
    const [decision] = experienced()({ chains: atIv(0.9), nowMs: noon - 5 * 3_600_000 })
    expect(decision?.reasoning).toBe('The index has not been heard yet.')
  })

  it.each([
    ['a stale chain', chainAt({ iv: 0.9, chain: { freshness: 'STALE' } })],
    ['no IV at the money', chainAt({ iv: 0.9, chain: { atmIv: null } })],
    ['no strike at the money', chainAt({ iv: 0.9, chain: { atmStrikeUsd: null } })],
    ['no bid', chainAt({ iv: 0.9, contract: { bidPriceUsd: null } })],
    ['a wide quote', chainAt({ iv: 0.9, halfSpread: 0.08 })],
    ['too little size', chainAt({ iv: 0.9, contract: { bidAmountCoin: 0.1 } })],
  ])('trades nothing with %s', (_, chain) => {
    expect(experienced()({ chains: [chain] })).toMatchObject([{ action: 'HOLD' }])
  })
})
