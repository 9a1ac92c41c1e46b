import type { AgentView, TradingAgent } from '../agents/trading-agent.js'
import { executeDecision } from '../engine/execute-decision.js'
import type { Action, Situation } from './action.js'
import { actionFor } from './action.js'

/**
 * Asks the agent and carries its decision out. What the agent throws goes to `onFailure`, and stands in the record as a
 * HOLD that was not carried out.
 */
export function agentAction(
  situation: Situation,
  agent: TradingAgent,
  view: AgentView,
  onFailure: (error: unknown) => void,
): Action {
  try {
    const decision = agent.decide(view)
    const execution = executeDecision(situation.books, decision, situation.market)
    return actionFor(situation, agent.model, decision, execution)
  } catch (error) {
    onFailure(error)
    const reasoning = 'The agent failed, so everything stays as it is.'
    const decision = { action: 'HOLD', confidence: null, reasoning } as const
    return actionFor(situation, agent.model, decision, { refused: 'The agent failed to decide' })
  }
}
