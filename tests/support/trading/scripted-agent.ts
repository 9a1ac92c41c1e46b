import type {
  AgentDecision,
  AgentView,
  CloseDecision,
  EnterDecision,
  HoldDecision,
  TradingAgent,
} from '../../../server/trading/agents/trading-agent.js'

/** What an agent decides, one after the other; an Error is thrown. */
export type Script = readonly (AgentDecision | readonly AgentDecision[] | Error)[]

/** For tests: an agent that plays a list of decisions, throws what is an Error, and holds when the list is over. */
export interface ScriptedAgent extends TradingAgent {
  readonly views: AgentView[]
}

export function scriptedAgent(...script: Script): ScriptedAgent {
  const left = [...script]
  const views: AgentView[] = []
  return {
    name: 'Script',
    model: 'script-1',
    currency: 'BTC',
    views,
    decide(view) {
      views.push(view)
      const next = left.shift() ?? holding
      if (next instanceof Error) throw next
      return 'action' in next ? [next] : next
    },
  }
}

const thought = { symbol: 'BTC-PERPETUAL', confidence: 0.5, reasoning: 'Nothing to do.' }
export const holding: HoldDecision = { ...thought, action: 'HOLD' }

/** For tests: buy 10 coins of the perpetual at leverage 2, to be closed at 90 or 120. */
export function buying(values: Partial<EnterDecision> = {}): EnterDecision {
  return {
    ...thought,
    action: 'BUY_TO_ENTER',
    confidence: 0.7,
    reasoning: 'It rises.',
    quantityCoin: 10,
    leverage: 2,
    stopLossUsd: 90,
    profitTargetUsd: 120,
    invalidation: 'It falls.',
    invalidationRule: null,
    ...values,
  }
}

/** For tests: close all of the perpetual. */
export function closing(values: Partial<CloseDecision> = {}): CloseDecision {
  return { ...thought, action: 'CLOSE', confidence: 0.6, reasoning: 'Enough.', quantityCoin: null, ...values }
}
