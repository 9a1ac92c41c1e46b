import { hold } from '../hold.js'
import type { AgentDecision, AgentView } from '../trading-agent.js'
import { perpetualSymbol } from '../view.js'
import { days } from '../wording.js'
import { closeLegs } from './close-legs.js'
import { hedgeDelta, type HedgeRules } from './delta-hedge.js'
import type { OptionLeg } from './option-legs.js'

/** What is done with options that are held. */
export interface Management {
  readonly hedge: HedgeRules
  /** Options are closed when so little time is left. */
  readonly closeBeforeMs: number
  /** Why all of them are to be closed now; null while they stay. */
  readonly overBecause: string | null
  readonly confidence: number | null
  /** The state of the idea in words, for decisions that leave it as it is. */
  readonly standing: string
}

/**
 * Closes the options that are due; otherwise hedges the delta; otherwise holds. It does one thing at a time: the hedge follows at
 * the next decision, when the result of the closing is known. It also brings the perpetual back to flat when no option is left.
 */
export function manageLegs(
  view: AgentView,
  legs: readonly OptionLeg[],
  management: Management,
): readonly AgentDecision[] {
  const { closeBeforeMs, overBecause, confidence, standing } = management
  const due = legs.filter(({ option }) => overBecause !== null || option.expiryMs - view.nowMs <= closeBeforeMs)
  const reason = overBecause ?? expiryReason(due, view, closeBeforeMs)
  const closing = closeLegs(due, { reason, confidence: overBecause === null ? null : confidence })
  if (closing.length > 0) return closing
  const { decision, delta } = hedgeDelta(view, legs, management.hedge)
  if (decision) return [decision]
  const unquoted = due.map(({ position }) => position.symbol).join(', ')
  const stuck = unquoted && `${reason} Nobody quotes ${unquoted} now.`
  return [hold(perpetualSymbol(view), [stuck, standing, delta].filter(Boolean).join(' '), confidence)]
}

function expiryReason(due: readonly OptionLeg[], { nowMs }: AgentView, closeBeforeMs: number): string {
  const nearest = due[0]
  if (!nearest) return ''
  return `It expires in ${days(nearest.option.expiryMs - nowMs)}; options are closed with ${days(closeBeforeMs)} left.`
}
