import type {
  AgentDecision,
  AgentView,
  CloseDecision,
  EnterDecision,
  TradingAgent,
} from '../../../server/trading/agents/trading-agent.js'
import { noAbort, viewWith } from './views.js'

/** For tests: what an agent that answers at once decides in a view. */
export function ask(agent: TradingAgent, values: Partial<AgentView> = {}): readonly AgentDecision[] {
  const decisions = agent.decide(viewWith(values), noAbort)
  if (decisions instanceof Promise) throw new Error('It does not answer at once')
  return decisions
}

/** For tests: the only decision; throws when there are more. */
export function askOne(agent: TradingAgent, values: Partial<AgentView> = {}): AgentDecision {
  const [decision, ...others] = ask(agent, values)
  if (!decision || others.length > 0) throw new Error('It did not answer with one decision')
  return decision
}

/** For tests: the entries among decisions. */
export function entriesOf(decisions: readonly AgentDecision[]): readonly EnterDecision[] {
  return decisions.filter((decision): decision is EnterDecision => decision.action.endsWith('_TO_ENTER'))
}

/** For tests: the closings among decisions. */
export function closingsOf(decisions: readonly AgentDecision[]): readonly CloseDecision[] {
  return decisions.filter((decision): decision is CloseDecision => decision.action === 'CLOSE')
}
