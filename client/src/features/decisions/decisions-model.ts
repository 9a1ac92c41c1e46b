import {
  DecisionScoresDocument,
  DecisionsPageDocument,
  DecisionUpdatesDocument,
  type DecisionAction,
  type DecisionsPageQuery,
  type DecisionUpdatesSubscription,
} from '../../gql/graphql.js'
import { logStream, type LogOperation } from '../../live/log-operation.js'

export type DecisionEntry = DecisionUpdatesSubscription['newDecision']

export const DECISION_FILTERS = ['all', 'trades'] as const
export type DecisionFilter = (typeof DECISION_FILTERS)[number]

const TRADES: readonly DecisionAction[] = ['BUY_TO_ENTER', 'SELL_TO_ENTER', 'CLOSE']

type DecisionsAsked = {
  readonly account: string | null
  readonly action?: readonly DecisionAction[]
}

/** What the feed asks for, of one account or of all accounts. For all decisions it names no action. */
export function decisionsAsked(account: string | null, filter: DecisionFilter): DecisionsAsked {
  return { account, ...(filter === 'trades' && { action: TRADES }) }
}

/** A decision changes after it was made: what it entered comes to an end. */
export const decisionsOperation: LogOperation<DecisionEntry, DecisionsPageQuery, DecisionsAsked> = {
  pages: DecisionsPageDocument,
  pageOf: ({ decisions: { edges, pageInfo } }) => ({
    entries: edges.map(({ node }) => node),
    hasOlder: pageInfo.hasNextPage,
  }),
  news: logStream(DecisionUpdatesDocument, ({ newDecision }) => ({
    cursor: newDecision.id,
    entry: newDecision,
    isNew: true,
  })),
  resumesAfterEntry: true,
  changes: logStream(DecisionScoresDocument, ({ decisionScored: { id, decision } }) => ({
    cursor: id,
    entry: decision,
    isNew: false,
  })),
  pageSize: 50,
  capacity: 400,
}
