import type { Decision, DecisionAction, DecisionOutcome, DecisionScore } from './decision.js'
import type { UnixMs } from './units.js'

/** One change of a decision's score: some of what it entered was closed. Every field is defined in `schema/decisions.graphql`. */
export interface ScoreEvent {
  readonly id: string
  readonly accountId: string
  readonly seq: number
  /** Symbol, action and outcome are those of `decision`. */
  readonly symbol: string
  readonly action: DecisionAction
  readonly outcome: DecisionOutcome | null
  /** As it was scored then. */
  readonly decision: Decision
  readonly recordedAtMs: UnixMs
}

/** An event before the journal gave it its place. */
export interface NewScoreEvent extends Pick<ScoreEvent, 'id' | 'accountId'> {
  readonly decisionId: string
  readonly score: DecisionScore
}
