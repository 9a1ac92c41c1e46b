import type {
  DecisionAction,
  DecisionsSnapshotQuery,
  DecisionsSnapshotQueryVariables,
  DecisionUpdatesSubscription,
  DecisionUpdatesSubscriptionVariables,
} from '../../gql/graphql.js'
import { DecisionOutcomesDocument, DecisionsSnapshotDocument, DecisionUpdatesDocument } from '../../gql/graphql.js'
import { nudgedBy } from '../../live/nudges.js'
import type { LogOperation } from '../../live/resumable-log.js'

export type DecisionEntry = DecisionUpdatesSubscription['newDecision']

const KEPT = 400
const RENEWED_EVERY_MS = 15_000
const PAGE_SIZE = 50

export const DECISION_FILTERS = ['all', 'trades'] as const
export type DecisionFilter = (typeof DECISION_FILTERS)[number]

const TRADES: readonly DecisionAction[] = ['BUY_TO_ENTER', 'SELL_TO_ENTER', 'CLOSE']

/** What the feed asks for, of one account or of all. Of everything no action is named. */
export function decisionsAsked(account: string | null, filter: DecisionFilter): DecisionsSnapshotQueryVariables {
  return { account, first: PAGE_SIZE, ...(filter === 'trades' && { action: [...TRADES] }) }
}

export const decisionsOperation: LogOperation<
  DecisionEntry,
  DecisionsSnapshotQuery,
  DecisionUpdatesSubscription,
  DecisionsSnapshotQueryVariables,
  DecisionUpdatesSubscriptionVariables
> = {
  snapshot: DecisionsSnapshotDocument,
  updates: DecisionUpdatesDocument,
  pageOf: ({ decisions: { edges, pageInfo } }) => ({
    entries: edges.map(({ node }) => node),
    hasOlder: pageInfo.hasNextPage,
  }),
  atPage: (variables, page) => ({ ...variables, ...page }),
  entryOf: ({ newDecision }) => newDecision,
  resume: ({ first: _pageSize, ...asked }, lastId) => ({ ...asked, after: lastId }),
  capacity: KEPT,
  // A decision changes after it was made: what it entered comes to an end.
  renewal: {
    isOpen: ({ outcome }) => outcome === 'OPEN',
    everyMs: RENEWED_EVERY_MS,
    nudges: ({ account }) => nudgedBy(DecisionOutcomesDocument, { account }),
  },
}
