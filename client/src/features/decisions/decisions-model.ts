import type {
  DecisionsSnapshotQuery,
  DecisionsSnapshotQueryVariables,
  DecisionUpdatesSubscription,
  DecisionUpdatesSubscriptionVariables,
} from '../../gql/graphql.js'
import { DecisionOutcomesDocument, DecisionsSnapshotDocument, DecisionUpdatesDocument } from '../../gql/graphql.js'
import { nudgedBy } from '../../live/nudges.js'
import type { LogOperation } from '../../live/resumable-log.js'

export type DecisionEntry = DecisionUpdatesSubscription['newDecision']

const KEPT = 200
const RENEWED_EVERY_MS = 15_000
export const FIRST_PAGE = 50

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
  resume: ({ account }, lastId) => ({ account, after: lastId }),
  capacity: KEPT,
  // A decision changes after it was made: what it entered comes to an end.
  renewal: {
    isOpen: ({ outcome }) => outcome === 'OPEN',
    everyMs: RENEWED_EVERY_MS,
    nudges: ({ account }) => nudgedBy(DecisionOutcomesDocument, { account }),
  },
}

export const DECISION_FILTERS = ['all', 'trades'] as const
export type DecisionFilter = (typeof DECISION_FILTERS)[number]

export const filterDecisions = (entries: readonly DecisionEntry[], filter: DecisionFilter): readonly DecisionEntry[] =>
  filter === 'all' ? entries : entries.filter(({ action }) => action !== 'HOLD')
