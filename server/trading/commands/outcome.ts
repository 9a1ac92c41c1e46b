import type { Decision, NewDecision } from '../../domain/decision.js'
import type { Fill, NewFill } from '../../domain/fill.js'
import type { Answers, CommandKind } from '../brokerage.js'
import type { Change } from '../committer.js'

/** What a command comes to. A refusal changes nothing: only its answer is committed. */
export interface Outcome {
  readonly answer: Drafts[CommandKind]
  readonly change: Change | null
}

/** The answers, with fills and decisions that have no place in the journal yet: the commit gives it to them. */
export type Drafts = { readonly [K in CommandKind]: Draft<Answers[K]> }

type Draft<Answer> = Answer extends { readonly fills: readonly Fill[] }
  ? Omit<Answer, 'fills'> & { readonly fills: readonly NewFill[] }
  : Answer extends { readonly decision: Decision }
    ? Omit<Answer, 'decision'> & { readonly decision: NewDecision }
    : Answer
