import type { Decision, NewDecision } from '../domain/decision.js'

/** Where a reader's cursor stands: an id never given out here, or one that is no longer kept. */
export type CursorFault = 'UNKNOWN_CURSOR' | 'CURSOR_TOO_OLD'

export interface DecisionQuery {
  /** Left out: all accounts. */
  readonly accountId?: string
  /** Id of the decision next to which reading starts, itself not included. */
  readonly after?: string
  readonly limit: number
}

/** Keeps decisions in the order in which they were committed. */
export interface DecisionJournal {
  /** Commits a decision and answers it with its id and its account's next `seq`. */
  append(decision: NewDecision): Promise<Decision>
  /** A page going back in time, newest first, from before `after` (or from the newest). */
  newestFirst(query: DecisionQuery): Promise<{ decisions: readonly Decision[]; hasMore: boolean } | CursorFault>
  /** A page going forward in time, oldest first, from behind `after`. */
  oldestFirst(query: DecisionQuery & { after: string }): Promise<readonly Decision[] | CursorFault>
}
