import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ask } from '../../../tests/support/agents/ask.js'
import { randomView } from '../../../tests/support/agents/random-view.js'
import { faultsOf } from '../../../tests/support/agents/well-formed.js'
import { buyAndHoldAgent } from './buy-and-hold/buy-and-hold-agent.js'
import { meanReversionAgent } from './mean-reversion/mean-reversion-agent.js'
import { defaultMeanReversionRules } from './mean-reversion/rules.js'
import { momentumAgent } from './momentum/momentum-agent.js'
import { defaultMomentumRules } from './momentum/rules.js'
import type { TradingAgent } from './trading-agent.js'
import { volSellerAgent } from './vol-seller/vol-seller-agent.js'

/** Views in a row, their times going forth and back: an agent must live with any of them. */
const histories = fc.sample(fc.array(randomView, { minLength: 1, maxLength: 4 }), { numRuns: 40, seed: 1 })

/** The built-in agents, those that warm up judging at once so that random histories reach their trades. */
const makers: readonly (() => TradingAgent)[] = [
  () => momentumAgent({ rules: { ...defaultMomentumRules, warmUpMs: 0, entryScore: 0.1, calmScore: 99 } }),
  () => meanReversionAgent({ rules: { ...defaultMeanReversionRules, warmUpMs: 0, pauseMs: 0 } }),
  () => volSellerAgent(),
  () => buyAndHoldAgent(),
]

describe('in any market, every agent', () => {
  it.each(makers.map((make) => [make().model, make] as const))('answers %s with well-formed decisions', (_, make) => {
    const actions = new Set<string>()
    for (const views of histories) {
      const agent = make()
      for (const view of views) {
        const decisions = ask(agent, view)
        for (const { action } of decisions) actions.add(action)
        expect(faultsOf(decisions, view)).toEqual([])
      }
    }
    expect(actions).toContain('HOLD')
    expect([...actions].some((action) => action.endsWith('_TO_ENTER'))).toBe(true)
  })
})
